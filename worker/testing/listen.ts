// A client of a departure's or show's feed, through the Worker's own fetch. Every frame is held against the contract.
import { expect } from "vitest";
import type * as z from "zod";
import { frame, type showFrame } from "../../contract/feed.ts";
import { ADMIN_KEY, send } from "./api.ts";

export type Frame = z.output<typeof frame>;
export type Changes = Extract<Frame, { type: "changes" }>;
export type Snapshot = Extract<Frame, { type: "snapshot" }>;
export type ShowFrame = z.output<typeof showFrame>;
type ChangesOf<F> = Extract<F, { type: "changes" }>;
type SnapshotOf<F> = Extract<F, { type: "snapshot" }>;
export type Wanted = {
  /** A key; none for a browser, which brings a ticket among its protocols. */
  readonly token?: string | null;
  readonly protocols?: readonly string[];
  readonly since?: number | string;
};

export const PING = '{"type":"ping"}';
export const PONG = '{"type":"pong"}';

export function handshake(departure_id: string, wanted: Wanted = {}): Promise<Response> {
  return handshakeAt(`/ws/departures/${departure_id}`, wanted);
}

export function handshakeAt(
  path: string,
  { token = ADMIN_KEY, protocols = [], since }: Wanted = {},
): Promise<Response> {
  const headers = new Headers({ upgrade: "websocket" });
  if (token !== null) headers.set("authorization", `Bearer ${token}`);
  if (protocols.length > 0) headers.set("sec-websocket-protocol", protocols.join(", "));
  return send(`${path}${since === undefined ? "" : `?since=${since}`}`, { headers });
}

export async function listen(departure_id: string, wanted: Wanted = {}): Promise<Listening> {
  return new Listening(await socketOf(await handshake(departure_id, wanted)), frame);
}

export async function socketOf(response: Response): Promise<WebSocket> {
  if (!response.webSocket) throw new Error(`the handshake was answered ${response.status}: ${await response.text()}`);
  return response.webSocket;
}

export class Listening<F extends Frame | ShowFrame = Frame> {
  readonly #socket: WebSocket;
  readonly #schema: z.ZodType<F>;
  readonly #unread: string[] = [];
  readonly #readers: ((text: string) => void)[] = [];
  /** Resolves when the other side has closed. */
  readonly closed: Promise<{ code: number; reason: string }>;

  constructor(socket: WebSocket, schema: z.ZodType<F>) {
    this.#socket = socket;
    this.#schema = schema;
    socket.addEventListener("message", ({ data }) => {
      const text = typeof data === "string" ? data : "bytes, which nobody should send";
      const reader = this.#readers.shift();
      if (reader) reader(text);
      else this.#unread.push(text);
    });
    this.closed = new Promise((resolve) => {
      socket.addEventListener("close", ({ code, reason }) => resolve({ code, reason }));
    });
    socket.accept();
  }

  nextText(): Promise<string> {
    const text = this.#unread.shift();
    return text === undefined ? new Promise((resolve) => this.#readers.push(resolve)) : Promise.resolve(text);
  }

  async next(): Promise<F> {
    const received: unknown = JSON.parse(await this.nextText());
    const parsed = this.#schema.parse(received);
    // A schema drops members that it does not declare, so equality says that there are none.
    expect(parsed).toEqual(received);
    return parsed;
  }

  async snapshot(): Promise<SnapshotOf<F>> {
    const received = await this.next();
    if (received.type !== "snapshot") throw new Error(`expected a snapshot: ${JSON.stringify(received)}`);
    // Of the union's two members the one with this type, which the compiler does not see through a type parameter.
    return received as SnapshotOf<F>;
  }

  async changes(): Promise<ChangesOf<F>> {
    const received = await this.next();
    if (received.type !== "changes") throw new Error(`expected changes: ${JSON.stringify(received)}`);
    // As above.
    return received as ChangesOf<F>;
  }

  /** Frames up to the one that ends at `seq`. */
  async changesUntil(seq: number): Promise<ChangesOf<F>[]> {
    const frames: ChangesOf<F>[] = [];
    while ((frames.at(-1)?.to_seq ?? 0) < seq) frames.push(await this.changes());
    return frames;
  }

  /** Fails when anything came since the last read: a socket keeps its order, so the pong comes behind it. */
  async nothingMore(): Promise<void> {
    this.say(PING);
    expect(await this.nextText()).toBe(PONG);
  }

  say(message: string): void {
    this.#socket.send(message);
  }

  ack(seq: number): void {
    this.say(JSON.stringify({ type: "ack", seq }));
  }

  close(): void {
    this.#socket.close(1000, "goodbye");
  }
}
