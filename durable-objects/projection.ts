// Drains an object's outbox into D1. The outbox is a cursor in the object's changes: what lies behind it is
// loaded as it is now, sent, and the cursor moved when the answer came. Drains are at least 250 ms apart unless
// there is a backlog; after a failure they wait longer and longer, and the object's alarm tries again even
// when nobody calls.
import type { Rows } from "./projector/rows.ts";

export const PROJECTION = {
  apart_ms: 250,
  backoff_ms: 1_000,
  backoff_max_ms: 60_000,
  answer_within_ms: 15_000,
  rows_max: 500,
} as const;

export type ProjectionPorts = {
  /** What is behind the cursor and the cursor's place after it; undefined when there is nothing. */
  pending(): { readonly rows: Rows; readonly seq: number; readonly more: boolean } | undefined;
  send(rows: Rows): Promise<void>;
  advance(seq: number): void;
  clock(): number;
  failed(error: unknown): void;
};

export class Projection {
  readonly #ports: ProjectionPorts;
  #running: Promise<boolean> | undefined;
  #timer = false;
  #next_at_ms = 0;
  #failures = 0;

  constructor(ports: ProjectionPorts) {
    this.#ports = ports;
  }

  /** When the next drain may start: a moment after the last one, later and later after failures. */
  get next_at_ms(): number {
    return this.#next_at_ms;
  }

  /** Something was committed: drain soon. */
  poke(): void {
    if (this.#timer || this.#running) return;
    this.#timer = true;
    setTimeout(
      () => {
        this.#timer = false;
        void this.drain();
      },
      Math.max(0, this.#next_at_ms - this.#ports.clock()),
    );
  }

  /** True when D1 has all that was committed before the call; false when it could not be reached. */
  async caughtUp(): Promise<boolean> {
    if (this.#running) await this.#running;
    return this.drain();
  }

  drain(): Promise<boolean> {
    this.#running ??= this.#drainAll().finally(() => {
      this.#running = undefined;
      if (this.#failures === 0 && this.#ports.pending()) this.poke();
    });
    return this.#running;
  }

  async #drainAll(): Promise<boolean> {
    for (;;) {
      const pending = this.#ports.pending();
      if (!pending) return true;
      try {
        await within(PROJECTION.answer_within_ms, this.#ports.send(pending.rows));
      } catch (error) {
        this.#failures += 1;
        const wait_ms = Math.min(PROJECTION.backoff_max_ms, PROJECTION.backoff_ms * 2 ** (this.#failures - 1));
        this.#next_at_ms = this.#ports.clock() + wait_ms;
        this.#ports.failed(error);
        return false;
      }
      this.#failures = 0;
      this.#next_at_ms = this.#ports.clock() + PROJECTION.apart_ms;
      this.#ports.advance(pending.seq);
      if (!pending.more) return true;
    }
  }
}

async function within<T>(limit_ms: number, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${limit_ms} ms`)), limit_ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
