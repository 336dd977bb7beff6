import { describe, expect, it } from "vitest";
import { explain, run, runWorld } from "./run.ts";

const COMMANDS = 200_000;

describe("random commands against departures, shows, gatekeepers and D1, with faults", () => {
  it(`stay what the naive model says for ${COMMANDS} commands, and reach every state worth reaching`, async () => {
    const done = await run({ commands: COMMANDS, seed: 1, sells: "both" });
    expect(done.failure && explain(done.failure)).toBeUndefined();
    expect(done.commands).toBeGreaterThanOrEqual(COMMANDS);
    expect(done.coverage.missing("both")).toEqual([]);
  }, 600_000);

  it("go the same way again from the same seed, however often they are checked", async () => {
    const seldom = await runWorld({ seed: 12, sells: "both" }, 200, 50);
    const always = await runWorld({ seed: 12, sells: "both" }, 200, 1);
    expect([...always.coverage.counts]).toEqual([...seldom.coverage.counts]);
    expect(always.commands).toBe(seldom.commands);
  });
});
