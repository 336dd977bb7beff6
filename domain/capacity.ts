// Audited changes of capacity. It never falls under what is sold, held and blocked.
import type { Departure } from "./departure.ts";
import { LIMITS } from "./limits.ts";
import { changeCapacity, type Places } from "./places.ts";
import type { Refusal } from "./refusal.ts";

export type Adjustment = {
  readonly id: string;
  readonly no: number;
  readonly delta: number;
  readonly reason: string;
  readonly actor: string;
  readonly capacity_after: number;
  readonly created_at_ms: number;
};

export function decideAdjust(departure: Departure, delta: number): Refusal | { ok: true; places: Places } {
  if (departure.status === "CANCELED") {
    return { ok: false, code: "DEPARTURE_CANCELED", departure_id: departure.id };
  }
  const { capacity, held, sold, blocked } = departure.places;
  const taken = held + sold + blocked;
  if (capacity + delta < taken) return { ok: false, code: "CAPACITY_CONFLICT", capacity, taken, delta };
  if (capacity + delta > LIMITS.capacity_max) {
    return { ok: false, code: "CAPACITY_LIMIT", capacity_max: LIMITS.capacity_max };
  }
  return { ok: true, places: changeCapacity(departure.places, delta) };
}
