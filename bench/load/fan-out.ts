// Opens many sockets to one feed, sends changes at a fixed rate and measures, for every socket, the time from a
// change's intended send time to its delivery. The answer's seq header links a change to its place in the feed.

import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { WebSocket } from "ws";
import type { FanOutJob, FanOutResult } from "./fan-out-job.ts";
import { FanOutTally, type FeedMessage } from "./fan-out-tally.ts";
import { headerValue } from "./http-response-reader.ts";
import { summary } from "./latency-histogram.ts";
import { runOpenLoop } from "./open-loop.ts";

const OPENING_AT_ONCE = 50;
const OPEN_TIMEOUT_MS = 10_000;
const REMEMBERED_FRAMES = 4;
/** One tick's frames for 1,000 sockets take the client 10 to 20 ms, in which it sends nothing. The delay is inside
 * every delivery time, because those count from the intended send time. */
const LATE_START_P99_MAX_MS = 25;

export async function runFanOut(job: FanOutJob, opened: () => void = () => {}): Promise<FanOutResult> {
  const tally = new FanOutTally(job.sockets, job.others_change_it);
  const feed = new FeedSockets(job, tally);
  const openingAt = performance.now();
  await feed.open();
  const openSeconds = (performance.now() - openingAt) / 1000;
  opened();
  const changes = await runOpenLoop(
    job.changes,
    { ...job.changes.pace, late_start_p99_max_ms: LATE_START_P99_MAX_MS },
    (response, intendedAt) => {
      const seq = Number(headerValue(response.head, job.seq_header));
      if (!Number.isSafeInteger(seq)) throw new Error(`an answer without the header ${job.seq_header}`);
      tally.changeSent(seq, intendedAt);
    },
  );
  const settledBy = performance.now() + job.settle_seconds * 1000;
  while (!tally.complete() && performance.now() < settledBy) await sleep(20);
  const { deliveriesExpected } = tally.finish();
  feed.close();
  const { refused } = changes;
  return {
    sockets: job.sockets,
    opened: feed.opened,
    open_seconds: openSeconds,
    closed: Object.fromEntries(feed.closed),
    messages: tally.messages,
    acks: feed.acks,
    deliveries_expected: deliveriesExpected,
    deliveries: tally.deliveries,
    lost: tally.lost,
    duplicated: tally.duplicated,
    later_snapshots: tally.laterSnapshots,
    unreadable: feed.unreadable,
    delivery: summary(tally.delivery),
    changes,
    ...(refused === undefined ? {} : { refused }),
  };
}

class FeedSockets {
  readonly closed = new Map<string, number>();
  opened = 0;
  acks = 0;
  unreadable = 0;
  readonly #job: FanOutJob;
  readonly #tally: FanOutTally;
  readonly #sockets: WebSocket[] = [];
  readonly #read = frameReader();
  #ending = false;

  constructor(job: FanOutJob, tally: FanOutTally) {
    this.#job = job;
    this.#tally = tally;
  }

  async open(): Promise<void> {
    for (let from = 0; from < this.#job.sockets; from += OPENING_AT_ONCE) {
      const count = Math.min(OPENING_AT_ONCE, this.#job.sockets - from);
      await Promise.all(Array.from({ length: count }, (_, offset) => this.#openOne(from + offset)));
    }
  }

  close(): void {
    this.#ending = true;
    for (const socket of this.#sockets) socket.terminate();
  }

  #openOne(index: number): Promise<void> {
    return new Promise((resolve) => {
      const socket = new WebSocket(this.#job.feed_url, {
        headers: this.#job.headers,
        perMessageDeflate: false,
        skipUTF8Validation: true,
        handshakeTimeout: OPEN_TIMEOUT_MS,
      });
      this.#sockets[index] = socket;
      socket.once("open", () => {
        this.opened += 1;
        resolve();
      });
      socket.on("message", (data: Buffer) => this.#received(index, socket, data));
      socket.on("error", () => resolve());
      socket.once("close", (code) => {
        resolve();
        if (!this.#ending) this.closed.set(String(code), (this.closed.get(String(code)) ?? 0) + 1);
      });
    });
  }

  #received(index: number, socket: WebSocket, data: Buffer): void {
    const at = performance.now();
    const message = this.#read(data);
    if (message === undefined) {
      this.unreadable += 1;
      return;
    }
    const acknowledge = this.#tally.received(index, message, at);
    if (acknowledge === undefined) return;
    this.acks += 1;
    socket.send(`{"type":"ack","seq":${acknowledge}}`);
  }
}

/** Every socket gets the same bytes, so each distinct frame is parsed once and then recognised. */
function frameReader(): (data: Buffer) => FeedMessage | undefined {
  const remembered: { bytes: Buffer; message: FeedMessage | undefined }[] = [];
  return (data) => {
    for (const frame of remembered) if (frame.bytes.equals(data)) return frame.message;
    const message = readFrame(data.toString("utf8"));
    remembered.unshift({ bytes: Buffer.from(data), message });
    if (remembered.length > REMEMBERED_FRAMES) remembered.pop();
    return message;
  };
}

function readFrame(text: string): FeedMessage | undefined {
  let frame: unknown;
  try {
    frame = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof frame !== "object" || frame === null || !("type" in frame)) return undefined;
  if (frame.type === "snapshot" && "seq" in frame && isSeq(frame.seq)) return { type: "snapshot", seq: frame.seq };
  if (frame.type !== "changes" || !("from_seq" in frame) || !("to_seq" in frame)) return undefined;
  if (!isSeq(frame.from_seq) || !isSeq(frame.to_seq) || frame.to_seq < frame.from_seq) return undefined;
  return { type: "changes", from_seq: frame.from_seq, to_seq: frame.to_seq };
}

function isSeq(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
