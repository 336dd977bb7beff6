// Calls to a departure's object: a command once, whatever fails on the way; a query; and their answers as replies.

import type { Departure } from "../domain/departure.ts";
import type { ChildPrefix } from "../domain/identifier.ts";
import type { Refusal } from "../domain/refusal.ts";
import type {
  AdjustmentView,
  BookingView,
  Command,
  EntryView,
  HoldView,
  Listed,
  Outcome,
  Query,
} from "../durable-objects/departure/commands.ts";
import type { DepartureObject } from "../durable-objects/departure/departure-object.ts";
import { ENCODER, type Wire, wire } from "../durable-objects/departure/wire.ts";
import type { Answer, Envelope } from "../durable-objects/envelope.ts";
import { type Call, principalOf, type Reply } from "./call.ts";
import { isHomeId, readChildId } from "./identifiers.ts";
import { notFound, overloaded, refusalFailure } from "./problem.ts";
import { spanned } from "./spans.ts";
import { isRetryable, isUnavailable } from "./unavailable.ts";

const ATTEMPTS_MAX = 3;

type DepartureStub = DurableObjectStub<DepartureObject>;
type Said = Exclude<Outcome, Refusal>;
export type Target<Child = undefined> = { readonly departure_id: string; readonly child: Child };

export function departureTarget(call: Call, departure_id: string): Target | undefined {
  return isHomeId(call.environment.ID_SECRET, "dep", departure_id) ? { departure_id, child: undefined } : undefined;
}

export function childTarget(
  call: Call,
  prefix: ChildPrefix,
  id: string,
): Target<{ no: number; created_at_ms: number }> | undefined {
  const read = readChildId(call.environment.ID_SECRET, prefix, id);
  return read && { departure_id: read.home_id, child: read.child };
}

export function departureStub(
  call: Call,
  departure_id: string,
  location_hint?: DurableObjectLocationHint,
): DepartureStub {
  const options = location_hint === undefined ? {} : { locationHint: location_hint };
  return call.environment.DEPARTURE.getByName(departure_id, options);
}

export function envelope(call: Call, command: Command): Envelope<Command> {
  const { channel, key_id, admin } = principalOf(call);
  const { trace_id, request_id } = call.context;
  return {
    command,
    method: call.name,
    actor: { channel, key_id, admin },
    key: call.key,
    digests: call.digests,
    encoder: ENCODER,
    trace_id,
    request_id,
  };
}

/** Sends a command to a departure and writes its answer with the encoder it was made with. */
export async function command<Body>(
  call: Call,
  departure_id: string,
  wanted: Command,
  encode: (said: Said, wire: Wire) => Body,
): Promise<Reply<Body>> {
  const answer = await submit(call, departure_id, envelope(call, wanted));
  return "failure" in answer ? { ok: false, failure: answer.failure } : encoded(answer, encode);
}

async function submit(call: Call, departure_id: string, sent: Envelope<Command>) {
  const hint = sent.command.type === "create" ? sent.command.departure.location_hint : null;
  for (let attempt = 1; ; attempt += 1) {
    try {
      // A location hint is one of the contract's, which are the platform's.
      const stub = departureStub(call, departure_id, (hint ?? undefined) as DurableObjectLocationHint | undefined);
      return await spanned(call.environment, call.context, "departure.submit", () => stub.submit(sent));
    } catch (error) {
      const again = isRetryable(error) && sent.key !== null && attempt < ATTEMPTS_MAX;
      if (again) continue;
      if (isUnavailable(error)) return { failure: overloaded(1_000) };
      throw error;
    }
  }
}

function encoded<Body>(answer: Answer<Outcome>, encode: (said: Said, wire: Wire) => Body): Reply<Body> {
  const { outcome, replayed, seq, trace_id, request_id } = answer;
  if (outcome.ok) return { ok: true, body: encode(outcome, wire(answer.encoder)), replayed, seq };
  return { ok: false, failure: refusalFailure(outcome), replayed, seq, origin: { trace_id, request_id } };
}

export async function query<Body>(
  call: Call,
  departure_id: string,
  asked: Query,
  encode: (said: Said | Listed, wire: Wire) => Body,
): Promise<Reply<Body>> {
  const { channel, key_id, admin } = principalOf(call);
  const actor = { channel, key_id, admin };
  const stub = departureStub(call, departure_id);
  const { outcome, seq } = await spanned(call.environment, call.context, "departure.ask", () =>
    stub.ask(asked, actor).catch((error: unknown) => {
      // Reading twice changes nothing, and an object that restarted under the first answers the second.
      if (!isRetryable(error)) throw error;
      return departureStub(call, departure_id).ask(asked, actor);
    }),
  );
  if (!outcome.ok) return { ok: false, failure: refusalFailure(outcome), seq };
  return { ok: true, body: encode(outcome, wire(ENCODER)), seq };
}

export function missing(what: string): { readonly ok: false; readonly failure: ReturnType<typeof notFound> } {
  return { ok: false, failure: notFound(what) };
}

/** What each kind of answer brings, by the name it has there. */
type Parts = {
  readonly departure: Departure;
  readonly hold: HoldView;
  readonly booking: BookingView;
  readonly entry: EntryView;
  readonly offers: readonly { readonly entry: EntryView; readonly hold: HoldView }[];
  readonly adjustment: AdjustmentView;
  readonly holds: readonly HoldView[];
  readonly entries: readonly EntryView[];
  readonly adjustments: readonly AdjustmentView[];
};

/** The part that a command's or query's answer always brings; that it is missing is a fault of the object. */
export function part<Name extends keyof Parts>(said: object, name: Name): Parts[Name] {
  if (!(name in said)) throw new Error(`the answer has no ${name}`);
  // Just checked, and a name stands for one type in all answers.
  return (said as Parts)[name];
}
