// Idempotency of operations whose effect is in D1 alone: the answer is a unique row in the batch of the effect.
import { and, eq, lt } from "drizzle-orm";
import { answers } from "../../d1-migrations/schema.ts";
import { type Digests, differingFields } from "../../domain/idempotency.ts";
import { LIMITS } from "../../domain/limits.ts";
import type { Database } from "./database.ts";

export type KeyedRequest = {
  readonly channel: string;
  readonly method: string;
  readonly key: string;
  readonly digests: Digests;
};
export type StoredBody =
  | { readonly found: false }
  | { readonly found: true; readonly body: unknown }
  | { readonly found: true; readonly differing: readonly string[] };

export async function storedBody(database: Database, request: KeyedRequest, now: number): Promise<StoredBody> {
  const [row] = await database
    .select()
    .from(answers)
    .where(and(eq(answers.channel, request.channel), eq(answers.method, request.method), eq(answers.key, request.key)));
  if (!row) return { found: false };
  if (row.created_at_ms + LIMITS.idempotency_retention_ms <= now) {
    await database.delete(answers).where(lt(answers.created_at_ms, now - LIMITS.idempotency_retention_ms));
    return { found: false };
  }
  // What keepBody wrote.
  const differing = differingFields(JSON.parse(row.digests) as Digests, request.digests);
  return differing.length > 0 ? { found: true, differing } : { found: true, body: JSON.parse(row.body) as unknown };
}

/** To go into the batch of the effect: fails the batch when the key has an answer already. */
export function keepBody(database: Database, request: KeyedRequest, body: unknown, now: number) {
  return database.insert(answers).values({
    channel: request.channel,
    method: request.method,
    key: request.key,
    digests: JSON.stringify(request.digests),
    body: JSON.stringify(body),
    created_at_ms: now,
  });
}
