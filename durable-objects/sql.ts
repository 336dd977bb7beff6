// The port to an object's SQLite. Synchronous by type: nothing can be awaited between a read and the write
// that depends on it. Two adapters exist: an object's storage (here) and node:sqlite (simulation/).

export type Value = string | number | null;
export type Row = Record<string, Value>;

export type Sql = {
  all<T extends Row>(query: string, ...values: Value[]): T[];
  run(query: string, ...values: Value[]): void;
  /** At exit: all of `work` is durable, or, when it threw, none of it happened. */
  transaction<T>(work: () => T): T;
};

export function objectSql(storage: DurableObjectStorage): Sql {
  return {
    all: <T extends Row>(query: string, ...values: Value[]) => storage.sql.exec<T>(query, ...values).toArray(),
    run: (query, ...values) => {
      storage.sql.exec(query, ...values);
    },
    transaction: (work) => storage.transactionSync(work),
  };
}

/** One parameter takes at most 2 MB, so what has no bound of its own is written in parts. */
export function inParts<T>(values: readonly T[], length_max: number): T[][] {
  const count = Math.ceil(values.length / length_max);
  return Array.from({ length: count }, (_, index) => values.slice(index * length_max, (index + 1) * length_max));
}

export function first<T extends Row>(rows: T[]): T | undefined {
  return rows[0];
}
