// A long outbox comes in parts, and what is over is dropped.
import { runDurableObjectAlarm } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { betweenProjectorAndD1, rowsOf } from "../../worker/testing/between-d1.ts";
import type { Command } from "./commands.ts";
import { rehearsed } from "./every-command.ts";
import { ANY, done, inScheme, madeScheme, schemeStub, tablesOf, told } from "./rehearsal.ts";

const SNAPSHOT: Command = { type: "snapshot", guard: ANY };
const reached = (id: string): Promise<boolean> => schemeStub(id).projected();

describe("the outbox", () => {
  it("brings 1,200 lines of the audit in drains of 500, each once", async () => {
    const { id } = await madeScheme();
    await reached(id);
    const drains: number[] = [];
    await betweenProjectorAndD1(id, async (write) => {
      const results = await write();
      drains.push(results.at(-1)?.meta.changes ?? 0);
      return results;
    });
    const focals = Array.from(
      { length: 1_200 },
      (_, x): Command => ({ type: "change_version", guard: ANY, focal: { x, y: 1 } }),
    );
    await told(id, focals);
    for (let turn = 0; turn < 30 && ((await tablesOf(id))["audit"] ?? []).length > 0; turn += 1) await reached(id);
    expect(drains.length).toBeGreaterThanOrEqual(3);
    const [counted] = await rowsOf(
      "SELECT count(*) AS lines, count(DISTINCT request_id) AS requests FROM scheme_audit WHERE scheme_id = ?",
      id,
    );
    expect(counted).toEqual({ lines: 1_201, requests: 1_201 });
  });

  it("answers older than 25 hours are dropped by the alarm, and nothing else is", async () => {
    const id = await rehearsed();
    await done(id, SNAPSHOT);
    await reached(id);
    await inScheme(id, (_object, storage) => {
      storage.sql.exec("UPDATE changes SET at_ms = at_ms - 26 * 3600000 WHERE seq <= 5");
    });
    const before = await tablesOf(id);
    expect(await runDurableObjectAlarm(schemeStub(id))).toBe(true);
    const { changes = [], scheme: _scheme, ...after } = await tablesOf(id);
    expect(changes).toEqual(before["changes"]?.filter(({ seq }) => Number(seq) > 5));
    expect(after).toMatchObject({ versions: before["versions"], seats: before["seats"], uploads: before["uploads"] });
  });
});
