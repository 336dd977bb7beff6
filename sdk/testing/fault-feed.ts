// A feed's server that sends what it is told, one script a connection, and remembers what it heard.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { type WebSocket, WebSocketServer } from "ws";
import { OPERATION_EXAMPLES } from "../../contract/examples.ts";
import type { FeedFrame, ShowFrame } from "../source/generated/feed.ts";
import { answers } from "./fault-server.ts";

export type Script = (socket: WebSocket) => void;
export interface Connection {
  readonly path: string;
  readonly since: string | null;
  readonly protocols: string | undefined;
  readonly heard: string[];
  readonly closed: Promise<void>;
}

const TICKET = OPERATION_EXAMPLES["feed/ticket"].response;
const AVAILABILITY = {
  departure_id: "dep_1",
  status: "OPEN",
  capacity_total: 10,
  capacity_available: 10,
  capacity_held: 0,
  capacity_sold: 0,
  waiting: 0,
} as const;

/** At exit: it listens. Connections after the last script are treated like the last. */
export async function faultFeed(...scripts: readonly [Script, ...Script[]]) {
  const connections: Connection[] = [];
  let tickets = 0;
  const asked: { readonly path: string; readonly body: unknown }[] = [];
  const server = createServer(async (request, response) => {
    tickets += 1;
    asked.push({ path: request.url ?? "", body: await json(request) });
    answers(TICKET)(response);
  });
  const sockets = new WebSocketServer({ server });
  sockets.on("connection", (socket, request) => {
    const heard: string[] = [];
    const closed = new Promise<void>((gone) => socket.once("close", () => gone()));
    const { pathname, searchParams } = new URL(request.url ?? "", "http://127.0.0.1");
    connections.push({
      path: pathname,
      since: searchParams.get("since"),
      protocols: request.headers["sec-websocket-protocol"],
      heard,
      closed,
    });
    socket.on("message", (data) => heard.push(String(data as Buffer)));
    (scripts[connections.length - 1] ?? scripts.at(-1))?.(socket);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    connections,
    /** What was called for: tickets. */
    asked,
    protocols: TICKET.protocols,
    get tickets(): number {
      return tickets;
    },
    stop: (): Promise<void> =>
      new Promise((stopped) => {
        for (const socket of sockets.clients) socket.terminate();
        server.close(() => stopped());
        server.closeAllConnections();
      }),
  };
}

export function sends(...frames: readonly (FeedFrame | ShowFrame | string)[]): Script {
  return (socket) => {
    for (const frame of frames) socket.send(typeof frame === "string" ? frame : JSON.stringify(frame));
  };
}

/** Sends, and answers pings. */
export function lives(...frames: readonly (FeedFrame | ShowFrame)[]): Script {
  return (socket) => {
    socket.on("message", (data) => {
      if (String(data as Buffer) === '{"type":"ping"}') socket.send('{"type":"pong"}');
    });
    sends(...frames)(socket);
  };
}

export function sendsAndEnds(...frames: readonly (FeedFrame | ShowFrame)[]): Script {
  return (socket) => {
    sends(...frames)(socket);
    socket.close(1012, "restarting");
  };
}

export function snapshot(seq: number): FeedFrame {
  return { type: "snapshot", seq, availability: AVAILABILITY };
}

export function changes(from_seq: number, to_seq: number): FeedFrame {
  return { type: "changes", from_seq, to_seq, availability: AVAILABILITY };
}

const SHOW_AVAILABILITY = {
  show_id: "shw_1",
  venue_id: "ven_1",
  status: "OPEN",
  seats_total: 3,
  seats_available: 3,
  seats_held: 0,
  seats_sold: 0,
  seats_blocked: 0,
  waiting: 0,
} as const;

export function showSnapshot(seq: number, states: string): Extract<ShowFrame, { type: "snapshot" }> {
  return { type: "snapshot", seq, availability: SHOW_AVAILABILITY, states, reserved: [] };
}

export function showChanges(
  from_seq: number,
  to_seq: number,
  seats: Extract<ShowFrame, { type: "changes" }>["seat_status_changed"] = [],
): Extract<ShowFrame, { type: "changes" }> {
  return {
    type: "changes",
    from_seq,
    to_seq,
    availability: SHOW_AVAILABILITY,
    seat_status_changed: seats,
    booking_confirmed: [],
  };
}
