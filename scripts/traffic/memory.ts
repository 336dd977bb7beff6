// What a partner remembers: what it was told is its own, and what it asked for and was not told.

import type { Booking, Reservation } from "../../sdk/source/generated/shapes.ts";
import { type ChangeName, type Decided, isExpected, type Wanted } from "./wanted.ts";

export type Reserved = {
  readonly seat_ids: readonly string[];
  readonly expires_at_ms: number;
  readonly state: "open" | "booked" | "released" | "expired";
};
export type Booked = {
  readonly seat_ids: readonly string[];
  readonly amount: number;
  readonly currency: string;
  readonly status: "CONFIRMED" | "CANCELED";
};

export type Memory = {
  readonly reservations: Map<string, Reserved>;
  readonly bookings: Map<string, Booked>;
  /** By idempotency key. */
  readonly unanswered: Map<string, Wanted>;
  /** Answers that must not come, a sentence each. */
  readonly surprises: string[];
};

const SURPRISES_MAX = 100;

export function newMemory(): Memory {
  return { reservations: new Map(), bookings: new Map(), unanswered: new Map(), surprises: [] };
}

export function noteWanted(memory: Memory, wanted: Wanted): void {
  memory.unanswered.set(wanted.key, wanted);
}

export function noteDecided(memory: Memory, wanted: Wanted, decided: Decided): void {
  memory.unanswered.delete(wanted.key);
  if (!decided.ok) {
    if (decided.code === "HOLD_EXPIRED") end(memory, subject(wanted), "expired");
    if (!isExpected(wanted.name, decided.code)) surprise(memory, `${wanted.name} was refused with ${decided.code}`);
    return;
  }
  switch (wanted.name) {
    case "reservation/create":
    case "reservation/extend":
      return reserved(memory, dataOf<typeof wanted.name>(decided.data));
    case "reservation/release":
      return end(memory, wanted.request.reservation_id, "released");
    case "booking/create":
      end(memory, wanted.request.reservation_id, "booked");
      return booked(memory, dataOf<typeof wanted.name>(decided.data));
    case "booking/modify":
    case "booking/cancel":
      return booked(memory, dataOf<typeof wanted.name>(decided.data));
  }
}

type Data<Name extends ChangeName> = Extract<Decided<Name>, { ok: true }>["data"];

function dataOf<Name extends ChangeName>(data: Data<ChangeName>): Data<Name> {
  // The answer to what was wanted, whose name the caller has looked at.
  return data as Data<Name>;
}

function subject(wanted: Wanted): string | undefined {
  return "reservation_id" in wanted.request ? wanted.request.reservation_id : undefined;
}

function reserved(memory: Memory, { id, seat_ids, expires_at }: Reservation): void {
  memory.reservations.set(id, { seat_ids, expires_at_ms: Date.parse(expires_at), state: "open" });
}

function end(memory: Memory, reservation_id: string | undefined, state: Reserved["state"]): void {
  const found = reservation_id === undefined ? undefined : memory.reservations.get(reservation_id);
  if (reservation_id !== undefined && found) memory.reservations.set(reservation_id, { ...found, state });
}

function booked(memory: Memory, { id, seat_ids = [], status, total_price }: Booking): void {
  if (status === "CONFIRMED" || status === "CANCELED") {
    memory.bookings.set(id, { seat_ids, status, ...total_price });
  } else {
    surprise(memory, `booking ${id} is ${status}`);
  }
}

function surprise(memory: Memory, sentence: string): void {
  if (memory.surprises.length < SURPRISES_MAX) memory.surprises.push(sentence);
}
