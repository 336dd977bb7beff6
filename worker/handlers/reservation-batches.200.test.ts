// Several reservations with one request: all or none, or each for itself.
import { describe, expect, it } from "vitest";
import { call, freshKey, must } from "../testing/api.ts";
import { makePartner } from "../testing/partners.ts";
import { makeShow, oneRow, reserve, seatsOf } from "../testing/shows.ts";

async function batch(show_id: string, mode: string, reservations: object[]) {
  return call("reservation/create-batch", { show_id, mode, reservations }, { key: freshKey() });
}

async function row(seats: number): Promise<{ id: string; seats: string[] }> {
  const { id } = await makeShow({}, oneRow(seats));
  return { id, seats: await seatsOf(id) };
}

const statesOf = async (show_id: string) => (await must("show/availability", { show_id })).states;

describe("an atomic batch", () => {
  it("makes all reservations, each with its own seats, in the order of the request", async () => {
    const { id, seats } = await row(8);
    const { body } = await batch(id, "atomic", [{ quantity: 2 }, { seat_ids: [seats[0]] }, { quantity: 3 }]);
    expect(body.items.map(({ reservation }) => reservation?.seat_ids.length)).toEqual([2, 1, 3]);
    expect(body.items.every(({ refused }) => refused === null)).toBe(true);
    const taken = body.items.flatMap(({ reservation }) => reservation?.seat_ids ?? []);
    expect(new Set(taken).size).toBe(6);
    expect(await must("show/get", { show_id: id })).toMatchObject({ seats_held: 6, seats_available: 2 });
    const listed = await must("reservation/list", { show_id: id });
    expect(listed.items).toEqual(body.items.map(({ reservation }) => reservation));
  });

  it("makes none when one cannot be made, and says which", async () => {
    const { id, seats } = await row(6);
    await reserve(id, [seats[5]]);
    const taken = await batch(id, "atomic", [{ seat_ids: [seats[0]] }, { quantity: 1 }, { seat_ids: [seats[5]] }]);
    expect(taken.body).toMatchObject({ code: "SEAT_UNAVAILABLE", seats: [{ seat_id: seats[5] }], item: 2 });
    const full = await batch(id, "atomic", [{ quantity: 3 }, { quantity: 3 }]);
    expect(full.body).toMatchObject({ code: "FULL", item: 1 });
    expect(await statesOf(id)).toBe("aaaaah");
    expect((await must("reservation/list", { show_id: id })).items).toHaveLength(1);
  });

  it("counts what those before it take: the same seat twice is refused, whatever is free", async () => {
    const { id, seats } = await row(4);
    const twice = await batch(id, "atomic", [{ seat_ids: [seats[1]] }, { seat_ids: [seats[1], seats[2]] }]);
    expect(twice.body).toMatchObject({ code: "SEAT_UNAVAILABLE", item: 1 });
    expect(JSON.parse(twice.text)).toMatchObject({ seats: [{ seat_id: seats[1] }] });
    expect(await statesOf(id)).toBe("aaaa");
  });

  it("may refresh one reservation and give what it leaves to the next", async () => {
    const { id, seats } = await row(2);
    await reserve(id, seats, { customer_ref: "has both" });
    const moved = await batch(id, "atomic", moving(seats));
    expect(moved.body.items.map(({ reservation }) => reservation?.seat_ids)).toEqual([[seats[0]], [seats[1]]]);
  });

  it("has one answer for its key", async () => {
    const { id } = await row(8);
    const input = { show_id: id, reservations: [{ quantity: 2 }, { quantity: 2 }] };
    const key = freshKey();
    const twins = await Promise.all([1, 2, 3].map(() => call("reservation/create-batch", input, { key })));
    expect(new Set(twins.map(({ text }) => text)).size).toBe(1);
    expect(await must("show/get", { show_id: id })).toMatchObject({ seats_held: 4 });
  });
});

describe("an itemized batch", () => {
  it("makes those that can be made, and says of each other one why not, as its own problem would", async () => {
    const { id, seats } = await row(6);
    await reserve(id, [seats[5]], { customer_ref: "was first" });
    const { status, body } = await batch(id, "itemized", [
      { seat_ids: [seats[5], seats[4]] },
      { seat_ids: [seats[0]] },
      { quantity: 9 },
      { quantity: 1, section: "Box" },
      { quantity: 1, customer_ref: "was first" },
      { quantity: 2 },
    ]);
    expect(status).toBe(200);
    expect(body.items.map(({ reservation, refused }) => refused?.code ?? reservation?.seat_ids.length)).toEqual([
      "SEAT_UNAVAILABLE",
      1,
      "FULL",
      "VALIDATION_FAILED",
      "HOLD_CONFLICT",
      2,
    ]);
    expect(body.items[0]?.refused?.seat_ids).toEqual([seats[5]]);
    const alone = await reserve(id, [seats[5], seats[4]]);
    const { code, title, detail, retryable } = alone.body;
    expect(body.items[0]?.refused).toMatchObject({ code, title, detail, retryable });
    expect(await must("show/get", { show_id: id })).toMatchObject({ seats_held: 4 });
  });

  it("is answered again as it was", async () => {
    const { id, seats } = await row(3);
    const input = { show_id: id, mode: "itemized", reservations: [{ seat_ids: [seats[0]] }, { seat_ids: [seats[0]] }] };
    const key = freshKey();
    const first = await call("reservation/create-batch", input, { key });
    await must("reservation/release", { reservation_id: first.body.items[0]?.reservation?.id });
    const again = await call("reservation/create-batch", input, { key });
    expect([again.text, again.headers.get("idempotency-replayed")]).toEqual([first.text, "true"]);
    expect(await statesOf(id)).toBe("aaa");
  });
});

/** Who has both seats keeps the first, and somebody else wants the second. */
function moving([first, second]: readonly string[]): object[] {
  return [
    { seat_ids: [first], customer_ref: "has both", refresh: true },
    { seat_ids: [second], customer_ref: "next" },
  ];
}

describe("a batch of either kind", () => {
  it.each(["atomic", "itemized"])("%s: what a refresh in it leaves is for those who wait, at once", async (mode) => {
    const { id, seats } = await row(2);
    await reserve(id, seats, { customer_ref: "has both" });
    const entry = await must("waitlist/join", { show_id: id, customer_ref: "patient", seats: 1 });
    const pushed = await batch(id, mode, moving(seats));
    if (mode === "atomic") {
      expect(pushed.body).toMatchObject({ code: "SEAT_UNAVAILABLE", item: 1 });
      expect((await must("waitlist/get", { entry_id: entry.id })).status).toBe("WAITING");
      await batch(id, mode, moving(seats).slice(0, 1));
    } else {
      expect(pushed.body.items[1]?.refused).toMatchObject({ code: "SEAT_UNAVAILABLE", seat_ids: [seats[1]] });
    }
    expect((await must("waitlist/get", { entry_id: entry.id })).status).toBe("OFFERED");
  });

  it.each(["atomic", "itemized"])("%s: belongs to whoever sent it", async (mode) => {
    const { id } = await row(4);
    const { token } = await makePartner();
    const made = await must(
      "reservation/create-batch",
      { show_id: id, mode, reservations: [{ quantity: 2 }] },
      { token },
    );
    expect((await must("reservation/list", { show_id: id }, { token })).items).toEqual([made.items[0]?.reservation]);
  });

  it.each(["atomic", "itemized"])("%s: names a customer once, and seats of this show", async (mode) => {
    const { id } = await row(4);
    const twice = { quantity: 1, customer_ref: "someone" };
    const called = await batch(id, mode, [twice, { ...twice }]);
    expect(called.body.violations?.map(({ path }) => path)).toEqual(["/reservations/1/customer_ref"]);
    expect((await batch(id, mode, [])).status).toBe(400);
    const many = Array.from({ length: 21 }, () => ({ quantity: 1 }));
    expect((await batch(id, mode, many)).status).toBe(400);
  });
});
