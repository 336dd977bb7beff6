import { beforeAll, describe, expect, it } from "vitest";
import { call, hold, inDays, makeDeparture, makeTour, must } from "../testing/api.ts";
import { allPages } from "../testing/pages.ts";
import { listDepartures } from "../testing/rows.ts";
import { projected } from "../testing/tables.ts";

const tour = `tour_${crypto.randomUUID()}`;
const at = (day: number) => new Date(Date.UTC(2030, 0, day)).toISOString();

const ROWS = [
  { id: "a", day: 1, available: 5, unit_amount: 300, currency: "EUR", status: "OPEN" },
  { id: "b", day: 2, available: 0, unit_amount: 100, currency: "EUR", status: "OPEN" },
  { id: "c", day: 3, available: 9, unit_amount: 200, currency: "USD", status: "CLOSED" },
  { id: "d", day: 4, available: 5, unit_amount: 200, currency: "EUR", status: "CANCELED" },
];

beforeAll(async () => {
  await listDepartures(
    ROWS.map(({ day, ...row }) => ({
      ...row,
      tour_id: tour,
      starts_at_ms: Date.parse(at(day)),
      sold: 10 - row.available,
    })),
  );
});

async function found(question: object): Promise<string> {
  const { items } = await must("departure/search", { tour_id: tour, ...question });
  return items.map(({ id }) => id).join("");
}

describe("departure/search", () => {
  it.each([
    [{}, "abcd"],
    [{ starts_from: at(2) }, "bcd"],
    [{ starts_to: at(2) }, "a"],
    [{ starts_from: at(2), starts_to: at(4) }, "bc"],
    [{ available_min: 0 }, "abcd"],
    [{ available_min: 5 }, "acd"],
    [{ available_min: 6 }, "c"],
    [{ price_max: { amount: 200, currency: "EUR" } }, "bd"],
    [{ price_max: { amount: 199, currency: "USD" } }, ""],
    [{ price_max: { amount: 1_000, currency: "CHF" } }, ""],
    [{ status: "OPEN" }, "ab"],
    [{ status: "CLOSED" }, "c"],
    [{ status: "CANCELED" }, "d"],
    [{ status: "OPEN", available_min: 1, starts_from: at(1) }, "a"],
    [{ sort: "price" }, "bcda"],
    [{ sort: "available" }, "cadb"],
    [{ tour_id: "tour_none" }, ""],
    [{ text: "nothing has such words" }, ""],
  ])("finds by %j, in order: %s", async (question, ids) => {
    expect(await found(question)).toBe(ids);
  });

  it("says how many places there are and when that was so", async () => {
    const departure = await makeDeparture({
      capacity_total: 8,
      location_hint: "weur",
      policy: { max_hold_seconds: 7_200 },
    });
    await hold(departure.id, "someone");
    await projected(departure.id);
    const { items } = await must("departure/search", { tour_id: departure.tour_id });
    const { as_of, ...row } = items[0] ?? { as_of: "" };
    expect(row).toEqual(await must("departure/get", { departure_id: departure.id }));
    expect(Date.parse(as_of)).toBeGreaterThanOrEqual(Date.parse(departure.created_at));
  });

  it("finds a departure as soon as it was created, and as it was just changed", async () => {
    const departure = await makeDeparture();
    const { tour_id } = departure;
    expect((await must("departure/search", { tour_id })).items.map(({ id }) => id)).toEqual([departure.id]);
    await must("departure/update", { departure_id: departure.id, starts_at: inDays(20) });
    expect((await must("departure/search", { tour_id, starts_from: inDays(19) })).items).toHaveLength(1);
    await must("departure/close", { departure_id: departure.id });
    expect((await must("departure/search", { tour_id, status: "CLOSED" })).items).toHaveLength(1);
  });
});

describe("the text of a search", () => {
  const word = crypto.randomUUID();
  const names = {
    percent: `${word} 100% fun`,
    plain: `${word} 100 fun`,
    underscore: `${word} a_b`,
    letter: `${word} axb`,
    backslash: `${word} a\\b`,
    quote: `${word} o'clock`,
    accents: `${word} Zoë's Café`,
  };

  beforeAll(async () => {
    for (const [name, text] of Object.entries(names)) {
      const made = await must("tour/create", {
        name: text,
        slug: `${name}-${word}`,
        description: `Described as ${name}first`,
      });
      await listDepartures([{ id: `${name} ${word}`, tour_id: made.id }]);
    }
  });

  async function withText(text: string): Promise<string[]> {
    const { items } = await must("departure/search", { text: `${word} ${text}` });
    return items.map(({ id }) => id.split(" ")[0] ?? "").sort();
  }

  it.each([
    ["100%", ["percent"]],
    ["%", ["percent"]],
    ["a_b", ["underscore"]],
    ["_", ["underscore"]],
    ["\\", ["backslash"]],
    ["a\\b", ["backslash"]],
    ["o'clock", ["quote"]],
    ["'; DROP TABLE tours;--", []],
    ["100", ["percent", "plain"]],
    ["FUN 100", ["percent", "plain"]],
    ["Café", ["accents"]],
    ["letterfirst", ["letter"]],
    ["  axb  ", ["letter"]],
    ["axb percentfirst", []],
  ])("%j is literal: every word, in the name or the description", async (text, tours) => {
    expect(await withText(text)).toEqual(tours);
  });

  it("may be as long as 200 characters, in one word or in many", async () => {
    expect((await call("departure/search", { text: "x".repeat(200) })).status).toBe(200);
    expect((await call("departure/search", { text: "x ".repeat(100) })).status).toBe(200);
    expect((await call("departure/search", { text: "ü".repeat(200) })).status).toBe(200);
    expect((await call("departure/search", { text: "x".repeat(201) })).status).toBe(400);
  });
});

describe("pages", () => {
  const many = `tour_${crypto.randomUUID()}`;
  const COUNT = 230;

  beforeAll(async () => {
    // Many are alike in what they are sorted by, so that pages end between equals.
    const rows = Array.from({ length: COUNT }, (_, no) => ({
      id: `m${String(no).padStart(3, "0")}`,
      tour_id: many,
      starts_at_ms: Date.parse(at(1 + (no % 5))),
      unit_amount: (no * 7) % 3,
      capacity: 40,
      available: (no * 11) % 4,
      sold: 40 - ((no * 11) % 4),
    }));
    await listDepartures(rows);
  });

  it.each([
    ["starts_at", 7],
    ["starts_at", 100],
    ["price", 23],
    ["available", 10],
    ["available", 1],
  ])("sorted by %s, %i at a time, leave no gap and show nothing twice", async (sort, limit) => {
    const pages = await allPages("departure/search", { tour_id: many, sort, limit });
    const items = pages.flat();
    expect(new Set(items.map(({ id }) => id)).size).toBe(COUNT);
    expect(items).toHaveLength(COUNT);
    expect(pages.slice(0, -1).every((page) => page.length === limit)).toBe(true);
    const whole = await allPages("departure/search", { tour_id: many, sort, limit: 100 });
    expect(items).toEqual(whole.flat());
  });

  it("end with next_cursor null, also when the last one is full", async () => {
    const exact = await must("departure/search", { tour_id: tour, limit: 4 });
    expect([exact.items.length, exact.next_cursor]).toEqual([4, null]);
  });

  it("go on where they were when rows before them are added", async () => {
    const growing = `tour_${crypto.randomUUID()}`;
    await listDepartures(
      [1, 2, 3, 4].map((no) => ({ id: `g${no}${growing}`, tour_id: growing, starts_at_ms: Date.parse(at(no + 1)) })),
    );
    const first = await must("departure/search", { tour_id: growing, limit: 2 });
    await listDepartures([{ id: `g0${growing}`, tour_id: growing, starts_at_ms: Date.parse(at(1)) }]);
    const second = await must("departure/search", { tour_id: growing, limit: 2, cursor: first.next_cursor });
    expect([...first.items, ...second.items].map(({ id }) => id.slice(0, 2))).toEqual(["g1", "g2", "g3", "g4"]);
  });
});

describe("a cursor", () => {
  it("of another question, of another operation, or made up, is refused and named", async () => {
    const { next_cursor } = await must("departure/search", { tour_id: tour, limit: 1 });
    await Promise.all([makeTour(), makeTour()]);
    const tours = await must("tour/list", { limit: 1 });
    const departures = [
      { tour_id: tour, sort: "price" },
      { tour_id: tour, status: "OPEN" },
      {},
      { tour_id: "tour_none" },
    ];
    for (const question of departures) {
      const refused = await call("departure/search", { ...question, cursor: next_cursor });
      expect(refused.body.violations, refused.text).toEqual([
        { path: "/cursor", message: "is not a cursor of this question" },
      ]);
    }
    for (const cursor of [
      tours.next_cursor,
      "x",
      "%",
      "bnVsbA",
      btoa("[1,2,3]"),
      btoa('["x",1e400,"a"]'),
      "\ud800",
      "é",
    ]) {
      expect((await call("key/list", { cursor })).body.violations, String(cursor)).toMatchObject([{ path: "/cursor" }]);
    }
  });

  it("takes another limit with it", async () => {
    const { next_cursor } = await must("departure/search", { tour_id: tour, limit: 1 });
    expect(
      (await must("departure/search", { tour_id: tour, limit: 100, cursor: next_cursor })).items.map(({ id }) => id),
    ).toEqual(["b", "c", "d"]);
  });
});
