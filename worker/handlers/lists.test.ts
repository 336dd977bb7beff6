import { beforeAll, describe, expect, it } from "vitest";
import { call, hold, makeDeparture, makeTour, must } from "../testing/api.ts";
import { allPages } from "../testing/pages.ts";
import { makePartner } from "../testing/partners.ts";
import { listBookings } from "../testing/rows.ts";
import { projected } from "../testing/tables.ts";

const departure_id = `dep_${crypto.randomUUID()}`;
const at = (second: number) => new Date(second * 1_000).toISOString();

beforeAll(async () => {
  await listBookings([
    { id: "a", departure_id, channel: "chn_1", customer_ref: "ann", created_at_ms: 1_000 },
    { id: "b", departure_id, channel: "chn_2", customer_ref: "bob", created_at_ms: 2_000, status: "CANCELED" },
    { id: "c", departure_id, channel: "chn_1", customer_ref: "bob", created_at_ms: 3_000 },
  ]);
});

describe("booking/list", () => {
  it.each([
    [{}, "cba"],
    [{ channel_id: "chn_1" }, "ca"],
    [{ customer_ref: "bob" }, "cb"],
    [{ customer_ref: "b%" }, ""],
    [{ status: "CANCELED" }, "b"],
    [{ status: "PENDING" }, ""],
    [{ created_from: at(2) }, "cb"],
    [{ created_to: at(2) }, "a"],
    [{ created_from: at(2), created_to: at(3) }, "b"],
    [{ channel_id: "chn_1", customer_ref: "bob", status: "CONFIRMED" }, "c"],
  ])("finds by %j, newest first: %s", async (filter, ids) => {
    const { items } = await must("booking/list", { departure_id, ...filter });
    expect(items.map(({ id }) => id).join("")).toBe(ids);
  });

  it("pages over many of the same moment without a gap or a double", async () => {
    const busy = `dep_${crypto.randomUUID()}`;
    const rows = Array.from({ length: 145 }, (_, no) => ({
      id: `n${no}`,
      departure_id: busy,
      created_at_ms: 1_000 * (no % 4),
    }));
    await listBookings(rows);
    const items = (await allPages("booking/list", { departure_id: busy, limit: 11 })).flat();
    expect(items.map(({ id }) => id).sort()).toEqual(rows.map(({ id }) => id).sort());
    const times = items.map(({ created_at }) => created_at);
    expect(times).toEqual([...times].sort().toReversed());
  });

  it("shows a sale with its present state once D1 has heard of it", async () => {
    const departure = await makeDeparture();
    const { body: held } = await hold(departure.id, "someone", { seats: 3 });
    const sold = await must("booking/confirm", { hold_id: held.id, seats: 2 });
    await must("booking/cancel", { booking_id: sold.id });
    await projected(departure.id);
    const { items } = await must("booking/list", { departure_id: departure.id });
    const now = await must("booking/get", { booking_id: sold.id });
    expect(items).toMatchObject([{ ...now, status: "CANCELED", total_price: { amount: 9_000, currency: "EUR" } }]);
  });
});

async function asCsv(departure: string): Promise<string[]> {
  const called = await call("booking/list", { departure_id: departure }, { headers: { accept: "text/csv" } });
  expect([called.status, called.headers.get("content-type")]).toEqual([200, "text/csv; charset=utf-8"]);
  return called.text.split("\r\n");
}

describe("booking/list as CSV", () => {
  it("has a line of names and one for each booking, with money in two columns", async () => {
    const [names, first, ...rest] = await asCsv(departure_id);
    expect(names).toBe(
      "id,departure_id,hold_id,code,seats,customer_ref,status,total_price_amount,total_price_currency,created_at,updated_at,channel_id,show_id,external_booking_id",
    );
    expect(first).toBe(
      `c,${departure_id},hold_x,AAAAA-AAAAA,2,bob,CONFIRMED,200,EUR,1970-01-01T00:00:03.000Z,1970-01-01T00:00:01.000Z,chn_1,,`,
    );
    expect(rest).toHaveLength(3);
    expect(rest.at(-1)).toBe("");
  });

  it("quotes what needs it, and makes text of what a spreadsheet would run", async () => {
    const odd = `dep_${crypto.randomUUID()}`;
    const customers = ['=HYPERLINK("http://x","y")', "+1", "-1+1", "@SUM(A1)", 'says "hi", twice', "Zoë"];
    await listBookings(
      customers.map((customer_ref, no) => ({
        id: `q${no}`,
        departure_id: odd,
        customer_ref,
        created_at_ms: 10_000 - no,
      })),
    );
    const [, ...lines] = await asCsv(odd);
    const cells = lines.slice(0, -1).map((line) => line.split(",2,")[1]?.split(",CONFIRMED")[0]);
    expect(cells).toEqual([
      `"'=HYPERLINK(""http://x"",""y"")"`,
      "'+1",
      "'-1+1",
      "'@SUM(A1)",
      '"says ""hi"", twice"',
      "Zoë",
    ]);
  });

  it("answers its problems as problems", async () => {
    const called = await call("booking/list", { limit: 0 }, { headers: { accept: "text/csv" } });
    expect([called.status, called.headers.get("content-type")]).toEqual([400, "application/problem+json"]);
  });
});

describe("the lists of a departure", () => {
  it("hold/list: all of the caller's, oldest first, by state and customer, page by page", async () => {
    const { id } = await makeDeparture();
    const made = [];
    for (const customer_ref of ["ann", "bob", "cem"]) made.push((await hold(id, customer_ref, { seats: 1 })).body);
    await must("hold/release", { hold_id: made[1]?.id });
    const ids = made.map((held) => held.id);
    const pages = await allPages("hold/list", { departure_id: id, limit: 1 });
    expect(pages.map((page) => page.map((held) => held.id))).toEqual(ids.map((one) => [one]));
    expect((await must("hold/list", { departure_id: id, status: "ACTIVE" })).items.map((held) => held.id)).toEqual([
      ids[0],
      ids[2],
    ]);
    expect((await must("hold/list", { departure_id: id, customer_ref: "bob" })).items).toMatchObject([
      { id: ids[1], status: "CANCELED" },
    ]);
  });

  it("waitlist/list: in the order of the line, by state and customer, page by page", async () => {
    const { id } = await makeDeparture({ capacity_total: 1 });
    const ids: string[] = [];
    for (const customer_ref of ["ann", "bob", "cem"])
      ids.push((await must("waitlist/join", { departure_id: id, customer_ref, seats: 2 })).id);
    await must("waitlist/leave", { entry_id: ids[0] });
    const waiting = await allPages("waitlist/list", { departure_id: id, status: "WAITING", limit: 1 });
    expect(waiting.flat().map((entry) => [entry.id, entry.position])).toEqual([
      [ids[1], 1],
      [ids[2], 2],
    ]);
    expect((await must("waitlist/list", { departure_id: id, customer_ref: "ann" })).items).toMatchObject([
      { status: "LEFT", position: null },
    ]);
  });

  it("inventory/history: every adjustment with its reason and who did it, page by page", async () => {
    const { id } = await makeDeparture({ capacity_total: 10 });
    const { token, key_id } = await makePartner(["admin"]);
    await must("inventory/adjust", { departure_id: id, delta: 5, reason: "a larger boat" }, { token });
    await must("inventory/adjust", { departure_id: id, delta: -15, reason: "no boat" });
    const items = (await allPages("inventory/history", { departure_id: id, limit: 1 })).flat();
    expect(items).toMatchObject([
      { delta: 5, reason: "a larger boat", actor: key_id, capacity_total: 15 },
      { delta: -15, reason: "no boat", actor: "configured:development", capacity_total: 0 },
    ]);
  });
});

describe("the lists of the catalogue", () => {
  it("tour/list and key/list show everything once, oldest first", async () => {
    const tours = await Promise.all(Array.from({ length: 12 }, makeTour));
    const listed = (await allPages("tour/list", { limit: 5 })).flat();
    expect(new Set(listed.map(({ id }) => id)).size).toBe(listed.length);
    expect(listed).toEqual(expect.arrayContaining(tours));
    const partners = await Promise.all(Array.from({ length: 5 }, () => makePartner()));
    const keys = (await allPages("key/list", { limit: 2 })).flat();
    expect(new Set(keys.map(({ id }) => id)).size).toBe(keys.length);
    expect(keys.map(({ id }) => id)).toEqual(expect.arrayContaining(partners.map(({ key_id }) => key_id)));
    const created = keys.map(({ created_at }) => created_at);
    expect(created).toEqual([...created].sort());
  });
});
