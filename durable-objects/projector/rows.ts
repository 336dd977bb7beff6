// What objects tell D1. Each row is the whole present state of one thing with the `seq` of its object at that
// time, so that rows may come late, twice or out of order and the newest still wins.

export type DepartureRow = {
  readonly id: string;
  readonly tour_id: string;
  readonly status: string;
  readonly starts_at_ms: number;
  readonly capacity: number;
  readonly held: number;
  readonly sold: number;
  readonly available: number;
  readonly waiting: number;
  readonly active_holds: number;
  readonly unit_amount: number;
  readonly currency: string;
  readonly policy: string;
  readonly location_hint: string | null;
  readonly created_at_ms: number;
  readonly updated_at_ms: number;
  readonly as_of_ms: number;
  readonly seq: number;
};

export type ShowRow = {
  readonly id: string;
  readonly venue_id: string;
  readonly name: string;
  readonly status: string;
  readonly starts_at_ms: number;
  readonly capacity: number;
  readonly held: number;
  readonly sold: number;
  readonly blocked: number;
  readonly available: number;
  readonly waiting: number;
  readonly active_holds: number;
  readonly currency: string;
  readonly price_min: number;
  readonly price_max: number;
  readonly policy: string;
  readonly orphan_policy: string;
  readonly scheme_version_id: string | null;
  readonly location_hint: string | null;
  readonly created_at_ms: number;
  readonly updated_at_ms: number;
  readonly as_of_ms: number;
  readonly seq: number;
};

/** `departure_id` is the departure, or the show, that it is of; of a show it has no tour and no one price a seat. */
export type BookingRow = {
  readonly id: string;
  readonly departure_id: string;
  readonly tour_id: string;
  readonly hold_id: string;
  readonly code: string;
  readonly channel: string;
  readonly customer_ref: string;
  readonly seats: number;
  readonly status: string;
  readonly unit_amount: number;
  readonly currency: string;
  readonly total_amount: number;
  /** Null for what is booked on a departure. */
  readonly show_id: string | null;
  readonly venue_id: string | null;
  /** Indices in hall order, as JSON text. */
  readonly seat_list: string | null;
  readonly external_booking_id: string | null;
  readonly created_at_ms: number;
  readonly updated_at_ms: number;
  readonly seq: number;
};

export type EntryRow = {
  readonly id: string;
  readonly departure_id: string;
  readonly channel: string;
  readonly customer_ref: string;
  readonly seats: number;
  readonly status: string;
  readonly created_at_ms: number;
  readonly notified_at_ms: number | null;
  readonly hold_id: string | null;
  readonly seq: number;
};

export type AdjustmentRow = {
  readonly id: string;
  readonly departure_id: string;
  readonly delta: number;
  readonly reason: string;
  readonly actor: string;
  readonly capacity_after: number;
  readonly created_at_ms: number;
  readonly seq: number;
};

/** Of an API key, as its channel's gatekeeper has it. */
export type KeyRow = {
  readonly id: string;
  readonly channel: string;
  readonly name: string;
  readonly permissions: string;
  readonly rate_limit: number;
  readonly created_at_ms: number;
  readonly revoked_at_ms: number | null;
  readonly last_used_at_ms: number | null;
  readonly ends_at_ms: number | null;
  readonly seq: number;
};

/** What a key was used for in an hour. */
export type KeyUsageRow = {
  readonly id: string;
  readonly key_id: string;
  readonly channel: string;
  readonly operation: string;
  readonly hour_ms: number;
  readonly requests: number;
  readonly errors_4xx: number;
  readonly errors_5xx: number;
  readonly buckets: string;
  readonly seq: number;
};

export type SchemeRow = {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  readonly current_version_id: string;
  readonly current_status: string;
  readonly published_version_id: string | null;
  readonly versions_total: number;
  readonly seats_total: number;
  readonly created_at_ms: number;
  readonly updated_at_ms: number;
  readonly seq: number;
};

export type UploadRow = {
  readonly id: string;
  readonly scheme_id: string;
  readonly scheme_version_id: string;
  readonly name: string;
  readonly file_name: string | null;
  readonly bytes: number;
  readonly sha256: string;
  readonly sectors_total: number;
  readonly groups_total: number;
  readonly seats_total: number;
  readonly created_at_ms: number;
  readonly seq: number;
};

/** Who changed what in a scheme; never altered. */
export type SchemeAuditRow = {
  readonly id: string;
  readonly scheme_id: string;
  readonly scheme_version_id: string | null;
  readonly action: string;
  readonly actor: string;
  readonly summary: string;
  readonly request_id: string;
  readonly created_at_ms: number;
  readonly seq: number;
};

export type Rows = {
  readonly departures: readonly DepartureRow[];
  readonly shows: readonly ShowRow[];
  readonly bookings: readonly BookingRow[];
  readonly entries: readonly EntryRow[];
  readonly adjustments: readonly AdjustmentRow[];
  readonly keys: readonly KeyRow[];
  readonly usage: readonly KeyUsageRow[];
  readonly schemes: readonly SchemeRow[];
  readonly uploads: readonly UploadRow[];
  readonly scheme_audit: readonly SchemeAuditRow[];
};

export const NO_ROWS: Rows = {
  departures: [],
  shows: [],
  bookings: [],
  entries: [],
  adjustments: [],
  keys: [],
  usage: [],
  schemes: [],
  uploads: [],
  scheme_audit: [],
};

export function countRows(rows: Rows): number {
  return Object.values(rows).reduce((sum, part) => sum + part.length, 0);
}

export function mergeRows(parts: readonly Rows[]): Rows {
  return {
    departures: parts.flatMap((part) => part.departures),
    shows: parts.flatMap((part) => part.shows),
    bookings: parts.flatMap((part) => part.bookings),
    entries: parts.flatMap((part) => part.entries),
    adjustments: parts.flatMap((part) => part.adjustments),
    keys: parts.flatMap((part) => part.keys),
    usage: parts.flatMap((part) => part.usage),
    schemes: parts.flatMap((part) => part.schemes),
    uploads: parts.flatMap((part) => part.uploads),
    scheme_audit: parts.flatMap((part) => part.scheme_audit),
  };
}
