// Applies d1-migrations/ to a local catalogue as `wrangler d1 migrations apply` does to the deployed one: same order, same
// table of what is applied, same splitting into statements. Either tool may come after the other.
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Refusal } from "./refusal.ts";
import type { Served } from "./serve.ts";

const MIGRATIONS = join(resolve(import.meta.dirname, ".."), "d1-migrations");

type Database = Pick<D1Database, "prepare" | "batch">;

/** At exit: the catalogue of what is served is as the code wants it. */
export async function migrateServed(served: Pick<Served, "database">): Promise<void> {
  await migrateCatalogue(await served.database("CATALOGUE"), MIGRATIONS);
}

/** At exit: every migration in `directory` is applied. The names of those applied now; a failed one leaves no trace. */
async function migrateCatalogue(db: Database, directory: string): Promise<string[]> {
  await db
    .prepare(
      `CREATE TABLE IF NOT EXISTS "d1_migrations"(
		id         INTEGER PRIMARY KEY AUTOINCREMENT,
		name       TEXT UNIQUE,
		applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
)`,
    )
    .run();
  const applied = await db.prepare(`SELECT name FROM "d1_migrations"`).all<{ name: string }>();
  const appliedNames = new Set(applied.results.map((row) => row.name));
  const missing = migrationNames(directory).filter((name) => !appliedNames.has(name));
  for (const name of missing) {
    await applyMigration(db, directory, name);
  }
  return missing;
}

async function applyMigration(db: Database, directory: string, name: string): Promise<void> {
  // Loaded here because it takes most of a second, and most starts have nothing to apply.
  const { unstable_splitSqlQuery: splitSql } = await import("wrangler");
  const statements = splitSql(readFileSync(join(directory, name), "utf8")).filter(hasStatement);
  try {
    // A batch is a transaction: the record of the migration stands or falls with it.
    await db.batch([
      ...statements.map((statement) => db.prepare(statement)),
      db.prepare(`INSERT INTO "d1_migrations" (name) VALUES (?)`).bind(name),
    ]);
  } catch (error) {
    throw new Refusal(
      `The migration ${name} failed and was undone: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function migrationNames(directory: string): string[] {
  return readdirSync(directory)
    .filter((name) => name.endsWith(".sql"))
    .sort((a, b) => leadingNumber(a) - leadingNumber(b) || (a < b ? -1 : 1));
}

function leadingNumber(name: string): number {
  const number = Number.parseInt(name, 10);
  if (Number.isNaN(number)) {
    throw new Refusal(`The migration ${name} must begin with its number, as 0000_name.sql does.`);
  }
  return number;
}

/** D1 refuses a statement that is only comments, which drizzle's `--> statement-breakpoint` leaves at the end. */
function hasStatement(sql: string): boolean {
  return (
    sql
      .replaceAll(/--[^\n]*/g, "")
      .replaceAll(/\/\*[\s\S]*?\*\//g, "")
      .replaceAll(";", "")
      .trim() !== ""
  );
}
