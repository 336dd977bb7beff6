// What a departure can be told and asked, and what it answers. Backward compatible: see envelope.ts.
import type { Booking } from "../../domain/booking.ts";
import type { Adjustment } from "../../domain/capacity.ts";
import type { Departure } from "../../domain/departure.ts";
import type { Hold } from "../../domain/hold.ts";
import type { ChildNumber } from "../../domain/identifier.ts";
import type { Policy } from "../../domain/sale.ts";
import type { Entry } from "../../domain/waitlist.ts";
import type { Query as SaleQuery } from "../sale/answer-query.ts";
import type { SaleCommand, SaleOutcome } from "../sale/execute.ts";
import type * as kinds from "../sale/kinds.ts";

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
  | SaleCommand
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
  | { readonly type: "confirm"; readonly hold: ChildNumber; readonly seats: number | null; readonly code: string }
  | { readonly type: "modify_booking"; readonly booking: ChildNumber; readonly seats: number }
  | { readonly type: "join"; readonly customer_ref: string; readonly seats: number }
  | { readonly type: "adjust"; readonly delta: number; readonly reason: string };

type Named = { readonly departure_id: string };

/** What a departure is among sales. */
export type DepartureKinds = {
  readonly home: Departure;
  readonly hold: Hold;
  readonly booking: Booking;
  readonly entry: Entry;
  readonly shown: { readonly hold: Named; readonly booking: Named; readonly entry: Named };
  readonly command: Command;
  readonly outcome: Outcome;
};

/** A hold as it is shown: with what it costs and how long it can last. */
export type HoldView = kinds.HoldView<DepartureKinds>;
export type BookingView = kinds.BookingView<DepartureKinds>;
export type EntryView = kinds.EntryView<DepartureKinds>;
export type AdjustmentView = Adjustment & { readonly departure_id: string };

export type Outcome =
  | SaleOutcome<DepartureKinds>
  | { readonly ok: true; readonly departure: Departure }
  | { readonly ok: true; readonly adjustment: AdjustmentView; readonly departure: Departure };

export type Query =
  | SaleQuery
  | { readonly type: "departure" }
  | { readonly type: "adjustments"; readonly page: kinds.Page };

export type Listed =
  | { readonly ok: true; readonly holds: readonly HoldView[] }
  | { readonly ok: true; readonly entries: readonly EntryView[] }
  | { readonly ok: true; readonly adjustments: readonly AdjustmentView[] };

export type QueryAnswer = { readonly outcome: Outcome | Listed; readonly seq: number };
