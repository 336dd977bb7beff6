// What structures and prices for tests are made of: each thing a plain one that a test changes where it matters.
import type { PriceList, PriceRule, PricingCategory } from "./price-list.ts";
import { type Group, type Seat, type Sector, type Structure, structureOf } from "./structure.ts";

export function sector(record_no: number, changes: Partial<Sector> = {}): Sector {
  return { record_no, sector_id: `S${record_no}`, name: `Sector ${record_no}`, element_id: null, ...changes };
}

export function group(record_no: number, changes: Partial<Group> = {}): Group {
  return {
    record_no,
    group_id: `G${record_no}`,
    name: `Row ${record_no}`,
    element_id: null,
    sector_id: null,
    ...changes,
  };
}

export function seat(record_no: number, changes: Partial<Seat> = {}): Seat {
  return {
    record_no,
    seat_id: `A${record_no}`,
    element_id: null,
    sector_id: null,
    group_id: null,
    row_label: "1",
    seat_number: String(record_no),
    x: record_no,
    y: 0,
    accessible: false,
    sellable: true,
    ...changes,
  };
}

export function category(category_no: number, changes: Partial<PricingCategory> = {}): PricingCategory {
  return { category_no, name: `Category ${category_no}`, color: "#8B5CF6", unit_amount: category_no * 100, ...changes };
}

/** The default, until the changes aim it. */
export function rule(rule_no: number, changes: Partial<PriceRule> = {}): PriceRule {
  return {
    rule_no,
    target_type: "default",
    target_id: null,
    category_no: 1,
    unit_amount: null,
    priority: 0,
    ...changes,
  };
}

export function pricesOf(categories: readonly PricingCategory[], rules: readonly PriceRule[]): PriceList {
  return {
    currency: "EUR",
    categories: new Map(categories.map((item) => [item.category_no, item])),
    rules: new Map(rules.map((item) => [item.rule_no, item])),
  };
}

/** Stalls (S1) with row G10, in which are A20 and A21; A22 is in the stalls alone, A23 nowhere, A24 not for sale. */
export const SMALL_HALL: Structure = structureOf(
  [sector(1, { name: "Stalls" }), sector(2, { name: "Balcony" })],
  [group(10, { sector_id: "S1" }), group(11, { sector_id: "S2" })],
  [
    seat(20, { group_id: "G10", sector_id: "S1" }),
    seat(21, { group_id: "G10" }),
    seat(22, { sector_id: "S1", row_label: "2" }),
    seat(23),
    seat(24, { sector_id: "S2", sellable: false }),
  ],
);
