// The feed over real WebSockets through the Worker: what comes, in which order, and from where it resumes.
import { evictDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { call, freshKey, hold, makeDeparture, must } from "../../worker/testing/api.ts";
import { type Changes, handshake, listen, PING, PONG } from "../../worker/testing/listen.ts";
import { inDeparture, projected } from "../../worker/testing/tables.ts";

/** The departure's last change. */
async function head(departure_id: string): Promise<number> {
  return Number((await call("departure/get", { departure_id })).headers.get("holdfast-seq"));
}

async function sold(departure_id: string, customer_ref: string) {
  return must("booking/confirm", { hold_id: (await hold(departure_id, customer_ref)).body.id });
}

function expectContiguous(frames: readonly Changes[], from_seq: number): void {
  let next = from_seq;
  for (const frame of frames) {
    expect(frame.from_seq).toBe(next);
    expect(frame.to_seq).toBeGreaterThanOrEqual(frame.from_seq);
    next = frame.to_seq + 1;
  }
}

describe("a socket", () => {
  it("gets a snapshot first: the counts, the active holds, and where it stands", async () => {
    const { id } = await makeDeparture();
    const active = (await hold(id, "active")).body;
    await sold(id, "sold");
    const socket = await listen(id);
    const snapshot = await socket.snapshot();
    expect(snapshot.seq).toBe(await head(id));
    expect(snapshot.availability).toEqual({
      departure_id: id,
      status: "OPEN",
      capacity_total: 10,
      capacity_available: 6,
      capacity_held: 2,
      capacity_sold: 2,
      waiting: 0,
    });
    expect(snapshot.holds).toEqual([active]);
  });

  it("then gets every change once and in order, under a burst of 200, and ends with what the API says", async () => {
    const { id } = await makeDeparture({ capacity_total: 1_000 });
    const socket = await listen(id);
    const { seq } = await socket.snapshot();
    const holds = await Promise.all(
      Array.from({ length: 100 }, (_, index) => hold(id, `customer-${index}`, { seats: 1 })),
    );
    await Promise.all(holds.map(({ body }) => must("booking/confirm", { hold_id: body.id })));
    const frames = await socket.changesUntil(await head(id));
    expectContiguous(frames, seq + 1);
    expect(new Set(frames.flatMap(({ holds: seen = [] }) => seen.map((one) => one.id))).size).toBe(100);
    expect(new Set(frames.flatMap(({ bookings = [] }) => bookings.map((one) => one.id))).size).toBe(100);
    expect(frames.length).toBeLessThan(200);
    expect(frames.at(-1)?.availability).toMatchObject({
      capacity_available: 900,
      capacity_sold: 100,
      capacity_held: 0,
    });
    await socket.nothingMore();
  });

  it("is one of 250, more than a turn sends to, and each gets every change though commits come in between", async () => {
    const { id } = await makeDeparture({ capacity_total: 1_000 });
    const sockets = await Promise.all(Array.from({ length: 250 }, () => listen(id)));
    const starts = await Promise.all(sockets.map((socket) => socket.snapshot()));
    for (let burst = 0; burst < 5; burst += 1) {
      await Promise.all(Array.from({ length: 10 }, (_, index) => hold(id, `customer-${burst}-${index}`)));
    }
    const last = await head(id);
    for (const [index, socket] of sockets.entries()) {
      const frames = await socket.changesUntil(last);
      expectContiguous(frames, (starts[index]?.seq ?? 0) + 1);
      expect(frames.at(-1)?.availability).toMatchObject({ capacity_held: 100 });
    }
  });

  it("gets each thing once a frame, in its latest state, however often it changed", async () => {
    const { id } = await makeDeparture();
    const { body } = await hold(id, "busy");
    const socket = await listen(id, { since: 0 });
    const [first] = await socket.changesUntil(await head(id));
    expect(first?.holds).toEqual([body]);
    await must("hold/extend", { hold_id: body.id, ttl_seconds: 900 });
    const booking = await must("booking/confirm", { hold_id: body.id });
    const canceled = await must("booking/cancel", { booking_id: booking.id });
    const late = await listen(id, { since: 1 });
    const merged = await late.changes();
    expect(merged).toMatchObject({ from_seq: 2, to_seq: await head(id) });
    expect(merged.bookings).toEqual([canceled]);
    expect(merged.holds).toMatchObject([{ id: body.id, status: "CONFIRMED", booking_id: booking.id }]);
  });

  it("hears of waitlist entries, offers, adjustments, closing and canceling", async () => {
    const { id } = await makeDeparture({ capacity_total: 2 });
    const held = (await hold(id, "first")).body;
    const socket = await listen(id);
    const { seq } = await socket.snapshot();
    const entry = await must("waitlist/join", { departure_id: id, customer_ref: "second", seats: 2 });
    await must("hold/release", { hold_id: held.id });
    await must("inventory/adjust", { departure_id: id, delta: 3, reason: "a larger boat" });
    await must("departure/close", { departure_id: id });
    const until_closed = await socket.changesUntil(await head(id));
    expect(until_closed.at(-1)?.availability).toMatchObject({ status: "CLOSED", capacity_total: 5, waiting: 0 });
    expect(until_closed.flatMap(({ entries = [] }) => entries).at(-1)).toMatchObject({
      id: entry.id,
      status: "OFFERED",
    });
    await must("departure/cancel", { departure_id: id, reason: "storm" });
    const canceled = await socket.changesUntil(await head(id));
    expectContiguous([...until_closed, ...canceled], seq + 1);
    expect(canceled.at(-1)?.availability).toMatchObject({ status: "CANCELED", capacity_held: 0 });
    expect(canceled.flatMap(({ holds = [] }) => holds).at(-1)).toMatchObject({ status: "CANCELED" });
  });

  it("is answered its ping, however the JSON is spaced, and hears nothing of an acknowledgement", async () => {
    const { id } = await makeDeparture();
    const socket = await listen(id);
    const { seq } = await socket.snapshot();
    socket.ack(seq);
    for (const ping of [PING, '{ "type": "ping" }']) {
      socket.say(ping);
      expect(await socket.nextText()).toBe(PONG);
    }
  });

  it.each([
    "",
    "hello",
    "[]",
    "null",
    '{"type":"subscribe"}',
    '{"type":"ack"}',
    '{"type":"ack","seq":-1}',
    '{"type":"ack","seq":"1"}',
    `{"type":"ack","seq":1,"more":"${"x".repeat(1_024)}"}`,
  ])("is closed with 1008 when it says %j", async (message) => {
    const { id } = await makeDeparture();
    const socket = await listen(id);
    await socket.snapshot();
    socket.say(message);
    expect((await socket.closed).code).toBe(1008);
  });

  it("closes when the client does, and the others go on", async () => {
    const { id } = await makeDeparture();
    const [leaving, staying] = [await listen(id), await listen(id)];
    await Promise.all([leaving.snapshot(), staying.snapshot()]);
    leaving.close();
    expect((await leaving.closed).code).toBe(1000);
    await hold(id, "after");
    expect(await staying.changes()).toMatchObject({ from_seq: 2, to_seq: 2 });
  });
});

describe("resuming with ?since", () => {
  it("gets exactly what came after, and nothing when nothing did", async () => {
    const { id } = await makeDeparture();
    await hold(id, "before");
    const since = await head(id);
    const after = (await hold(id, "after")).body;
    const resumed = await listen(id, { since });
    const frame = await resumed.changes();
    expect(frame).toMatchObject({ from_seq: since + 1, to_seq: since + 1 });
    expect(frame.holds).toEqual([after]);
    const current = await listen(id, { since: since + 1 });
    await current.nothingMore();
    await hold(id, "next");
    expect(await current.changes()).toMatchObject({ from_seq: since + 2 });
  });

  it("from the future gets a snapshot: it counted another object's changes", async () => {
    const { id } = await makeDeparture();
    const socket = await listen(id, { since: 999_999 });
    expect((await socket.snapshot()).seq).toBe(1);
  });

  it("from before what is kept gets a snapshot", async () => {
    const { id } = await makeDeparture();
    await hold(id, "first");
    await hold(id, "second");
    await projected(id);
    await inDeparture(id, "DELETE FROM changes WHERE seq <= 2");
    expect((await (await listen(id, { since: 1 })).next()).type).toBe("snapshot");
    expect((await (await listen(id, { since: 2 })).next()).type).toBe("changes");
  });

  it("from more than 5,000 changes ago gets a snapshot, which is shorter", async () => {
    const { id } = await makeDeparture();
    await inDeparture(
      id,
      "INSERT INTO changes (seq, at_ms, kind) WITH RECURSIVE n(seq) AS (SELECT 2 UNION ALL SELECT seq + 1 FROM n WHERE seq < 5002) SELECT seq, 1, 'nothing' FROM n",
    );
    await inDeparture(id, "UPDATE departure SET seq = 5002");
    expect((await (await listen(id, { since: 1 })).next()).type).toBe("snapshot");
    expect(await (await listen(id, { since: 2 })).next()).toMatchObject({
      type: "changes",
      from_seq: 3,
      to_seq: 5_002,
    });
  });

  it.each(["-1", "1.5", "abc", "9999999999999999"])("refuses since=%s as not a sequence number", async (since) => {
    const { id } = await makeDeparture();
    const response = await handshake(id, { since });
    expect(response.status).toBe(400);
    expect(response.webSocket).toBeNull();
  });
});

describe("a socket whose object was evicted", () => {
  it("stays open, gets a snapshot with the next change, and then every change", async () => {
    const { id } = await makeDeparture();
    const [admin, behind] = [await listen(id), await listen(id, { since: 0 })];
    await admin.snapshot();
    await behind.changes();
    await evictDurableObject(env.DEPARTURE.getByName(id));
    const woken = (await hold(id, "after waking")).body;
    for (const socket of [admin, behind]) {
      const first = await socket.snapshot();
      // The tick of waking may come before or after the commit.
      const [frame] = first.seq < 2 ? await socket.changesUntil(2) : [];
      expect(frame?.holds ?? first.holds).toEqual([woken]);
    }
    const booking = await must("booking/confirm", { hold_id: woken.id });
    const frames = await admin.changesUntil(await head(id));
    expectContiguous(frames, 3);
    expect(frames.flatMap(({ bookings = [] }) => bookings)).toEqual([booking]);
  });

  it("is woken by its own message, and still knows who it is", async () => {
    const { id } = await makeDeparture();
    const socket = await listen(id);
    await socket.snapshot();
    await evictDurableObject(env.DEPARTURE.getByName(id));
    socket.ack(1);
    expect((await socket.snapshot()).holds).toEqual([]);
    await call("booking/hold", { departure_id: id, seats: 1, customer_ref: "seen by an admin" }, { key: freshKey() });
    expect((await socket.changes()).holds).toHaveLength(1);
  });
});
