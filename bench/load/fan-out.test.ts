import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runFanOut } from "./fan-out.ts";
import type { FanOutResult } from "./fan-out-job.ts";
import { FanOutTally } from "./fan-out-tally.ts";

describe("the fan-out tally", () => {
  it("accepts contiguous ranges after a snapshot", () => {
    const tally = opened();
    tally.received(0, { type: "changes", from_seq: 11, to_seq: 12 }, 1);
    tally.received(0, { type: "changes", from_seq: 13, to_seq: 13 }, 2);
    expect([tally.lost, tally.duplicated]).toEqual([0, 0]);
  });

  it("counts a gap as lost and an overlap as duplicated", () => {
    const tally = opened();
    tally.received(0, { type: "changes", from_seq: 14, to_seq: 15 }, 1);
    tally.received(0, { type: "changes", from_seq: 15, to_seq: 17 }, 2);
    expect([tally.lost, tally.duplicated]).toEqual([3, 1]);
  });

  it("counts what never arrived as lost", () => {
    const tally = opened();
    tally.changeSent(11, 0);
    tally.changeSent(12, 0);
    tally.received(0, { type: "changes", from_seq: 11, to_seq: 11 }, 1);
    expect(tally.complete()).toBe(false);
    tally.finish();
    expect(tally.lost).toBe(1);
  });

  it("measures a delivery that overtakes the answer", () => {
    const tally = opened();
    tally.received(0, { type: "changes", from_seq: 11, to_seq: 11 }, 25);
    tally.changeSent(11, 5);
    tally.finish();
    expect(tally.deliveries).toBe(1);
    expect(tally.delivery.maxValue).toBe(20_000);
  });

  it("asks for an acknowledgement every 64 seqs", () => {
    const tally = opened();
    expect(tally.received(0, { type: "changes", from_seq: 11, to_seq: 73 }, 1)).toBeUndefined();
    expect(tally.received(0, { type: "changes", from_seq: 74, to_seq: 74 }, 1)).toBe(74);
    expect(tally.received(0, { type: "changes", from_seq: 75, to_seq: 80 }, 1)).toBeUndefined();
  });
});

describe("the fan-out client", () => {
  it("sees every change on every socket of a sound feed", async () => {
    const result = await fanOut("none");
    expect(result).toMatchObject({ opened: 5, lost: 0, duplicated: 0, unreadable: 0, later_snapshots: 0 });
    expect(result.deliveries).toBe(result.deliveries_expected);
    expect(result.deliveries).toBeGreaterThan(100);
    expect(result.acks).toBeGreaterThan(0);
  });

  it("sees a lost frame", async () => {
    expect((await fanOut("lose")).lost).toBeGreaterThan(0);
  });

  it("sees a repeated frame", async () => {
    expect((await fanOut("repeat")).duplicated).toBeGreaterThan(0);
  });
});

function opened(): FanOutTally {
  const tally = new FanOutTally(1);
  tally.received(0, { type: "snapshot", seq: 10 }, 0);
  return tally;
}

async function fanOut(fault: "none" | "lose" | "repeat"): Promise<FanOutResult> {
  const feed = fork(join(import.meta.dirname, "trivial-feed.ts"), [fault]);
  const port = await portOf(feed);
  const changes = {
    url: `http://127.0.0.1:${port}`,
    token: "none",
    requests: { kind: "hold", departure_ids: ["dep_1"], run: "test", ttl_seconds: 600 },
    pace: { kind: "open", per_second: 100, connections_max: 8 },
    warm_up_seconds: 0,
    seconds: 1,
  } as const;
  const job = {
    feed_url: `ws://127.0.0.1:${port}/`,
    headers: {},
    sockets: 5,
    changes,
    seq_header: "holdfast-seq",
    settle_seconds: 2,
  };
  try {
    return await runFanOut(job);
  } finally {
    feed.disconnect();
  }
}

function portOf(feed: ChildProcess): Promise<number> {
  return new Promise((resolve) => feed.once("message", (message: { port: number }) => resolve(message.port)));
}
