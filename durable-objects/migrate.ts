// Brings an object's tables up to date. Migrations are append-only: each is one script, applied once, in
// order, in a transaction of its own with the note that it was. An object that was never created has no
// tables, and looking at it makes none.
import { first, type Sql } from "./sql.ts";

export function isCreated(sql: Sql): boolean {
  return sql.all("SELECT 1 AS found FROM sqlite_master WHERE type = 'table' AND name = '_meta'").length > 0;
}

export function migrate(sql: Sql, migrations: readonly string[]): void {
  const done = isCreated(sql) ? schemaVersion(sql) : 0;
  if (done > migrations.length) {
    throw new Error(
      `tables are at version ${done}, but this code knows only ${migrations.length}: deploy the newer code`,
    );
  }
  for (const [index, script] of migrations.entries()) {
    if (index < done) continue;
    sql.transaction(() => {
      sql.run("CREATE TABLE IF NOT EXISTS _meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT");
      for (const statement of script.split(";\n")) {
        if (statement.trim() !== "") sql.run(statement);
      }
      sql.run("INSERT OR REPLACE INTO _meta (name, value) VALUES ('schema_version', ?)", index + 1);
    });
  }
}

function schemaVersion(sql: Sql): number {
  const row = first(sql.all<{ value: number }>("SELECT value FROM _meta WHERE name = 'schema_version'"));
  return row?.value ?? 0;
}
