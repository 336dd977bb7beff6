// Made from contract/*.ts: npm run generate
import type { Money, Timestamp } from "./shapes.ts";

export interface FoundShow {
  id: string;
  venue_id: string;
  /** at most 200 characters */
  name: string;
  status: "OPEN" | "CLOSED" | "CANCELED";
  starts_at: Timestamp;
  /** ISO 4217; at most 3 characters */
  currency: string;
  seats_total: number;
  seats_available: number;
  seats_held: number;
  seats_sold: number;
  seats_blocked: number;
  /** Waitlist entries without an offer */
  waiting: number;
  price_min: Money;
  price_max: Money;
  policy: ShowPolicy;
  location_hint: "wnam" | "enam" | "sam" | "weur" | "eeur" | "apac" | "oc" | "afr" | "me" | null;
  /** The published version of a scheme that its seats and prices are of; null of a layout's */
  scheme_version_id: string | null;
  created_at: Timestamp;
  updated_at: Timestamp;
  /** When these counts were true */
  as_of: Timestamp;
}

export interface ListedSeat {
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
  status: "available" | "held" | "sold" | "blocked";
  /** When its hold ends; null when it is not held */
  held_until: Timestamp | null;
  /** Place in hall order, from 0 */
  index: number;
}

export interface Show {
  id: string;
  venue_id: string;
  /** at most 200 characters */
  name: string;
  status: "OPEN" | "CLOSED" | "CANCELED";
  starts_at: Timestamp;
  /** ISO 4217; at most 3 characters */
  currency: string;
  seats_total: number;
  seats_available: number;
  seats_held: number;
  seats_sold: number;
  seats_blocked: number;
  /** Waitlist entries without an offer */
  waiting: number;
  price_min: Money;
  price_max: Money;
  policy: ShowPolicy;
  location_hint: "wnam" | "enam" | "sam" | "weur" | "eeur" | "apac" | "oc" | "afr" | "me" | null;
  /** The published version of a scheme that its seats and prices are of; null of a layout's */
  scheme_version_id: string | null;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface ShowPolicy {
  /** Seats one reservation can keep; 10 by default. Admins may reserve up to 50 for a group whatever it says; 1 to 50 */
  seats_per_hold_max: number;
  /** Longest life of a hold, extensions included; 3600 by default; 60 to 86400 */
  max_hold_seconds: number;
  /** Life of an offer to the waitlist; 300 by default; 60 to 86400 */
  offer_ttl_seconds: number;
  /** first_fit (default) serves the oldest wish that fits; strict serves nobody before the oldest */
  waitlist_order: "first_fit" | "strict";
  /** Canceling ends this long before the start; 0 by default; 0 to 31536000 */
  cancellation_cutoff_seconds: number;
  /** What is done about chosen seats that leave a single free one beside them: nothing (default), refused where others in the row would do as well, or refused */
  orphan_policy: "off" | "lenient" | "strict";
}
