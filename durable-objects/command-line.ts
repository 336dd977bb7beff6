// The line of commands in front of an object's tables. For each command, in this order: the object's own
// stored answer (a replay), a twin in flight (joins its promise), the principal's gatekeeper (binds the key;
// one call in flight a principal, so that a slow principal delays itself only), then one commit for all that
// are ready. The claim's round trip is the time in which a batch gathers; commands without a key gather for
// one turn of the event loop. Known weakness: when the gatekeeper lost a binding in a crash, the reuse of a
// key for another object goes unnoticed; a replay or a second effect never does.
import { differingFields } from "../domain/idempotency.ts";
import { LIMITS } from "../domain/limits.ts";
import type { Answer, Binding, Claim, Envelope, LineRefusal } from "./envelope.ts";

export const LINE_LIMITS = { batch_max: 256, claims_max: 256, waiting_max: 4_096, retry_after_ms: 1_000 } as const;

/** A command on its way to its commit. */
export type Ready<Command> = Envelope<Command> & {
  /** Null, as `claimed_at_ms` is, when the command has no key. */
  readonly scoped_key: string | null;
  readonly claimed_at_ms: number | null;
  /** The key had an answer here, over 24 hours ago, that must make room. */
  readonly rebound: boolean;
};

export type StoredAnswer<Outcome> = Answer<Outcome> & {
  readonly digests: Envelope<unknown>["digests"];
  readonly claimed_at_ms: number;
};

export type LinePorts<Command, Outcome> = {
  /** The id that a key is bound to here. */
  target(): string;
  clock(): number;
  stored(scoped_key: string): StoredAnswer<Outcome> | undefined;
  claim(channel: string, claims: Claim[]): Promise<Binding[]>;
  /** Carries out all of them in one transaction, or throws with nothing done. */
  commit(batch: Ready<Command>[]): Answer<Outcome>[];
  failed(error: unknown): void;
};

type Waiter<Command, Outcome> = {
  readonly envelope: Envelope<Command>;
  readonly scoped_key: string | null;
  /** An answer of over 24 hours ago that the key still has here. */
  readonly old: StoredAnswer<Outcome> | undefined;
  readonly settle: (answer: Answer<Outcome>) => void;
};

export function scopedKey(envelope: { actor: { channel: string }; method: string }, key: string): string {
  return `${envelope.actor.channel} ${envelope.method} ${key}`;
}

export class CommandLine<Command, Outcome> {
  readonly #ports: LinePorts<Command, Outcome>;
  readonly #running = new Map<string, { digests: Envelope<Command>["digests"]; answer: Promise<Answer<Outcome>> }>();
  readonly #claiming = new Map<string, Waiter<Command, Outcome>[]>();
  readonly #ready: { waiter: Waiter<Command, Outcome>; command: Ready<Command> }[] = [];
  #waiting = 0;
  #timer = false;

  constructor(ports: LinePorts<Command, Outcome>) {
    this.#ports = ports;
  }

  submit(envelope: Envelope<Command>): Promise<Answer<Outcome>> {
    if (envelope.key === null) return this.#wait(envelope, null, undefined);
    const scoped_key = scopedKey(envelope, envelope.key);
    const twin = this.#running.get(scoped_key);
    if (twin) {
      const fields = differingFields(twin.digests, envelope.digests);
      if (fields.length > 0) return Promise.resolve(mismatch(envelope, fields));
      return twin.answer.then((answer) => (isRefusedByLine(answer) ? answer : { ...answer, replayed: true }));
    }
    const stored = this.#ports.stored(scoped_key);
    if (stored && stored.claimed_at_ms + LIMITS.idempotency_retention_ms > this.#ports.clock()) {
      return Promise.resolve(replay(envelope, stored));
    }
    const answer = this.#wait(envelope, scoped_key, stored);
    this.#running.set(scoped_key, { digests: envelope.digests, answer });
    return answer.finally(() => this.#running.delete(scoped_key));
  }

  #wait(
    envelope: Envelope<Command>,
    scoped_key: string | null,
    old: StoredAnswer<Outcome> | undefined,
  ): Promise<Answer<Outcome>> {
    if (this.#waiting >= LINE_LIMITS.waiting_max) {
      return Promise.resolve(
        refusal(envelope, { ok: false, code: "OVERLOADED", retry_after_ms: LINE_LIMITS.retry_after_ms }),
      );
    }
    this.#waiting += 1;
    return new Promise((resolve) => {
      const settle = (answer: Answer<Outcome>) => {
        this.#waiting -= 1;
        resolve(answer);
      };
      const waiter = { envelope, scoped_key, old, settle };
      if (scoped_key === null) this.#commitSoon(waiter);
      else this.#claimSoon(waiter);
    });
  }

  #commitSoon(waiter: Waiter<Command, Outcome>): void {
    this.#ready.push({
      waiter,
      command: { ...waiter.envelope, scoped_key: null, claimed_at_ms: null, rebound: false },
    });
    if (this.#timer) return;
    this.#timer = true;
    setTimeout(() => {
      this.#timer = false;
      this.#flush();
    }, 0);
  }

  #claimSoon(waiter: Waiter<Command, Outcome>): void {
    const { channel } = waiter.envelope.actor;
    const queue = this.#claiming.get(channel);
    if (queue) {
      queue.push(waiter);
      return;
    }
    const fresh = [waiter];
    this.#claiming.set(channel, fresh);
    void this.#claimAll(channel, fresh);
  }

  /** At exit: the channel's queue is empty and gone. */
  async #claimAll(channel: string, queue: Waiter<Command, Outcome>[]): Promise<void> {
    while (queue.length > 0) {
      const batch = queue.splice(0, LINE_LIMITS.claims_max);
      try {
        const bindings = await this.#ports.claim(
          channel,
          batch.map((waiter) => this.#claimOf(waiter)),
        );
        if (bindings.length !== batch.length)
          throw new Error("the gatekeeper answered another number of claims than asked");
        for (const [index, waiter] of batch.entries()) this.#bound(waiter, bindings[index]);
      } catch (error) {
        this.#ports.failed(error);
        const overloaded = { ok: false, code: "OVERLOADED", retry_after_ms: LINE_LIMITS.retry_after_ms } as const;
        for (const waiter of batch) waiter.settle(refusal(waiter.envelope, overloaded));
      }
      this.#flush();
    }
    this.#claiming.delete(channel);
  }

  #claimOf(waiter: Waiter<Command, Outcome>): Claim {
    const { method, key, digests } = waiter.envelope;
    return { method, key: key ?? "", target: this.#ports.target(), digests };
  }

  #bound(waiter: Waiter<Command, Outcome>, binding: Binding | undefined): void {
    const { envelope, scoped_key, old } = waiter;
    if (!binding || scoped_key === null) throw new Error("the gatekeeper answered fewer claims than it was asked");
    const fields = differingFields(binding.digests, envelope.digests);
    if (fields.length > 0) {
      waiter.settle(mismatch(envelope, fields));
      return;
    }
    // By the gatekeeper's clock the 24 hours are not over: the old answer still stands.
    if (old && old.claimed_at_ms === binding.claimed_at_ms) {
      waiter.settle(replay(envelope, old));
      return;
    }
    const { claimed_at_ms } = binding;
    this.#ready.push({ waiter, command: { ...envelope, scoped_key, claimed_at_ms, rebound: old !== undefined } });
  }

  /** At exit: everything that was ready has its answer. */
  #flush(): void {
    while (this.#ready.length > 0) {
      const batch = this.#ready.splice(0, LINE_LIMITS.batch_max);
      try {
        const answers = this.#ports.commit(batch.map((entry) => entry.command));
        for (const [index, { waiter }] of batch.entries()) {
          waiter.settle(answers[index] ?? refusal(waiter.envelope, { ok: false, code: "INTERNAL" }));
        }
      } catch (error) {
        this.#oneByOne(batch, error);
      }
    }
  }

  /** A command of the batch threw and nothing of it happened: each alone, so that only the thrower fails. */
  #oneByOne(batch: { waiter: Waiter<Command, Outcome>; command: Ready<Command> }[], cause: unknown): void {
    if (batch.length === 1) this.#ports.failed(cause);
    for (const { waiter, command } of batch) {
      try {
        if (batch.length === 1) throw cause;
        const [answer] = this.#ports.commit([command]);
        waiter.settle(answer ?? refusal(waiter.envelope, { ok: false, code: "INTERNAL" }));
      } catch (error) {
        if (batch.length > 1) this.#ports.failed(error);
        waiter.settle(refusal(waiter.envelope, { ok: false, code: "INTERNAL" }));
      }
    }
  }
}

function replay<Command, Outcome>(envelope: Envelope<Command>, stored: StoredAnswer<Outcome>): Answer<Outcome> {
  const fields = differingFields(stored.digests, envelope.digests);
  if (fields.length > 0) return mismatch(envelope, fields);
  const { outcome, seq, encoder, trace_id, request_id } = stored;
  return { outcome, replayed: true, seq, encoder, trace_id, request_id };
}

function mismatch<Command, Outcome>(envelope: Envelope<Command>, fields: readonly string[]): Answer<Outcome> {
  return refusal(envelope, { ok: false, code: "IDEMPOTENCY_KEY_MISMATCH", fields });
}

function refusal<Command, Outcome>(envelope: Envelope<Command>, outcome: LineRefusal): Answer<Outcome> {
  const { encoder, trace_id, request_id } = envelope;
  return { outcome, replayed: false, seq: 0, encoder, trace_id, request_id };
}

function isRefusedByLine<Outcome>(answer: Answer<Outcome>): boolean {
  const outcome = answer.outcome as { code?: string };
  return outcome.code === "OVERLOADED" || outcome.code === "INTERNAL" || outcome.code === "IDEMPOTENCY_KEY_MISMATCH";
}
