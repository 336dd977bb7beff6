// Who may listen to a show, and what each sees.
import { runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { makeDeparture, must, type Output, send } from "../../worker/testing/api.ts";
import { handshake, type Wanted } from "../../worker/testing/listen.ts";
import { handshakeOf, listenTo, type ShowFrame } from "../../worker/testing/listen-show.ts";
import { makePartner, type Partner } from "../../worker/testing/partners.ts";
import { makeShow, oneRow, reserve, seatsOf } from "../../worker/testing/shows.ts";
import { inShow } from "../../worker/testing/tables.ts";
import { makeVenue } from "../../worker/testing/venues.ts";

type Show = Output<"show/create">;

async function browser(show_id: string, token?: string): Promise<Wanted> {
  const { protocols } = await must("feed/ticket", { show_id }, token === undefined ? {} : { token });
  return { token: null, protocols };
}

async function statusOf(show: Pick<Show, "id" | "venue_id">, wanted: Wanted = {}): Promise<number> {
  const response = await handshakeOf(show, wanted);
  if (response.webSocket) throw new Error("the handshake was accepted");
  return response.status;
}

const PUBLIC_SNAPSHOT = ["availability", "reserved", "seq", "states", "type"];
const PUBLIC_CHANGES = ["availability", "booking_confirmed", "from_seq", "seat_status_changed", "to_seq", "type"];

describe("the address of a show's feed", () => {
  it("names the show's own venue: another's, a departure's and one that we did not make are not found", async () => {
    const [show, other, departure] = await Promise.all([makeShow(), makeVenue(), makeDeparture()]);
    const { id, venue_id } = show;
    expect(await statusOf({ id, venue_id: other.id })).toBe(404);
    expect(await statusOf({ id, venue_id: `${venue_id}0` })).toBe(404);
    expect(await statusOf({ id: departure.id, venue_id })).toBe(404);
    expect(await statusOf({ id: `${id.slice(0, -1)}!`, venue_id })).toBe(404);
    expect((await handshake(id)).status).toBe(404);
    expect((await handshakeOf(show)).status).toBe(101);
  });

  it("with a ticket, too, names the show's own venue, and a wrong one does not use the ticket up", async () => {
    const [show, other] = await Promise.all([makeShow(), makeVenue()]);
    const wanted = await browser(show.id);
    expect(await statusOf({ id: show.id, venue_id: other.id }, wanted)).toBe(404);
    expect((await handshakeOf(show, wanted)).status).toBe(101);
  });

  it("without a key or ticket is answered 401, without an upgrade 426, from no number 400", async () => {
    const show = await makeShow();
    expect(await statusOf(show, { token: null })).toBe(401);
    expect(await statusOf(show, { token: "hf_live_not-a-key" })).toBe(401);
    expect((await send(`/ws/venues/${show.venue_id}/shows/${show.id}`)).status).toBe(426);
    expect(await statusOf(show, { since: "x" })).toBe(400);
  });
});

describe("a ticket for a show", () => {
  it("opens one socket, once, of its own show and not of another or of a departure", async () => {
    const [show, other, departure] = await Promise.all([makeShow(), makeShow(), makeDeparture()]);
    const wanted = await browser(show.id);
    expect(await statusOf(other, wanted)).toBe(401);
    expect((await handshake(departure.id, wanted)).status).toBe(401);
    const { protocols } = await must("feed/ticket", { departure_id: departure.id });
    expect(await statusOf(show, { token: null, protocols })).toBe(401);
    const responses = await Promise.all(Array.from({ length: 5 }, () => handshakeOf(show, wanted)));
    const opened = responses.filter(({ status }) => status === 101);
    const refused = responses.filter(({ status }) => status === 401);
    expect([opened.length, refused.length]).toEqual([1, 4]);
    expect(await inShow(show.id, "SELECT count(*) AS used FROM used_tickets")).toEqual([{ used: 1 }]);
  });

  it("shows seats, when they come free and that they were booked; nothing of whose they are or of money", async () => {
    const show = await makeShow({}, oneRow(3));
    const [one, two, three] = await seatsOf(show.id);
    const own = { customer_ref: "a customer", external_booking_id: "EXT-1", metadata: { note: "a secret" } };
    const { body: held } = await reserve(show.id, [one], own);
    const socket = await listenTo(show, await browser(show.id));
    const snapshot = await socket.snapshot();
    expect(Object.keys(snapshot).toSorted()).toEqual(PUBLIC_SNAPSHOT);
    expect(snapshot.reserved).toEqual([{ seat_id: one, reserved_until: held.expires_at }]);
    const booking = await must("booking/create", { reservation_id: held.id });
    await must("waitlist/join", { show_id: show.id, customer_ref: "a customer", seats: 3 });
    await reserve(show.id, [two, three], own);
    const frames = await socket.changesUntil(4);
    for (const frame of frames) expect(Object.keys(frame).toSorted()).toEqual(PUBLIC_CHANGES);
    expect(frames.flatMap(({ booking_confirmed }) => booking_confirmed)).toEqual([{ seat_ids: [one] }]);
    const text = JSON.stringify([snapshot, frames]);
    for (const secret of ["a customer", "EXT-1", "a secret", held.id, booking.id, booking.code, "amount"])
      expect(text).not.toContain(secret);
  });
});

type Traded = { readonly ids: readonly string[]; readonly secrets: readonly string[] };

/** A partner books a seat, keeps another, swaps, and has a customer who waits. */
async function trade(show_id: string, { token }: Partner, name: string, seats: readonly string[]): Promise<Traded> {
  const own = {
    customer_ref: `${name} customer`,
    external_booking_id: `EXT-${name}`,
    metadata: { note: `${name} note` },
  };
  const { body: sold } = await reserve(show_id, seats.slice(0, 2), own, { token });
  const booking = await must("booking/create", { reservation_id: sold.id }, { token });
  await must("booking/modify", { booking_id: booking.id, seat_ids: seats.slice(0, 1) }, { token });
  const { body: held } = await reserve(show_id, seats.slice(2, 3), { ...own, ttl_seconds: 60 }, { token });
  await must("reservation/extend", { reservation_id: held.id, ttl_seconds: 900 }, { token });
  const wish = { show_id, customer_ref: `${name} waits`, seats: 9 };
  const entry = await must("waitlist/join", wish, { token });
  return {
    ids: [sold.id, booking.id, held.id, entry.id],
    secrets: [`${name} customer`, `EXT-${name}`, `${name} note`, `${name} waits`, booking.code],
  };
}

const textOf = (frames: readonly ShowFrame[]) => JSON.stringify(frames);

describe("two partners, an administrator and a browser listen", () => {
  it("each partner sees its own, the administrator all, and everyone the same seats and counts", async () => {
    const show = await makeShow({}, oneRow(9));
    const seats = await seatsOf(show.id);
    const [one, other] = [await makePartner(), await makePartner()];
    const before = await trade(show.id, one, "before", seats.slice(6));
    const sockets = {
      one: await listenTo(show, { token: one.token }),
      other: await listenTo(show, { token: other.token }),
      admin: await listenTo(show),
      browser: await listenTo(show, await browser(show.id, one.token)),
    };
    const names = ["one", "other", "admin", "browser"] as const;
    const snapshots = {
      one: await sockets.one.snapshot(),
      other: await sockets.other.snapshot(),
      admin: await sockets.admin.snapshot(),
      browser: await sockets.browser.snapshot(),
    };
    const shared = ({ availability, states, reserved, seq }: typeof snapshots.one) => ({
      availability,
      states,
      reserved,
      seq,
    });
    for (const name of names) expect(shared(snapshots[name])).toEqual(shared(snapshots.admin));
    const traded = {
      one: await trade(show.id, one, "one", seats),
      other: await trade(show.id, other, "other", seats.slice(3)),
    };
    const { seq } = await must("show/availability", { show_id: show.id });
    const frames = await Promise.all(names.map(async (name) => [name, await sockets[name].changesUntil(seq)] as const));
    const saw = Object.fromEntries(frames.map(([name, each]) => [name, textOf([snapshots[name], ...each])]));
    const has = (name: string, things: readonly string[]) => things.filter((thing) => saw[name]?.includes(thing));
    const ones = [...before.ids.slice(2, 3), ...traded.one.ids, ...traded.one.secrets];
    const others = [...traded.other.ids, ...traded.other.secrets];
    expect([has("one", ones), has("one", others)]).toEqual([ones, []]);
    expect([has("other", others), has("other", [...ones, ...before.ids, ...before.secrets])]).toEqual([others, []]);
    expect(has("admin", [...ones, ...others])).toEqual([...ones, ...others]);
    expect(has("browser", [...ones, ...others, "amount"])).toEqual([]);
    const confirmed = new Map(
      frames.map(([name, each]) => [name, each.flatMap(({ booking_confirmed }) => booking_confirmed)]),
    );
    for (const [name, known] of [
      ["one", 1],
      ["other", 1],
      ["admin", 2],
      ["browser", 0],
    ] as const) {
      const bookings = confirmed.get(name) ?? [];
      expect(bookings.map(({ seat_ids }) => seat_ids.length)).toHaveLength(2);
      expect(
        bookings.filter(({ booking_id, total_price }) => booking_id !== undefined && total_price !== undefined),
      ).toHaveLength(known);
    }
  });

  it("a partner's resumed socket sees no more than its first one did", async () => {
    const show = await makeShow({}, oneRow(4));
    const [one, other] = [await makePartner(), await makePartner()];
    const traded = await trade(show.id, one, "one", await seatsOf(show.id));
    const resumed = await (await listenTo(show, { token: other.token, since: 0 })).changes();
    expect(resumed).toMatchObject({ reservations: [], bookings: [], entries: [] });
    for (const secret of [...traded.ids, ...traded.secrets, "amount"]) expect(textOf([resumed])).not.toContain(secret);
  });
});

describe("a key that was revoked", () => {
  it("loses its sockets of a show, and those of its tickets, with the next alarm; another key of the channel does not", async () => {
    const show = await makeShow();
    const revoked = await makePartner();
    const kept = await makePartner(["book"], { channel_id: revoked.channel_id });
    const sockets = [
      await listenTo(show, { token: revoked.token }),
      await listenTo(show, await browser(show.id, revoked.token)),
      await listenTo(show, { token: kept.token }),
    ] as const;
    await Promise.all(sockets.map((socket) => socket.snapshot()));
    await must("key/revoke", { key_id: revoked.key_id });
    await runDurableObjectAlarm(env.SHOW.getByName(show.id));
    const [own, ticket, sibling] = sockets;
    expect(await Promise.all([own.closed, ticket.closed])).toMatchObject([{ code: 1008 }, { code: 1008 }]);
    await must("reservation/create", { show_id: show.id, quantity: 1 }, { token: kept.token });
    expect((await sibling.changes()).reservations).toHaveLength(1);
  });
});
