// The tables of a show. Append-only: a script that has been deployed is never edited; the next one is added.
import { CHANGES_SCHEMA } from "../changes.ts";

// A seat that nothing ever happened to has no row: it is available. That a seat has one owner is what its one row says.
const V1 = `
CREATE TABLE show (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  id TEXT NOT NULL,
  venue_id TEXT NOT NULL,
  name TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('OPEN', 'CLOSED', 'CANCELED')),
  starts_at_ms INTEGER NOT NULL,
  capacity INTEGER NOT NULL CHECK (capacity >= 0),
  held INTEGER NOT NULL CHECK (held >= 0),
  sold INTEGER NOT NULL CHECK (sold >= 0),
  blocked INTEGER NOT NULL CHECK (blocked >= 0),
  currency TEXT NOT NULL,
  orphan_policy TEXT NOT NULL CHECK (orphan_policy IN ('off', 'lenient', 'strict')),
  price_min INTEGER NOT NULL CHECK (price_min >= 0),
  price_max INTEGER NOT NULL CHECK (price_max >= price_min),
  policy TEXT NOT NULL,
  location_hint TEXT,
  waiting INTEGER NOT NULL CHECK (waiting >= 0),
  active_holds INTEGER NOT NULL CHECK (active_holds >= 0),
  created_at_ms INTEGER NOT NULL,
  updated_at_ms INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  committed_at_ms INTEGER NOT NULL,
  projected_seq INTEGER NOT NULL,
  alarm_at_ms INTEGER,
  CHECK (held + sold + blocked <= capacity)
) STRICT;
CREATE TABLE map (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  focal TEXT,
  layout TEXT NOT NULL
) STRICT;
CREATE TABLE map_parts (
  no INTEGER PRIMARY KEY,
  body TEXT NOT NULL
) STRICT;
CREATE TABLE seats (
  seat INTEGER PRIMARY KEY CHECK (seat >= 0),
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
  owner INTEGER,
  seq INTEGER NOT NULL,
  CHECK ((state IN (1, 2)) = (owner IS NOT NULL))
) STRICT;
CREATE TABLE holds (
  no INTEGER PRIMARY KEY,
  channel TEXT NOT NULL,
  customer_ref TEXT,
  seats INTEGER NOT NULL CHECK (seats > 0),
  status TEXT NOT NULL CHECK (status IN ('ACTIVE', 'EXPIRED', 'CONFIRMED', 'CANCELED')),
  created_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL,
  entry_no INTEGER,
  booking_no INTEGER,
  seat_list TEXT NOT NULL,
  total_amount INTEGER NOT NULL CHECK (total_amount >= 0),
  currency TEXT NOT NULL,
  external_booking_id TEXT,
  metadata TEXT,
  CHECK ((status = 'CONFIRMED') = (booking_no IS NOT NULL)),
  CHECK (json_array_length(seat_list) = seats)
) STRICT;
CREATE INDEX holds_due ON holds (expires_at_ms, seats) WHERE status = 'ACTIVE';
CREATE UNIQUE INDEX holds_active ON holds (customer_ref, channel)
  WHERE status = 'ACTIVE' AND entry_no IS NULL AND customer_ref IS NOT NULL;
CREATE TABLE bookings (
  no INTEGER PRIMARY KEY,
  hold_no INTEGER NOT NULL UNIQUE,
  hold_created_at_ms INTEGER NOT NULL,
  code TEXT NOT NULL,
  channel TEXT NOT NULL,
  customer_ref TEXT,
  seats INTEGER NOT NULL CHECK (seats > 0),
  status TEXT NOT NULL CHECK (status IN ('PENDING', 'CONFIRMED', 'CANCELED', 'FAILED')),
  created_at_ms INTEGER NOT NULL,
  updated_at_ms INTEGER NOT NULL,
  seat_list TEXT NOT NULL,
  total_amount INTEGER NOT NULL CHECK (total_amount >= 0),
  currency TEXT NOT NULL,
  external_booking_id TEXT,
  metadata TEXT,
  CHECK (json_array_length(seat_list) = seats)
) STRICT;
CREATE TABLE entries (
  no INTEGER PRIMARY KEY,
  channel TEXT NOT NULL,
  customer_ref TEXT,
  seats INTEGER NOT NULL CHECK (seats > 0),
  status TEXT NOT NULL CHECK (status IN ('WAITING', 'OFFERED', 'BOOKED', 'LAPSED', 'LEFT')),
  created_at_ms INTEGER NOT NULL,
  notified_at_ms INTEGER,
  hold_no INTEGER,
  hold_created_at_ms INTEGER,
  wish TEXT NOT NULL
) STRICT;
CREATE INDEX entries_waiting ON entries (wish, seats, no) WHERE status = 'WAITING';
CREATE INDEX entries_line ON entries (no) WHERE status = 'WAITING';
CREATE UNIQUE INDEX entries_current ON entries (customer_ref, channel)
  WHERE status IN ('WAITING', 'OFFERED') AND customer_ref IS NOT NULL;
CREATE TABLE used_tickets (
  id TEXT PRIMARY KEY,
  expires_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
${CHANGES_SCHEMA}`;

const V2 = "ALTER TABLE show ADD COLUMN scheme_version_id TEXT";

export const SHOW_MIGRATIONS: readonly string[] = [V1, V2];
