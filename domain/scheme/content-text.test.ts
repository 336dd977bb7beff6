import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contentText } from "./content-text.ts";
import { category, group, pricesOf, rule, seat, sector } from "./price-examples.ts";
import { type PriceList, RULE_TARGETS } from "./price-list.ts";
import { type Structure, structureOf } from "./structure.ts";

type Content = { readonly structure: Structure; readonly prices: PriceList };

/** Words that would run into each other in a text that did not tell them apart. */
const word = fc.constantFrom("a", "b", 'a"', "a,b", "a\nb", "null", "", "\ud800", "é");
const reference = fc.option(word, { nil: null });
const amount = fc.option(fc.integer({ min: 0, max: 3 }), { nil: null });
const whole = fc.integer({ min: -2, max: 2 });
const unnumbered = { record_no: fc.constant(0) };

const contents: fc.Arbitrary<Content> = fc
  .record({
    sectors: fc.array(fc.record({ ...unnumbered, sector_id: word, name: word, element_id: reference }), {
      maxLength: 3,
    }),
    groups: fc.array(
      fc.record({ ...unnumbered, group_id: word, name: word, element_id: reference, sector_id: reference }),
      { maxLength: 3 },
    ),
    seats: fc.array(
      fc.record({
        ...unnumbered,
        seat_id: word,
        element_id: reference,
        sector_id: reference,
        group_id: reference,
        row_label: word,
        seat_number: word,
        x: fc.oneof(whole, fc.constant(0.1 + 0.2)),
        y: whole,
        accessible: fc.boolean(),
        sellable: fc.boolean(),
      }),
      { maxLength: 4 },
    ),
    categories: fc.uniqueArray(fc.record({ name: word, color: word, unit_amount: amount }), {
      selector: ({ name }) => name,
      minLength: 2,
      maxLength: 3,
    }),
    rules: fc.array(
      fc.record({
        target_type: fc.constantFrom(...RULE_TARGETS),
        target_id: reference,
        category_no: fc.integer({ min: 1, max: 2 }),
        unit_amount: amount,
        priority: whole,
      }),
      { maxLength: 5 },
    ),
  })
  .map(({ sectors, groups, seats, categories, rules }) => ({
    structure: structureOf(
      sectors.map((one, index) => ({ ...one, record_no: index + 1 })),
      groups.map((one, index) => ({ ...one, record_no: index + 101 })),
      seats.map((one, index) => ({ ...one, record_no: index + 201 })),
    ),
    prices: pricesOf(
      categories.map((one, index) => ({ ...one, category_no: index + 1 })),
      rules.map((one, index) => ({ ...one, rule_no: index + 1 })),
    ),
  }));

function textOf({ structure, prices }: Content): string {
  return contentText(structure, prices);
}

/** The same records under other numbers, read in another order; of rules the newer ones stay the newer. */
function renumbered({ structure, prices }: Content): Content {
  const back = <Item>(items: ReadonlyMap<number, Item>) => [...items.values()].toReversed();
  return {
    structure: structureOf(
      back(structure.sectors).map((one, index) => ({ ...one, record_no: index })),
      back(structure.groups).map((one, index) => ({ ...one, record_no: 500 + index })),
      back(structure.seats).map((one, index) => ({ ...one, record_no: 900 - index })),
    ),
    prices: pricesOf(
      back(prices.categories).map((one) => ({ ...one, category_no: 70 - one.category_no })),
      back(prices.rules).map((one) => ({ ...one, rule_no: one.rule_no * 3, category_no: 70 - one.category_no })),
    ),
  };
}

const NUMBERS = new Set(["record_no", "category_no", "rule_no"]);

function otherValue(field: string, value: unknown): unknown {
  if (field === "target_type") return value === "seat" ? "group" : "seat";
  if (typeof value === "number") return value + 1;
  if (typeof value === "boolean") return !value;
  return typeof value === "string" ? `${value}x` : "";
}

/** Every map with one record in it that differs in one field which is not a number of a record. */
function changedOnce<Item extends object>(
  items: ReadonlyMap<number, Item>,
): { readonly what: string; readonly items: ReadonlyMap<number, Item> }[] {
  return [...items].flatMap(([number, item]) =>
    Object.entries(item)
      .filter(([field]) => !NUMBERS.has(field))
      .map(([field, value]) => ({
        what: `${field} of ${number}`,
        items: new Map([...items, [number, { ...item, [field]: otherValue(field, value) }]]),
      })),
  );
}

function allChangedOnce(content: Content): { readonly what: string; readonly content: Content }[] {
  const { structure, prices } = content;
  const inStructure = (["sectors", "groups", "seats"] as const).flatMap((kind) =>
    changedOnce<object>(structure[kind]).map(({ what, items }) => ({
      what,
      content: { prices, structure: { ...structure, [kind]: items } },
    })),
  );
  const inPrices = (["categories", "rules"] as const).flatMap((kind) =>
    changedOnce<object>(prices[kind]).map(({ what, items }) => ({
      what,
      content: { structure, prices: { ...prices, [kind]: items } },
    })),
  );
  return [
    ...inStructure,
    ...inPrices,
    { what: "currency", content: { structure, prices: { ...prices, currency: "X" } } },
  ];
}

describe("the text of a version", () => {
  it("is the same for the same records under other numbers and in another order", () => {
    fc.assert(
      fc.property(contents, (content) => {
        expect(textOf(renumbered(content))).toBe(textOf(content));
      }),
    );
  });

  it("is another one when any field of any record is", () => {
    fc.assert(
      fc.property(contents, (content) => {
        const text = textOf(content);
        const unseen = allChangedOnce(content).filter(({ content: changed }) => textOf(changed) === text);
        expect(unseen.map(({ what }) => what)).toEqual([]);
      }),
    );
  });

  it("is another one when a record is taken out, and the same when it is put back under another number", () => {
    const seats = [seat(1), seat(2), seat(3)];
    const text = contentText(structureOf([], [], seats), pricesOf([], []));
    expect(contentText(structureOf([], [], seats.slice(1)), pricesOf([], []))).not.toBe(text);
    const returned = [...seats.slice(1), seat(9, { ...seats[0], record_no: 9 })];
    expect(contentText(structureOf([], [], returned), pricesOf([], []))).toBe(text);
  });

  it("tells which of two rules for one target wins, by priority or as the newer", () => {
    const structure = structureOf([sector(1)], [group(2)], []);
    const priced = (first: number, last: number) =>
      contentText(
        structure,
        pricesOf([category(1)], [rule(first, { unit_amount: 1 }), rule(last, { unit_amount: 2 })]),
      );
    expect(priced(1, 2)).toBe(priced(4, 9));
    expect(priced(1, 2)).not.toBe(priced(2, 1));
  });

  it("tells which category a rule is of", () => {
    const structure = structureOf([], [], []);
    const of = (category_no: number) =>
      contentText(structure, pricesOf([category(1), category(2)], [rule(1, { category_no })]));
    expect(of(1)).not.toBe(of(2));
  });
});
