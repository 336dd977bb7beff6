// Made from contract/*.ts: npm run generate

export interface Booking {
  id: string;
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
}

export interface Hold {
  id: string;
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
}

export interface Money {
  /** In the minor unit, such as cents */
  amount: number;
  /** ISO 4217; at most 3 characters */
  currency: string;
}

/** ISO 8601, UTC, with Z */
export type Timestamp = string;

export interface WaitlistEntry {
  id: string;
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
}

export interface MoneyInput {
  /** In the minor unit, such as cents */
  amount: number;
  /** ISO 4217; at most 3 characters */
  currency: string;
}
