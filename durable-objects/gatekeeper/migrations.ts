// The tables of a channel's gatekeeper. Append-only.

const V1 = `
CREATE TABLE claims (
  no INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  target TEXT NOT NULL,
  digests TEXT NOT NULL,
  claimed_at_ms INTEGER NOT NULL
) STRICT;
CREATE TABLE api_keys (
  no INTEGER PRIMARY KEY,
  created_at_ms INTEGER NOT NULL,
  name TEXT NOT NULL,
  secret_hash TEXT NOT NULL,
  permissions TEXT NOT NULL,
  rate_limit INTEGER NOT NULL CHECK (rate_limit > 0),
  revoked_at_ms INTEGER,
  last_used_at_ms INTEGER,
  window_started_at_ms INTEGER NOT NULL DEFAULT 0,
  window_used INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE usage (
  key_no INTEGER NOT NULL,
  hour INTEGER NOT NULL,
  requests INTEGER NOT NULL,
  PRIMARY KEY (key_no, hour)
) STRICT, WITHOUT ROWID;
`;

// Keys that end and are replaced, who changed them, and what they are used for. `version` numbers what D1 is to be told;
// the table usage is of before, and nothing writes it any more.
const V2 = `
ALTER TABLE api_keys ADD COLUMN ends_at_ms INTEGER;
ALTER TABLE api_keys ADD COLUMN replaced_by INTEGER;
ALTER TABLE api_keys ADD COLUMN version INTEGER;
CREATE TABLE key_changes (
  no INTEGER PRIMARY KEY,
  key_no INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  change TEXT NOT NULL,
  actor TEXT NOT NULL,
  request_id TEXT NOT NULL,
  name TEXT NOT NULL,
  permissions TEXT NOT NULL,
  rate_limit INTEGER NOT NULL,
  ends_at_ms INTEGER
) STRICT;
CREATE INDEX key_changes_key ON key_changes (key_no, no);
CREATE TABLE key_usage (
  key_no INTEGER NOT NULL,
  hour INTEGER NOT NULL,
  operation TEXT NOT NULL,
  requests INTEGER NOT NULL,
  errors_4xx INTEGER NOT NULL,
  errors_5xx INTEGER NOT NULL,
  buckets TEXT NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (key_no, hour, operation)
) STRICT, WITHOUT ROWID;
CREATE INDEX key_usage_version ON key_usage (version);
CREATE TABLE usage_batches (
  isolate TEXT PRIMARY KEY,
  no INTEGER NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE channel (id TEXT PRIMARY KEY) STRICT;
CREATE TABLE progress (
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`;

export const GATEKEEPER_MIGRATIONS: readonly string[] = [V1, V2];
