// Random commands to a departure that make sense often enough to reach every state, and are wrong often enough to see
// refusals.
import type { NewDeparture } from "../durable-objects/departure/commands.ts";
import type { NaiveDeparture } from "./naive-departure.ts";
import type { NamedDepartureCommand } from "./names.ts";
import type { Random } from "./random.ts";
import {
  aboutBooking,
  aboutHold,
  aboutWish,
  CUSTOMERS,
  type Drawn,
  HOUR_MS,
  randomCode,
  randomPolicy,
  randomStart,
  randomTtl,
  recent,
} from "./requests.ts";

type Kind = Exclude<NamedDepartureCommand["type"], "create">;
export const DEPARTURE_MIX: Readonly<Record<Kind, number>> = {
  hold: 34,
  extend: 5,
  release: 6,
  confirm: 16,
  cancel_booking: 6,
  modify_booking: 5,
  join: 14,
  leave: 3,
  notify: 3,
  adjust: 3,
  close: 0.7,
  reopen: 2,
  update: 2,
  cancel: 0.15,
};

export function randomDeparture(random: Random, now: number): Omit<NewDeparture, "id"> {
  return {
    tour_id: "tour_walk",
    starts_at_ms: now + random.between(1, 40) * HOUR_MS,
    capacity: random.between(3, 24),
    unit_amount: random.between(10, 90) * 100,
    currency: "EUR",
    policy: randomPolicy(random),
    location_hint: null,
  };
}

export function randomDepartureCommand(
  random: Random,
  departure: NaiveDeparture,
  kind: Kind,
): Drawn<NamedDepartureCommand> {
  const customer_ref = random.pick(CUSTOMERS) ?? "";
  const seats = random.chance(0.9) ? random.between(1, 4) : random.between(1, 11);
  switch (kind) {
    case "hold":
      return { command: { type: kind, customer_ref, seats, ttl_ms: randomTtl(random), refresh: random.chance(0.25) } };
    case "join":
      return { command: { type: kind, customer_ref, seats } };
    case "extend":
    case "release":
      return aboutHold(random, departure, kind);
    case "confirm": {
      const hold = recent(random, departure.holds, (one) => one.state === "ACTIVE");
      const sold = random.chance(0.7) ? null : random.between(1, (hold?.seats ?? 2) + 1);
      const command = { type: kind, hold: hold?.name ?? "~none", seats: sold, code: randomCode(random) } as const;
      return { command, owner: hold?.channel };
    }
    case "cancel_booking":
    case "modify_booking": {
      const found = aboutBooking(random, departure);
      const booking = found?.name ?? "~none";
      const owner = found?.hold.channel;
      return kind === "cancel_booking"
        ? { command: { type: kind, booking }, owner }
        : { command: { type: kind, booking, seats }, owner };
    }
    case "leave":
    case "notify":
      return aboutWish(random, departure, kind);
    case "adjust":
      return { command: { type: kind, delta: random.pick([-6, -3, -1, 1, 2, 5]) ?? 1, reason: "coach changed" } };
    case "update":
      return { command: { type: kind, changes: randomChanges(random, departure) } };
    case "cancel":
      return { command: { type: kind, reason: "storm" } };
    case "close":
    case "reopen":
      return { command: { type: kind } };
  }
}

function randomChanges(random: Random, departure: NaiveDeparture) {
  const { offer_ttl_ms, waitlist_order, max_hold_ms } = randomPolicy(random);
  const starts_at_ms = randomStart(random, departure.now);
  return (
    random.pick([
      { starts_at_ms },
      { unit_amount: random.between(1, 500) * 100 },
      { policy: { offer_ttl_ms, waitlist_order } },
      { policy: { max_hold_ms } },
      { currency: "JPY" },
    ]) ?? {}
  );
}
