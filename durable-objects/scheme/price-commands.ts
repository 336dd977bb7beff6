// Commands that edit a draft's prices: the guard, the rule (domain/scheme/), the edit, the answer.
import {
  addCategory,
  addRule,
  changeCategory,
  changeRule,
  type PriceEdited,
  removeCategory,
  removeRule,
} from "../../domain/scheme/price-editing.ts";
import type { PriceList } from "../../domain/scheme/price-list.ts";
import type { Structure } from "../../domain/scheme/structure.ts";
import type { DraftGuard } from "../../domain/scheme/version.ts";
import type { CommandOf, SchemeNo } from "./commands.ts";
import type { Desk } from "./desk.ts";
import { type Done, said } from "./done.ts";
import { audited, editDraft, isDone, type Left as LeftOf } from "./edit-draft.ts";
import { recordId, recordNo } from "./record-id.ts";
import { categoryBody, draftState, ruleBody } from "./views.ts";

type Left = LeftOf<PriceList>;
type About = { readonly guard: DraftGuard; readonly noun: "pricing category" | "price rule" };
type Rule = (prices: PriceList, structure: Structure) => PriceEdited | undefined;

function edit(desk: Desk, about: About, rule: Rule): Left | Done {
  return editDraft(desk, {
    ...about,
    part: ({ prices }) => prices,
    rule: ({ prices, structure }) => rule(prices, structure),
    write: (draft, edit) => desk.editPrices(draft, edit),
  });
}

function categoryDone(left: Left, prices: PriceList, { no, what }: { no: number; what: string }): Done {
  const category = prices.categories.get(no);
  if (!category) throw new Error(`category ${no} was written and is not there`);
  const body = { ...draftState(left.version), category: categoryBody(category, prices.currency) };
  const summary = `pricing category ${category.name} ${what}`;
  return said("add_category", body, audited(left, summary));
}

function ruleDone(left: Left, prices: PriceList, { no, what }: { no: number; what: string }): Done {
  const rule = prices.rules.get(no);
  if (!rule) throw new Error(`rule ${no} was written and is not there`);
  const body = { ...draftState(left.version), rule: ruleBody(rule, prices.currency) };
  const summary = `price rule for ${rule.target_type} ${rule.target_id ?? ""} ${what}`.replace("  ", " ");
  return said("add_rule", body, audited(left, summary));
}

export function categoryAdded(desk: Desk, { guard, category }: CommandOf<"add_category">): Done {
  const no = desk.state.next_price_no;
  const left = edit(desk, { guard, noun: "pricing category" }, (prices) => addCategory(prices, category, no));
  if (isDone(left)) return left;
  desk.takePriceNumber();
  return categoryDone(left, left.after, { no, what: "added" });
}

export function categoryChanged(desk: Desk, { guard, record_id, changes }: CommandOf<"change_category">): Done {
  const no = recordNo("cat", record_id);
  const left = edit(desk, { guard, noun: "pricing category" }, (prices) => changeCategory(prices, no, changes));
  return isDone(left) ? left : categoryDone(left, left.after, { no, what: "changed" });
}

export function categoryRemoved(desk: Desk, { guard, record_id }: CommandOf<"remove_category">): Done {
  const no = recordNo("cat", record_id);
  const left = edit(desk, { guard, noun: "pricing category" }, (prices) =>
    removeCategory(prices, no, (category_no) => recordId("cat", category_no)),
  );
  return isDone(left) ? left : categoryDone(left, left.before, { no, what: "removed" });
}

export function ruleAdded(desk: Desk, { guard, rule }: CommandOf<"add_rule">): Done {
  const no = desk.state.next_price_no;
  const { pricing_category_id, ...fields } = rule;
  const added = { ...fields, category_no: recordNo("cat", pricing_category_id) };
  const left = edit(desk, { guard, noun: "price rule" }, (prices, structure) =>
    asNamed(addRule(prices, structure, added, no), pricing_category_id),
  );
  if (isDone(left)) return left;
  desk.takePriceNumber();
  return ruleDone(left, left.after, { no, what: "added" });
}

export function ruleChanged(desk: Desk, { guard, record_id, changes }: CommandOf<"change_rule">): Done {
  const no = recordNo("rul", record_id);
  const { pricing_category_id, ...fields } = changes;
  const category = pricing_category_id === undefined ? {} : { category_no: recordNo("cat", pricing_category_id) };
  const left = edit(desk, { guard, noun: "price rule" }, (prices, structure) => {
    const edited = changeRule(prices, structure, no, { ...fields, ...category });
    return edited && asNamed(edited, pricing_category_id ?? "");
  });
  return isDone(left) ? left : ruleDone(left, left.after, { no, what: "changed" });
}

export function ruleRemoved(desk: Desk, { guard, record_id }: CommandOf<"remove_rule">): Done {
  const no = recordNo("rul", record_id);
  const left = edit(desk, { guard, noun: "price rule" }, (prices) => removeRule(prices, no));
  return isDone(left) ? left : ruleDone(left, left.before, { no, what: "removed" });
}

/** Rules know categories by number; the caller named one by its id. */
function asNamed(edited: PriceEdited, pricing_category_id: string): PriceEdited {
  const isCategory = (no: PriceEdited): no is Extract<SchemeNo, { ids: readonly string[] }> =>
    !no.ok && no.code === "unknown_pricing_category_id";
  return isCategory(edited) ? { ...edited, ids: [pricing_category_id] } : edited;
}
