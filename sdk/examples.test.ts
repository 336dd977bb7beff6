// Each example, as a user runs it: with the packed package, against the real server with the demonstration's data.
import { cpSync } from "node:fs";
import { join } from "node:path";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { seed } from "../scripts/seed.ts";
import { type PackedSdk, packedSdk, runAside, succeeded } from "./testing/packed-sdk.ts";
import { ADMIN_KEY, type ServedApi, STARTING_MS, servedApi } from "./testing/served-api.ts";

let api: ServedApi;
let packed: PackedSdk;

beforeAll(async () => {
  [api, packed] = await Promise.all([servedApi(), packedSdk()]);
  cpSync(join(import.meta.dirname, "examples"), packed.folder, { recursive: true });
  await seed(api.url, ADMIN_KEY);
}, STARTING_MS);

afterAll(async () => {
  packed.end();
  await api.end();
});

async function ran(example: string): Promise<string[]> {
  const environment = { HOLDFAST_URL: api.url, HOLDFAST_KEY: ADMIN_KEY };
  const output = succeeded(
    await runAside(process.execPath, [`${example}.mjs`], { folder: packed.folder, environment }),
  );
  return output.trimEnd().split("\n");
}

describe("the example", () => {
  it("quick-start finds departures", async () => {
    const lines = await ran("quick-start");
    expect(lines).toHaveLength(5);
    for (const line of lines) expect(line).toMatch(/^20\d\d-.*Z: \d+ places from \d+$/);
  });

  it("hold-and-book holds and books", async () => {
    expect(await ran("hold-and-book")).toEqual([
      expect.stringMatching(/^held until 20.*Z for \d+ EUR$/),
      expect.stringMatching(/^booked: [0-9A-Z]{5}-[0-9A-Z]{5}$/),
    ]);
  });

  it("idempotency-and-retries gets one hold for two calls", async () => {
    expect(await ran("idempotency-and-retries")).toEqual(["true false true"]);
  });

  it("waitlist joins, is offered the place and books it", async () => {
    expect(await ran("waitlist")).toEqual(["ben is number 1", expect.stringMatching(/^ben has [0-9A-Z-]{11}$/)]);
  });

  it("feed sees a hold", async () => {
    const [before, after] = await ran("feed");
    expect(before).toMatch(/^snapshot: \d+ places are free$/);
    expect(after).toMatch(/^changes: \d+ places are free$/);
    const free = (line = "") => Number(/\d+/.exec(line)?.[0]);
    expect(free(after)).toBe(free(before) - 1);
  });

  it("seat-map sees two seats of a show reserved", async () => {
    await api.show();
    await vi.waitUntil(async () => (await api.client().show.list({ available_min: 2 })).items.length > 0);
    const [free, ...reserved] = await ran("seat-map");
    expect(free).toMatch(/^(\d+) of \d+ seats are free$/);
    const line = expect.stringMatching(/^\S.* \S+-\S+ is reserved until 20.*Z$/) as unknown;
    expect(reserved).toEqual([line, line]);
  });

  it("pagination walks through all departures and tours", async () => {
    const [first, free, ...names] = await ran("pagination");
    expect(first).toBe("5 departures, and more");
    expect(free).toMatch(/^\d+ places are free$/);
    expect(names.join(", ")).toContain("Harbour by dawn, Old town on foot, Glacier day trip");
  });

  it("webhooks takes what was signed and refuses the rest", async () => {
    const secret = `whsec_${Buffer.from("a secret of thirty-two bytes ok!").toString("base64")}`;
    const answers: number[] = [];
    const post = async (port: string, body: string): Promise<void> => {
      const signature = new Webhook(secret).sign("msg_1", new Date(), '{"type":"test"}');
      const headers = {
        "webhook-id": "msg_1",
        "webhook-timestamp": String(Math.floor(Date.now() / 1_000)),
        "webhook-signature": signature,
      };
      answers.push((await fetch(`http://127.0.0.1:${port}/`, { method: "POST", headers, body })).status);
    };
    let begun = false;
    const { output } = await runAside(process.execPath, ["webhooks.mjs"], {
      folder: packed.folder,
      environment: { PORT: "0", HOLDFAST_WEBHOOK_SECRETS: secret },
      heard: (said, end) => {
        const port = /listening [^}]*port: (\d+)/.exec(said)?.[1];
        if (port === undefined || begun) return;
        begun = true;
        void post(port, '{"type":"test"}')
          .then(() => post(port, '{"type":"other"}'))
          .finally(end);
      },
    });
    expect(answers).toEqual([204, 400]);
    expect(output).toContain("msg_1 { type: 'test' }");
  });
});
