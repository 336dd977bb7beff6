// What a partner knows to be its own, by the answers that it was given, and what it asked for without an answer.

import type { Reservation } from "../../sdk/source/generated/reservation.ts";
import type { Booking } from "../../sdk/source/generated/shapes.ts";
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

export type Ledger = {
  readonly reservations: Map<string, Reserved>;
  readonly bookings: Map<string, Booked>;
  /** By idempotency key. */
  readonly unanswered: Map<string, Wanted>;
  /** Answers that must not come, a sentence each. */
  readonly surprises: string[];
};

const SURPRISES_MAX = 100;

export function newLedger(): Ledger {
  return { reservations: new Map(), bookings: new Map(), unanswered: new Map(), surprises: [] };
}

export function noteWanted(ledger: Ledger, wanted: Wanted): void {
  ledger.unanswered.set(wanted.key, wanted);
}

export function noteDecided(ledger: Ledger, wanted: Wanted, decided: Decided): void {
  ledger.unanswered.delete(wanted.key);
  if (!decided.ok) {
    if (decided.code === "HOLD_EXPIRED") end(ledger, subject(wanted), "expired");
    if (!isExpected(wanted.name, decided.code)) surprise(ledger, `${wanted.name} was refused with ${decided.code}`);
    return;
  }
  switch (wanted.name) {
    case "reservation/create":
    case "reservation/extend":
      return reserved(ledger, dataOf<typeof wanted.name>(decided.data));
    case "reservation/release":
      return end(ledger, wanted.request.reservation_id, "released");
    case "booking/create":
      end(ledger, wanted.request.reservation_id, "booked");
      return booked(ledger, dataOf<typeof wanted.name>(decided.data));
    case "booking/modify":
    case "booking/cancel":
      return booked(ledger, dataOf<typeof wanted.name>(decided.data));
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

function reserved(ledger: Ledger, { id, seat_ids, expires_at }: Reservation): void {
  ledger.reservations.set(id, { seat_ids, expires_at_ms: Date.parse(expires_at), state: "open" });
}

function end(ledger: Ledger, reservation_id: string | undefined, state: Reserved["state"]): void {
  const found = reservation_id === undefined ? undefined : ledger.reservations.get(reservation_id);
  if (reservation_id !== undefined && found) ledger.reservations.set(reservation_id, { ...found, state });
}

function booked(ledger: Ledger, { id, seat_ids = [], status, total_price }: Booking): void {
  if (status === "CONFIRMED" || status === "CANCELED") {
    ledger.bookings.set(id, { seat_ids, status, ...total_price });
  } else {
    surprise(ledger, `booking ${id} is ${status}`);
  }
}

function surprise(ledger: Ledger, sentence: string): void {
  if (ledger.surprises.length < SURPRISES_MAX) ledger.surprises.push(sentence);
}
