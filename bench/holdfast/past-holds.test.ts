import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { DEPARTURE_MIGRATIONS } from "../../durable-objects/departure/migrations.ts";
import { writePastHolds } from "./past-holds.ts";

const NOW = 1_900_000_000_000;
const HOUR_MS = 3_600_000;

describe("a departure's written past", () => {
  it("is holds that ended, two changes each, in the object's own tables", () => {
    const folder = mkdtempSync(join(tmpdir(), "holdfast-past-"));
    const file = join(folder, "departure.sqlite");
    try {
      departureWithOneHold(file);
      expect(writePastHolds({ file, count: 50, ended_ms: NOW, spread_ms: 20 * HOUR_MS })).toEqual({
        requests: 51,
        seats: 102,
      });
      const database = new DatabaseSync(file, { readOnly: true });
      const ended = database.prepare("SELECT count(*) AS n FROM holds WHERE status = 'EXPIRED' AND expires_at_ms <= ?");
      expect(ended.get(NOW)?.["n"]).toBe(51);
      const changes = database.prepare(
        "SELECT count(*) AS n, max(seq) AS last, count(DISTINCT key) AS keys FROM changes",
      );
      expect({ ...changes.get() }).toEqual({ n: 102, last: 102, keys: 51 });
      const state = database.prepare("SELECT seq, projected_seq, held, active_holds FROM departure").get();
      expect({ ...state }).toEqual({ seq: 102, projected_seq: 102, held: 0, active_holds: 0 });
      database.close();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

function departureWithOneHold(file: string): void {
  const database = new DatabaseSync(file);
  for (const script of DEPARTURE_MIGRATIONS) database.exec(script);
  database.exec(`
    INSERT INTO departure (one, id, tour_id, status, starts_at_ms, capacity, held, sold, blocked, unit_amount, currency, policy,
      waiting, active_holds, created_at_ms, updated_at_ms, seq, committed_at_ms, projected_seq)
    VALUES (1, 'dep_1', 'tour_1', 'OPEN', ${NOW + HOUR_MS}, 100, 2, 0, 0, 1, 'EUR', '{}', 0, 1, ${NOW}, ${NOW}, 2, ${NOW}, 2);
    INSERT INTO changes (seq, at_ms, kind) VALUES (1, ${NOW}, 'departure_created');
    INSERT INTO holds (no, channel, customer_ref, seats, status, created_at_ms, expires_at_ms, unit_amount, currency)
    VALUES (2, 'chn_1', 'customer', 2, 'ACTIVE', ${NOW}, ${NOW + HOUR_MS}, 1, 'EUR');
    INSERT INTO changes (seq, at_ms, kind, subject, channel, key, command, outcome)
    VALUES (2, ${NOW}, 'hold_created', 2, 'chn_1', 'key', '{}', '{}')`);
  database.close();
}
