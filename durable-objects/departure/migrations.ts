// The tables of a departure. Append-only: a script that has been deployed is never edited; the next one is added.
import { CHANGES_SCHEMA } from "../changes.ts";

const V1 = `
CREATE TABLE departure (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  id TEXT NOT NULL,
  tour_id TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('OPEN', 'CLOSED', 'CANCELED')),
  starts_at_ms INTEGER NOT NULL,
  capacity INTEGER NOT NULL CHECK (capacity >= 0),
  held INTEGER NOT NULL CHECK (held >= 0),
  sold INTEGER NOT NULL CHECK (sold >= 0),
  blocked INTEGER NOT NULL CHECK (blocked >= 0),
  unit_amount INTEGER NOT NULL CHECK (unit_amount >= 0),
  currency TEXT NOT NULL,
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
CREATE TABLE holds (
  no INTEGER PRIMARY KEY,
  channel TEXT NOT NULL,
  customer_ref TEXT NOT NULL,
  seats INTEGER NOT NULL CHECK (seats > 0),
  status TEXT NOT NULL CHECK (status IN ('ACTIVE', 'EXPIRED', 'CONFIRMED', 'CANCELED')),
  created_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL,
  unit_amount INTEGER NOT NULL,
  entry_no INTEGER,
  booking_no INTEGER,
  CHECK ((status = 'CONFIRMED') = (booking_no IS NOT NULL))
) STRICT;
CREATE INDEX holds_due ON holds (expires_at_ms, seats) WHERE status = 'ACTIVE';
CREATE UNIQUE INDEX holds_active ON holds (customer_ref, channel) WHERE status = 'ACTIVE' AND entry_no IS NULL;
CREATE TABLE bookings (
  no INTEGER PRIMARY KEY,
  hold_no INTEGER NOT NULL UNIQUE,
  hold_created_at_ms INTEGER NOT NULL,
  code TEXT NOT NULL,
  channel TEXT NOT NULL,
  customer_ref TEXT NOT NULL,
  seats INTEGER NOT NULL CHECK (seats > 0),
  status TEXT NOT NULL CHECK (status IN ('PENDING', 'CONFIRMED', 'CANCELED', 'FAILED')),
  unit_amount INTEGER NOT NULL,
  currency TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL,
  updated_at_ms INTEGER NOT NULL
) STRICT;
CREATE TABLE entries (
  no INTEGER PRIMARY KEY,
  channel TEXT NOT NULL,
  customer_ref TEXT NOT NULL,
  seats INTEGER NOT NULL CHECK (seats > 0),
  status TEXT NOT NULL CHECK (status IN ('WAITING', 'OFFERED', 'BOOKED', 'LAPSED', 'LEFT')),
  created_at_ms INTEGER NOT NULL,
  notified_at_ms INTEGER,
  hold_no INTEGER,
  hold_created_at_ms INTEGER
) STRICT;
CREATE INDEX entries_waiting ON entries (seats, no) WHERE status = 'WAITING';
CREATE UNIQUE INDEX entries_current ON entries (customer_ref, channel) WHERE status IN ('WAITING', 'OFFERED');
CREATE TABLE adjustments (
  no INTEGER PRIMARY KEY,
  delta INTEGER NOT NULL,
  reason TEXT NOT NULL,
  actor TEXT NOT NULL,
  capacity_after INTEGER NOT NULL,
  created_at_ms INTEGER NOT NULL
) STRICT;
CREATE TABLE used_tickets (
  id TEXT PRIMARY KEY,
  expires_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
${CHANGES_SCHEMA}`;

// A hold keeps the currency that its price was frozen in.
const V2 = `
ALTER TABLE holds ADD COLUMN currency TEXT NOT NULL DEFAULT '';
UPDATE holds SET currency = (SELECT currency FROM departure);
`;

export const DEPARTURE_MIGRATIONS: readonly string[] = [V1, V2];
