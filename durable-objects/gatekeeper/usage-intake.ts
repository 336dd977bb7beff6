// What isolates counted, on its way into the tables: merged in memory, written with the gatekeeper's next write, and
// acknowledged when that is durable. A batch is numbered by the isolate that made it and counted once, however often it
// is sent, so that a crash at any moment loses nothing that was counted and counts nothing twice.
import { addLatencies } from "../../domain/latency.ts";
import type { GatekeeperStore } from "./store.ts";
import type { Usage } from "./usage-rows.ts";

export type UsageCount = Usage & { readonly last_used_at_ms: number };
export type UsageBatch = {
  /** Of the isolate, drawn at random when it began. */
  readonly isolate: string;
  /** From 1, one more each time. The next is sent when this one is acknowledged. */
  readonly no: number;
  readonly counts: readonly UsageCount[];
};

export class UsageIntake {
  readonly #store: GatekeeperStore;
  readonly #counts = new Map<string, UsageCount>();
  readonly #batches = new Map<string, number>();
  #written: PromiseWithResolvers<void> | undefined;

  constructor(store: GatekeeperStore) {
    this.#store = store;
  }

  /** Resolves when the batch is durable; rejects when the write failed, and the batch may be sent again. */
  take({ isolate, no, counts }: UsageBatch): Promise<void> {
    const known = this.#batches.get(isolate) ?? this.#store.usage.lastBatch(isolate);
    if (no > known) {
      this.#batches.set(isolate, no);
      for (const count of counts) this.#add(count);
    }
    this.#written ??= Promise.withResolvers();
    return this.#written.promise;
  }

  /** At exit: what was taken is durable and acknowledged; or it is refused, and stays for the next write. */
  write(now: number): void {
    const written = this.#written;
    if (!written) return;
    this.#written = undefined;
    try {
      this.#store.transaction(() => this.#save(now));
    } catch (error) {
      written.reject(error);
      return;
    }
    this.#counts.clear();
    this.#batches.clear();
    written.resolve();
  }

  #save(now: number): void {
    for (const [isolate, no] of this.#batches) this.#store.usage.saveBatch(isolate, no, now);
    const last_uses = new Map<number, number>();
    for (const count of this.#counts.values()) {
      this.#store.usage.add(count);
      last_uses.set(count.key_no, Math.max(count.last_used_at_ms, last_uses.get(count.key_no) ?? 0));
    }
    for (const [key_no, at_ms] of last_uses) this.#store.keys.saveLastUse(key_no, at_ms);
  }

  #add(count: UsageCount): void {
    const name = `${count.key_no} ${count.hour} ${count.operation}`;
    const known = this.#counts.get(name);
    this.#counts.set(
      name,
      known === undefined
        ? count
        : {
            ...count,
            requests: known.requests + count.requests,
            errors_4xx: known.errors_4xx + count.errors_4xx,
            errors_5xx: known.errors_5xx + count.errors_5xx,
            buckets: addLatencies(known.buckets, count.buckets),
            last_used_at_ms: Math.max(known.last_used_at_ms, count.last_used_at_ms),
          },
    );
  }
}
