// The tables of a scheme. Every version has its own rows, which nothing writes once it is published; record numbers
// are the same in all versions that were cloned from each other.
import { CHANGES_SCHEMA } from "../changes.ts";

const V1 = `
CREATE TABLE scheme (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  currency TEXT NOT NULL,
  current_no INTEGER NOT NULL,
  next_record_no INTEGER NOT NULL,
  next_price_no INTEGER NOT NULL,
  created_at_ms INTEGER NOT NULL,
  updated_at_ms INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  committed_at_ms INTEGER NOT NULL,
  projected_seq INTEGER NOT NULL,
  alarm_at_ms INTEGER
) STRICT;
CREATE TABLE uploads (
  no INTEGER PRIMARY KEY,
  version_no INTEGER NOT NULL,
  name TEXT NOT NULL,
  file_name TEXT,
  bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  sectors_total INTEGER NOT NULL,
  groups_total INTEGER NOT NULL,
  seats_total INTEGER NOT NULL,
  report TEXT NOT NULL,
  view TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL,
  seq INTEGER NOT NULL
) STRICT;
CREATE TABLE artifacts (
  upload_no INTEGER NOT NULL,
  kind TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  media_type TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL,
  PRIMARY KEY (upload_no, kind)
) STRICT, WITHOUT ROWID;
CREATE TABLE drawn_elements (
  upload_no INTEGER NOT NULL,
  part INTEGER NOT NULL,
  element_ids TEXT NOT NULL,
  PRIMARY KEY (upload_no, part)
) STRICT, WITHOUT ROWID;
CREATE TABLE versions (
  no INTEGER PRIMARY KEY,
  status TEXT NOT NULL CHECK (status IN ('draft', 'published', 'unpublished')),
  based_on_no INTEGER,
  upload_no INTEGER NOT NULL,
  upload_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  sectors_total INTEGER NOT NULL,
  groups_total INTEGER NOT NULL,
  seats_total INTEGER NOT NULL,
  focal TEXT,
  snapshot TEXT,
  created_at_ms INTEGER NOT NULL,
  updated_at_ms INTEGER NOT NULL,
  published_at_ms INTEGER,
  unpublished_at_ms INTEGER,
  CHECK ((status = 'draft') = (published_at_ms IS NULL))
) STRICT;
CREATE TABLE sectors (
  version_no INTEGER NOT NULL,
  record_no INTEGER NOT NULL,
  sector_id TEXT NOT NULL,
  name TEXT NOT NULL,
  element_id TEXT,
  PRIMARY KEY (version_no, record_no)
) STRICT, WITHOUT ROWID;
CREATE TABLE groups (
  version_no INTEGER NOT NULL,
  record_no INTEGER NOT NULL,
  group_id TEXT NOT NULL,
  name TEXT NOT NULL,
  element_id TEXT,
  sector_id TEXT,
  PRIMARY KEY (version_no, record_no)
) STRICT, WITHOUT ROWID;
CREATE TABLE seats (
  version_no INTEGER NOT NULL,
  record_no INTEGER NOT NULL,
  seat_id TEXT NOT NULL,
  element_id TEXT,
  sector_id TEXT,
  group_id TEXT,
  row_label TEXT NOT NULL,
  seat_number TEXT NOT NULL,
  x REAL NOT NULL,
  y REAL NOT NULL,
  accessible INTEGER NOT NULL CHECK (accessible IN (0, 1)),
  sellable INTEGER NOT NULL CHECK (sellable IN (0, 1)),
  PRIMARY KEY (version_no, record_no)
) STRICT, WITHOUT ROWID;
CREATE TABLE categories (
  version_no INTEGER NOT NULL,
  category_no INTEGER NOT NULL,
  name TEXT NOT NULL,
  color TEXT NOT NULL,
  unit_amount INTEGER CHECK (unit_amount >= 0),
  PRIMARY KEY (version_no, category_no)
) STRICT, WITHOUT ROWID;
CREATE TABLE rules (
  version_no INTEGER NOT NULL,
  rule_no INTEGER NOT NULL,
  target_type TEXT NOT NULL CHECK (target_type IN ('seat', 'group', 'sector', 'default')),
  target_id TEXT,
  category_no INTEGER NOT NULL,
  unit_amount INTEGER CHECK (unit_amount >= 0),
  priority INTEGER NOT NULL,
  PRIMARY KEY (version_no, rule_no),
  CHECK ((target_type = 'default') = (target_id IS NULL))
) STRICT, WITHOUT ROWID;
CREATE TABLE audit (
  seq INTEGER PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  action TEXT NOT NULL,
  version_no INTEGER,
  actor TEXT NOT NULL,
  summary TEXT NOT NULL,
  request_id TEXT NOT NULL
) STRICT;
CREATE TABLE unstored_files (
  file_key TEXT PRIMARY KEY,
  media_type TEXT NOT NULL,
  body TEXT NOT NULL,
  seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
${CHANGES_SCHEMA}`;

export const SCHEME_MIGRATIONS: readonly string[] = [V1];
