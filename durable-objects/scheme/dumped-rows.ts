// For tests: all rows of a scheme's tables, by table, as its SQLite has them.

export type Dump = Readonly<Record<string, readonly Record<string, SqlStorageValue>[]>>;

export function dumped({ sql }: DurableObjectStorage): Dump {
  const names = sql
    .exec<{ name: string }>(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '_cf*' AND name NOT GLOB 'sqlite_*' ORDER BY name",
    )
    .toArray();
  return Object.fromEntries(names.map(({ name }) => [name, sql.exec(`SELECT * FROM ${name}`).toArray()]));
}

/** What belongs to one version: its own row, and those of its structure and prices. */
export function rowsOfVersion(dump: Dump, version_no: number): Dump {
  const own = (table: string) => (dump[table] ?? []).filter((row) => row["version_no"] === version_no);
  const tables = ["sectors", "groups", "seats", "categories", "rules"];
  return {
    versions: (dump["versions"] ?? []).filter(({ no }) => no === version_no),
    ...Object.fromEntries(tables.map((table) => [table, own(table)])),
  };
}

/** But for what the projection takes and notes whenever it gets to it, and for the time. */
export function settled({ audit: _audit, unstored_files: _files, scheme = [], ...tables }: Dump): object {
  return { ...tables, scheme: scheme.map((row) => ({ ...row, projected_seq: 0, alarm_at_ms: 0, committed_at_ms: 0 })) };
}
