// A show's feed against the real server: what each may see, and that nobody loses a seat when the server ends.
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { WebSocket } from "ws";
import { type ServedApi, STARTING_MS, servedApi } from "../testing/served-api.ts";
import type { Client } from "./client.ts";
import type { Connect } from "./client-options.ts";
import type { ShowFrame } from "./generated/feed.ts";
import type { Show } from "./generated/show-shapes.ts";
import { type SeatState, SeatStates } from "./seat-states.ts";

let api: ServedApi;
let client: Client;
const connect: Connect = (url, headers) => new WebSocket(url, { headers });

beforeAll(async () => {
  api = await servedApi();
  client = api.client();
}, STARTING_MS);

afterAll(() => api.end());

async function next(frames: AsyncGenerator<ShowFrame>): Promise<ShowFrame> {
  const { value } = (await frames.next()) as IteratorResult<ShowFrame, undefined>;
  if (value === undefined) throw new Error("the feed is over");
  return value;
}

function endOf(frame: ShowFrame | undefined): number {
  return frame?.type === "snapshot" ? frame.seq : (frame?.to_seq ?? -1);
}

/** The seats as the API answers them now, and the change that it answers after. */
async function answered(show_id: string): Promise<{ states: (readonly [string, SeatState])[]; seq: number }> {
  const { items, seq } = await client.show.seats({ show_id });
  return { states: [...new SeatStates(items)], seq };
}

/** Listens until it is ended, and follows the seats. */
function following(listener: Client, show: Show, seats: SeatStates) {
  const controller = new AbortController();
  const frames: ShowFrame[] = [];
  const over = (async () => {
    const place = { show_id: show.id, venue_id: show.venue_id };
    for await (const frame of listener.feed.open(place, { signal: controller.signal })) {
      seats.apply(frame);
      frames.push(frame);
    }
  })();
  const end = (): Promise<void> => {
    controller.abort();
    return over;
  };
  return { frames, seats, end, until: (seq: number) => reached(frames, over, seq) };
}

async function reached(frames: readonly ShowFrame[], over: Promise<void>, seq: number): Promise<void> {
  const ended = over.then(() => Promise.reject(new Error("the feed is over")));
  await Promise.race([ended, vi.waitUntil(() => endOf(frames.at(-1)) >= seq, { timeout: 30_000 })]);
}

/** Forty or so changes of these twenty seats; answers the ids of the bookings made. */
async function traffic(show_id: string, seats: readonly string[]): Promise<string[]> {
  const options = { retries: 10 };
  const reservations = seats.map((seat_id) => ({ seat_ids: [seat_id] }));
  const { items } = await client.reservation.createBatch({ show_id, reservations }, options);
  const ids = items.map(({ reservation }) => reservation?.id ?? "");
  const book = (reservation_id: string) => client.booking.create({ reservation_id }, options);
  const [bookings] = await Promise.all([
    Promise.all(ids.slice(0, 12).map(book)),
    Promise.all(ids.slice(12, 16).map((reservation_id) => client.reservation.release({ reservation_id }, options))),
    Promise.all(
      ids.slice(16).map((reservation_id) => client.reservation.extend({ reservation_id, ttl_seconds: 900 }, options)),
    ),
  ]);
  await Promise.all([
    ...bookings.slice(0, 2).map(({ id }) => client.booking.cancel({ booking_id: id }, options)),
    client.seat.block({ show_id, seat_ids: seats.slice(12, 14), reason: "a camera" }, options),
  ]);
  return bookings.map(({ id }) => id);
}

describe("a show's feed", () => {
  it("shows everyone the seats, and the one whose key opened it the reservations and bookings", async () => {
    const show = await api.show();
    const place = { show_id: show.id, venue_id: show.venue_id };
    const [everyone, own] = [client.feed.open(place), api.client({ connect }).feed.open(place)];
    expect(await next(everyone)).toMatchObject({ type: "snapshot", states: "a".repeat(50), reserved: [] });
    expect(await next(own)).toMatchObject({ type: "snapshot", reservations: [] });
    const { data: held, seq } = await client.reservation.create({ show_id: show.id, quantity: 2 }).withResponse();
    const seen = await next(everyone);
    expect(seen).toMatchObject({
      type: "changes",
      to_seq: seq,
      availability: { seats_held: 2 },
      seat_status_changed: held.seat_ids.map((seat_id) => ({
        seat_id,
        status: "reserved",
        reserved_until: held.expires_at,
      })),
    });
    expect(seen).not.toHaveProperty("reservations");
    expect(await next(own)).toMatchObject({ type: "changes", reservations: [{ id: held.id }] });
    const booking = await client.booking.create({ reservation_id: held.id });
    const { seat_ids, id: booking_id, total_price } = booking;
    expect(await next(own)).toMatchObject({ booking_confirmed: [{ seat_ids, booking_id, total_price }] });
    const [confirmed] = ((await next(everyone)) as Extract<ShowFrame, { type: "changes" }>).booking_confirmed;
    expect(confirmed).toEqual({ seat_ids });
    await Promise.all([everyone.return(), own.return()]);
  });

  it("goes on after a list of seats, whose map it keeps", async () => {
    const show = await api.show();
    const list = await client.show.seats({ show_id: show.id });
    const seats = new SeatStates(list.items);
    const held = await client.reservation.create({ show_id: show.id, quantity: 2 });
    const frames = client.feed.open(list, { since: list.seq });
    const frame = await next(frames);
    expect(frame).toMatchObject({ type: "changes", from_seq: list.seq + 1 });
    expect(seats.apply(frame)).toEqual(held.seat_ids);
    expect([...seats]).toEqual((await answered(show.id)).states);
    await frames.return();
  });

  it("is refused for a show that is not there, under another venue, and for a key that is none", async () => {
    const [show, other] = [await api.show(), await api.show()];
    const elsewhere = { show_id: show.id, venue_id: other.venue_id };
    for (const options of [{}, { connect }]) {
      const asked = api.client(options);
      const none = asked.feed.open({ show_id: "shw_none", venue_id: show.venue_id });
      await expect(none.next()).rejects.toMatchObject({ code: "NOT_FOUND" });
      await expect(asked.feed.open(elsewhere).next()).rejects.toMatchObject({ code: "NOT_FOUND" });
      const wrong = api.client({ ...options, token: "hf_dev_wrong" }).feed.open(elsewhere);
      await expect(wrong.next()).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    }
  });

  it("tells each of 1,000 changes once and in order, and the map of seats is right, while the server is restarted and killed", async () => {
    const show = await api.show(12);
    const { items } = await client.show.seats({ show_id: show.id });
    const ids = items.map(({ seat_id }) => seat_id);
    const everyone = following(client, show, new SeatStates(items));
    const own = following(api.client({ connect }), show, new SeatStates(items));
    const ends: (() => Promise<unknown>)[] = [
      () => api.stop().then(api.start),
      async () => api.kill(),
      () => api.stop().then(api.start),
    ];
    const booked: string[] = [];
    for (let round = 0; round < 30; round += 1) {
      const seats = ids.slice(round * 20, (round + 1) * 20);
      const end = round % 8 === 4 ? ends.shift() : undefined;
      const before = everyone.frames.length;
      // Changes go on while the server is away and comes back.
      const [made] = await Promise.all([traffic(show.id, seats), end?.()]);
      booked.push(...made);
      if (end) await vi.waitUntil(() => everyone.frames.length > before, { timeout: 30_000 });
    }
    const { states, seq } = await answered(show.id);
    expect(ends).toEqual([]);
    expect(seq).toBeGreaterThan(1_000);
    for (const { frames, seats, until, end } of [everyone, own]) {
      await until(seq);
      await end();
      // Had it begun afresh after a restart, it would have skipped what the server still knew.
      expect(frames.map(({ type }) => type).lastIndexOf("snapshot")).toBe(0);
      for (const [index, frame] of frames.entries()) {
        if (frame.type === "changes") expect(frame.from_seq).toBe(endOf(frames[index - 1]) + 1);
      }
      expect([...seats]).toEqual(states);
    }
    const confirmed = own.frames.flatMap((frame) => (frame.type === "changes" ? frame.booking_confirmed : []));
    expect(confirmed).toHaveLength(booked.length);
    expect(new Set(confirmed.map(({ booking_id }) => booking_id))).toEqual(new Set(booked));
  });
});
