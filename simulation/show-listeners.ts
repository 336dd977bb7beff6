// Those who listen to a show: each hears the frames of its view from wherever it was, whenever it happens to look, and
// must come to know exactly what is true of the seats, the counts, and the reservations that it may see.
import { seatId } from "../domain/identifier.ts";
import type { Listener } from "../durable-objects/feed.ts";
import type { Trade } from "../durable-objects/sale/selling.ts";
import type { ShowKinds } from "../durable-objects/show/commands.ts";
import type { NaiveShow } from "./naive-show.ts";
import type { NaiveActor } from "./naive-things.ts";
import type { Names } from "./names.ts";
import type { Random } from "./random.ts";
import { ACTORS, HOUSE } from "./requests.ts";
import type { Listened } from "./simulated-kind.ts";

type Heard = { readonly trade: Trade<ShowKinds>; readonly naive: NaiveShow; readonly names: Names };
type Seat = { readonly status: string; readonly until: string | null };
type SeatFrame = { readonly seat_id: string; readonly status: string; readonly reserved_until: string | null };
type Reservation = {
  readonly id: string;
  readonly status: string;
  readonly seat_ids: readonly string[];
  readonly expires_at: string;
};
type Snapshot = {
  readonly seq: number;
  readonly availability: object;
  readonly states: string;
  readonly reserved: readonly { readonly seat_id: string; readonly reserved_until: string }[];
  readonly reservations?: readonly Reservation[];
};
type Changes = {
  readonly availability: object;
  readonly seat_status_changed: readonly SeatFrame[];
  readonly booking_confirmed: readonly { readonly seat_ids: readonly string[]; readonly booking_id?: string }[];
  readonly reservations?: readonly Reservation[];
};

const LETTERS: Readonly<Record<string, string>> = { a: "available", h: "reserved", s: "sold", b: "blocked" };
const WRITTEN = { available: "available", held: "reserved", sold: "sold", blocked: "blocked" } as const;

class ShowListener {
  readonly #listener: Listener;
  /** The last change heard of; undefined before there was any. */
  #seq: number | undefined;
  #seats = new Map<string, Seat>();
  #reservations = new Map<string, Reservation>();
  #availability: object = {};
  /** How many bookings there were when this one last looked. */
  #bookings = 0;

  constructor(listener: Listener) {
    this.#listener = listener;
  }

  /** At exit: knows what is true now. */
  hear({ trade, naive, names }: Heard): Listened {
    const head = trade.store.load()?.seq ?? 0;
    const changes = this.#seq === undefined ? undefined : trade.changesFrame(this.#listener, this.#seq + 1, head);
    // What the trade writes for those who listen, which is what is checked here.
    const wrong = changes === undefined ? undefined : this.#follow(changes as Changes, { trade, naive, names });
    if (changes === undefined) this.#begin(trade.snapshotFrame(this.#listener) as Snapshot, naive);
    this.#seq = head;
    this.#bookings = naive.bookings.length;
    const heard = wrong ?? this.#difference(naive, names);
    return {
      how: changes === undefined ? "began again" : "went on",
      wrong: heard && `${this.#listener.view} listener at ${head}: ${heard}`,
    };
  }

  /** The next time, it begins with a snapshot. */
  leave(): void {
    this.#seq = undefined;
  }

  #begin({ availability, states, reserved, reservations }: Snapshot, { id }: NaiveShow): void {
    const ends = new Map(reserved.map(({ seat_id, reserved_until }) => [seat_id, reserved_until]));
    this.#seats = new Map(
      [...states].map((letter, index) => {
        const seat_id = seatId(id, index);
        return [seat_id, { status: LETTERS[letter] ?? letter, until: ends.get(seat_id) ?? null }];
      }),
    );
    this.#availability = availability;
    this.#reservations = new Map();
    this.#keep(reservations ?? []);
  }

  #follow(changes: Changes, { naive, names }: Heard): string | undefined {
    for (const { seat_id, status, reserved_until } of changes.seat_status_changed) {
      this.#seats.set(seat_id, { status, until: reserved_until });
    }
    this.#availability = changes.availability;
    this.#keep(changes.reservations ?? []);
    const { view, actor } = this.#listener;
    const sold = naive.bookings.slice(this.#bookings).map((booking) => {
      const seat_ids = booking.chosen.map((seat) => seatId(naive.id, seat));
      const known = view === "admin" || (view === "channel" && booking.hold.channel === actor.channel);
      const total_price = { amount: booking.amount, currency: naive.made.currency };
      return known ? { seat_ids, booking_id: booking.name, total_price } : { seat_ids };
    });
    return names.difference(sold, changes.booking_confirmed, "booking_confirmed");
  }

  #keep(reservations: readonly Reservation[]): void {
    for (const one of reservations) {
      if (one.status === "ACTIVE") this.#reservations.set(one.id, one);
      else this.#reservations.delete(one.id);
    }
  }

  #difference(naive: NaiveShow, names: Names): string | undefined {
    const states = naive.states();
    const seats = naive.seats.map(({ index }) => {
      const until = naive.heldUntil(index);
      return [
        seatId(naive.id, index),
        { status: WRITTEN[states[index] ?? "available"], until: until === null ? null : new Date(until).toISOString() },
      ];
    });
    const heard = naive.seats.map(({ index }) => [seatId(naive.id, index), this.#seats.get(seatId(naive.id, index))]);
    return (
      names.difference(seats, heard, "seats") ??
      names.difference(counts(naive), this.#availability, "availability") ??
      names.difference(this.#owned(naive), [...this.#reservations.values()].map(essence).sort(byEnd), "reservations")
    );
  }

  #owned(naive: NaiveShow): object[] {
    const { view, actor } = this.#listener;
    const seen = naive.holds.filter(
      (one) => one.state === "ACTIVE" && view !== "public" && (view === "admin" || one.channel === actor.channel),
    );
    return seen
      .map(({ chosen, ends }) => ({
        expires_at: new Date(ends).toISOString(),
        seat_ids: chosen.map((seat) => seatId(naive.id, seat)),
      }))
      .sort(byEnd);
  }
}

type Essence = { readonly expires_at: string; readonly seat_ids: readonly string[] };

function essence({ expires_at, seat_ids }: Reservation): Essence {
  return { expires_at, seat_ids };
}

/** No two reservations have a seat in common. */
function byEnd(one: Essence, other: Essence): number {
  return one.expires_at.localeCompare(other.expires_at) || String(one.seat_ids).localeCompare(String(other.seat_ids));
}

function counts(naive: NaiveShow): object {
  return {
    show_id: naive.id,
    venue_id: naive.made.venue_id,
    status: naive.status,
    seats_total: naive.seats.length,
    seats_available: naive.free(),
    seats_held: naive.held(),
    seats_sold: naive.sold(),
    seats_blocked: naive.blocked.length,
    waiting: naive.waiting().length,
  };
}

const VIEWS: readonly Listener[] = [
  ...ACTORS.map((actor: NaiveActor): Listener => ({ view: actor === HOUSE ? "admin" : "channel", actor })),
  { view: "public", actor: ACTORS[0] ?? HOUSE },
];

export class ShowListeners {
  readonly #all = VIEWS.map((view) => new ShowListener(view));

  hear(heard: Heard, random: Random): Listened | undefined {
    const one = random.pick(this.#all);
    if (random.chance(0.05)) one?.leave();
    return one?.hear(heard);
  }
}
