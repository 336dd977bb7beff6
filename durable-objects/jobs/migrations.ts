// The table of jobs. `request` is who started one and by which request.
const V1 = `
CREATE TABLE jobs (
  no INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  dry_run INTEGER NOT NULL CHECK (dry_run IN (0, 1)),
  request TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('RUNNING', 'DONE', 'FAILED')),
  checked INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  failures TEXT NOT NULL,
  error TEXT,
  cursor TEXT,
  attempts INTEGER NOT NULL,
  given_up INTEGER NOT NULL,
  step_at_ms INTEGER NOT NULL,
  created_at_ms INTEGER NOT NULL,
  updated_at_ms INTEGER NOT NULL,
  ended_at_ms INTEGER,
  CHECK ((status = 'RUNNING') = (ended_at_ms IS NULL))
) STRICT;
CREATE UNIQUE INDEX jobs_running ON jobs (kind, dry_run) WHERE status = 'RUNNING';
`;

export const JOB_MIGRATIONS: readonly string[] = [V1];
