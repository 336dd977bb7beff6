// Into sale: a show gets exactly the seats and prices of a published version, and keeps them.
import { describe, expect, it } from "vitest";
import { call, freshKey, must } from "../testing/api.ts";

const circle = (row: string, number: number) =>
  `<circle id="stalls-${row}-${number}" data-seat="${number}" cx="${number * 20}" cy="${row === "A" ? 20 : 50}" r="8"/>`;
const line = (name: string) =>
  `<g id="row-${name}" data-row="${name}">${[1, 2, 3, 4].map((number) => circle(name, number)).join("")}</g>`;
const SVG = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 80"><g id="stalls" data-section="stalls">${line("A")}${line("B")}</g></svg>`;

async function publishedScheme() {
  const { scheme, version } = await must("upload/create", { file: SVG, name: "Small hall" });
  const { scheme_id } = scheme;
  const guard = { scheme_id, expected_scheme_version_id: version.scheme_version_id };
  const { category } = await must("pricing/create-category", {
    ...guard,
    name: "Best",
    color: "#aa0000",
    amount: 2_500,
  });
  const { pricing_category_id } = category;
  await must("pricing/create-rule", { ...guard, target_type: "default", pricing_category_id });
  await must("pricing/create-rule", {
    ...guard,
    target_type: "seat",
    target_id: "stalls-A-1",
    pricing_category_id,
    amount: 9_900,
  });
  await must("draft/snapshot", guard);
  const published = await must("scheme/publish", guard);
  return { scheme_id, version_id: published.scheme_version_id, pricing_category_id };
}

function mapOf(venue_id: string, show_id: string) {
  return must("venue/seat-map", { venue_id, show_id });
}

async function showOf(venue_id: string, changes: object = {}) {
  const starts_at = "2031-06-01T18:00:00Z";
  return must("show/create", { venue_id, name: "Hamlet", starts_at, ...changes });
}

describe("a show made from a scheme", () => {
  it("sells the published version's seats at its prices", async () => {
    const { scheme_id, version_id } = await publishedScheme();
    const venue = await must("venue/create", { name: "Theatre", scheme_id });
    expect(venue).toMatchObject({ scheme_id, layout: null, currency: "EUR", seats_total: 8 });
    const show = await showOf(venue.id);
    expect(show).toMatchObject({ scheme_version_id: version_id, seats_total: 8, currency: "EUR" });
    const { seats, scheme } = await mapOf(venue.id, show.id);
    expect(scheme).toMatchObject({ scheme_version_id: version_id, categories: [{ name: "Best", color: "#aa0000" }] });
    const prices = seats.map(({ map_seat_id, section, row, number, price }) => [
      map_seat_id,
      section,
      row,
      number,
      price.amount,
    ]);
    expect(prices.slice(0, 3)).toEqual([
      ["stalls-A-1", "stalls", "A", "1", 9_900],
      ["stalls-A-2", "stalls", "A", "2", 2_500],
      ["stalls-A-3", "stalls", "A", "3", 2_500],
    ]);
    expect(seats.map(({ x, y }) => [x, y])).toEqual([
      [20, 20],
      [40, 20],
      [60, 20],
      [80, 20],
      [20, 50],
      [40, 50],
      [60, 50],
      [80, 50],
    ]);
  });

  it("stays as it is when the scheme is edited, priced anew and published again", async () => {
    const { scheme_id, version_id, pricing_category_id } = await publishedScheme();
    const venue = await must("venue/create", { name: "Theatre", scheme_id });
    const show = await showOf(venue.id);
    const before = await mapOf(venue.id, show.id);
    const [first] = before.seats;
    const held = await must(
      "reservation/create",
      { show_id: show.id, seat_ids: [first?.id ?? ""], customer_ref: "early" },
      { key: freshKey() },
    );
    expect(held.total_price).toEqual({ amount: 9_900, currency: "EUR" });
    const { scheme_version_id: draft } = await must("draft/ensure", { scheme_id });
    const guard = { scheme_id, expected_scheme_version_id: draft };
    await must("pricing/update-category", { ...guard, pricing_category_id, amount: 7_000 });
    const items = [
      { seat_id: "stalls-A-2", changes: { sellable: false } },
      { seat_id: "stalls-B-1", changes: { seat_id: "stalls-B-one", seat_number: "1a" } },
    ];
    await must("draft/update-seats", { ...guard, items });
    await must("draft/snapshot", guard);
    await must("scheme/publish", guard);
    await must("scheme/unpublish", { scheme_id, scheme_version_id: version_id });

    const booking = await must("booking/create", { reservation_id: held.id }, { key: freshKey() });
    expect(booking.total_price).toEqual({ amount: 9_900, currency: "EUR" });
    const { seats, ...about } = await mapOf(venue.id, show.id);
    const [, ...others] = seats;
    expect({ ...about, seats: others }).toEqual({ ...before, seats: before.seats.slice(1) });
    expect(seats[0]).toEqual({ ...first, status: "sold" });

    const next = await showOf(venue.id);
    expect(next).toMatchObject({ scheme_version_id: draft, seats_total: 7, price_min: { amount: 7_000 } });
    const withdrawn = await call("show/create", {
      venue_id: venue.id,
      name: "Late",
      starts_at: "2031-06-01T18:00:00Z",
      scheme_version_id: version_id,
    });
    expect([withdrawn.status, withdrawn.body.code]).toEqual([409, "version_not_published"]);
  });

  it("does not count those beside a seat that is not sold as neighbours", async () => {
    const { scheme_id } = await publishedScheme();
    const { scheme_version_id: draft } = await must("draft/ensure", { scheme_id });
    const guard = { scheme_id, expected_scheme_version_id: draft };
    const items = ["A", "B"].map((row) => ({ seat_id: `stalls-${row}-2`, changes: { sellable: false } }));
    await must("draft/update-seats", { ...guard, items });
    await must("draft/snapshot", guard);
    await must("scheme/publish", guard);
    const venue = await must("venue/create", { name: "Theatre", scheme_id });
    const show = await showOf(venue.id);
    const wanted = { show_id: show.id, quantity: 3, customer_ref: "three" };
    const refused = await call("reservation/create", wanted, { key: freshKey() });
    expect([refused.status, refused.body.code], refused.text).toEqual([409, "NO_ADJACENT_SEATS"]);
  });

  it("needs a published version, and takes no prices of its own", async () => {
    const { scheme } = await must("upload/create", { file: SVG, name: "Draft hall" });
    const venue = await must("venue/create", { name: "Theatre", scheme_id: scheme.scheme_id });
    const wish = { venue_id: venue.id, name: "Early", starts_at: "2031-06-01T18:00:00Z" };
    const early = await call("show/create", wish);
    expect([early.status, early.body.code]).toEqual([409, "version_not_published"]);
    const priced = await call("show/create", {
      ...wish,
      prices: [{ category: "Best", price: { amount: 1, currency: "EUR" } }],
    });
    expect([priced.status, priced.body.violations?.[0]?.path]).toEqual([400, "/prices"]);
  });
});
