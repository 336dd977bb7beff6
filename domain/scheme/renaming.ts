// Price rules name seats, groups and sectors by the ids that people give them: when an edit gives others, the rules follow.
import { NO_PRICE_EDIT, type PriceEdit, type PriceList, type RuleTarget } from "./price-list.ts";
import type { Edit, Structure } from "./structure.ts";

type Renames = { readonly [Kind in Exclude<RuleTarget, "default">]: ReadonlyMap<string, string> };

/** At entry: `structure` is as it was before the edit. */
export function rulesAfter(structure: Structure, edit: Edit, prices: PriceList): PriceEdit {
  if (prices.rules.size === 0) return NO_PRICE_EDIT;
  const renames: Renames = {
    sector: renamed(structure.sectors, edit.sectors.put, ({ sector_id }) => sector_id),
    group: renamed(structure.groups, edit.groups.put, ({ group_id }) => group_id),
    seat: renamed(structure.seats, edit.seats.put, ({ seat_id }) => seat_id),
  };
  const put = [...prices.rules.values()].flatMap((rule) => {
    if (rule.target_type === "default" || rule.target_id === null) return [];
    const target_id = renames[rule.target_type].get(rule.target_id);
    return target_id === undefined ? [] : [{ ...rule, target_id }];
  });
  return put.length === 0 ? NO_PRICE_EDIT : { ...NO_PRICE_EDIT, rules: { put, removed: [] } };
}

/** From the id before to the one after; two seats that exchange theirs are both in it. */
function renamed<Item extends { readonly record_no: number }>(
  records: ReadonlyMap<number, Item>,
  put: readonly Item[],
  idOf: (item: Item) => string,
): ReadonlyMap<string, string> {
  const pairs = put.flatMap((item) => {
    const before = records.get(item.record_no);
    return before && idOf(before) !== idOf(item) ? [[idOf(before), idOf(item)] as const] : [];
  });
  return new Map(pairs);
}
