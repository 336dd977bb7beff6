// Calls to schemes. Answers are bodies already, so nothing is encoded here.

import type { DraftGuard } from "../domain/scheme/version.ts";
import type { LineRefusal } from "../durable-objects/envelope.ts";
import type { QueryBodies } from "../durable-objects/scheme/answer-query.ts";
import type { Command, CommandBodies, CommandOf, Outcome, SchemeNo } from "../durable-objects/scheme/commands.ts";
import type { Queried, Query, QueryOf } from "../durable-objects/scheme/queries.ts";
import type { Call, Reply } from "./call.ts";
import { isHomeId } from "./identifiers.ts";
import { caughtUp } from "./sale-making.ts";
import { schemeFailure } from "./scheme-problem.ts";
import * as seller from "./seller.ts";

const ENCODER = 1;

export const SCHEMES: seller.Seller<Command, Outcome, Query, Queried, null> = {
  noun: "scheme",
  encoder: ENCODER,
  wire: () => null,
  // At entry `ok` is false, and all that says no there are these.
  failure: (no) => schemeFailure(no as SchemeNo | LineRefusal),
  submit: ({ environment, home_id }, envelope) => environment.SCHEME.getByName(home_id).submit(envelope),
  ask: ({ environment, home_id }, query) => environment.SCHEME.getByName(home_id).ask(query),
};

export function isSchemeId(call: Call, id: string): boolean {
  return isHomeId(call.environment.ID_SECRET, "sch", id);
}

/** What the lists of schemes and uploads show; an edit shows in no list but the audit, which catches up by itself. */
const LISTED: ReadonlySet<Command["type"]> = new Set<Command["type"]>([
  "create",
  "upload",
  "ensure_draft",
  "create_version",
  "publish",
  "unpublish",
  "rollback",
]);

/** Carries out a command; lets D1 hear of what people look for right after. */
export async function changeScheme<Type extends Command["type"]>(
  call: Call,
  scheme_id: string,
  command: CommandOf<Type>,
): Promise<Reply<CommandBodies[Type]>> {
  if (!isSchemeId(call, scheme_id)) return seller.missing("scheme");
  const reply = await seller.command(call, SCHEMES, { home_id: scheme_id, command }, ({ body }) => {
    // The object answers each type of command with its own body.
    return body as CommandBodies[Type];
  });
  if (reply.ok && LISTED.has(command.type)) await caughtUp(call.environment.SCHEME.getByName(scheme_id));
  return reply;
}

export async function readScheme<Type extends Query["type"]>(
  call: Call,
  scheme_id: string,
  query: QueryOf<Type>,
): Promise<Reply<QueryBodies[Type]>> {
  if (!isSchemeId(call, scheme_id)) return seller.missing("scheme");
  return seller.query(call, SCHEMES, { home_id: scheme_id, query }, ({ body }) => {
    // The object answers each type of query with its own body.
    return body as QueryBodies[Type];
  });
}

type GuardInput = {
  readonly expected_scheme_version_id?: string | undefined;
  readonly expected_revision?: number | undefined;
};

export function guardOf({ expected_scheme_version_id, expected_revision }: GuardInput): DraftGuard {
  return { version_id: expected_scheme_version_id ?? null, revision: expected_revision ?? null };
}
