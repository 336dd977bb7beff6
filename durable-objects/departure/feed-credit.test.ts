// A client that does not acknowledge: it gets 256 KiB, then nothing, then what it missed, or its dismissal.
import { afterEach, describe, expect, it, vi } from "vitest";
import { call, hold, makeDeparture } from "../../worker/testing/api.ts";
import { type Listening, listen } from "../../worker/testing/listen.ts";
import { inDeparture } from "../../worker/testing/tables.ts";
import { FEED } from "../feed.ts";

afterEach(() => vi.useRealTimers());

const HOLDS = 700;

/** A departure whose snapshot for an admin is longer than the credit. */
async function crowdedDeparture(): Promise<string> {
  const { id } = await makeDeparture({ capacity_total: 10_000 });
  const expires_at_ms = Date.now() + 600_000;
  await inDeparture(
    id,
    `INSERT INTO holds (no, channel, customer_ref, seats, status, created_at_ms, expires_at_ms, unit_amount, currency)
     WITH RECURSIVE n(no) AS (SELECT 2 UNION ALL SELECT no + 1 FROM n WHERE no <= ?)
     SELECT no, 'chn', 'customer ' || no, 1, 'ACTIVE', 1, ?, 100, 'EUR' FROM n`,
    HOLDS,
    expires_at_ms,
  );
  await inDeparture(
    id,
    "INSERT INTO changes (seq, at_ms, kind, subject, channel) SELECT no, 1, 'hold_created', no, channel FROM holds",
  );
  await inDeparture(id, "UPDATE departure SET seq = 1 + ?1, held = ?1, active_holds = ?1", HOLDS);
  return id;
}

/** Opens a socket and lets it owe the whole snapshot. */
async function indebted(departure_id: string): Promise<{ socket: Listening; seq: number }> {
  const socket = await listen(departure_id);
  const text = await socket.nextText();
  expect(text.length).toBeGreaterThan(FEED.credit_bytes);
  return { socket, seq: (JSON.parse(text) as { seq: number }).seq };
}

/** A hold that everybody who may has heard of: the last of the sockets has its frame. */
async function heard(departure_id: string, customer_ref: string, last: Listening): Promise<number> {
  const made = await hold(departure_id, customer_ref, { seats: 1 });
  const seq = Number(made.headers.get("holdfast-seq"));
  await last.changesUntil(seq);
  return seq;
}

describe("a client with more than 256 KiB unacknowledged", () => {
  it("gets nothing more while others do, and after its acknowledgement what it missed in one frame", async () => {
    const id = await crowdedDeparture();
    const { socket, seq } = await indebted(id);
    const witness = await listen(id, { since: seq });
    await heard(id, "first", witness);
    await heard(id, "second", witness);
    const last = await heard(id, "third", witness);
    await socket.nothingMore();
    socket.ack(seq);
    const missed = await socket.changes();
    expect(missed).toMatchObject({ from_seq: seq + 1, to_seq: last });
    expect(missed.holds?.map(({ customer_ref }) => customer_ref)).toEqual(["first", "second", "third"]);
    const next = await heard(id, "fourth", witness);
    expect(await socket.changes()).toMatchObject({ from_seq: last + 1, to_seq: next });
  });

  it("is not let off by acknowledging less than it has", async () => {
    const id = await crowdedDeparture();
    const { socket, seq } = await indebted(id);
    const witness = await listen(id, { since: seq });
    await heard(id, "first", witness);
    socket.ack(seq - 1);
    await socket.nothingMore();
    const last = await heard(id, "second", witness);
    await socket.nothingMore();
    socket.ack(seq);
    expect(await socket.changes()).toMatchObject({ from_seq: seq + 1, to_seq: last });
  });

  it("is closed with 1013 when it stays silent for 30 seconds, and the others go on", async () => {
    const id = await crowdedDeparture();
    const { socket, seq } = await indebted(id);
    const witness = await listen(id, { since: seq });
    await heard(id, "first", witness);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + FEED.silent_ms - 1_000 });
    await heard(id, "second", witness);
    await socket.nothingMore();
    vi.setSystemTime(Date.now() + 2_000);
    await heard(id, "third", witness);
    expect((await socket.closed).code).toBe(1013);
    await heard(id, "fourth", witness);
  });

  it("that comes back with ?since gets what it missed", async () => {
    const id = await crowdedDeparture();
    const { socket, seq } = await indebted(id);
    socket.close();
    const missed = await hold(id, "meanwhile", { seats: 1 });
    const back = await listen(id, { since: seq });
    expect((await back.changes()).holds).toEqual([missed.body]);
  });
});

describe("a client that acknowledges as it reads", () => {
  it("gets every change of a burst that is many times its credit", async () => {
    const id = await crowdedDeparture();
    const { socket, seq } = await indebted(id);
    socket.ack(seq);
    let next = seq + 1;
    for (let round = 1; round <= 4; round += 1) {
      const holds = await Promise.all(
        Array.from({ length: 200 }, (_, index) => hold(id, `round ${round} customer ${index}`, { seats: 1 })),
      );
      expect(holds.every(({ status }) => status === 200)).toBe(true);
      const until = Number((await call("departure/get", { departure_id: id })).headers.get("holdfast-seq"));
      while (next <= until) {
        const frame = await socket.changes();
        expect(frame.from_seq).toBe(next);
        next = frame.to_seq + 1;
        socket.ack(frame.to_seq);
      }
    }
    expect(next).toBe(seq + 801);
  });
});
