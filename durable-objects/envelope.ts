// What travels between the Worker and an object. Both sides may be of different ages for minutes during a
// deploy: fields are added, never renamed or removed.
import type { Digests } from "../domain/idempotency.ts";

export type Actor = {
  /** The principal: the channel that owns what it makes. */
  readonly channel: string;
  readonly key_id: string;
  /** Sees and may change what belongs to other channels. */
  readonly admin: boolean;
};

export type Envelope<Command> = {
  readonly command: Command;
  /** The operation's name, part of what an idempotency key is scoped to. */
  readonly method: string;
  readonly actor: Actor;
  readonly key: string | null;
  readonly digests: Digests;
  /** The version of the encoder that will write the answer; stored with it, so that a replay uses the same. */
  readonly encoder: number;
  readonly trace_id: string;
  readonly request_id: string;
};

export type LineRefusal =
  | { readonly ok: false; readonly code: "IDEMPOTENCY_KEY_MISMATCH"; readonly fields: readonly string[] }
  | { readonly ok: false; readonly code: "OVERLOADED"; readonly retry_after_ms: number }
  | { readonly ok: false; readonly code: "INTERNAL" };

export type Answer<Outcome> = {
  readonly outcome: Outcome | LineRefusal;
  readonly replayed: boolean;
  /** The object's last committed change when this was answered. */
  readonly seq: number;
  readonly encoder: number;
  /** Of the request that was carried out, which is the first one with its key. */
  readonly trace_id: string;
  readonly request_id: string;
};

export type Claim = {
  readonly method: string;
  readonly key: string;
  readonly target: string;
  readonly digests: Digests;
};

/** What the key is bound to: by this claim, or by an earlier one. */
export type Binding = { readonly target: string; readonly digests: Digests; readonly claimed_at_ms: number };
