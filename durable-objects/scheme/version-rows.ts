// Rows of versions, and of everything that a version has of its own: structure and prices. A version is cloned inside
// SQLite, so that 60,000 seats are not read for it.
import type { Point } from "../../domain/hall.ts";
import { childId } from "../../domain/identifier.ts";
import type { PriceEdit, PriceList, PriceRule, PricingCategory, RuleTarget } from "../../domain/scheme/price-list.ts";
import {
  type Edit,
  type Group,
  type Seat,
  type Sector,
  type Structure,
  structureOf,
} from "../../domain/scheme/structure.ts";
import type { Snapshot, Version, VersionStatus } from "../../domain/scheme/version.ts";
import { first, type Row, type Sql } from "../sql.ts";
import { jsonParts } from "./json-parts.ts";

type VersionRow = Row & {
  no: number;
  status: VersionStatus;
  based_on_no: number | null;
  upload_no: number;
  upload_id: string;
  revision: number;
  sectors_total: number;
  groups_total: number;
  seats_total: number;
  focal: string | null;
  snapshot: string | null;
  created_at_ms: number;
  updated_at_ms: number;
  published_at_ms: number | null;
  unpublished_at_ms: number | null;
};

type SeatRow = Row & Omit<Seat, "accessible" | "sellable"> & { accessible: number; sellable: number };

const COLUMNS = {
  sectors: ["record_no", "sector_id", "name", "element_id"],
  groups: ["record_no", "group_id", "name", "element_id", "sector_id"],
  seats: [
    "record_no",
    "seat_id",
    "element_id",
    "sector_id",
    "group_id",
    "row_label",
    "seat_number",
    "x",
    "y",
    "accessible",
    "sellable",
  ],
  categories: ["category_no", "name", "color", "unit_amount"],
  rules: ["rule_no", "target_type", "target_id", "category_no", "unit_amount", "priority"],
} as const;
type Table = keyof typeof COLUMNS;
const TABLES = Object.keys(COLUMNS) as Table[];

export class VersionRows {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  find(scheme_id: string, no: number): Version | undefined {
    const row = first(this.#sql.all<VersionRow>("SELECT * FROM versions WHERE no = ?", no));
    return row && versionOf(scheme_id, row);
  }

  /** Oldest first. There are at most as many as SCHEME_LIMITS says. */
  all(scheme_id: string): Version[] {
    return this.#sql.all<VersionRow>("SELECT * FROM versions ORDER BY no").map((row) => versionOf(scheme_id, row));
  }

  save(version: Version): void {
    this.#sql.run(
      `INSERT OR REPLACE INTO versions (no, status, based_on_no, upload_no, upload_id, revision, sectors_total, groups_total, seats_total,
         focal, snapshot, created_at_ms, updated_at_ms, published_at_ms, unpublished_at_ms)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      version.no,
      version.status,
      version.based_on_no,
      version.upload_no,
      version.upload_id,
      version.revision,
      version.sectors_total,
      version.groups_total,
      version.seats_total,
      version.focal === null ? null : JSON.stringify(version.focal),
      version.snapshot === null ? null : JSON.stringify(version.snapshot),
      version.created_at_ms,
      version.updated_at_ms,
      version.published_at_ms,
      version.unpublished_at_ms,
    );
  }

  structure(version_no: number): Structure {
    const rows = <Item extends Row>(table: Table) => this.#rows<Item>(table, version_no, "record_no");
    return structureOf(
      rows<Sector & Row>("sectors"),
      rows<Group & Row>("groups"),
      rows<SeatRow>("seats").map((row) => ({ ...row, accessible: row.accessible === 1, sellable: row.sellable === 1 })),
    );
  }

  prices(version_no: number, currency: string): PriceList {
    const categories = this.#rows<PricingCategory & Row>("categories", version_no, "category_no");
    const rules = this.#rows<PriceRule & Row & { target_type: RuleTarget }>("rules", version_no, "rule_no");
    return {
      currency,
      categories: new Map(categories.map((category) => [category.category_no, category])),
      rules: new Map(rules.map((rule) => [rule.rule_no, rule])),
    };
  }

  #rows<Item extends Row>(table: Table, version_no: number, order: string): Item[] {
    const columns = COLUMNS[table].join(", ");
    return this.#sql.all<Item>(`SELECT ${columns} FROM ${table} WHERE version_no = ? ORDER BY ${order}`, version_no);
  }

  write(version_no: number, { sectors, groups, seats }: Edit): void {
    this.#write("sectors", version_no, sectors);
    this.#write("groups", version_no, groups);
    this.#write("seats", version_no, seats);
  }

  writePrices(version_no: number, { categories, rules }: PriceEdit): void {
    this.#write("categories", version_no, categories);
    this.#write("rules", version_no, rules);
  }

  #write(
    table: Table,
    version_no: number,
    { put, removed }: { readonly put: readonly object[]; readonly removed: readonly number[] },
  ): void {
    const columns = COLUMNS[table];
    const [number_column] = columns;
    for (const part of jsonParts(removed)) {
      this.#sql.run(
        `DELETE FROM ${table} WHERE version_no = ? AND ${number_column} IN (SELECT value FROM json_each(?))`,
        version_no,
        part,
      );
    }
    const values = columns.map((column) => `value ->> '${column}'`).join(", ");
    for (const part of jsonParts(put)) {
      this.#sql.run(
        `INSERT OR REPLACE INTO ${table} (version_no, ${columns.join(", ")}) SELECT ?, ${values} FROM json_each(?)`,
        version_no,
        part,
      );
    }
  }

  /** Copies what a version has, or only its prices, to one that has nothing yet. */
  clone(from_no: number, to_no: number, tables: readonly Table[] = TABLES): void {
    for (const table of tables) {
      const columns = COLUMNS[table].join(", ");
      this.#sql.run(
        `INSERT INTO ${table} (version_no, ${columns}) SELECT ?, ${columns} FROM ${table} WHERE version_no = ?`,
        to_no,
        from_no,
      );
    }
  }
}

function versionOf(scheme_id: string, row: VersionRow): Version {
  return {
    ...row,
    id: childId("ver", scheme_id, row),
    // What save() wrote.
    focal: row.focal === null ? null : (JSON.parse(row.focal) as Point),
    // As above.
    snapshot: row.snapshot === null ? null : (JSON.parse(row.snapshot) as Snapshot),
  };
}
