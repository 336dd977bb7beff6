// Work that ends when it is done, when its time is up, or when the caller's signal aborts, whichever is first.
import type { Signal } from "./abort-signal.ts";

export interface TimeLimit {
  readonly timeoutMs: number;
  readonly signal: Signal | undefined;
  /** What it rejects with when the time is up. */
  readonly expired: () => Error;
}

/** `work` is told by its own signal that nobody waits for it any more, and is not waited for if it takes no notice. */
export function limited<Result>(limit: TimeLimit, work: (signal: Signal) => Promise<Result>): Promise<Result> {
  const { signal, timeoutMs, expired } = limit;
  return new Promise((resolve, reject) => {
    const controller = new AbortController();
    const timer = setTimeout(() => stop(expired()), timeoutMs);
    const aborted = (): void => stop(signal?.reason);
    function settled(): void {
      clearTimeout(timer);
      signal?.removeEventListener("abort", aborted);
    }
    function stop(reason: unknown): void {
      settled();
      reject(reason);
      controller.abort(reason);
    }
    if (signal?.aborted) {
      stop(signal.reason);
      return;
    }
    signal?.addEventListener("abort", aborted);
    work(controller.signal).then(resolve, reject).finally(settled);
  });
}

export function pause(milliseconds: number, signal: Signal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const aborted = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", aborted);
      resolve();
    }, milliseconds);
    signal?.addEventListener("abort", aborted, { once: true });
  });
}

/** Exponential backoff with full jitter: anything from 0 to a limit that doubles from `firstMs` to `mostMs`. */
export function backoffMs(failures: number, { firstMs, mostMs }: { firstMs: number; mostMs: number }): number {
  return Math.random() * Math.min(mostMs, firstMs * 2 ** Math.min(failures - 1, 30));
}
