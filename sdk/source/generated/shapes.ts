// Made from contract/*.ts: npm run generate

export interface Booking {
  id: string;
  /** The departure; of booked seats, the show */
  departure_id: string;
  hold_id: string;
  /** For people: ten letters and digits in two groups; at most 32 characters */
  code: string;
  seats: number;
  customer_ref: string;
  status: "PENDING" | "CONFIRMED" | "CANCELED" | "FAILED";
  total_price: Money;
  created_at: Timestamp;
  updated_at: Timestamp;
  /** The show, where it is one */
  show_id?: string | undefined;
  /** Of a show: its seats, in hall order */
  seat_ids?: Array<string> | undefined;
  /** Of a show, where one booking is read: its seats with what is on them */
  seat_list?: Array<ChosenSeat> | undefined;
  /** Of a show: whether its seats are next to each other */
  adjacent?: boolean | undefined;
  /** Of a show: your own reference */
  external_booking_id?: string | null | undefined;
  /** Of a show: your own notes */
  metadata?: { [name: string]: string } | null | undefined;
}

export interface ChosenSeat {
  seat_id: string;
  /** The seat's id in the venue's map; at most 32 characters */
  map_seat_id: string;
  /** at most 64 characters */
  section: string;
  /** What is written at the row; at most 16 characters */
  row: string;
  /** What is written on the seat; at most 16 characters */
  number: string;
  /** at most 64 characters */
  category: string;
  /** Frozen when the show was made */
  price: Money;
  accessible: boolean;
}

export interface Hold {
  id: string;
  /** The departure; of an offer of seats, the show */
  departure_id: string;
  customer_ref: string;
  seats: number;
  status: "ACTIVE" | "EXPIRED" | "CONFIRMED" | "CANCELED";
  expires_at: Timestamp;
  /** The latest that extending can reach */
  max_expires_at: Timestamp;
  total_price: Money;
  booking_id: string | null;
  /** The waitlist entry that this hold is the offer of */
  entry_id: string | null;
  created_at: Timestamp;
  /** The show, where it is one */
  show_id?: string | undefined;
  /** Of a show: its seats, in hall order */
  seat_ids?: Array<string> | undefined;
}

export interface Money {
  /** In the minor unit, such as cents */
  amount: number;
  /** ISO 4217; at most 3 characters */
  currency: string;
}

export interface Reservation {
  id: string;
  show_id: string;
  customer_ref: string | null;
  external_booking_id: string | null;
  /** In hall order */
  seat_ids: Array<string>;
  /** The same, with what is on them */
  seats: Array<ChosenSeat>;
  /** Whether they are next to each other */
  adjacent: boolean;
  total_price: Money;
  metadata: { [name: string]: string } | null;
  status: "ACTIVE" | "EXPIRED" | "CONFIRMED" | "CANCELED";
  expires_at: Timestamp;
  /** The latest that extending can reach */
  max_expires_at: Timestamp;
  booking_id: string | null;
  /** The waitlist entry that this reservation is the offer of */
  entry_id: string | null;
  created_at: Timestamp;
}

/** ISO 8601, UTC, with Z */
export type Timestamp = string;

export interface WaitlistEntry {
  id: string;
  /** The departure, or the show */
  departure_id: string;
  customer_ref: string;
  seats: number;
  status: "WAITING" | "OFFERED" | "BOOKED" | "LAPSED" | "LEFT";
  /** Place in the line from 1; null when it does not wait */
  position: number | null;
  /** The offer: a hold to confirm before it expires */
  hold_id: string | null;
  created_at: Timestamp;
  notified_at: Timestamp | null;
  /** The show, where it is one */
  show_id?: string | undefined;
  /** Of a show: the only section that will do */
  section?: string | null | undefined;
  /** Of a show: the only category that will do */
  category?: string | null | undefined;
  /** Of a show: the most that one seat may cost */
  max_price?: Money | null | undefined;
  /** Of a show: how many must be accessible */
  accessible_seats?: number | undefined;
  /** Of a show: whether seats in several places will do */
  allow_split?: boolean | undefined;
}

export interface GroupRecord {
  group_record_id: string;
  /** at most 64 characters */
  group_id: string;
  /** at most 64 characters */
  name: string;
  element_id: string | null;
  sector_id: string | null;
}

export interface Job {
  job_id: string;
  /** More may come */
  kind: "display_backfill" | "artifact_cleanup";
  status: "RUNNING" | "DONE" | "FAILED";
  dry_run: boolean;
  /** Schemes or files that were looked at so far */
  checked: number;
  /** Those that were made anew or removed; with dry_run, that would have been */
  changed: number;
  failed: number;
  /** The first of them */
  failures: Array<{
    /** at most 256 characters */
    subject: string;
    /** at most 500 characters */
    message: string;
  }>;
  /** Why it stopped */
  error: string | null;
  created_at: Timestamp;
  updated_at: Timestamp;
  ended_at: Timestamp | null;
}

export interface MoneyInput {
  /** In the minor unit, such as cents */
  amount: number;
  /** ISO 4217; at most 3 characters */
  currency: string;
}

export interface PublishReadiness {
  ready: boolean;
  reasons: Array<{
    /** More may come */
    code: "no_seats" | "validation_errors" | "unpriced_seats" | "snapshot_missing" | "snapshot_stale";
    count: number;
    /** at most 500 characters */
    message: string;
  }>;
}

export interface Scheme {
  scheme_id: string;
  /** at most 200 characters */
  name: string;
  /** ISO 4217, of all its prices; at most 3 characters */
  currency: string;
  current_scheme_version_id: string;
  current_status: "draft" | "published" | "unpublished";
  /** The newest version that is published, which new shows are made from */
  published_scheme_version_id: string | null;
  versions_total: number;
  /** Of the current version */
  seats_total: number;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface SchemeValidation {
  /** Records with a fault that publishing waits for: the counts of the errors, added up */
  errors: number;
  /** The counts of the warnings, added up */
  warnings: number;
  issues: Array<{
    severity: "error" | "warning";
    /** More may come; at most 64 characters */
    code: string;
    /** For people: what is wrong and what to do; at most 500 characters */
    message: string;
    /** How many records */
    count: number;
    /** The first of them */
    records: Array<{
      kind: "sector" | "group" | "seat";
      record_id: string;
      /** at most 64 characters */
      id: string;
    }>;
  }>;
}

export interface SchemeVersion {
  scheme_version_id: string;
  scheme_id: string;
  /** From 1 */
  version_number: number;
  status: "draft" | "published" | "unpublished";
  is_current: boolean;
  /** The version that it was cloned from */
  based_on_scheme_version_id: string | null;
  /** The drawing that it shows */
  upload_id: string;
  /** Counts the edits of structure and prices */
  revision: number;
  sectors_total: number;
  groups_total: number;
  seats_total: number;
  /** What the best seats are nearest to, such as the stage; null for the middle above the first row */
  focal: {
    x: number;
    y: number;
  } | null;
  /** Of the prices; publishing needs one that is current */
  snapshot: {
    created_at: Timestamp;
    /** SHA-256, in hex, of the structure and prices that it is of; at most 64 characters */
    hash: string;
    /** Whether structure and prices are still what they were */
    is_current: boolean;
  } | null;
  created_at: Timestamp;
  updated_at: Timestamp;
  published_at: Timestamp | null;
  unpublished_at: Timestamp | null;
}

export interface SeatRecord {
  seat_record_id: string;
  /** Unique in the version; the map_seat_id of shows made from it; at most 32 characters */
  seat_id: string;
  element_id: string | null;
  sector_id: string | null;
  group_id: string | null;
  /** at most 16 characters */
  row_label: string;
  /** at most 16 characters */
  seat_number: string;
  /** In the drawing's units */
  x: number;
  /** In the drawing's units, downwards */
  y: number;
  accessible: boolean;
  /** Whether shows sell it; one that is not keeps its place in the row */
  sellable: boolean;
}

export interface SectorRecord {
  sector_record_id: string;
  /** at most 64 characters */
  sector_id: string;
  /** at most 64 characters */
  name: string;
  element_id: string | null;
}
