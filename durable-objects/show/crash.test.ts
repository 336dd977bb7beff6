// A show's object that ends between two requests or under them, and transactions of it that fail: nothing that was
// acknowledged is lost, and what is remembered of seats is what the tables say.
import {
  abortAllDurableObjects,
  evictAllDurableObjects,
  evictDurableObject,
  runInDurableObject,
} from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { DEFAULT_POLICY } from "../../domain/sale.ts";
import { wishText } from "../../domain/seat-wish.ts";
import { type Called, call, freshKey, must } from "../../worker/testing/api.ts";
import { checkShow } from "../../worker/testing/check-show.ts";
import { makeShow, oneRow, reserve, reservedSeats, seatsOf } from "../../worker/testing/shows.ts";
import { expireReservation } from "../../worker/testing/tables.ts";
import type { Command } from "./commands.ts";
import type { ShowObject } from "./show-object.ts";

function evict(show_id: string): Promise<void> {
  return evictDurableObject(env.SHOW.getByName(show_id));
}

async function row(seats: number): Promise<{ id: string; seats: string[] }> {
  const { id } = await makeShow({}, oneRow(seats));
  return { id, seats: await seatsOf(id) };
}

const statesOf = async (show_id: string) => (await must("show/availability", { show_id })).states;

describe.each([
  ["evicted", evict],
  ["aborted", () => abortAllDurableObjects()],
])("a show that is %s", (_how, end) => {
  it("between reservation and booking: the seats are kept, and are booked once", async () => {
    const { id: reservation_id, show_id, seat_ids } = await reservedSeats();
    const key = freshKey();
    await end(show_id);
    const booked = await call("booking/create", { reservation_id }, { key });
    expect(booked.body, booked.text).toMatchObject({ seat_ids });
    await end(show_id);
    const again = await call("booking/create", { reservation_id }, { key });
    expect([again.text, again.headers.get("idempotency-replayed")]).toEqual([booked.text, "true"]);
    const other = await call("booking/create", { reservation_id }, { key: freshKey() });
    expect(other.body.code).toBe("HOLD_CONFIRMED");
    expect((await reserve(show_id, seat_ids)).body.code).toBe("SEAT_UNAVAILABLE");
    await checkShow(show_id);
  });

  it("has every seat as it was: held, sold, blocked and free, with prices and ends", async () => {
    const { id, seats } = await row(6);
    const { body: sold } = await reserve(id, seats.slice(0, 2));
    await must("booking/create", { reservation_id: sold.id, seat_ids: [seats[0]] });
    await reserve(id, [seats[2]]);
    await must("seat/block", { show_id: id, seat_ids: [seats[3], seats[4]], reason: "a camera" });
    await must("seat/unblock", { show_id: id, seat_ids: [seats[4]] });
    const before = [await must("show/seats", { show_id: id }), await must("show/get", { show_id: id })];
    await end(id);
    expect([await must("show/seats", { show_id: id }), await must("show/get", { show_id: id })]).toEqual(before);
    expect(await statesOf(id)).toBe("sahbaa");
    await checkShow(id);
  });

  it("after a reservation's end was passed: its seats are free by the clock, and it books nothing", async () => {
    const reserved = await reservedSeats();
    await expireReservation(reserved);
    await end(reserved.show_id);
    expect(await statesOf(reserved.show_id)).not.toContain("h");
    const late = await call("booking/create", { reservation_id: reserved.id }, { key: freshKey() });
    expect(late.body.code).toBe("HOLD_EXPIRED");
    expect((await reserve(reserved.show_id, reserved.seat_ids)).status).toBe(200);
  });

  it("remembers who waits for what, in their order", async () => {
    const { id, seats } = await row(3);
    const { body: held } = await reserve(id, seats);
    const entries = [];
    for (const [index, seats_wanted] of [2, 1, 2].entries()) {
      const wish = { show_id: id, customer_ref: `customer ${index}`, seats: seats_wanted };
      entries.push(await must("waitlist/join", wish));
      await end(id);
    }
    await must("reservation/release", { reservation_id: held.id });
    await end(id);
    const after = await Promise.all(entries.map((entry) => must("waitlist/get", { entry_id: entry.id })));
    expect(after.map(({ status, position }) => [status, position])).toEqual([
      ["OFFERED", null],
      ["OFFERED", null],
      ["WAITING", 1],
    ]);
    await checkShow(id);
  });
});

describe.each([
  ["evicted", () => evictAllDurableObjects()],
  ["aborted", () => abortAllDurableObjects()],
])("all objects are %s three times under a burst of 60 reservations", (_how, end) => {
  it("what was answered is there, what failed succeeds when sent again, and no seat is there twice", async () => {
    const { id, seats } = await row(60);
    const wishes = seats.map((seat) => ({ seat, key: freshKey() }));
    const place = ({ seat, key }: { seat: string; key: string }) => reserve(id, [seat], {}, { key });
    const sent: Promise<Called<"reservation/create">>[] = [];
    for (const [index, wish] of wishes.entries()) {
      sent.push(place(wish));
      if (index % 20 === 10) await end();
    }
    const answers = await Promise.all(sent);
    expect(answers.map(({ status }) => status).filter((status) => ![200, 500, 503].includes(status))).toEqual([]);
    const retried = await Promise.all(wishes.map(place));
    expect(retried.filter(({ status }) => status !== 200).map(({ text }) => text)).toEqual([]);
    for (const [index, answer] of answers.entries()) {
      if (answer.status === 200) expect(retried[index]?.text).toBe(answer.text);
    }
    expect(await must("show/get", { show_id: id })).toMatchObject({ seats_held: 60, seats_available: 0 });
    await checkShow(id);
  });
});

/** Runs SQL in the show without making the object forget anything. */
function trouble(show_id: string, statement: string): Promise<void> {
  return runInDurableObject(env.SHOW.getByName(show_id), (_object, state) => {
    state.storage.sql.exec(statement);
  });
}

const AT_THE_END = `CREATE TRIGGER trouble BEFORE UPDATE OF committed_at_ms ON show
  BEGIN SELECT RAISE(ABORT, 'trouble'); END`;
const OVER = "DROP TRIGGER trouble";

const ADMINISTRATOR = { channel: "chn_00000000000000000000000000000000", key_id: "key", admin: true };

/** Sends these without keys in one turn, so that they are one commit. */
async function together(show_id: string, commands: readonly Command[]): Promise<unknown[]> {
  return runInDurableObject(env.SHOW.getByName(show_id), async (object: ShowObject) => {
    const answers = commands.map((command) =>
      object.submit({
        command,
        method: "test",
        actor: ADMINISTRATOR,
        key: null,
        digests: {},
        encoder: 1,
        trace_id: "0".repeat(32),
        request_id: "req",
      }),
    );
    return (await Promise.all(answers)).map(({ outcome }) => (outcome.ok ? "ok" : outcome.code));
  });
}

function holding(seat: number, customer_ref: string): Command {
  return {
    type: "hold",
    customer_ref,
    choice: { by: "seats", seats: [seat] },
    price_currency: null,
    ttl_ms: 600_000,
    refresh: false,
    external_booking_id: null,
    metadata: null,
  };
}

/** A show of one row with so many seats, given from the right to the left. */
function making(id: string, venue_id: string, seats: number): Command {
  const seat = (index: number) => ({
    id: `A${index}`,
    map_seat_id: `A${index}`,
    section: "Main",
    row: "1",
    number: String(index),
    position: index,
    x: index,
    y: 0,
    category: "All",
    unit_amount: 1,
    accessible: false,
  });
  return {
    type: "create",
    show: {
      id,
      venue_id,
      name: "Made",
      starts_at_ms: Date.now() + 3_600_000,
      currency: "EUR",
      policy: DEFAULT_POLICY,
      orphan_policy: "off",
      location_hint: null,
    },
    map: { seats: Array.from({ length: seats }, (_, index) => seat(seats - 1 - index)), focal: null, layout: "{}" },
  };
}

describe("a transaction that fails", () => {
  it("at its end leaves seats, counts and what is remembered of them as they were, for every kind of change", async () => {
    const { id, seats } = await row(6);
    const { body: held } = await reserve(id, seats.slice(0, 2), { customer_ref: "someone" });
    const { body: sold } = await reserve(id, [seats[2]]);
    const booking = await must("booking/create", { reservation_id: sold.id });
    await must("seat/block", { show_id: id, seat_ids: [seats[3]], reason: "a camera" });
    const before = [await must("show/seats", { show_id: id }), await must("show/get", { show_id: id })];
    await trouble(id, AT_THE_END);
    const refresh = { show_id: id, seat_ids: [seats[4]], customer_ref: "someone", refresh: true };
    const failing = [
      ["reservation/create", { show_id: id, seat_ids: [seats[5]] }],
      ["reservation/create", refresh],
      ["reservation/create-batch", { show_id: id, reservations: [{ quantity: 1 }, { quantity: 1 }] }],
      ["reservation/release", { reservation_id: held.id }],
      ["booking/create", { reservation_id: held.id, seat_ids: [seats[1]] }],
      ["booking/modify", { booking_id: booking.id, seat_ids: [seats[5]] }],
      ["booking/cancel", { booking_id: booking.id }],
      ["seat/block", { show_id: id, seat_ids: [seats[4]], reason: "a camera" }],
      ["seat/unblock", { show_id: id, seat_ids: [seats[3]] }],
      ["show/cancel", { show_id: id }],
    ] as const;
    for (const [name, input] of failing) {
      expect((await call(name, input, { key: freshKey() })).status, name).toBe(500);
      expect([await must("show/seats", { show_id: id }), await must("show/get", { show_id: id })], name).toEqual(
        before,
      );
    }
    await trouble(id, OVER);
    expect(await statesOf(id)).toBe("hhsbaa");
    await checkShow(id);
    for (const [name, input] of failing.slice(0, -1).filter(([name]) => name !== "reservation/release")) {
      expect((await call(name, input, { key: freshKey() })).status, name).not.toBe(500);
      await checkShow(id);
    }
  });

  it("for one of a batch fails for that one alone", async () => {
    const { id } = await row(4);
    await trouble(
      id,
      `CREATE TRIGGER trouble BEFORE INSERT ON holds WHEN NEW.customer_ref = 'unlucky'
       BEGIN SELECT RAISE(ABORT, 'trouble'); END`,
    );
    const commands = [holding(0, "lucky"), holding(1, "unlucky"), holding(2, "also lucky"), holding(0, "late")];
    expect(await together(id, commands)).toEqual(["ok", "INTERNAL", "ok", "SEAT_UNAVAILABLE"]);
    expect(await statesOf(id)).toBe("haha");
    await checkShow(id);
  });

  it("leaves no memory of wishes that could not be had within it", async () => {
    const { id } = await row(1);
    const wish = wishText({});
    const join: Command = { type: "join", customer_ref: "hopeful", seats: 1, wish, price_currency: null };
    await trouble(id, AT_THE_END);
    expect(await together(id, [holding(0, "first"), join])).toEqual(["INTERNAL", "INTERNAL"]);
    await trouble(id, OVER);
    expect(await together(id, [join])).toEqual(["NOT_FULL"]);
  });

  it("when a show is made leaves nothing of it, and the next attempt makes the hall as it is then", async () => {
    const { venue_id } = await makeShow();
    const id = "shw_made";
    expect(await together(id, [making(id, venue_id, 0)])).toEqual(["VALIDATION_FAILED"]);
    expect(await together(id, [holding(0, "early")])).toEqual(["NOT_FOUND"]);
    await trouble(id, AT_THE_END);
    expect(await together(id, [making(id, venue_id, 1), holding(0, "early")])).toEqual(["INTERNAL", "NOT_FOUND"]);
    await trouble(id, OVER);
    const wanted = [making(id, venue_id, 2), holding(1, "first"), holding(2, "beyond"), making(id, venue_id, 2)];
    expect(await together(id, wanted)).toEqual(["ok", "ok", "VALIDATION_FAILED", "ok"]);
    const { outcome } = await env.SHOW.getByName(id).ask({ type: "seats", seats: [0, 1] }, ADMINISTRATOR);
    expect(outcome).toMatchObject({
      seats: [
        { map_seat_id: "A0", state: "available" },
        { map_seat_id: "A1", state: "held" },
      ],
    });
  });
});
