// What a show can be told and asked, and what it answers. Backward compatible: see envelope.ts.
import type { ChildNumber } from "../../domain/identifier.ts";
import type { MapSeat } from "../../domain/layout.ts";
import type { OrphanPolicy } from "../../domain/orphans.ts";
import type { Refusal } from "../../domain/refusal.ts";
import type { Policy } from "../../domain/sale.ts";
import type { SeatChoice } from "../../domain/seat-choice.ts";
import type { SeatStateName } from "../../domain/seat-state.ts";
import type { SeatBooking, SeatEntry, SeatHold, Show } from "../../domain/show.ts";
import type { Listed as SaleListed, Query as SaleQuery } from "../sale/answer-query.ts";
import type { SaleCommand, SaleOutcome } from "../sale/execute.ts";
import type * as kinds from "../sale/kinds.ts";
import type { SeatMap } from "./map-rows.ts";

export type NewShow = {
  readonly id: string;
  readonly venue_id: string;
  readonly name: string;
  readonly starts_at_ms: number;
  readonly currency: string;
  readonly policy: Policy;
  readonly orphan_policy: OrphanPolicy;
  readonly location_hint: string | null;
  /** Absent from a Worker that is older than schemes. */
  readonly scheme_version_id?: string | null;
};

export type ShowChanges = {
  readonly name?: string;
  readonly starts_at_ms?: number;
  readonly policy?: Partial<Policy>;
  readonly orphan_policy?: OrphanPolicy;
};

export type WantedHold = {
  readonly customer_ref: string | null;
  readonly choice: SeatChoice;
  /** Of the wish's price_max; null where it has none. */
  readonly price_currency: string | null;
  readonly ttl_ms: number;
  readonly refresh: boolean;
  readonly external_booking_id: string | null;
  /** As JSON text. */
  readonly metadata: string | null;
};

export type Command =
  | SaleCommand
  | { readonly type: "create"; readonly show: NewShow; readonly map: SeatMap }
  | { readonly type: "update"; readonly changes: ShowChanges }
  | { readonly type: "close" | "reopen" }
  | { readonly type: "cancel"; readonly reason: string }
  | ({ readonly type: "hold" } & WantedHold)
  | { readonly type: "hold_batch"; readonly atomic: boolean; readonly holds: readonly WantedHold[] }
  | {
      readonly type: "confirm";
      readonly hold: ChildNumber;
      /** Null for all that the hold keeps. */
      readonly seats: readonly number[] | null;
      readonly code: string;
      readonly external_booking_id: string | null;
      readonly metadata: string | null;
    }
  | { readonly type: "modify_booking"; readonly booking: ChildNumber; readonly seats: readonly number[] }
  | {
      readonly type: "join";
      readonly customer_ref: string | null;
      readonly seats: number;
      /** What the seats must be like, as canonical JSON text without the quantity. */
      readonly wish: string;
      readonly price_currency: string | null;
    }
  | { readonly type: "block"; readonly seats: readonly number[]; readonly reason: string }
  | { readonly type: "unblock"; readonly seats: readonly number[] };

/** What is on a seat and what it costs. */
export type SeatFacts = Omit<MapSeat, "id" | "position" | "x" | "y"> & { readonly index: number };

/** How holds and bookings of a show are shown. */
type Shown = { readonly show_id: string; readonly chosen: readonly SeatFacts[]; readonly adjacent: boolean };

export type ShowKinds = {
  readonly home: Show;
  readonly hold: SeatHold;
  readonly booking: SeatBooking;
  readonly entry: SeatEntry;
  readonly shown: {
    readonly hold: Shown;
    readonly booking: Shown;
    readonly entry: { readonly show_id: string; readonly currency: string };
  };
  readonly command: Command;
  readonly outcome: Outcome;
};

export type HoldView = kinds.HoldView<ShowKinds>;
export type BookingView = kinds.BookingView<ShowKinds>;
export type EntryView = kinds.EntryView<ShowKinds>;

/** A refusal, and of which of several things that were asked for at once. */
export type BatchRefusal = Refusal & { readonly item?: number };
export type BatchResult = Refusal | { readonly ok: true; readonly hold: HoldView };

export type Outcome =
  | SaleOutcome<ShowKinds>
  | BatchRefusal
  | { readonly ok: true; readonly show: Show }
  | { readonly ok: true; readonly results: readonly BatchResult[] }
  | { readonly ok: true; readonly show: Show; readonly seats: readonly SeatNow[] };

/** A seat as it is now. `held_until_ms` while it is held. */
export type SeatNow = SeatFacts & { readonly state: SeatStateName; readonly held_until_ms: number | null };

export type Query =
  | SaleQuery
  | { readonly type: "show" }
  | { readonly type: "seats"; readonly seats: readonly number[] }
  /** Of all seats: what changes; `without_ends`, when holds end is not asked for, which is most of the work. */
  | { readonly type: "states"; readonly without_ends?: true }
  /** Of all seats: what never changes. */
  | { readonly type: "map" };

export type Listed =
  | SaleListed<ShowKinds>
  | { readonly ok: true; readonly show: Show; readonly seats: readonly SeatNow[] }
  | {
      readonly ok: true;
      readonly show: Show;
      readonly states: Uint8Array;
      readonly held_until: readonly (readonly [seat: number, time_ms: number])[];
    }
  | { readonly ok: true; readonly show: Show; readonly map: readonly MapSeat[]; readonly layout: string };

export type QueryAnswer = { readonly outcome: Outcome | Listed; readonly seq: number };
