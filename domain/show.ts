// A show: one dated use of a venue, with named seats and prices that were frozen when it was made.
import type { BookingLife } from "./booking.ts";
import type { HoldLife } from "./hold.ts";
import type { OrphanPolicy } from "./orphans.ts";
import type { Sale } from "./sale.ts";
import type { EntryLife } from "./waitlist.ts";

export type Show = Sale & {
  readonly venue_id: string;
  readonly name: string;
  readonly currency: string;
  /** What is done about a choice by id that leaves a single seat behind. */
  readonly orphan_policy: OrphanPolicy;
  readonly price_min: number;
  readonly price_max: number;
  /** The published version of a scheme that it was made from; null of one from a layout. */
  readonly scheme_version_id: string | null;
};

export const SHOW_LIMITS = {
  /** Seats of one hold, for those who may book for a group. */
  group_seats_max: 50,
  /** Different wishes that can wait for one show, so that freed seats can be offered in one commit. */
  wishes_waiting_max: 100,
} as const;

/** Seats that belong together, by their index in hall order, and what they cost together. */
type Seated = {
  readonly seat_list: readonly number[];
  readonly total_amount: number;
  readonly currency: string;
  /** The partner's own reference; it identifies nothing here. */
  readonly external_booking_id: string | null;
  /** The partner's own notes, as JSON text. */
  readonly metadata: string | null;
};

export type SeatHold = HoldLife & Seated;
export type SeatBooking = BookingLife & Seated;
export type SeatEntry = EntryLife & {
  /** What the seats must be like, as JSON text without the quantity: equal wishes are equal texts. */
  readonly wish: string;
};
