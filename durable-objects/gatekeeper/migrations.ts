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

export const GATEKEEPER_MIGRATIONS: readonly string[] = [V1];
