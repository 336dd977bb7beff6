// Calls to the object of a departure, a show or a scheme: a command once, whatever fails on the way; a query; and their
// answers as replies. What differs between them is a Seller (departure-call.ts, show-call.ts, scheme-call.ts).
import type { ChildNumber, ChildPrefix } from "../domain/identifier.ts";
import type { Refusal } from "../domain/refusal.ts";
import type { Actor, Answer, Envelope, LineRefusal } from "../durable-objects/envelope.ts";
import type { Environment } from "../durable-objects/environment.ts";
import { type Call, principalOf, type Reply } from "./call.ts";
import { isHomeId, readChildId } from "./identifiers.ts";
import { type Failure, notFound, overloaded, refusalFailure, type SaleNoun } from "./problem.ts";
import { spanned } from "./spans.ts";
import { isRetryable, isUnavailable } from "./unavailable.ts";

const ATTEMPTS_MAX = 3;

/** How one kind of object is reached and how its answers are written. */
export type Seller<Command, Outcome, Query, Queried, Wire> = {
  readonly noun: string;
  readonly encoder: number;
  wire(version: number): Wire;
  /** At entry: the outcome says no. */
  failure(no: { readonly ok: boolean }): Failure;
  submit(where: Where, envelope: Envelope<Command>): Promise<Answer<Outcome>>;
  ask(where: Where, query: Query, actor: Actor): Promise<{ readonly outcome: Queried; readonly seq: number }>;
};

export type Where = { readonly environment: Environment; readonly home_id: string };
type Said<Outcome> = Extract<Exclude<Outcome, Refusal | LineRefusal>, { readonly ok: true }>;
type AnySeller = { readonly noun: string };

export type Target = { readonly noun: SaleNoun; readonly home_id: string; readonly child: ChildNumber };

/** Whether this is the id of a departure, or of a show, that we made. */
export function isSaleId(call: Call, { noun }: AnySeller, id: string): boolean {
  return isHomeId(call.environment.ID_SECRET, noun === "departure" ? "dep" : "shw", id);
}

/** The departure or show that owns what the id names, or undefined when we did not make it. */
export function childTarget(call: Call, prefix: ChildPrefix, id: string): Target | undefined {
  const read = readChildId(call.environment.ID_SECRET, prefix, id);
  return read && { noun: read.home_prefix === "shw" ? "show" : "departure", home_id: read.home_id, child: read.child };
}

function actorOf(call: Call): Actor {
  const { channel, key_id, admin } = principalOf(call);
  return { channel, key_id, admin };
}

/** Sends a command and writes its answer with the encoder it was made with. */
export async function command<Command, Outcome extends { readonly ok: boolean }, Query, Queried, Wire, Body>(
  call: Call,
  seller: Seller<Command, Outcome, Query, Queried, Wire>,
  sent: { readonly home_id: string; readonly command: Command },
  encode: (said: Said<Outcome>, wire: Wire) => Body,
): Promise<Reply<Body>> {
  const { trace_id, request_id } = call.context;
  const answer = await submit(call, seller, sent.home_id, {
    command: sent.command,
    method: call.name,
    actor: actorOf(call),
    key: call.key,
    digests: call.digests,
    encoder: seller.encoder,
    trace_id,
    request_id,
  });
  if ("failure" in answer) return { ok: false, failure: answer.failure };
  const { outcome, replayed, seq } = answer;
  if (isSaid(outcome)) return { ok: true, body: encode(outcome, seller.wire(answer.encoder)), replayed, seq };
  const origin = { trace_id: answer.trace_id, request_id: answer.request_id };
  return { ok: false, failure: failureOf(outcome, seller), replayed, seq, origin };
}

/** A refusal of one of several things that were asked for at once says of which. */
function failureOf(
  outcome: { readonly ok: boolean; readonly item?: number },
  seller: { failure(no: { readonly ok: boolean }): Failure },
): Failure {
  const failure = seller.failure(outcome);
  return outcome.item === undefined ? failure : { ...failure, facts: { ...failure.facts, item: outcome.item } };
}

async function submit<Command, Outcome, Query, Queried, Wire>(
  call: Call,
  seller: Seller<Command, Outcome, Query, Queried, Wire>,
  home_id: string,
  sent: Envelope<Command>,
) {
  const { environment, context } = call;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await spanned(environment, context, `${seller.noun}.submit`, () =>
        seller.submit({ environment, home_id }, sent),
      );
    } catch (error) {
      const again = isRetryable(error) && sent.key !== null && attempt < ATTEMPTS_MAX;
      if (again) continue;
      if (isUnavailable(error)) return { failure: overloaded(1_000) };
      throw error;
    }
  }
}

export async function query<Command, Outcome, Query, Queried extends { readonly ok: boolean }, Wire, Body>(
  call: Call,
  seller: Seller<Command, Outcome, Query, Queried, Wire>,
  asked: { readonly home_id: string; readonly query: Query },
  encode: (said: Said<Queried>, wire: Wire) => Body,
): Promise<Reply<Body>> {
  const { environment, context } = call;
  const where = { environment, home_id: asked.home_id };
  const ask = () => seller.ask(where, asked.query, actorOf(call));
  const { outcome, seq } = await spanned(environment, context, `${seller.noun}.ask`, () =>
    ask().catch((error: unknown) => {
      // Reading twice changes nothing, and an object that restarted under the first answers the second.
      if (!isRetryable(error)) throw error;
      return ask();
    }),
  );
  if (isSaid(outcome)) return { ok: true, body: encode(outcome, seller.wire(seller.encoder)), seq };
  return { ok: false, failure: seller.failure(outcome), seq };
}

function isSaid<Outcome extends { readonly ok: boolean }>(outcome: Outcome | LineRefusal): outcome is Said<Outcome> {
  return outcome.ok;
}

/** How a departure or a show says no: by refusals and nothing else. */
export function saleFailure(noun: SaleNoun): (no: { readonly ok: boolean }) => Failure {
  // At entry `ok` is false, and all that says no there are these.
  return (no) => refusalFailure(no as Refusal | LineRefusal, noun);
}

export function missing(what: string): { readonly ok: false; readonly failure: ReturnType<typeof notFound> } {
  return { ok: false, failure: notFound(what) };
}

/** The part that an answer always brings; that it is missing is a fault of the object. */
export function part<Parts extends object, Name extends keyof Parts & string>(said: object, name: Name): Parts[Name] {
  if (!(name in said)) throw new Error(`the answer has no ${name}`);
  // Just checked, and a name stands for one type in all answers of a kind of object.
  return (said as Parts)[name];
}
