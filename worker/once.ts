// Runs an operation whose effect is in D1 alone once for each key: effect and answer are one batch. Two requests
// that race end in one of them failing its batch and finding the other's answer.
import type { BatchItem } from "drizzle-orm/batch";
import { type Call, principalOf, type Reply } from "./call.ts";
import { type KeyedRequest, keepBody, storedBody } from "./catalogue/answers.ts";
import { type Database, database } from "./catalogue/database.ts";
import { refusalFailure } from "./problem.ts";

type Effect = BatchItem<"sqlite">;
export type Work<Body> =
  | { readonly ok: true; readonly body: Body; readonly effects: readonly Effect[] }
  | Extract<Reply, { ok: false }>;

const ATTEMPTS_MAX = 3;

export async function once<Body>(call: Call, work: (catalogue: Database) => Promise<Work<Body>>): Promise<Reply<Body>> {
  const catalogue = database(call.environment.CATALOGUE);
  const request =
    call.key === null
      ? undefined
      : { channel: principalOf(call).channel, method: call.name, key: call.key, digests: call.digests };
  for (let attempt = 1; ; attempt += 1) {
    const known = request && (await replayed<Body>(catalogue, request, call.context.now));
    if (known) return known;
    const done = await work(catalogue);
    // A twin may have been carried out since the look above, and what it did be why this one is refused.
    if (!done.ok) return (request && (await replayed<Body>(catalogue, request, call.context.now))) ?? done;
    const kept = request ? [keepBody(catalogue, request, done.body, call.context.now)] : [];
    const [first, ...rest] = [...done.effects, ...kept];
    if (first === undefined) return { ok: true, body: done.body };
    try {
      await catalogue.batch([first, ...rest]);
      return { ok: true, body: done.body };
    } catch (error) {
      if (attempt === ATTEMPTS_MAX || !isUniqueViolation(error)) throw error;
    }
  }
}

async function replayed<Body>(
  catalogue: Database,
  request: KeyedRequest,
  now: number,
): Promise<Reply<Body> | undefined> {
  const stored = await storedBody(catalogue, request, now);
  if (!stored.found) return undefined;
  if ("differing" in stored) {
    return {
      ok: false,
      failure: refusalFailure({ ok: false, code: "IDEMPOTENCY_KEY_MISMATCH", fields: stored.differing }),
    };
  }
  // What keepBody stored of this operation's answer.
  return { ok: true, body: stored.body as Body, replayed: true };
}

function isUniqueViolation(error: unknown): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (/UNIQUE constraint failed/.test(cause.message)) return true;
  }
  return false;
}
