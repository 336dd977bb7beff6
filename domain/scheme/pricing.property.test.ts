// Prices of any structure, with references and rules that lead nowhere, held against asking every rule about every seat.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { byLabel } from "../hall.ts";
import { diagnoseRules } from "./price-diagnostics.ts";
import { category, group, pricesOf, rule, seat, sector } from "./price-examples.ts";
import { type PriceList, type PriceRule, RULE_TARGETS } from "./price-list.ts";
import { coverage, explainPrice, priceFinder, unpricedSeats } from "./pricing.ts";
import { type Seat, type Structure, structureOf } from "./structure.ts";

const few = fc.integer({ min: 1, max: 4 });
/** One more than there can be: some lead nowhere. */
const maybe = fc.option(fc.integer({ min: 1, max: 5 }), { nil: null });

function idOf(letter: string, number: number | null): string | null {
  return number === null ? null : `${letter}${number}`;
}

const structures: fc.Arbitrary<Structure> = fc
  .record({
    sectors: fc.uniqueArray(few),
    groups: fc.uniqueArray(fc.tuple(few, maybe), { selector: ([number]) => number }),
    seats: fc.array(fc.record({ group: maybe, sector: maybe, row: few, number: few, sellable: fc.boolean() }), {
      maxLength: 12,
    }),
  })
  .map(({ sectors, groups, seats }) =>
    structureOf(
      sectors.map((number) => sector(number)),
      groups.map(([number, of]) => group(10 + number, { group_id: `G${number}`, sector_id: idOf("S", of) })),
      seats.map(({ group, sector, row, number, sellable }, index) =>
        seat(100 + index, {
          seat_id: `A${index + 1}`,
          group_id: idOf("G", group),
          sector_id: idOf("S", sector),
          row_label: String(row),
          seat_number: String(number),
          sellable,
        }),
      ),
    ),
  );

const LETTERS = { seat: "A", group: "G", sector: "S" } as const;

const rules: fc.Arbitrary<PriceRule[]> = fc
  .array(
    fc.record({
      target_type: fc.constantFrom(...RULE_TARGETS),
      target: fc.integer({ min: 1, max: 5 }),
      category_no: few,
      unit_amount: fc.option(fc.integer({ min: 0, max: 500 }), { nil: null, freq: 2 }),
      priority: fc.integer({ min: -1, max: 1 }),
    }),
    { maxLength: 14 },
  )
  .map((list) =>
    list.map(({ target, ...rest }, index) =>
      rule(index + 1, {
        ...rest,
        target_id: rest.target_type === "default" ? null : `${LETTERS[rest.target_type]}${target}`,
      }),
    ),
  );

const prices: fc.Arbitrary<PriceList> = fc
  .tuple(fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()), rules)
  .map(([priced, list]) =>
    pricesOf(
      // A category that rules name and the list does not have cannot be; it must price nothing all the same.
      priced.map((is, index) => category(index + 1, is ? {} : { unit_amount: null })),
      list,
    ),
  );

/** Whether the seat is in the rule's target. */
function isFor({ target_type, target_id }: PriceRule, one: Seat, structure: Structure): boolean {
  const groups = [...structure.groups.values()];
  const sectors = [...structure.sectors.values()];
  const own_group = groups.find(({ group_id }) => group_id === one.group_id);
  const own = sectors.find(({ sector_id }) => sector_id === one.sector_id);
  const inherited = sectors.find(({ sector_id }) => sector_id === own_group?.sector_id);
  switch (target_type) {
    case "seat":
      return target_id === one.seat_id;
    case "group":
      return target_id === own_group?.group_id;
    case "sector":
      return target_id === (own ?? inherited)?.sector_id;
    case "default":
      return true;
  }
}

function amountOf({ category_no, unit_amount }: PriceRule, { categories }: PriceList): number | undefined {
  const found = categories.get(category_no);
  return found ? (unit_amount ?? found.unit_amount ?? undefined) : undefined;
}

function isCloser(one: PriceRule, other: PriceRule): boolean {
  return RULE_TARGETS.indexOf(one.target_type) < RULE_TARGETS.indexOf(other.target_type);
}

function beats(one: PriceRule, other: PriceRule): boolean {
  if (one.target_type !== other.target_type) return isCloser(one, other);
  return one.priority === other.priority ? one.rule_no > other.rule_no : one.priority > other.priority;
}

/** The rule that prices the seat, by asking them all. */
function naiveWinner(list: PriceList, structure: Structure, one: Seat): PriceRule | undefined {
  let best: PriceRule | undefined;
  for (const candidate of list.rules.values()) {
    if (!isFor(candidate, one, structure) || amountOf(candidate, list) === undefined) continue;
    if (!best || beats(candidate, best)) best = candidate;
  }
  return best;
}

function sold({ seats }: Structure): Seat[] {
  return [...seats.values()].filter(({ sellable }) => sellable);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function holds(check: (structure: Structure, list: PriceList) => void): void {
  fc.assert(fc.property(structures, prices, check), { numRuns: 500 });
}

describe("for any structure and any rules", () => {
  it("a seat's price is that of the rule which beats all others that are for it", () => {
    holds((structure, list) => {
      const priceOf = priceFinder(list, structure);
      for (const one of structure.seats.values()) {
        const winner = naiveWinner(list, structure, one);
        const price = priceOf(one);
        expect(price?.rule).toBe(winner);
        expect(price?.unit_amount).toBe(winner && amountOf(winner, list));
        expect(price?.category).toBe(winner && list.categories.get(winner.category_no));
      }
    });
  });

  it("the explanation comes to the same price, and its one winner is that rule", () => {
    holds((structure, list) => {
      const priceOf = priceFinder(list, structure);
      for (const one of structure.seats.values()) {
        const { steps, price } = explainPrice(list, structure, one);
        expect(price).toEqual(priceOf(one));
        expect(steps.map(({ target_type }) => target_type)).toEqual(RULE_TARGETS);
        expect(steps.flatMap(({ won }) => won ?? [])).toEqual(price ? [price.rule] : []);
        expect(steps.filter(({ won, why_none }) => (won === null) === (why_none === null))).toEqual([]);
        const considered = [...list.rules.values()].filter((candidate) => isFor(candidate, one, structure));
        expect(new Set(steps.flatMap(({ rules: found }) => found))).toEqual(new Set(considered));
      }
    });
  });

  it("coverage counts each seat that is sold once in every list", () => {
    holds((structure, list) => {
      const seats = sold(structure);
      const priced = seats.flatMap((one) => naiveWinner(list, structure, one) ?? []);
      const found = coverage(list, structure);
      expect(found.sellable_seats).toBe(seats.length);
      expect(found.priced_seats).toBe(priced.length);
      expect(found.unpriced_seats).toBe(seats.length - priced.length);
      for (const kind of RULE_TARGETS) {
        expect(found.by_target[kind]).toBe(priced.filter(({ target_type }) => target_type === kind).length);
      }
      expect(sum(found.by_sector.map(({ seats }) => seats))).toBe(seats.length);
      expect(sum(found.by_sector.map(({ priced }) => priced))).toBe(priced.length);
      expect(sum(found.by_category.map(({ seats }) => seats))).toBe(priced.length);
      for (const covered of found.by_category) {
        const amounts = priced
          .filter(({ category_no }) => category_no === covered.category.category_no)
          .map((winner) => amountOf(winner, list) ?? Number.NaN);
        expect(covered.seats).toBe(amounts.length);
        expect(covered.amount_min).toBe(Math.min(...amounts));
        expect(covered.amount_max).toBe(Math.max(...amounts));
        expect(covered.total_amount).toBe(sum(amounts));
      }
    });
  });

  it("the seats without a price are those that no rule prices, each row by number", () => {
    holds((structure, list) => {
      const found = unpricedSeats(list, structure);
      const expected = sold(structure).filter((one) => !naiveWinner(list, structure, one));
      expect(new Set(found)).toEqual(new Set(expected));
      expect(found).toHaveLength(expected.length);
      for (const [index, one] of found.entries()) {
        const next = found[index + 1];
        if (next?.sector_id !== one.sector_id || next.group_id !== one.group_id) continue;
        if (next.row_label === one.row_label) expect(byLabel(one.seat_number, next.seat_number)).toBeLessThanOrEqual(0);
        expect(byLabel(one.row_label, next.row_label)).toBeLessThanOrEqual(0);
      }
    });
  });

  it("the diagnosis gives every rule the seats that it prices", () => {
    holds((structure, list) => {
      const found = diagnoseRules(list, structure);
      expect(found.rules.map(({ rule_no }) => rule_no)).toEqual([...list.rules.keys()]);
      const winners = sold(structure).map((one) => naiveWinner(list, structure, one)?.rule_no);
      for (const { rule_no, seats } of found.rules) {
        expect(seats).toBe(winners.filter((winner) => winner === rule_no).length);
      }
      expect(sum(found.rules.map(({ seats }) => seats))).toBe(coverage(list, structure).priced_seats);
    });
  });

  it("a rule is called what it is, and one that prices no seat is always told why", () => {
    holds((structure, list) => {
      const used = new Set([...list.rules.values()].map(({ category_no }) => category_no));
      const found = diagnoseRules(list, structure);
      expect(found.categories_unused).toEqual([...list.categories.keys()].filter((number) => !used.has(number)));
      for (const { rule_no, seats, findings } of found.rules) {
        const one = list.rules.get(rule_no);
        if (!one) throw new Error(`rule ${rule_no} was invented`);
        expect(findings.map(({ code }) => code)).toEqual(naiveFindings(one, list, structure));
        if (seats === 0) expect(findings.filter(({ severity }) => severity === "warning")).not.toEqual([]);
      }
    });
  });
});

function naiveFindings(one: PriceRule, list: PriceList, structure: Structure): string[] {
  const ids = {
    seat: [...structure.seats.values()].map(({ seat_id }) => seat_id),
    group: [...structure.groups.values()].map(({ group_id }) => group_id),
    sector: [...structure.sectors.values()].map(({ sector_id }) => sector_id),
    default: [null],
  };
  const there = ids[one.target_type].some((id) => id === one.target_id);
  const within = sold(structure).filter((candidate) => isFor(one, candidate, structure));
  const closer = within.filter((candidate) => {
    const winner = naiveWinner(list, structure, candidate);
    return winner !== undefined && isCloser(winner, one);
  });
  const amount = amountOf(one, list);
  const rivals = [...list.rules.values()].filter(
    ({ target_type, target_id }) => target_type === one.target_type && target_id === one.target_id,
  );
  const is = {
    target_missing: !there,
    matches_no_seat: there && within.length === 0,
    shadowed: within.length > 0 && closer.length === within.length,
    no_amount: amount === undefined,
    conflicts: rivals.length > 1,
    redundant_amount:
      amount !== undefined &&
      one.unit_amount !== null &&
      one.unit_amount === list.categories.get(one.category_no)?.unit_amount,
  };
  return Object.entries(is).flatMap(([code, holds]) => (holds ? [code] : []));
}
