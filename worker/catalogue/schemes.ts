// Lists of seating schemes, their uploads and their audit: what the scheme objects told D1.
import { and, asc, eq, gt, or, type SQL } from "drizzle-orm";
import { schemeAudit, schemes, uploads } from "../../d1-migrations/schema.ts";
import type { Position } from "./cursor.ts";
import type { Database } from "./database.ts";
import { hasWords } from "./has-words.ts";

export type SchemeRow = typeof schemes.$inferSelect;
export type UploadRow = typeof uploads.$inferSelect;
export type AuditRow = typeof schemeAudit.$inferSelect;
type Page = { readonly after: Position | undefined; readonly limit: number };

function beyond(table: typeof schemes | typeof uploads, after: Position | undefined): SQL | undefined {
  const { created_at_ms, id } = table;
  return after && or(gt(created_at_ms, after[0]), and(eq(created_at_ms, after[0]), gt(id, after[1])));
}

export function listSchemes(
  database: Database,
  text: string | undefined,
  { after, limit }: Page,
): Promise<SchemeRow[]> {
  const words = text === undefined ? undefined : hasWords(text, [schemes.name]);
  return database
    .select()
    .from(schemes)
    .where(and(words, beyond(schemes, after)))
    .orderBy(asc(schemes.created_at_ms), asc(schemes.id))
    .limit(limit);
}

export function listUploads(
  database: Database,
  scheme_id: string | undefined,
  { after, limit }: Page,
): Promise<UploadRow[]> {
  const of_scheme = scheme_id === undefined ? undefined : eq(uploads.scheme_id, scheme_id);
  return database
    .select()
    .from(uploads)
    .where(and(of_scheme, beyond(uploads, after)))
    .orderBy(asc(uploads.created_at_ms), asc(uploads.id))
    .limit(limit);
}

export function listAudit(database: Database, scheme_id: string, { after, limit }: Page): Promise<AuditRow[]> {
  const later = after && gt(schemeAudit.seq, after[0]);
  return database
    .select()
    .from(schemeAudit)
    .where(and(eq(schemeAudit.scheme_id, scheme_id), later))
    .orderBy(asc(schemeAudit.seq))
    .limit(limit);
}
