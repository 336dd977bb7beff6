// The Sql port over node:sqlite, so that an object's real tables run at speed without workerd. In memory, or in
// a file that another process could open after this one died. Faults are put in by the wrapper at the end.
import { DatabaseSync, type StatementSync } from "node:sqlite";
import type { Row, Sql, Value } from "../durable-objects/sql.ts";

export type NodeSql = Sql & { close(): void };

/** `path` is a file's, or ":memory:". */
export function openNodeSql(path: string): NodeSql {
  const database = new DatabaseSync(path);
  // A killed process loses nothing that the system has; what a power cut loses is not tried here.
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF");
  const statements = new Map<string, StatementSync>();
  const prepared = (query: string): StatementSync => {
    const known = statements.get(query);
    if (known) return known;
    const fresh = database.prepare(query);
    statements.set(query, fresh);
    return fresh;
  };
  return {
    all<T extends Row>(query: string, ...values: Value[]): T[] {
      // A row's columns are what the query names, which is what the caller states as T, as with an object's storage.
      return prepared(query).all(...values) as T[];
    },
    run(query, ...values) {
      prepared(query).run(...values);
    },
    transaction(work) {
      prepared("BEGIN").run();
      try {
        const result = work();
        prepared("COMMIT").run();
        return result;
      } catch (error) {
        if (database.isOpen && database.isTransaction) prepared("ROLLBACK").run();
        throw error;
      }
    },
    close: () => database.close(),
  };
}

export class InjectedFault extends Error {}

/** What goes wrong, set from outside; each statement that writes looks here first. */
export type SqlFaults = {
  /** Throws once, at this many more writing statements. */
  countdown: number | undefined;
  /** Throws at every statement that writes this value. */
  poison: string | undefined;
  /** The process is gone: everything throws. */
  dead: boolean;
};

export function noFaults(): SqlFaults {
  return { countdown: undefined, poison: undefined, dead: false };
}

/** The same tables, but with faults. `whenCountedDown` decides what the counted statement does besides throwing. */
export function faultySql(sql: Sql, faults: SqlFaults, whenCountedDown: () => void): Sql {
  const alive = () => {
    if (faults.dead) throw new InjectedFault("the process is gone");
  };
  const strike = (values: readonly Value[]) => {
    if (faults.poison !== undefined && values.includes(faults.poison))
      throw new InjectedFault("this command always fails");
    if (faults.countdown === undefined) return;
    faults.countdown -= 1;
    if (faults.countdown >= 0) return;
    faults.countdown = undefined;
    whenCountedDown();
    throw new InjectedFault("this statement failed");
  };
  return {
    all<T extends Row>(query: string, ...values: Value[]): T[] {
      alive();
      // A statement that says what it changed writes too.
      if (/ RETURNING /.test(query)) strike(values);
      return sql.all<T>(query, ...values);
    },
    run(query, ...values) {
      alive();
      strike(values);
      sql.run(query, ...values);
    },
    transaction(work) {
      alive();
      return sql.transaction(work);
    },
  };
}
