// A scheme's object as its tests use it: made of a small drawing, told commands in one turn, asked, looked into.

import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { createHash } from "node:crypto";
import type { DraftGuard } from "../../domain/scheme/version.ts";
import type { Answer, Envelope } from "../envelope.ts";
import type { QueryBodies } from "./answer-query.ts";
import type { Command, CommandBodies, CommandOf, Drawing, Outcome, SeatFields } from "./commands.ts";
import { type Dump, dumped } from "./dumped-rows.ts";
import type { Query, QueryOf } from "./queries.ts";
import type { SchemeObject } from "./scheme-object.ts";

export const ANY: DraftGuard = { version_id: null, revision: null };
const CHANNEL = "chn_00000000000000000000000000000000";

export function schemeStub(scheme_id: string): DurableObjectStub<SchemeObject> {
  return env.SCHEME.getByName(scheme_id);
}

export function inScheme<T>(
  scheme_id: string,
  work: (object: SchemeObject, storage: DurableObjectStorage) => T | Promise<T>,
): Promise<T> {
  return runInDurableObject(schemeStub(scheme_id), (object: SchemeObject, state) => work(object, state.storage));
}

let requests = 0;

export function enveloped(command: Command, key: string | null = null): Envelope<Command> {
  requests += 1;
  return {
    command,
    method: `test/${command.type}`,
    actor: { channel: CHANNEL, key_id: "key_of_a_test", admin: true },
    key,
    digests: { command: createHash("sha256").update(JSON.stringify(command)).digest("hex") },
    encoder: 1,
    trace_id: "0".repeat(32),
    request_id: `req_${requests}`,
  };
}

/** Sends these without keys in one turn, so that they are one commit. */
export async function told(scheme_id: string, commands: readonly Command[]): Promise<Outcome[]> {
  return inScheme(scheme_id, async (object) => {
    const answers = commands.map((command) => object.submit(enveloped(command)));
    // What the line itself refuses is INTERNAL here, which no test takes for anything else.
    return (await Promise.all(answers)).map(({ outcome }) => outcome as Outcome);
  });
}

export function sent(scheme_id: string, command: Command, key: string): Promise<Answer<Outcome>> {
  return inScheme(scheme_id, (object) => object.submit(enveloped(command, key)));
}

/** From outside, as the Worker does. */
export function submitted(scheme_id: string, envelope: Envelope<Command>): Promise<Answer<Outcome>> {
  const answer: Promise<unknown> = schemeStub(scheme_id).submit(envelope);
  // The types of stubs do not know what a body with a report of any shape becomes on its way; it arrives as it was.
  return answer as Promise<Answer<Outcome>>;
}

/** "ok" or the code. */
export function codeOf(outcome: { readonly ok: boolean; readonly code?: string }): string {
  return outcome.ok ? "ok" : (outcome.code ?? "");
}

/** Fails loudly when the command was refused. */
export async function done<Type extends Command["type"]>(
  scheme_id: string,
  command: CommandOf<Type>,
): Promise<CommandBodies[Type]> {
  const [outcome] = await told(scheme_id, [command]);
  if (!outcome?.ok) throw new Error(`${command.type}: ${JSON.stringify(outcome)}`);
  // The object answers each type of command with its own body.
  return outcome.body as CommandBodies[Type];
}

export async function asked<Type extends Query["type"]>(
  scheme_id: string,
  query: QueryOf<Type>,
): Promise<QueryBodies[Type]> {
  const { outcome } = await inScheme(scheme_id, (object) => object.ask(query));
  if (!outcome.ok) throw new Error(`${query.type}: ${JSON.stringify(outcome)}`);
  // The object answers each type of query with its own body.
  return outcome.body as QueryBodies[Type];
}

export function tablesOf(scheme_id: string): Promise<Dump> {
  return inScheme(scheme_id, (_object, storage) => dumped(storage));
}

export function seatFields(seat_id: string, fields: Partial<SeatFields> = {}): SeatFields {
  return {
    seat_id,
    element_id: `e-${seat_id}`,
    sector_id: "stalls",
    group_id: "row-a",
    row_label: "A",
    seat_number: seat_id,
    x: 0,
    y: 0,
    accessible: false,
    sellable: true,
    ...fields,
  };
}

/** Two sectors with three rows of two seats. */
export function smallDrawing(overrides: Partial<Drawing> = {}): Drawing {
  const rows = [
    ["row-a", "stalls"],
    ["row-b", "stalls"],
    ["row-1", "balcony"],
  ] as const;
  return {
    name: "Small hall",
    file_name: "hall.svg",
    bytes: 1_234,
    sha256: "0".repeat(64),
    report: "{}",
    view: '{"x":0,"y":0,"width":100,"height":100}',
    artifacts: [{ kind: "original", sha256: "0".repeat(64), bytes: 1_234, media_type: "image/svg+xml" }],
    sectors: [
      { sector_id: "stalls", name: "Stalls", element_id: "e-stalls" },
      { sector_id: "balcony", name: "Balcony", element_id: "e-balcony" },
    ],
    groups: rows.map(([group_id, sector_id]) => ({ group_id, name: group_id, element_id: `e-${group_id}`, sector_id })),
    seats: rows.flatMap(([group_id, sector_id], y) =>
      [1, 2].map((x) =>
        seatFields(`${group_id}-${x}`, { group_id, sector_id, row_label: group_id, seat_number: `${x}`, x, y }),
      ),
    ),
    ...overrides,
  };
}

export function newSchemeId(): string {
  return `sch_${crypto.randomUUID().replaceAll("-", "")}`;
}

export async function madeScheme(drawing = smallDrawing()): Promise<{ id: string; version_id: string }> {
  const id = newSchemeId();
  const { version } = await done<"create">(id, {
    type: "create",
    scheme: { id, name: drawing.name, currency: "EUR" },
    drawing,
  });
  return { id, version_id: version.scheme_version_id };
}

/** A price for every seat. */
export async function priced(scheme_id: string, unit_amount = 2_500): Promise<string> {
  const category = { name: `At ${unit_amount}`, color: "#aa0000", unit_amount };
  const { category: made } = await done<"add_category">(scheme_id, { type: "add_category", guard: ANY, category });
  const { pricing_category_id } = made;
  const rule = {
    target_type: "default",
    target_id: null,
    pricing_category_id,
    unit_amount: null,
    priority: 0,
  } as const;
  await done<"add_rule">(scheme_id, { type: "add_rule", guard: ANY, rule });
  return pricing_category_id;
}

/** Every seat priced, a snapshot, published. */
export async function publishedScheme(drawing = smallDrawing()): Promise<{ id: string; version_id: string }> {
  const made = await madeScheme(drawing);
  await priced(made.id);
  await done<"snapshot">(made.id, { type: "snapshot", guard: ANY });
  await done<"publish">(made.id, { type: "publish", guard: ANY });
  return made;
}
