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

export interface MoneyInput {
  /** In the minor unit, such as cents */
  amount: number;
  /** ISO 4217; at most 3 characters */
  currency: string;
}
