// What a departure can be told and asked, and what it answers. Backward compatible: see envelope.ts.
import type { Booking } from "../../domain/booking.ts";
import type { Adjustment } from "../../domain/capacity.ts";
import type { Departure, Policy } from "../../domain/departure.ts";
import type { Hold, HoldStatus } from "../../domain/hold.ts";
import type { ChildNumber } from "../../domain/identifier.ts";
import type { Refusal } from "../../domain/refusal.ts";
import type { Entry, EntryStatus } from "../../domain/waitlist.ts";

export type NewDeparture = {
  readonly id: string;
  readonly tour_id: string;
  readonly starts_at_ms: number;
  readonly capacity: number;
  readonly unit_amount: number;
  readonly currency: string;
  readonly policy: Policy;
  readonly location_hint: string | null;
};

export type DepartureChanges = {
  readonly starts_at_ms?: number;
  readonly unit_amount?: number;
  readonly currency?: string;
  readonly policy?: Partial<Policy>;
};

export type Command =
  | { readonly type: "create"; readonly departure: NewDeparture }
  | { readonly type: "update"; readonly changes: DepartureChanges }
  | { readonly type: "close" | "reopen" }
  | { readonly type: "cancel"; readonly reason: string }
  | {
      readonly type: "hold";
      readonly customer_ref: string;
      readonly seats: number;
      readonly ttl_ms: number;
      readonly refresh: boolean;
    }
  | { readonly type: "extend"; readonly hold: ChildNumber; readonly ttl_ms: number }
  | { readonly type: "release"; readonly hold: ChildNumber }
  | { readonly type: "confirm"; readonly hold: ChildNumber; readonly seats: number | null; readonly code: string }
  | { readonly type: "cancel_booking"; readonly booking: ChildNumber }
  | { readonly type: "modify_booking"; readonly booking: ChildNumber; readonly seats: number }
  | { readonly type: "join"; readonly customer_ref: string; readonly seats: number }
  | { readonly type: "leave"; readonly entry: ChildNumber }
  | { readonly type: "notify"; readonly entry: ChildNumber | null; readonly ttl_ms: number | null }
  | { readonly type: "adjust"; readonly delta: number; readonly reason: string };

/** A hold as it is shown: with what it costs and how long it can last. */
export type HoldView = Hold & {
  readonly departure_id: string;
  readonly max_expires_at_ms: number;
  readonly entry_id: string | null;
};
export type BookingView = Booking & { readonly departure_id: string };
export type EntryView = Entry & { readonly departure_id: string; readonly position: number | null };
export type AdjustmentView = Adjustment & { readonly departure_id: string };

export type Outcome =
  | Refusal
  | { readonly ok: true; readonly departure: Departure }
  | { readonly ok: true; readonly hold: HoldView }
  | { readonly ok: true; readonly booking: BookingView }
  | { readonly ok: true; readonly entry: EntryView; readonly joined: boolean }
  | { readonly ok: true; readonly offers: readonly { readonly entry: EntryView; readonly hold: HoldView }[] }
  | { readonly ok: true; readonly adjustment: AdjustmentView; readonly departure: Departure };

export type Page = { readonly after_no: number; readonly limit: number };

export type Query =
  | { readonly type: "departure" }
  | { readonly type: "hold"; readonly hold: ChildNumber }
  | { readonly type: "booking"; readonly booking: ChildNumber }
  | { readonly type: "entry"; readonly entry: ChildNumber }
  | {
      readonly type: "holds";
      readonly status: HoldStatus | null;
      readonly customer_ref: string | null;
      readonly page: Page;
    }
  | {
      readonly type: "entries";
      readonly status: EntryStatus | null;
      readonly customer_ref: string | null;
      readonly page: Page;
    }
  | { readonly type: "adjustments"; readonly page: Page };

export type Listed =
  | { readonly ok: true; readonly holds: readonly HoldView[] }
  | { readonly ok: true; readonly entries: readonly EntryView[] }
  | { readonly ok: true; readonly adjustments: readonly AdjustmentView[] };

export type QueryAnswer = { readonly outcome: Outcome | Listed; readonly seq: number };
