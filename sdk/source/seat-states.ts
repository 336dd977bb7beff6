// What the seats of a show are just now, by their ids: made of the list of seats, kept by the frames of the show's feed.
// It calls nothing and reads no clock. Seats that it was not given are none of its business, so a list of one section
// makes a map of that section.
import { ProtocolError } from "./errors.ts";
import type { SeatStatusChanged, ShowFrame } from "./generated/feed.ts";
import type { ListedSeat } from "./generated/show-shapes.ts";

export type SeatState = Readonly<Omit<SeatStatusChanged, "seat_id">>;
type Status = SeatState["status"];

/** What the frames call a seat by what the list does, and by its letter in a snapshot. */
const OF_STATUS = { available: "available", held: "reserved", sold: "sold", blocked: "blocked" } as const;
const OF_LETTER: { readonly [letter: string]: Status } = { a: "available", h: "reserved", s: "sold", b: "blocked" };

/** Of `client.show.seats`. */
export type SeatAsListed = Pick<ListedSeat, "seat_id" | "index" | "status" | "held_until">;

export class SeatStates implements Iterable<readonly [seat_id: string, state: SeatState]> {
  readonly #indexes = new Map<string, number>();
  readonly #states = new Map<string, SeatState>();

  /** At exit: the seats are what the list says. */
  constructor(seats: Iterable<SeatAsListed>) {
    for (const { seat_id, index, status, held_until } of seats) {
      this.#indexes.set(seat_id, index);
      this.#states.set(seat_id, { status: OF_STATUS[status], reserved_until: held_until });
    }
  }

  get(seat_id: string): SeatState | undefined {
    return this.#states.get(seat_id);
  }

  get size(): number {
    return this.#states.size;
  }

  /** In the order of the list. */
  [Symbol.iterator](): Iterator<readonly [seat_id: string, state: SeatState]> {
    return this.#states[Symbol.iterator]();
  }

  /** At exit: the seats are what the frame says; answers the ids of those that are not what they were. */
  apply(frame: ShowFrame): string[] {
    switch (frame.type) {
      case "snapshot":
        return this.#begin(frame);
      case "changes":
        return frame.seat_status_changed.filter((seat) => this.#set(seat)).map(({ seat_id }) => seat_id);
    }
  }

  #begin({ states, reserved }: Extract<ShowFrame, { type: "snapshot" }>): string[] {
    const ends = new Map(reserved.map(({ seat_id, reserved_until }) => [seat_id, reserved_until]));
    const changed: string[] = [];
    for (const [seat_id, index] of this.#indexes) {
      const status = OF_LETTER[states.charAt(index)];
      if (status === undefined) throw new ProtocolError(`the snapshot does not say what the seat ${seat_id} is`);
      if (this.#set({ seat_id, status, reserved_until: ends.get(seat_id) ?? null })) changed.push(seat_id);
    }
    return changed;
  }

  #set({ seat_id, status, reserved_until }: SeatStatusChanged): boolean {
    const before = this.#states.get(seat_id);
    if (before === undefined) return false;
    if (before.status === status && before.reserved_until === reserved_until) return false;
    this.#states.set(seat_id, { status, reserved_until });
    return true;
  }
}
