// Commands at random, for tests, of a kind that often does something: they name what is there, mostly.
import type { PriceRule } from "../../domain/scheme/price-list.ts";
import type { DraftGuard } from "../../domain/scheme/version.ts";
import type { Command, Drawing, SeatFields } from "./commands.ts";
import { current, type Naive, type NaiveVersion } from "./naive-scheme.ts";
import { recordId } from "./record-id.ts";
import { seatFields } from "./rehearsal.ts";

/** Mulberry32: small, seeded, good enough to choose with. */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  }

  /** One time in so many. */
  once(of: number): boolean {
    return this.below(of) === 0;
  }

  pick<T>(from: readonly T[]): T {
    const one = from[this.below(from.length)];
    if (one === undefined) throw new Error("nothing to choose from");
    return one;
  }

  maybe<T>(one: T): T | undefined {
    return this.once(2) ? one : undefined;
  }
}

const SECTORS = ["stalls", "balcony", "box", "gone"];
const GROUPS = ["row-a", "row-b", "row-c", "gone"];
const SEATS = ["s1", "s2", "s3", "s4", "s5", "s6", "s7", "gone"];
const ELEMENTS = ["e1", "e2", "e3", "e4", null, null, null];
const LABELS = ["A", "B", "1", "é 🎭", ""];
const NUMBERS = ["1", "2", "3", "4", "5", "6", "7", ""];
const NAMES = ["Stalls", "Balcony", "Box", "Main"];
const AMOUNTS = [null, 0, 1_000, 2_500, 9_999_999_999, 1.5, -1];
const COORDINATES = [0, 1, 2.5, -3, 0.1, 123_456.789, 1e-7, 1 / 3, 987_654.321_012_345_6];
const FILES = ["0", "1"].map((digit) => digit.repeat(64));

export function randomDrawing(chance: Chance): Drawing {
  const sectors = SECTORS.slice(0, 1 + chance.below(2));
  const groups = GROUPS.slice(0, 1 + chance.below(2));
  const own = (id: string) => ({ element_id: chance.once(3) ? null : `e-${id}` });
  return {
    name: "At random",
    file_name: null,
    bytes: 1,
    sha256: chance.pick(FILES),
    report: '{"guesses":[]}',
    view: '{"x":0,"y":0,"width":1,"height":1}',
    artifacts: ["display", "original"].map((kind) => ({
      kind,
      sha256: chance.pick(FILES),
      bytes: 1,
      media_type: "image/svg+xml",
    })),
    sectors: sectors.map((sector_id) => ({ sector_id, name: sector_id, ...own(sector_id) })),
    groups: groups.map((group_id) => ({ group_id, name: group_id, sector_id: chance.pick(sectors), ...own(group_id) })),
    seats: SEATS.slice(0, 2 + chance.below(6)).map((seat_id, index) =>
      seatFields(seat_id, {
        group_id: chance.pick([...groups, null]),
        sector_id: chance.pick([...sectors, null]),
        seat_number: String(index),
        x: chance.pick(COORDINATES),
        y: index,
        ...own(seat_id),
      }),
    ),
  };
}

/** `version_ids` are all that there are, oldest first. */
export function randomCommand(chance: Chance, naive: Naive, version_ids: readonly string[]): Command {
  const last = version_ids.at(-1) ?? "";
  const expected_current = chance.once(8) ? chance.pick(version_ids) : chance.pick([null, last]);
  const turn = chance.below(100);
  if (turn < 3) return { type: "upload", expected_current, drawing: randomDrawing(chance) };
  if (turn < 9) return { type: "ensure_draft", expected_current };
  if (turn < 12) return { type: "create_version", expected_current, based_on: chance.pick([null, ...version_ids]) };
  if (turn < 15) return { type: "rollback", expected_current, target: chance.pick([null, ...version_ids]) };
  if (turn < 17) return { type: "unpublish", expected_current, version_id: chance.pick([null, ...version_ids]) };
  if (turn < 19) {
    const artifact = { kind: "display", sha256: chance.pick(FILES), bytes: 1, media_type: "image/svg+xml" };
    return { type: "replace_artifact", expected_current, restored: false, artifact };
  }
  const { revision } = current(naive);
  const guard: DraftGuard = {
    version_id: chance.once(15) ? chance.pick(version_ids) : chance.pick([null, last]),
    revision: chance.once(15) ? revision - 1 : chance.pick([null, revision]),
  };
  if (turn < 33) return ofPublishing(chance, guard);
  return turn < 55 ? ofPrices(chance, guard, naive) : ofStructure(chance, guard, naive);
}

/** Mends whatever is in the way of a publication, as an editor would, one thing after the other. */
export function waysToPublish({ records, prices }: NaiveVersion): Command[] {
  const guard: DraftGuard = { version_id: null, revision: null };
  const { sectors, groups, seats } = records;
  const named = sectors.map(({ record_no }, index): Command => {
    const changes = { name: `Sector ${index}` };
    return { type: "change_sector", guard, record_id: recordId("sec", record_no), changes };
  });
  const items = seats.map(({ seat_id }, index) => ({
    seat_id,
    changes: { row_label: "A", seat_number: String(index), sellable: true },
  }));
  const [category] = prices.categories;
  const category_no = category?.category_no ?? 1;
  const pricing_category_id = recordId("cat", category_no);
  const targets: readonly Pick<PriceRule, "target_type" | "target_id">[] = [
    { target_type: "default", target_id: null },
    { target_type: "sector", target_id: sectors.at(-1)?.sector_id ?? null },
    { target_type: "group", target_id: groups.at(-1)?.group_id ?? null },
    { target_type: "seat", target_id: seats.at(-1)?.seat_id ?? null },
  ];
  const rules = targets.map((target): Command => {
    return { type: "add_rule", guard, rule: { ...target, pricing_category_id, unit_amount: 100, priority: 0 } };
  });
  return [
    { type: "repair", guard },
    ...named,
    { type: "change_seats", guard, items },
    ...(category
      ? []
      : [{ type: "add_category", guard, category: { name: "All", color: "#aa0000", unit_amount: 1 } } as const]),
    ...rules,
    { type: "snapshot", guard },
    { type: "publish", guard },
  ];
}

function ofPublishing(chance: Chance, guard: DraftGuard): Command {
  const turn = chance.below(10);
  if (turn < 4) return { type: "snapshot", guard };
  if (turn < 8) return { type: "publish", guard };
  const focal = chance.pick([null, { x: 1, y: 2 }, { x: 0.1, y: -0 }]);
  return { type: "change_version", guard, focal };
}

function ofPrices(chance: Chance, guard: DraftGuard, naive: Naive): Command {
  const { prices } = current(naive);
  const category = { name: chance.pick(NAMES), color: "#aa0000", unit_amount: chance.pick(AMOUNTS) };
  const pricing_category_id = recordId("cat", chance.pick([...prices.categories, { category_no: 9_999 }]).category_no);
  const turn = chance.below(14);
  if (turn < 3) return { type: "add_category", guard, category };
  if (turn < 5) {
    const { name, unit_amount } = category;
    const changes = { name: chance.maybe(name), unit_amount: chance.maybe(unit_amount) };
    return { type: "change_category", guard, record_id: pricing_category_id, changes };
  }
  if (turn < 8) return { type: "remove_category", guard, record_id: pricing_category_id };
  const rule = {
    ...randomTarget(chance),
    pricing_category_id,
    unit_amount: chance.pick(AMOUNTS),
    priority: chance.below(2),
  };
  if (turn < 11) return { type: "add_rule", guard, rule };
  const record_id = recordId("rul", chance.pick([...prices.rules, { rule_no: 9_999 }]).rule_no);
  if (turn < 12) return { type: "remove_rule", guard, record_id };
  const changes = chance.once(2)
    ? { ...randomTarget(chance), priority: chance.maybe(chance.below(3)) }
    : { unit_amount: chance.pick(AMOUNTS), pricing_category_id: chance.maybe(pricing_category_id) };
  return { type: "change_rule", guard, record_id, changes };
}

function randomTarget(chance: Chance): Pick<PriceRule, "target_type" | "target_id"> {
  const target_type = chance.pick(["seat", "group", "sector", "default", "default"] as const);
  switch (target_type) {
    case "seat":
      return { target_type, target_id: chance.pick(SEATS) };
    case "group":
      return { target_type, target_id: chance.pick(GROUPS) };
    case "sector":
      return { target_type, target_id: chance.pick(SECTORS) };
    case "default":
      return { target_type, target_id: null };
  }
}

function seatChanges(chance: Chance): Partial<SeatFields> {
  const changes = {
    seat_id: chance.pick(SEATS),
    element_id: chance.pick(ELEMENTS),
    sector_id: chance.pick([...SECTORS, null]),
    group_id: chance.pick([...GROUPS, null]),
    row_label: chance.pick(LABELS),
    seat_number: chance.pick(NUMBERS),
    x: chance.pick(COORDINATES),
    y: (chance.below(2 ** 32) / 2 ** 32 - 0.5) * 2_000_000,
    accessible: chance.once(2),
    sellable: !chance.once(4),
  };
  // Some of its entries are some of its members.
  return Object.fromEntries(Object.entries(changes).filter(() => chance.once(4))) as Partial<SeatFields>;
}

function ofStructure(chance: Chance, guard: DraftGuard, naive: Naive): Command {
  const { sectors, groups, seats } = current(naive).records;
  const nobody = { record_no: 9_999 };
  const sector = { sector_id: chance.pick(SECTORS), name: chance.pick(NAMES), element_id: chance.pick(ELEMENTS) };
  const group = {
    group_id: chance.pick(GROUPS),
    name: "Row",
    element_id: chance.pick(ELEMENTS),
    sector_id: chance.pick([...SECTORS, null]),
  };
  const sector_record = recordId("sec", chance.pick([...sectors, ...sectors, nobody]).record_no);
  const group_record = recordId("grp", chance.pick([...groups, ...groups, nobody]).record_no);
  const turn = chance.below(24);
  if (turn < 2) return { type: "add_sector", guard, sector };
  if (turn < 4) return { type: "add_group", guard, group };
  if (turn < 5) return { type: "remove_sector", guard, record_id: sector_record };
  if (turn < 6) return { type: "remove_group", guard, record_id: group_record };
  if (turn < 8) return { type: "change_sector", guard, record_id: sector_record, changes: sector };
  if (turn < 10) {
    const changes = { group_id: chance.maybe(group.group_id), sector_id: chance.maybe(group.sector_id) };
    return { type: "change_group", guard, record_id: group_record, changes };
  }
  if (turn < 15) {
    const record_id = recordId("sst", chance.pick([...seats, ...seats, nobody]).record_no);
    return { type: "change_seat", guard, record_id, changes: seatChanges(chance) };
  }
  if (turn < 19) {
    const named = Array.from(
      { length: 1 + chance.below(3) },
      () => chance.pick([...seats, { seat_id: "gone" }]).seat_id,
    );
    return { type: "change_seats", guard, items: named.map((seat_id) => ({ seat_id, changes: seatChanges(chance) })) };
  }
  if (turn < 21) return { type: "repair", guard };
  const filter = chance.pick([
    {},
    { seat_ids: [chance.pick(SEATS)] },
    { sector_ids: [chance.pick(SECTORS)] },
    { row_labels: ["A"] },
  ]);
  const target = {
    sector_id: chance.maybe(chance.pick([...SECTORS, null])),
    group_id: chance.maybe(chance.pick([...GROUPS, null])),
  };
  return { type: "remap", guard, filter, target };
}
