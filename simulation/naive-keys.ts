// What an idempotency key must do, as simply as it can be said: lists of what was answered, of what each key was
// bound to, and of what is under way, searched from end to end. A key is a channel's, for one method, 24 hours.

import type { NaiveActor } from "./naive-things.ts";
import type { NamedCommand } from "./names.ts";

/** One request as a client would send it, and send again. */
export type Request = {
  readonly home: string;
  readonly actor: NaiveActor;
  readonly method: string;
  readonly key: string | null;
  /** The top-level fields of the body. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly command: NamedCommand;
};

/** One sending of a request, and what must come of it as far as that is known yet. */
export type Delivery = {
  readonly request: Request;
  readonly request_id: string;
  expected: Expected;
};

export type Expected =
  | { readonly kind: "execute" }
  | { readonly kind: "done"; readonly outcome: unknown }
  | { readonly kind: "replay"; readonly answered: Answered }
  | { readonly kind: "twin"; readonly first: Delivery }
  | { readonly kind: "mismatch"; readonly fields: readonly string[]; readonly elsewhere: boolean }
  | { readonly kind: "overloaded" }
  | { readonly kind: "internal" };

export type Answered = {
  readonly request: Request;
  readonly request_id: string;
  readonly claimed_at_ms: number;
  readonly outcome: string;
};
type Bound = { readonly request: Request; readonly claimed_at_ms: number; written: boolean };

const DAY_MS = 86_400_000;

/** Lists by the bare key, so that a search is short; everything else is compared one by one. */
class ByKey<One extends { readonly request: Request }> {
  readonly lists = new Map<string, One[]>();

  of(request: Request): One[] {
    return this.lists.get(request.key ?? "") ?? [];
  }

  /** Puts it in the place of those that `same` says it replaces. */
  put(one: One, same: (other: One) => boolean): void {
    const others = this.of(one.request).filter((other) => !same(other));
    this.lists.set(one.request.key ?? "", [...others, one]);
  }
}

export class NaiveKeys {
  readonly answered = new ByKey<Answered>();
  readonly bound = new ByKey<Bound>();
  underWay: Delivery[] = [];

  /** A request arrives at its home. */
  arrive(delivery: Delivery, clock: number): void {
    const { request } = delivery;
    if (request.key !== null) {
      const first = this.underWay.find((one) => sameKeyAndHome(one.request, request));
      const before = this.answered
        .of(request)
        .find((one) => sameKeyAndHome(one.request, request) && one.claimed_at_ms + DAY_MS > clock);
      const earlier = first?.request ?? before?.request;
      const fields = earlier ? differing(earlier, request) : [];
      if (fields.length > 0) {
        delivery.expected = { kind: "mismatch", fields, elsewhere: false };
        return;
      }
      if (first) {
        delivery.expected = { kind: "twin", first };
        return;
      }
      if (before) {
        delivery.expected = { kind: "replay", answered: before };
        return;
      }
    }
    delivery.expected = { kind: "execute" };
    this.underWay.push(delivery);
  }

  /** The gatekeeper hears of it: says what the key is bound to from now on. */
  claim(delivery: Delivery, clock: number): Bound {
    const { request } = delivery;
    let bound = this.bound
      .of(request)
      .find((one) => sameKey(one.request, request) && one.claimed_at_ms + DAY_MS > clock);
    if (!bound) {
      bound = { request, claimed_at_ms: clock, written: false };
      this.bound.put(bound, (other) => sameKey(other.request, request));
    }
    const { claimed_at_ms } = bound;
    const fields = differing(bound.request, request);
    if (fields.length > 0) {
      delivery.expected = { kind: "mismatch", fields, elsewhere: bound.request.home !== request.home };
    }
    const before = this.answered
      .of(request)
      .find((one) => sameKeyAndHome(one.request, request) && one.claimed_at_ms === claimed_at_ms);
    if (fields.length === 0 && before) delivery.expected = { kind: "replay", answered: before };
    return bound;
  }

  /** It was carried out: its answer is kept when it is one that a retry must see again. */
  keep(
    delivery: Delivery,
    claimed_at_ms: number,
    outcome: { readonly ok: boolean; readonly [field: string]: unknown },
  ): void {
    const { request, request_id } = delivery;
    if (request.key === null || outcome["code"] === "NOT_FOUND" || outcome["code"] === "VALIDATION_FAILED") return;
    const kept = { request, request_id, claimed_at_ms, outcome: JSON.stringify(outcome) };
    this.answered.put(kept, (other) => sameKeyAndHome(other.request, request));
  }

  over(delivery: Delivery): void {
    this.underWay = this.underWay.filter((one) => one !== delivery);
  }

  written(channel: string): void {
    for (const list of this.bound.lists.values()) {
      for (const one of list) if (one.request.actor.channel === channel) one.written = true;
    }
  }

  /** The gatekeeper died: what it had not written is forgotten. Says how many bindings that were. */
  forgotten(channel: string): number {
    let lost = 0;
    for (const [key, list] of this.bound.lists) {
      const kept = list.filter((one) => one.written || one.request.actor.channel !== channel);
      lost += list.length - kept.length;
      this.bound.lists.set(key, kept);
    }
    return lost;
  }
}

function sameKey(one: Request, other: Request): boolean {
  return (
    one.key !== null &&
    one.key === other.key &&
    one.method === other.method &&
    one.actor.channel === other.actor.channel
  );
}

function sameKeyAndHome(one: Request, other: Request): boolean {
  return sameKey(one, other) && one.home === other.home;
}

function differing(one: Request, other: Request): string[] {
  const names = [...new Set([...Object.keys(one.fields), ...Object.keys(other.fields)])];
  return names.filter((name) => JSON.stringify(one.fields[name]) !== JSON.stringify(other.fields[name])).sort();
}
