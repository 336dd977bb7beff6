// Each command once, for tests, and the scheme to say them to.
import type { Command } from "./commands.ts";
import { ANY, madeScheme, priced, smallDrawing } from "./rehearsal.ts";

const FIRST_SEAT = "sst_0000006";

/** One of each, in an order in which each does something, to a scheme that rehearsed() made. */
export const EVERY: readonly Command[] = [
  { type: "change_version", guard: ANY, focal: { x: 1.5, y: -2 } },
  { type: "add_sector", guard: ANY, sector: { sector_id: "box", name: "Box", element_id: null } },
  { type: "add_group", guard: ANY, group: { group_id: "row-c", name: "C", element_id: null, sector_id: "box" } },
  { type: "change_sector", guard: ANY, record_id: "sec_0000001", changes: { sector_id: "parterre" } },
  { type: "change_group", guard: ANY, record_id: "grp_0000003", changes: { group_id: "row-x" } },
  { type: "change_seat", guard: ANY, record_id: FIRST_SEAT, changes: { x: 7, seat_number: "12" } },
  {
    type: "change_seats",
    guard: ANY,
    items: [{ seat_id: "row-b-1", changes: { seat_id: "renamed", sellable: false } }],
  },
  { type: "remap", guard: ANY, filter: { row_labels: ["row-1"] }, target: { group_id: "row-c" } },
  { type: "remove_group", guard: ANY, record_id: "grp_0000004" },
  { type: "remove_sector", guard: ANY, record_id: "sec_0000002" },
  { type: "repair", guard: ANY },
  { type: "add_category", guard: ANY, category: { name: "Other", color: "#00aa00", unit_amount: 1 } },
  { type: "change_category", guard: ANY, record_id: "cat_0000001", changes: { unit_amount: 9 } },
  {
    type: "add_rule",
    guard: ANY,
    rule: {
      target_type: "seat",
      target_id: "row-a-1",
      pricing_category_id: "cat_0000003",
      unit_amount: 7,
      priority: 9,
    },
  },
  { type: "change_rule", guard: ANY, record_id: "rul_0000002", changes: { priority: 5 } },
  { type: "remove_rule", guard: ANY, record_id: "rul_0000004" },
  { type: "remove_category", guard: ANY, record_id: "cat_0000003" },
  { type: "snapshot", guard: ANY },
  { type: "publish", guard: ANY },
  { type: "unpublish", expected_current: null, version_id: null },
  { type: "ensure_draft", expected_current: null },
  { type: "create_version", expected_current: null, based_on: null },
  { type: "rollback", expected_current: null, target: null },
  { type: "upload", expected_current: null, drawing: smallDrawing() },
  {
    type: "replace_artifact",
    expected_current: null,
    restored: false,
    artifact: { kind: "display", sha256: "1".repeat(64), bytes: 1, media_type: "image/svg+xml" },
  },
];

export function creating(id: string): Command {
  return { type: "create", scheme: { id, name: "Made", currency: "EUR" }, drawing: smallDrawing() };
}

/** With a category and a rule. */
export async function rehearsed(): Promise<string> {
  const { id } = await madeScheme();
  await priced(id);
  return id;
}
