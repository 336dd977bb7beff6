// The client's end of one feed: many sockets, each of whose frames is counted in the tally.

import { performance } from "node:perf_hooks";
import { WebSocket } from "ws";
import type { FanOutTally, FeedMessage } from "./fan-out-tally.ts";

const OPENING_AT_ONCE = 50;
const OPEN_TIMEOUT_MS = 30_000;
const REMEMBERED_FRAMES = 8;

export interface Listening {
  readonly headers: Readonly<Record<string, string>>;
  readonly sockets: number;
}

export class FeedSockets {
  readonly closed = new Map<string, number>();
  opened = 0;
  acks = 0;
  unreadable = 0;
  readonly #job: Listening;
  readonly #tally: FanOutTally;
  readonly #sockets: WebSocket[] = [];
  readonly #read = frameReader();
  #ending = false;

  constructor(job: Listening, tally: FanOutTally) {
    this.#job = job;
    this.#tally = tally;
  }

  /** Opens every socket, so many at once, each at its address. A socket that is open already is left behind. */
  async open(address: (index: number) => string, atOnce = OPENING_AT_ONCE): Promise<void> {
    for (let from = 0; from < this.#job.sockets; from += atOnce) {
      const count = Math.min(atOnce, this.#job.sockets - from);
      await Promise.all(Array.from({ length: count }, (_, offset) => this.#openOne(from + offset, address)));
    }
  }

  /** Leaves every socket without a goodbye, as a network does that fails. */
  drop(): void {
    const left = this.#sockets.splice(0);
    this.opened = 0;
    for (const socket of left) socket.terminate();
  }

  close(): void {
    this.#ending = true;
    for (const socket of this.#sockets) socket.terminate();
  }

  #openOne(index: number, address: (index: number) => string): Promise<void> {
    return new Promise((resolve) => {
      const socket = new WebSocket(address(index), {
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
        if (!this.#ending && this.#sockets[index] === socket)
          this.closed.set(String(code), (this.closed.get(String(code)) ?? 0) + 1);
      });
    });
  }

  #received(index: number, socket: WebSocket, data: Buffer): void {
    // What was under way to a socket that has been left is not received.
    if (this.#sockets[index] !== socket) return;
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
