// The WebSocket of a show, as often as it takes: frames in order, with a new connection where the last one ended.
import { setTimeout as sleep } from "node:timers/promises";
import { WebSocket } from "ws";

export type SeatChange = { readonly seat_id: string; readonly status: "available" | "reserved" | "sold" | "blocked" };
type Counts = {
  readonly seats_total: number;
  readonly seats_available: number;
  readonly seats_held: number;
  readonly seats_sold: number;
  readonly seats_blocked: number;
};
type OwnBooking = { readonly id: string; readonly status: string };
export type ShowFrame =
  | { readonly type: "snapshot"; readonly seq: number; readonly availability: Counts; readonly states: string }
  | {
      readonly type: "changes";
      readonly from_seq: number;
      readonly to_seq: number;
      readonly availability: Counts;
      readonly seat_status_changed: readonly SeatChange[];
      readonly booking_confirmed: readonly { readonly seat_ids: readonly string[]; readonly booking_id?: string }[];
      /** On a socket that was opened with a key: those of its partner. */
      readonly bookings?: readonly OwnBooking[];
    };

export type ShowSocket = {
  /** Cuts the connection; another one is made. */
  cut(): void;
  close(): void;
};

const RECONNECTS_MAX = 1_000;
const PAUSE_MS = 100;

export function showSocket(
  url: string,
  key: string,
  hears: {
    readonly since: () => number | undefined;
    readonly frame: (frame: ShowFrame) => void;
    readonly lost: (reason: string) => void;
  },
): ShowSocket {
  let socket: WebSocket | undefined;
  const closing = new AbortController();
  async function connect(): Promise<void> {
    for (let connections = 0; connections < RECONNECTS_MAX && !closing.signal.aborted; connections += 1) {
      const since = hears.since();
      socket = new WebSocket(`${url}${since === undefined ? "" : `?since=${since}`}`, {
        headers: { authorization: `Bearer ${key}` },
      });
      await heard(socket, hears.frame);
      await sleep(PAUSE_MS);
    }
    if (!closing.signal.aborted) hears.lost(`no connection stayed open, of ${RECONNECTS_MAX}`);
  }
  void connect();
  return {
    cut: () => socket?.terminate(),
    close: () => {
      closing.abort();
      socket?.close(1000);
    },
  };
}

/** At exit: the socket is closed. */
function heard(socket: WebSocket, take: (frame: ShowFrame) => void): Promise<void> {
  return new Promise((resolve) => {
    socket.on("message", (data: Buffer) => {
      // What the API sends to the WebSocket of a show, but for answers to pings, of which none are sent here.
      const frame = JSON.parse(data.toString()) as ShowFrame;
      take(frame);
      const seq = frame.type === "snapshot" ? frame.seq : frame.to_seq;
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ type: "ack", seq }));
    });
    // A close follows every error.
    socket.on("error", () => {});
    socket.once("close", () => resolve());
  });
}
