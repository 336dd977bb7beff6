// What a partner knows of a show's seats from its feed.
import type { Random } from "../../simulation/random.ts";
import { type ShowFrame, showSocket } from "./show-socket.ts";
import type { SeatOnSale, Stage } from "./stage.ts";
import type { Tally } from "./tally.ts";

export type Follower = {
  /** By place in hall order: available, held, sold or blocked, as show/seats has it. */
  readonly statuses: readonly string[];
  /** The last change that it has heard of; undefined before the first frame. */
  seq(): number | undefined;
  counts(): { readonly available: number; readonly held: number; readonly sold: number; readonly soldOut: boolean };
  /** Status of this partner's bookings, by id, as the feed told it. */
  readonly own: ReadonlyMap<string, string>;
  /** Whether every change came: a second snapshot stands for changes that it leaves out. */
  readonly whole: boolean;
  /** What must not be, a sentence each. */
  readonly faults: readonly string[];
  /** Resolves when something has changed, at the latest after so long. */
  changed(within_ms: number): Promise<void>;
  stop(): void;
};

const LETTERS: Readonly<Record<string, string>> = { a: "available", h: "held", s: "sold", b: "blocked" };
const FAULTS_MAX = 20;

/** `cuts` is the share of frames after which the connection is cut. */
export function follow(
  stage: Stage,
  key: string,
  { tally, random, cuts }: { readonly tally: Tally; readonly random: Random; readonly cuts: number },
): Follower {
  const heard = {
    statuses: stage.seats.map((): string => "unknown"),
    own: new Map<string, string>(),
    faults: [] as string[],
    whole: true,
  };
  const index = new Map(stage.seats.map((seat: SeatOnSale) => [seat.seat_id, seat.index]));
  let seq: number | undefined;
  let counts = { available: 0, held: 0, sold: 0, soldOut: false };
  const waiting = new Set<() => void>();
  const fault = (sentence: string): void => void (heard.faults.length < FAULTS_MAX && heard.faults.push(sentence));

  function take(frame: ShowFrame): void {
    if (frame.type === "snapshot") {
      heard.whole &&= seq === undefined;
      seq = frame.seq;
      for (const place of heard.statuses.keys())
        heard.statuses[place] = LETTERS[frame.states.charAt(place)] ?? "unknown";
    } else {
      if (seq === undefined || frame.from_seq !== seq + 1) fault(`changes ${frame.from_seq} came after ${seq}`);
      seq = frame.to_seq;
      for (const { seat_id, status } of frame.seat_status_changed) {
        const place = index.get(seat_id);
        if (place === undefined) fault(`it told of ${seat_id}, which is no seat of the show`);
        else heard.statuses[place] = status === "reserved" ? "held" : status;
      }
      for (const { id, status } of frame.bookings ?? []) heard.own.set(id, status);
      if (random.chance(cuts)) {
        tally.feeds_dropped += 1;
        socket.cut();
      }
    }
    const { seats_total, seats_available, seats_held, seats_sold, seats_blocked } = frame.availability;
    const soldOut = seats_sold + seats_blocked === seats_total;
    counts = { available: seats_available, held: seats_held, sold: seats_sold, soldOut };
    for (const wake of waiting) wake();
  }
  const address = `${stage.url.replace(/^http/, "ws")}/ws/venues/${stage.venue_id}/shows/${stage.show_id}`;
  const socket = showSocket(address, key, { since: () => seq, frame: take, lost: fault });
  return Object.assign(heard, {
    seq: () => seq,
    counts: () => counts,
    changed: (within_ms: number) =>
      new Promise<void>((resolve) => {
        const wake = (): void => {
          clearTimeout(timer);
          waiting.delete(wake);
          resolve();
        };
        const timer = setTimeout(wake, within_ms);
        waiting.add(wake);
      }),
    stop: () => socket.close(),
  });
}
