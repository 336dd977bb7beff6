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

export function first<T extends Row>(rows: T[]): T | undefined {
  return rows[0];
}
