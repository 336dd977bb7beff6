import { describe, expect, it } from "vitest";
import { call, freshKey, must, type Output } from "../testing/api.ts";
import { allPages } from "../testing/pages.ts";
import { makeVenue, SMALL_LAYOUT } from "../testing/venues.ts";

const euros = (amount: number) => ({ amount, currency: "EUR" });
const PREMIUM = { name: "Premium", rows: [1], price: 15, color: "#8B5CF6" };
const ROW = { rows: 1, seats_per_row: 2, categories: [PREMIUM] };

/** The pointers of what is wrong with a venue of this layout. */
async function wrongIn(layout: object, currency = "EUR"): Promise<string[]> {
  const called = await call("venue/create", { name: "Wrong", currency, layout });
  expect([called.status, called.body.code], called.text).toEqual([400, "VALIDATION_FAILED"]);
  return called.body.violations?.map(({ path }) => path) ?? [];
}

function seatsOf({ id }: { readonly id: string }): Promise<Output<"venue/seat-map">> {
  return must("venue/seat-map", { venue_id: id });
}

describe("a venue", () => {
  it("is answered as it was sent, with prices as Money and its number of seats", async () => {
    const made = await makeVenue({ name: "Small hall" });
    expect(made).toMatchObject({ name: "Small hall", currency: "EUR", seats_total: 6 });
    const { categories, ...members } = SMALL_LAYOUT;
    const prices = [euros(1_500), euros(950)];
    expect(made.layout).toEqual({
      ...members,
      categories: categories?.map((category, index) => ({ ...category, price: prices[index] })),
    });
    expect(await must("venue/get", { venue_id: made.id })).toEqual(made);
  });

  it("takes prices in its own currency's digits, as a number or as Money", async () => {
    const yen = await makeVenue({ currency: "JPY", layout: { ...ROW, categories: [{ ...PREMIUM, price: 1_500 }] } });
    expect(yen.layout?.categories).toMatchObject([{ price: { amount: 1_500, currency: "JPY" } }]);
    const dinars = await makeVenue({ currency: "BHD", layout: { ...ROW, categories: [{ ...PREMIUM, price: 1.234 }] } });
    expect(dinars.layout?.categories).toMatchObject([{ price: { amount: 1_234, currency: "BHD" } }]);
    const money = await makeVenue({ layout: { ...ROW, categories: [{ ...PREMIUM, price: euros(1_999) }] } });
    expect(money.layout?.categories).toMatchObject([{ price: euros(1_999) }]);
  });

  it("can be changed in part: its name, or its layout with the seats that it means", async () => {
    const { id, created_at, layout } = await makeVenue();
    const renamed = await must("venue/update", { venue_id: id, name: "Renamed" });
    expect(renamed).toMatchObject({ name: "Renamed", seats_total: 6, layout, created_at });
    const smaller = await must("venue/update", { venue_id: id, layout: ROW });
    expect(smaller).toMatchObject({ name: "Renamed", seats_total: 2, created_at });
    expect((await seatsOf({ id })).seats).toHaveLength(2);
  });

  it("keeps its currency: a change's plain prices are in it", async () => {
    const { id } = await makeVenue({ currency: "JPY", layout: ROW });
    const called = await call("venue/update", { venue_id: id, layout: SMALL_LAYOUT });
    expect(called.body.violations?.map(({ path }) => path)).toEqual(["/layout/categories/1/price"]);
    expect(await must("venue/get", { venue_id: id })).toMatchObject({ seats_total: 2 });
  });

  it("is made once for a key, and again without one", async () => {
    const [key, wanted] = [freshKey(), { name: "Twice", layout: ROW }];
    const first = await call("venue/create", wanted, { key });
    const again = await call("venue/create", wanted, { key });
    expect([again.text, again.headers.get("idempotency-replayed")]).toEqual([first.text, "true"]);
    const other = await must("venue/create", wanted, { key: null });
    expect(other.id).not.toBe(first.body.id);
  });

  it("is made once by concurrent twins with one key", async () => {
    const [key, wanted] = [freshKey(), { name: `Twins ${crypto.randomUUID()}`, layout: ROW }];
    const twins = await Promise.all(Array.from({ length: 8 }, () => call("venue/create", wanted, { key })));
    expect(new Set(twins.map(({ text }) => text)).size).toBe(1);
    expect((await must("venue/list", { text: wanted.name })).items).toHaveLength(1);
  });
});

describe("a seat-map", () => {
  it("has every seat with its place, its words, its category and its price", async () => {
    const venue = await makeVenue();
    const map = await seatsOf(venue);
    expect(map).toMatchObject({ venue_id: venue.id, name: venue.name, layout: venue.layout });
    const ids = ["Main-1-1", "Main-1-2", "Main-1-3", "Main-2-1", "Main-2-2", "Main-2-3"];
    expect(map.seats.map(({ id }) => id)).toEqual(ids);
    expect(map.seats.map(({ map_seat_id }) => map_seat_id)).toEqual(ids);
    expect(map.seats[5]).toEqual({
      id: "Main-2-3",
      map_seat_id: "Main-2-3",
      section: "Main",
      row: "2",
      number: "3",
      category: "Standard",
      price: euros(950),
      accessible: false,
      x: 1.5,
      y: 1,
    });
  });

  it("of 60,000 seats is answered whole", async () => {
    const rows = Array.from({ length: 600 }, (_, row) => row + 1);
    const venue = await makeVenue({
      layout: { rows: 600, seats_per_row: 100, categories: [{ ...PREMIUM, rows }] },
    });
    expect(venue.seats_total).toBe(60_000);
    const { seats } = await seatsOf(venue);
    expect(new Set(seats.map(({ map_seat_id }) => map_seat_id)).size).toBe(60_000);
  });
});

describe("a layout is refused with pointers into the request", () => {
  it.each<{ why: string; layout: object; path: string }>([
    {
      why: "a row in two categories",
      layout: { ...ROW, categories: [PREMIUM, { ...PREMIUM, name: "B" }] },
      path: "/layout/categories/1/rows/0",
    },
    { why: "a row in none", layout: { ...ROW, rows: 2 }, path: "/layout/categories" },
    { why: "an aisle behind the last seat", layout: { ...ROW, aisles_after: [2] }, path: "/layout/aisles_after/0" },
    {
      why: "two sections of one name",
      layout: {
        sections: [
          { ...ROW, name: "A" },
          { ...ROW, name: "A" },
        ],
      },
      path: "/layout/sections/1/name",
    },
    { why: "rows beside sections", layout: { ...ROW, sections: [{ ...ROW, name: "A" }] }, path: "/layout/rows" },
    {
      why: "a price of half a cent",
      layout: { ...ROW, categories: [{ ...PREMIUM, price: 1.005 }] },
      path: "/layout/categories/0/price",
    },
    {
      why: "a price beyond all amounts",
      layout: { ...ROW, categories: [{ ...PREMIUM, price: 1_000_000_000.01 }] },
      path: "/layout/categories/0/price",
    },
    {
      why: "Money of another currency",
      layout: {
        sections: [{ ...ROW, name: "A", categories: [{ ...PREMIUM, price: { amount: 1, currency: "USD" } }] }],
      },
      path: "/layout/sections/0/categories/0/price/currency",
    },
    {
      why: "Money with a part of a cent",
      layout: { ...ROW, categories: [{ ...PREMIUM, price: { amount: 0.5, currency: "EUR" } }] },
      path: "/layout/categories/0/price/amount",
    },
    { why: "a length that is none", layout: { ...ROW, seats_per_row: [0] }, path: "/layout/seats_per_row/0" },
    { why: "labels of no kind", layout: { ...ROW, row_labels: "roman" }, path: "/layout/row_labels" },
    {
      why: "a color by name",
      layout: { ...ROW, categories: [{ ...PREMIUM, color: "violet" }] },
      path: "/layout/categories/0/color",
    },
    { why: "more rows than a section has", layout: { ...ROW, rows: 1_001 }, path: "/layout/rows" },
  ])("for $why", async ({ layout, path }) => {
    expect(await wrongIn(layout)).toContain(path);
  });

  it("for everything that it lacks", async () => {
    expect(await wrongIn({})).toEqual(["/layout/rows", "/layout/seats_per_row", "/layout/categories"]);
  });

  it("with its first faults only", async () => {
    const categories = Array.from({ length: 50 }, (_, index) => ({ ...PREMIUM, name: `${index}`, price: 0.001 }));
    expect(await wrongIn({ ...ROW, categories })).toHaveLength(20);
  });
});

describe("venue/list", () => {
  it("finds by words of the name, oldest first, without layouts, and pages without a gap or a double", async () => {
    const word = crypto.randomUUID();
    const made: string[] = [];
    for (let no = 0; no < 7; no += 1) made.push((await makeVenue({ name: `The ${word} hall ${no}` })).id);
    const pages = await allPages("venue/list", { text: `HALL ${word}`, limit: 3 });
    expect(pages.map(({ length }) => length)).toEqual([3, 3, 1]);
    const items = pages.flat();
    expect(items.map(({ id }) => id).sort()).toEqual([...made].sort());
    expect(items.map(({ created_at }) => created_at)).toEqual(items.map(({ created_at }) => created_at).sort());
    expect(items[0]).toMatchObject({ currency: "EUR", seats_total: 6 });
    expect(items[0]).not.toHaveProperty("layout");
    expect((await must("venue/list", { text: `${word} cellar` })).items).toEqual([]);
  });
});
