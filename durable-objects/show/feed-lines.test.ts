// A line of a show's feed: what keeps it open, and what ends it. They are the departure's rules, by the same code
// (../feed.ts); here they are seen to hold for a show's address, frames and object.
import { evictDurableObject, runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { call, must } from "../../worker/testing/api.ts";
import { PING, PONG } from "../../worker/testing/listen.ts";
import { handshakeOf, listenTo, type Seated, type ShowListening } from "../../worker/testing/listen-show.ts";
import { makePartner } from "../../worker/testing/partners.ts";
import { makeShow, seatsOf } from "../../worker/testing/shows.ts";
import { FEED } from "../feed.ts";

afterEach(() => vi.useRealTimers());

const LARGE_LAYOUT = {
  rows: 21,
  seats_per_row: 50,
  categories: [
    { name: "Standard", rows: Array.from({ length: 21 }, (_, row) => row + 1), price: 10, color: "#10B981" },
  ],
};

/** A show whose snapshot for an admin is longer than the credit: twenty groups of fifty, and a row that is free. */
async function crowdedShow(): Promise<{ show: Seated; free: readonly string[] }> {
  const show = await makeShow({}, LARGE_LAYOUT);
  const reservations = Array.from({ length: 20 }, () => ({ quantity: 50, allow_split: true }));
  await must("reservation/create-batch", { show_id: show.id, reservations });
  const { items } = await must("show/seats", { show_id: show.id, status: "available" });
  return { show, free: items.map(({ seat_id }) => seat_id) };
}

async function head({ id: show_id }: Seated): Promise<number> {
  return Number((await call("show/get", { show_id })).headers.get("holdfast-seq"));
}

/** A reservation of one seat that everybody who may has heard of: the last of the sockets has its frame. */
async function heard(show: Seated, seat_id: string | undefined, last: ShowListening): Promise<void> {
  await must("reservation/create", { show_id: show.id, seat_ids: [seat_id] });
  await last.changesUntil(await head(show));
}

describe("a line of a show's feed", () => {
  it("is closed with 1013 when its client owes more than 256 KiB for 30 seconds, and the others go on", async () => {
    const { show, free } = await crowdedShow();
    const slow = await listenTo(show);
    expect((await slow.nextText()).length).toBeGreaterThan(FEED.credit_bytes);
    const witness = await listenTo(show, { since: await head(show) });
    await heard(show, free[0], witness);
    await slow.nothingMore();
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + FEED.silent_ms + 1_000 });
    await heard(show, free[1], witness);
    expect((await slow.closed).code).toBe(1013);
    await heard(show, free[2], witness);
  });

  it("of a client that acknowledges late brings what it missed in one frame", async () => {
    const { show, free } = await crowdedShow();
    const slow = await listenTo(show);
    await slow.snapshot();
    const seq = await head(show);
    const witness = await listenTo(show, { since: seq });
    for (const seat_id of free.slice(0, 3)) await heard(show, seat_id, witness);
    await slow.nothingMore();
    slow.ack(seq);
    const missed = await slow.changes();
    expect(missed).toMatchObject({ from_seq: seq + 1, to_seq: await head(show) });
    expect(missed.seat_status_changed.map(({ seat_id }) => seat_id)).toEqual(free.slice(0, 3));
  });

  it("answers a ping, however the JSON is spaced, and says nothing to an acknowledgement", async () => {
    const show = await makeShow();
    const socket = await listenTo(show);
    socket.ack((await socket.snapshot()).seq);
    for (const ping of [PING, '{ "type": "ping" }']) {
      socket.say(ping);
      expect(await socket.nextText()).toBe(PONG);
    }
  });

  it("is closed with 1008 when its client says what is not understood", async () => {
    const socket = await listenTo(await makeShow());
    await socket.snapshot();
    socket.say('{"type":"subscribe","room":"venue"}');
    expect((await socket.closed).code).toBe(1008);
  });

  it("ends with its key, also where it was opened with a ticket of that key", async () => {
    const show = await makeShow();
    const revoked = await makePartner();
    const kept = await makePartner(["book"], { channel_id: revoked.channel_id });
    const { protocols } = await must("feed/ticket", { show_id: show.id }, { token: revoked.token });
    const [own, ticket, sibling] = [
      await listenTo(show, { token: revoked.token }),
      await listenTo(show, { token: null, protocols }),
      await listenTo(show, { token: kept.token }),
    ];
    await Promise.all([own, ticket, sibling].map((socket) => socket.snapshot()));
    await must("key/revoke", { key_id: revoked.key_id });
    await runDurableObjectAlarm(env.SHOW.getByName(show.id));
    expect(await Promise.all([own.closed, ticket.closed])).toMatchObject([{ code: 1008 }, { code: 1008 }]);
    const [seat_id] = await seatsOf(show.id);
    await must("reservation/create", { show_id: show.id, seat_ids: [seat_id] }, { token: kept.token });
    expect((await sibling.changes()).reservations).toHaveLength(1);
  });

  it("outlives its object, and begins again with a snapshot", async () => {
    const show = await makeShow();
    const socket = await listenTo(show);
    await socket.snapshot();
    await evictDurableObject(env.SHOW.getByName(show.id));
    socket.ack(1);
    expect(await socket.snapshot()).toMatchObject({ seq: 1, states: "aaaaaa" });
  });

  it("is not opened under another venue, nor with the ticket of another show", async () => {
    const [show, other] = [await makeShow(), await makeShow()];
    expect((await handshakeOf({ ...show, venue_id: other.venue_id })).status).toBe(404);
    const { protocols } = await must("feed/ticket", { show_id: other.id });
    expect((await handshakeOf(show, { token: null, protocols })).status).toBe(401);
  });
});
