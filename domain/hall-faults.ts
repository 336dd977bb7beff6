// What is wrong with a list of seats, said seat by seat, before a hall is made of it.
import type { HallSeat, Point } from "./hall.ts";
import type { Violation } from "./refusal.ts";

export const HALL_LIMITS = {
  seats_max: 60_000,
  position_max: 99_999,
  coordinate_max: 1_000_000_000,
  unit_amount_max: 1_000_000_000_000,
  /** A list can be wrong 60,000 times; this many are said. */
  violations_max: 20,
} as const;

/** The first faults of the list, empty when a hall can be made of it. */
export function hallFaults(seats: readonly HallSeat[], focal: Point | undefined): Violation[] {
  const { seats_max, violations_max } = HALL_LIMITS;
  if (seats.length === 0) return [{ path: "/seats", message: "must have at least one seat" }];
  if (seats.length > seats_max) {
    return [{ path: "/seats", message: `must have at most ${seats_max} seats, not ${seats.length}` }];
  }
  const violations = focal ? [...coordinate("/focal/x", focal.x), ...coordinate("/focal/y", focal.y)] : [];
  const ids = new Map<string, number>();
  const places = new Map<string, number>();
  for (const [index, seat] of seats.entries()) {
    if (violations.length >= violations_max) break;
    const path = `/seats/${index}`;
    violations.push(...seatFaults(path, seat));
    const place = JSON.stringify([seat.section, seat.row, seat.position]);
    violations.push(...repeated(`${path}/id`, ids.get(seat.id), "id"));
    violations.push(...repeated(`${path}/position`, places.get(place), "place in its row"));
    ids.set(seat.id, ids.get(seat.id) ?? index);
    places.set(place, places.get(place) ?? index);
  }
  return violations.slice(0, violations_max);
}

function seatFaults(path: string, seat: HallSeat): Violation[] {
  return [
    ...(seat.id === "" ? [{ path: `${path}/id`, message: "must not be empty" }] : []),
    ...coordinate(`${path}/x`, seat.x),
    ...coordinate(`${path}/y`, seat.y),
    ...wholeNumber(`${path}/position`, seat.position, HALL_LIMITS.position_max),
    ...wholeNumber(`${path}/unit_amount`, seat.unit_amount, HALL_LIMITS.unit_amount_max),
  ];
}

function repeated(path: string, first: number | undefined, what: string): Violation[] {
  return first === undefined ? [] : [{ path, message: `must differ from seat ${first}, which has the same ${what}` }];
}

function coordinate(path: string, value: number): Violation[] {
  const { coordinate_max } = HALL_LIMITS;
  if (Math.abs(value) <= coordinate_max) return [];
  return [{ path, message: `must be a number from ${-coordinate_max} to ${coordinate_max}, not ${value}` }];
}

function wholeNumber(path: string, value: number, most: number): Violation[] {
  if (Number.isInteger(value) && value >= 0 && value <= most) return [];
  return [{ path, message: `must be a whole number from 0 to ${most}, not ${value}` }];
}
