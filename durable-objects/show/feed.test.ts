// A show's feed over real WebSockets through the Worker: what comes, in which order, and from where it resumes.
import { evictDurableObject, runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { call, freshKey, must, type Output } from "../../worker/testing/api.ts";
import { heard, listenTo, type ShowChanges } from "../../worker/testing/listen-show.ts";
import { makeShow, oneRow, reserve, seatsOf } from "../../worker/testing/shows.ts";
import { expireReservation, inShow, projected } from "../../worker/testing/tables.ts";

type Show = Output<"show/create">;

async function row(seats: number): Promise<{ show: Show; id: string; seats: string[] }> {
  const show = await makeShow({}, oneRow(seats));
  return { show, id: show.id, seats: await seatsOf(show.id) };
}

/** The show's last change. */
async function head(show_id: string): Promise<number> {
  return (await must("show/availability", { show_id })).seq;
}

const statesOf = async (show_id: string) => (await must("show/availability", { show_id })).states;

function expectContiguous(frames: readonly ShowChanges[], from_seq: number): void {
  let next = from_seq;
  for (const frame of frames) {
    expect(frame.from_seq).toBe(next);
    expect(frame.to_seq).toBeGreaterThanOrEqual(frame.from_seq);
    next = frame.to_seq + 1;
  }
}

const free = (seat_id: string | undefined) => ({ seat_id, status: "available", reserved_until: null });
const reserved = (seat_id: string | undefined, { expires_at }: { expires_at: string }) => ({
  seat_id,
  status: "reserved",
  reserved_until: expires_at,
});
const sold = (seat_id: string | undefined) => ({ seat_id, status: "sold", reserved_until: null });
const blocked = (seat_id: string | undefined) => ({ seat_id, status: "blocked", reserved_until: null });

describe("a socket of a show", () => {
  it("gets a snapshot first: counts, a letter a seat in hall order, when held ones come free, and where it stands", async () => {
    const { show, id, seats } = await row(6);
    const { body: held } = await reserve(id, [seats[1], seats[4]]);
    const { body: other } = await reserve(id, [seats[2]]);
    await must("booking/create", { reservation_id: other.id });
    await must("seat/block", { show_id: id, seat_ids: [seats[5]], reason: "a camera" });
    const snapshot = await (await listenTo(show)).snapshot();
    expect(snapshot).toEqual({
      type: "snapshot",
      seq: await head(id),
      availability: {
        show_id: id,
        venue_id: show.venue_id,
        status: "OPEN",
        seats_total: 6,
        seats_available: 2,
        seats_held: 2,
        seats_sold: 1,
        seats_blocked: 1,
        waiting: 0,
      },
      states: "ahsahb",
      reserved: [
        { seat_id: seats[1], reserved_until: held.expires_at },
        { seat_id: seats[4], reserved_until: held.expires_at },
      ],
      reservations: [held],
    });
  });

  it("hears of each seat as it is now: reserved with its end, available, sold, blocked", async () => {
    const { show, id, seats } = await row(6);
    const socket = await listenTo(show);
    await socket.snapshot();
    const { body: held } = await reserve(id, seats.slice(0, 3));
    expect(await socket.changes()).toMatchObject({
      seat_status_changed: seats.slice(0, 3).map((seat) => reserved(seat, held)),
      booking_confirmed: [],
      reservations: [held],
      availability: { seats_held: 3 },
    });
    const booking = await must("booking/create", { reservation_id: held.id, seat_ids: seats.slice(0, 2) });
    expect(await socket.changes()).toMatchObject({
      seat_status_changed: [sold(seats[0]), sold(seats[1]), free(seats[2])],
      booking_confirmed: [
        { seat_ids: seats.slice(0, 2), booking_id: booking.id, total_price: { amount: 2_000, currency: "EUR" } },
      ],
      reservations: [{ id: held.id, status: "CONFIRMED", booking_id: booking.id }],
      bookings: [booking],
    });
    const swapped = await must("booking/modify", { booking_id: booking.id, seat_ids: [seats[1], seats[5]] });
    expect(await socket.changes()).toMatchObject({
      seat_status_changed: [free(seats[0]), sold(seats[5])],
      booking_confirmed: [],
      bookings: [swapped],
    });
    await must("seat/block", { show_id: id, seat_ids: [seats[0]], reason: "a camera" });
    expect(await socket.changes()).toMatchObject({ seat_status_changed: [blocked(seats[0])], reservations: [] });
    await must("seat/unblock", { show_id: id, seat_ids: [seats[0]] });
    expect(await socket.changes()).toMatchObject({ seat_status_changed: [free(seats[0])] });
    await must("booking/cancel", { booking_id: booking.id });
    expect(await socket.changes()).toMatchObject({
      seat_status_changed: [free(seats[1]), free(seats[5])],
      availability: { seats_sold: 0, seats_available: 6 },
    });
  });

  it("hears when held seats come free later than was said: extended, or refreshed as they are", async () => {
    const { show, id, seats } = await row(4);
    const { body: held } = await reserve(id, seats.slice(0, 2), { customer_ref: "someone", ttl_seconds: 60 });
    const socket = await listenTo(show);
    await socket.snapshot();
    const longer = await must("reservation/extend", { reservation_id: held.id, ttl_seconds: 900 });
    expect((await socket.changes()).seat_status_changed).toEqual(
      seats.slice(0, 2).map((seat) => reserved(seat, longer)),
    );
    const again = { customer_ref: "someone", ttl_seconds: 1_800, refresh: true };
    const { body: refreshed } = await reserve(id, [seats[1], seats[2]], again);
    expect((await socket.changes()).seat_status_changed).toEqual([
      free(seats[0]),
      reserved(seats[1], refreshed),
      reserved(seats[2], refreshed),
    ]);
    // Extended and sold before anyone looked: it is sold.
    const since = await head(id);
    await must("reservation/extend", { reservation_id: held.id, ttl_seconds: 3_000 });
    await must("booking/create", { reservation_id: held.id });
    const late = await (await listenTo(show, { since })).changes();
    expect(late.seat_status_changed).toEqual([sold(seats[1]), sold(seats[2])]);
  });

  it("gets every change once and in order under a burst of 200, and ends with what the API says", async () => {
    const { show, id, seats } = await row(100);
    const socket = await listenTo(show);
    const snapshot = await socket.snapshot();
    const held = await Promise.all(seats.map((seat) => reserve(id, [seat])));
    const bookings = await Promise.all(
      held.map(({ body }, index) =>
        index % 4 === 0
          ? must("reservation/release", { reservation_id: body.id })
          : must("booking/create", { reservation_id: body.id }),
      ),
    );
    const frames = await socket.changesUntil(await head(id));
    expectContiguous(frames, snapshot.seq + 1);
    expect(frames.length).toBeLessThan(200);
    expect(heard(snapshot, frames, seats)).toBe(await statesOf(id));
    const confirmed = frames.flatMap(({ booking_confirmed }) => booking_confirmed.map(({ booking_id }) => booking_id));
    expect(confirmed).toHaveLength(75);
    expect(new Set(confirmed)).toEqual(
      new Set(bookings.map(({ id: one }) => one).filter((one) => one.startsWith("bkg_"))),
    );
    for (const { seat_status_changed } of frames)
      expect(new Set(seat_status_changed.map(({ seat_id }) => seat_id)).size).toBe(seat_status_changed.length);
    expect(frames.at(-1)?.availability).toMatchObject({ seats_sold: 75, seats_available: 25, seats_held: 0 });
    await socket.nothingMore();
  });

  it("hears of waitlist entries and offers with their seats, of closing and of canceling", async () => {
    const { show, id, seats } = await row(2);
    const { body: held } = await reserve(id, seats);
    const socket = await listenTo(show);
    const snapshot = await socket.snapshot();
    const entry = await must("waitlist/join", { show_id: id, customer_ref: "second", seats: 1 });
    expect(await socket.changes()).toMatchObject({
      entries: [entry],
      availability: { waiting: 1 },
      seat_status_changed: [],
    });
    await must("reservation/release", { reservation_id: held.id });
    const released = await socket.changes();
    const { hold_id } = await must("waitlist/get", { entry_id: entry.id });
    const offer = await must("reservation/get", { reservation_id: hold_id });
    expect(released.seat_status_changed).toEqual([reserved(seats[0], offer), free(seats[1])]);
    expect(released.entries).toMatchObject([{ id: entry.id, status: "OFFERED", hold_id }]);
    expect(released.reservations?.map((one) => one.id).toSorted()).toEqual([held.id, offer.id].toSorted());
    const booking = await must("booking/create", { reservation_id: offer.id });
    await must("show/close", { show_id: id });
    const closed = await socket.changesUntil(await head(id));
    expect(closed.at(-1)?.availability).toMatchObject({ status: "CLOSED" });
    expect(closed.flatMap(({ entries = [] }) => entries).at(-1)).toMatchObject({ status: "BOOKED" });
    await must("show/cancel", { show_id: id });
    const canceled = await socket.changesUntil(await head(id));
    expect(canceled.at(-1)).toMatchObject({
      availability: { status: "CANCELED", seats_available: 2 },
      seat_status_changed: [free(seats[0])],
      bookings: [{ id: booking.id, status: "CANCELED" }],
    });
    expect(heard(snapshot, [released, ...closed, ...canceled], seats)).toBe("aa");
  });

  it("hears that a reservation ended with the next alarm", async () => {
    const { show, id, seats } = await row(2);
    const { body: held } = await reserve(id, seats);
    const socket = await listenTo(show);
    await socket.snapshot();
    await expireReservation({ id: held.id, show_id: id });
    await runDurableObjectAlarm(env.SHOW.getByName(id));
    expect(await socket.changes()).toMatchObject({
      seat_status_changed: [free(seats[0]), free(seats[1])],
      reservations: [{ id: held.id, status: "EXPIRED" }],
    });
  });

  it("gets each seat once a frame, in its latest state, however often it changed", async () => {
    const { show, id, seats } = await row(3);
    const since = await head(id);
    const { body: first } = await reserve(id, [seats[0]]);
    await must("reservation/release", { reservation_id: first.id });
    const { body: second } = await reserve(id, [seats[0], seats[1]]);
    const booking = await must("booking/create", { reservation_id: second.id, seat_ids: [seats[0]] });
    const merged = await (await listenTo(show, { since })).changes();
    expect(merged).toMatchObject({ from_seq: since + 1, to_seq: await head(id) });
    expect(merged.seat_status_changed).toEqual([sold(seats[0]), free(seats[1])]);
    expect(merged.booking_confirmed).toMatchObject([{ booking_id: booking.id, seat_ids: [seats[0]] }]);
    expect(merged.bookings).toEqual([booking]);
  });
});

describe("resuming with ?since", () => {
  it("gets exactly what came after, and nothing when nothing did", async () => {
    const { show, id, seats } = await row(4);
    await reserve(id, [seats[0]]);
    const since = await head(id);
    const { body: after } = await reserve(id, [seats[3]]);
    const frame = await (await listenTo(show, { since })).changes();
    expect(frame).toMatchObject({ from_seq: since + 1, to_seq: since + 1, reservations: [after] });
    expect(frame.seat_status_changed).toEqual([reserved(seats[3], after)]);
    const current = await listenTo(show, { since: since + 1 });
    await current.nothingMore();
    await reserve(id, [seats[1]]);
    expect(await current.changes()).toMatchObject({ from_seq: since + 2 });
  });

  it("with the number that show/seats and show/availability answered misses nothing that came since", async () => {
    const { show, id, seats } = await row(4);
    for (const [index, name] of (["show/seats", "show/availability"] as const).entries()) {
      const { seq } = await must(name, { show_id: id });
      const { body } = await reserve(id, [seats[index]]);
      const frame = await (await listenTo(show, { since: seq })).changes();
      expect(frame.seat_status_changed).toEqual([reserved(seats[index], body)]);
    }
  });

  it("from the future, from before what is kept, or from over 5,000 changes ago gets a snapshot", async () => {
    const { show, id, seats } = await row(4);
    expect((await (await listenTo(show, { since: 999_999 })).next()).type).toBe("snapshot");
    await reserve(id, [seats[0]]);
    await reserve(id, [seats[1]]);
    await projected(id);
    await inShow(id, "DELETE FROM changes WHERE seq <= 2");
    // The first socket was told of these changes, and what was written for it would do for others.
    await evictDurableObject(env.SHOW.getByName(id));
    expect((await (await listenTo(show, { since: 1 })).next()).type).toBe("snapshot");
    expect((await (await listenTo(show, { since: 2 })).next()).type).toBe("changes");
    await inShow(id, "UPDATE show SET seq = 5100, projected_seq = 5100");
    expect((await (await listenTo(show, { since: 99 })).next()).type).toBe("snapshot");
  });
});

describe("a socket whose show was evicted", () => {
  it("stays open, gets a snapshot with the next change, and then every change", async () => {
    const { show, id, seats } = await row(4);
    const [socket, behind] = [await listenTo(show), await listenTo(show, { since: 0 })];
    await socket.snapshot();
    await behind.changes();
    await evictDurableObject(env.SHOW.getByName(id));
    const { body: woken } = await reserve(id, [seats[2]]);
    for (const each of [socket, behind]) {
      const snapshot = await each.snapshot();
      // The tick of waking may come before or after the commit.
      const frames = snapshot.seq < 2 ? await each.changesUntil(2) : [];
      expect(heard(snapshot, frames, seats)).toBe("aaha");
    }
    const booking = await must("booking/create", { reservation_id: woken.id });
    const [frame, ...more] = await socket.changesUntil(await head(id));
    expect([frame?.from_seq, frame?.bookings, more]).toEqual([3, [booking], []]);
  });

  it("is woken by its own message, and still knows who it is", async () => {
    const { show, id, seats } = await row(2);
    const socket = await listenTo(show);
    await socket.snapshot();
    await evictDurableObject(env.SHOW.getByName(id));
    socket.ack(1);
    expect((await socket.snapshot()).reservations).toEqual([]);
    await call("reservation/create", { show_id: id, seat_ids: [seats[0]] }, { key: freshKey() });
    expect((await socket.changes()).reservations).toHaveLength(1);
  });
});
