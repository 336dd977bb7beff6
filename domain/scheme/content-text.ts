// All that a show would be made of and all prices, as one text, so that two versions are compared by its hash.
//
// Records are told by their ids and names, not by their numbers, and in an order of their own: what was taken out and
// put back, or is read in another order, is the same text. Of the numbers of rules for one target it counts which is the
// greater, because it decides who wins. It is JSON lines, so no text in a record can be taken for another record. The
// currency is part of it, the drawing is not.
import type { PriceList } from "./price-list.ts";
import { rulesByTarget } from "./price-rules.ts";
import type { Structure } from "./structure.ts";

export function contentText(structure: Structure, prices: PriceList): string {
  const lines = [...structureLines(structure), ...priceLines(prices)];
  return `${lines.sort().join("\n")}\n`;
}

type Line = readonly (string | number | boolean | null)[];

function lineOf(line: Line): string {
  return JSON.stringify(line);
}

function structureLines({ sectors, groups, seats }: Structure): string[] {
  const lines: string[] = [];
  for (const { sector_id, name, element_id } of sectors.values()) {
    lines.push(lineOf(["sector", sector_id, name, element_id]));
  }
  for (const { group_id, name, element_id, sector_id } of groups.values()) {
    lines.push(lineOf(["group", group_id, name, element_id, sector_id]));
  }
  for (const seat of seats.values()) {
    const { seat_id, element_id, sector_id, group_id, row_label, seat_number, x, y, accessible, sellable } = seat;
    const where = [sector_id, group_id, row_label, seat_number, x, y];
    lines.push(lineOf(["seat", seat_id, element_id, ...where, accessible, sellable]));
  }
  return lines;
}

function priceLines(prices: PriceList): string[] {
  const lines = [lineOf(["currency", prices.currency])];
  for (const { name, color, unit_amount } of prices.categories.values()) {
    lines.push(lineOf(["category", name, color, unit_amount]));
  }
  for (const targets of Object.values(rulesByTarget(prices))) {
    for (const [target_id, rules] of targets) {
      for (const [rank, { target_type, category_no, unit_amount, priority }] of rules.entries()) {
        const category = prices.categories.get(category_no)?.name ?? null;
        lines.push(lineOf(["rule", target_type, target_id, rank, category, unit_amount, priority]));
      }
    }
  }
  return lines;
}
