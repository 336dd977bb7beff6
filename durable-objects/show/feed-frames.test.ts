// Every frame that a show's object sends, to everyone, to the partner whose it is, to another one and to an admin, held
// against the contract: `Listening` refuses whatever a frame's schema does not declare. And who applies the frames
// knows what the API answers.
import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { asyncApiDocument } from "../../contract/asyncapi.ts";
import { showFrame } from "../../contract/feed.ts";
import { R2_STATUS } from "../../contract/r2-names.ts";
import { call, inDays, must, type Output } from "../../worker/testing/api.ts";
import { handshakeAt, type ShowFrame } from "../../worker/testing/listen.ts";
import { listenTo, type ShowListening } from "../../worker/testing/listen-show.ts";
import { makePartner, type Partner } from "../../worker/testing/partners.ts";
import { makeShow, seatsOf } from "../../worker/testing/shows.ts";
import type { ShowObject } from "./show-object.ts";

type Seat = { readonly status: string; readonly reserved_until: string | null };
type Show = Output<"show/create">;
const LETTERS = { a: "available", h: "reserved", s: "sold", b: "blocked" } as const;

async function head(show_id: string): Promise<number> {
  return Number((await call("show/get", { show_id })).headers.get("holdfast-seq"));
}

async function browser(show_id: string) {
  return { token: null, protocols: (await must("feed/ticket", { show_id })).protocols };
}

/** The seats as the frames tell of them, and every frame. */
async function followed(socket: ShowListening, show_id: string) {
  const seat_ids = await seatsOf(show_id);
  const seats = new Map<string, Seat>();
  const frames: ShowFrame[] = [];
  const until = async (seq: number): Promise<Map<string, Seat>> => {
    while (endOf(frames.at(-1)) < seq) {
      const frame = await socket.next();
      if (frame.type === "changes") expect(frame.from_seq).toBe(endOf(frames.at(-1)) + 1);
      frames.push(frame);
      apply(frame, seats, seat_ids);
    }
    return seats;
  };
  return { frames, until };
}

function endOf(frame: ShowFrame | undefined): number {
  return frame?.type === "changes" ? frame.to_seq : (frame?.seq ?? -1);
}

function apply(frame: ShowFrame, seats: Map<string, Seat>, seat_ids: readonly string[]): void {
  if (frame.type === "changes") {
    for (const { seat_id, status, reserved_until } of frame.seat_status_changed) {
      seats.set(seat_id, { status, reserved_until });
    }
    return;
  }
  const ends = new Map(frame.reserved.map(({ seat_id, reserved_until }) => [seat_id, reserved_until]));
  expect(frame.states).toHaveLength(seat_ids.length);
  for (const [index, seat_id] of seat_ids.entries()) {
    // One of the four, by the expectation on the line after.
    const status = LETTERS[frame.states.charAt(index) as keyof typeof LETTERS];
    expect(status).toBeDefined();
    seats.set(seat_id, { status, reserved_until: ends.get(seat_id) ?? null });
  }
}

async function answered(show_id: string): Promise<Map<string, Seat>> {
  const { items } = await must("show/seats", { show_id });
  return new Map(
    items.map(({ seat_id, status, held_until }) => [
      seat_id,
      { status: R2_STATUS[status], reserved_until: held_until },
    ]),
  );
}

/** It is over a moment ago, and the object's alarm finds that. */
async function expired(show_id: string): Promise<void> {
  const stub = env.SHOW.getByName(show_id);
  await runInDurableObject(stub, (object: ShowObject, state) => {
    state.storage.sql.exec("UPDATE holds SET expires_at_ms = ? WHERE status = 'ACTIVE'", Date.now() - 1);
    object.forget();
  });
  await runDurableObjectAlarm(stub);
}

type Scene = readonly [fact: string, act: () => Promise<unknown>];

/** Everything that can happen to seats, a scene at a time. At entry: six seats are free. */
async function* scenes(show: Show, partner: Partner): AsyncGenerator<Scene> {
  const show_id = show.id;
  const [one = "", two = "", three = "", four = "", five = "", six = ""] = await seatsOf(show_id);
  const own = { token: partner.token };
  const reserve = (wanted: object) => must("reservation/create", { show_id, ...wanted }, own);
  let held = await reserve({ seat_ids: [one, two], customer_ref: "anna" });
  yield [
    "a reservation is extended",
    () => must("reservation/extend", { reservation_id: held.id, ttl_seconds: 900 }, own),
  ];
  yield ["its seats are others", () => reserve({ seat_ids: [two, three], customer_ref: "anna", refresh: true })];
  yield ["it is released", () => must("reservation/release", { reservation_id: held.id }, own)];
  const reservations = [{ seat_ids: [one] }, { seat_ids: [two] }];
  yield ["a batch is reserved", () => must("reservation/create-batch", { show_id, reservations }, own)];
  yield ["reservations expire", () => expired(show_id)];
  held = await reserve({ seat_ids: [one, two, three] });
  const part = { reservation_id: held.id, seat_ids: [one, two] };
  let booked: Output<"booking/create"> | undefined;
  yield [
    "a part of a reservation is booked",
    async () => {
      booked = await must("booking/create", part, own);
    },
  ];
  const booking_id = booked?.id;
  yield ["a booking gets other seats", () => must("booking/modify", { booking_id, seat_ids: [one, four] }, own)];
  yield ["seats are blocked", () => must("seat/block", { show_id, seat_ids: [five, six], reason: "a camera" })];
  await must("reservation/create", { show_id, seat_ids: [two, three] });
  yield ["somebody waits", () => must("waitlist/join", { show_id, customer_ref: "ben", seats: 2 }, own)];
  yield ["blocked seats go to who waits", () => must("seat/unblock", { show_id, seat_ids: [five, six] })];
  yield ["an offer lapses", () => expired(show_id)];
  yield ["a booking is canceled", () => must("booking/cancel", { booking_id }, own)];
  yield ["the show moves", () => must("show/update", { show_id, starts_at: inDays(40) })];
  yield ["it closes", () => must("show/close", { show_id })];
  yield ["it opens again", () => must("show/reopen", { show_id })];
  await must("booking/create", { reservation_id: (await reserve({ seat_ids: [one] })).id }, own);
  await reserve({ seat_ids: [two] });
  yield ["it is canceled", () => must("show/cancel", { show_id })];
}

/** The members of each type of frame that there were, each item of a list looked into. */
function membersSeen(frames: readonly ShowFrame[]): Set<string> {
  const seen = new Set<string>();
  for (const frame of frames) {
    for (const [name, value] of Object.entries(frame)) {
      seen.add(`${frame.type}.${name}`);
      if (name !== "booking_confirmed") continue;
      for (const item of value as readonly object[]) {
        for (const inner of Object.keys(item)) seen.add(`${frame.type}.${name}.${inner}`);
      }
    }
  }
  return seen;
}

const DECLARED = showFrame.options.flatMap(({ shape }) =>
  Object.keys(shape).map((name) => `${shape.type.value}.${name}`),
);
const CONFIRMED = "changes.booking_confirmed";
const OWN_MEMBERS = new Set([
  "snapshot.reservations",
  "changes.reservations",
  "changes.bookings",
  "changes.entries",
  `${CONFIRMED}.booking_id`,
  `${CONFIRMED}.total_price`,
]);
const ALL = [...DECLARED, `${CONFIRMED}.seat_ids`, `${CONFIRMED}.booking_id`, `${CONFIRMED}.total_price`];
const PUBLIC = ALL.filter((name) => !OWN_MEMBERS.has(name));

describe("the frames of a show", () => {
  it("are what the contract declares, in every view, and tell every seat's state after whatever happens", async () => {
    const show = await makeShow();
    const [owner, other] = [await makePartner(), await makePartner()];
    const listeners = {
      everyone: await followed(await listenTo(show, await browser(show.id)), show.id),
      owner: await followed(await listenTo(show, { token: owner.token }), show.id),
      other: await followed(await listenTo(show, { token: other.token }), show.id),
      admin: await followed(await listenTo(show), show.id),
    };
    for await (const [fact, act] of scenes(show, owner)) {
      // Told of what led to it, so that a frame has to tell of this by itself.
      const before = await head(show.id);
      for (const { until } of Object.values(listeners)) await until(before);
      await act();
      const now = await answered(show.id);
      const seq = await head(show.id);
      for (const [name, { until }] of Object.entries(listeners)) {
        expect(await until(seq), `${name}: ${fact}`).toEqual(now);
      }
      for (const wanted of [() => browser(show.id), async () => ({ token: owner.token }), async () => ({})]) {
        const late = await followed(await listenTo(show, await wanted()), show.id);
        expect(await late.until(seq), `a new socket: ${fact}`).toEqual(now);
        // One frame has it all: what happened twice to a seat is told once.
        const [whole] = await (await listenTo(show, { ...(await wanted()), since: 0 })).changesUntil(seq);
        const told = whole?.seat_status_changed.map(({ seat_id }) => seat_id) ?? [];
        expect(whole).toMatchObject({ from_seq: 1, to_seq: seq });
        expect(new Set(told).size, fact).toBe(told.length);
      }
    }
    expect([...membersSeen(listeners.admin.frames)].sort()).toEqual(ALL.toSorted());
    expect([...membersSeen(listeners.owner.frames)].sort()).toEqual(ALL.toSorted());
    expect([...membersSeen(listeners.everyone.frames)].sort()).toEqual(PUBLIC.toSorted());
    const others = membersSeen(listeners.other.frames);
    expect([...others].filter((name) => name.startsWith(`${CONFIRMED}.`))).toEqual([`${CONFIRMED}.seat_ids`]);
  });

  it("name seats that are booked at once, one booking after the other, and each seat once", async () => {
    const show = await makeShow();
    const [one = "", two = "", three = ""] = await seatsOf(show.id);
    const socket = await listenTo(show, { since: await head(show.id) });
    const first = await must("reservation/create", { show_id: show.id, seat_ids: [one] });
    const second = await must("reservation/create", { show_id: show.id, seat_ids: [two, three] });
    const bookings = [
      await must("booking/create", { reservation_id: second.id }),
      await must("booking/create", { reservation_id: first.id }),
    ];
    const late = await listenTo(show, { since: 1 });
    const [merged] = await late.changesUntil(await head(show.id));
    expect(merged?.booking_confirmed).toEqual(
      bookings.map(({ id, seat_ids, total_price }) => ({ seat_ids, booking_id: id, total_price })),
    );
    expect(merged?.seat_status_changed).toEqual(
      [one, two, three].map((seat_id) => ({ seat_id, status: "sold", reserved_until: null })),
    );
    const frames = await socket.changesUntil(await head(show.id));
    await must("booking/cancel", { booking_id: bookings[0]?.id });
    const [afterwards] = await (await listenTo(show, { since: 1 })).changesUntil(await head(show.id));
    expect(afterwards?.booking_confirmed).toEqual(merged?.booking_confirmed);
    expect(afterwards?.seat_status_changed.map(({ status }) => status)).toEqual(["sold", "available", "available"]);
    expect(frames.flatMap(({ booking_confirmed }) => booking_confirmed.map(({ booking_id }) => booking_id))).toEqual(
      bookings.map(({ id }) => id),
    );
  });

  it("come at the address that the AsyncAPI document names", async () => {
    const { id, venue_id } = await makeShow();
    const [, address = ""] = /"address":"(\/ws\/venues[^"]*)"/.exec(JSON.stringify(asyncApiDocument("a", "wss"))) ?? [];
    const path = address.replace("{venueId}", venue_id).replace("{showId}", id);
    expect((await handshakeAt(path)).status).toBe(101);
  });
});
