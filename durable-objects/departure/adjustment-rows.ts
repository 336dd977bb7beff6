// Changes of capacity in SQL.
import type { Adjustment } from "../../domain/capacity.ts";
import { childId } from "../../domain/identifier.ts";
import type { Page } from "../sale/kinds.ts";
import type { Row, Sql } from "../sql.ts";

type AdjustmentRow = Row & Omit<Adjustment, "id">;

export class AdjustmentRows {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  insert(adjustment: Adjustment): void {
    this.#sql.run(
      "INSERT INTO adjustments (no, delta, reason, actor, capacity_after, created_at_ms) VALUES (?, ?, ?, ?, ?, ?)",
      adjustment.no,
      adjustment.delta,
      adjustment.reason,
      adjustment.actor,
      adjustment.capacity_after,
      adjustment.created_at_ms,
    );
  }

  byNos(home_id: string, nos: readonly number[]): Adjustment[] {
    return this.#adjustments(
      home_id,
      this.#sql.all<AdjustmentRow>(
        "SELECT * FROM adjustments WHERE no IN (SELECT value FROM json_each(?)) ORDER BY no",
        JSON.stringify(nos),
      ),
    );
  }

  list(home_id: string, page: Page): Adjustment[] {
    return this.#adjustments(
      home_id,
      this.#sql.all<AdjustmentRow>(
        "SELECT * FROM adjustments WHERE no > ? ORDER BY no LIMIT ?",
        page.after_no,
        page.limit,
      ),
    );
  }

  #adjustments(home_id: string, rows: AdjustmentRow[]): Adjustment[] {
    return rows.map((row) => ({
      id: childId("adj", home_id, row),
      no: row.no,
      delta: row.delta,
      reason: row.reason,
      actor: row.actor,
      capacity_after: row.capacity_after,
      created_at_ms: row.created_at_ms,
    }));
  }
}
