// Pages of rows, oldest first, for everything that a channel or a customer owns.
import type { Row, Sql } from "../sql.ts";
import type { Page } from "./kinds.ts";

export type ListFilter = {
  readonly channel: string | null;
  readonly status: string | null;
  readonly customer_ref: string | null;
};

/** Ends a query that selects from a table with channel, status, customer_ref and no. */
export const LISTED =
  "(?1 IS NULL OR channel = ?1) AND (?2 IS NULL OR status = ?2) AND (?3 IS NULL OR customer_ref = ?3) AND no > ?4 ORDER BY no LIMIT ?5";

export function listRows<T extends Row>(sql: Sql, query: string, filter: ListFilter, page: Page): T[] {
  return sql.all<T>(query, filter.channel, filter.status, filter.customer_ref, page.after_no, page.limit);
}
