// A small run against the product as it is served, as `npm run traffic` makes it.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ADMIN_KEY, type ThrowawayServer, throwawayServer } from "../throwaway-server.ts";

const STARTING_MS = 120_000;
/** The last line of progress. */
const PROGRESS =
  /(?<sold>\d+) sold, \d+ held, \d+ free \| \d+ requests\/s \| p50 [^|]* \| refused [^|]* \| (?<cut>\d+) cut\n$/;
const HOLDS = /^ {2}holds {3}/gm;
const SCRIPT = join(import.meta.dirname, "..", "traffic.ts");
let served: ThrowawayServer | undefined;

beforeAll(async () => {
  served = await throwawayServer();
}, STARTING_MS);

afterAll(() => served?.stop());

type Ran = { readonly code: number | null; readonly output: string };

/** `heard` is called with everything that it has said so far. */
function traffic(options: readonly string[], heard?: (output: string, interrupt: () => void) => void): Promise<Ran> {
  const child = spawn(process.execPath, [SCRIPT, "--url", served?.url ?? "", "--key", ADMIN_KEY, ...options]);
  return new Promise((finish) => {
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (piece: Buffer) => {
        output += piece.toString();
        heard?.(output, () => child.kill("SIGINT"));
      });
    }
    child.once("close", (code) => finish({ code, output }));
  });
}

describe("traffic", () => {
  it("sells over connections that break until it is interrupted, and finds everything as the partners were told", async () => {
    const options = "--seats 400 --partners 3 --buyers 12 --aborts 0.25 --think 20 --seed 1".split(" ");
    const { code, output } = await traffic(options, (said, interrupt) => {
      const { sold = "0", cut = "0" } = said.match(PROGRESS)?.groups ?? {};
      if (Number(sold) >= 100 && Number(cut) >= 20) interrupt();
    });
    expect(output).not.toContain("BROKEN");
    expect(output).toContain("ended by a signal");
    expect(code).toBe(0);
    expect(output.match(HOLDS)).toHaveLength(9);
    const seats = [...output.matchAll(/^partner \d +\d+ +\d+ +\d+ +(\d+) /gm)].map(([, sold]) => Number(sold));
    expect(seats).toHaveLength(3);
    expect(seats.reduce((sum, sold) => sum + sold, 0)).toBeGreaterThanOrEqual(90);
    // Of what was cut some had happened.
    expect(output).toMatch(/[1-9]\d* answered as done before/);
  });

  it("ends with its summary when time is up", async () => {
    const { code, output } = await traffic("--seats 3000 --seconds 1 --partners 1 --aborts 0".split(" "));
    expect(output).toContain("time is up after");
    expect(output).toContain(" 0 of them cut, 0 answered as done before; 0 feeds cut");
    expect(output.match(HOLDS)).toHaveLength(9);
    expect(code).toBe(0);
  });

  it("says in a line what cannot be", async () => {
    expect(await traffic(["--partners", "0"])).toEqual({
      code: 1,
      output: "--partners must be a whole number from 1 to 20, not '0'.\n",
    });
    const unknown = await traffic(["--show", "shw_unknown"]);
    expect(unknown).toMatchObject({ code: 1, output: expect.stringContaining("NOT_FOUND (404) from show/get") });
  });
});
