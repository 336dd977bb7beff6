// What keys are used for, from the isolates that count to D1: exactly, whatever fails on the way.
import { abortAllDurableObjects, evictDurableObject, runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { childNumber } from "../../domain/identifier.ts";
import { latencyBucket, noLatencies } from "../../domain/latency.ts";
import { HOUR_MS } from "../../domain/limits.ts";
import { call, freshKey, must } from "../../worker/testing/api.ts";
import { renameTable, rowsOf } from "../../worker/testing/between-d1.ts";
import { makePartner, type Partner } from "../../worker/testing/partners.ts";
import { development, serve } from "../../worker/testing/serve.ts";
import { inGatekeeper } from "../../worker/testing/tables.ts";
import type { Environment } from "../environment.ts";
import type { GatekeeperObject } from "./gatekeeper-object.ts";
import type { UsageBatch, UsageCount } from "./usage-intake.ts";

const NOW_HOURS = Math.floor(Date.now() / HOUR_MS);
let partner: Partner;

beforeEach(async () => {
  partner = await makePartner(["book"]);
});

function gatekeeper() {
  return env.GATEKEEPER.getByName(partner.channel_id);
}

function counted(overrides: Partial<UsageCount> = {}): UsageCount {
  const key_no = childNumber("key", partner.key_id)?.no ?? 0;
  const buckets = noLatencies();
  buckets[latencyBucket(20)] = 3;
  const last_used_at_ms = 1_000;
  const errors = { errors_4xx: 1, errors_5xx: 0 };
  const hour = NOW_HOURS;
  return { key_no, operation: "booking/hold", hour, requests: 3, buckets, last_used_at_ms, ...errors, ...overrides };
}

function batch(no: number, counts = [counted()], isolate = "isolate-1"): UsageBatch {
  return { isolate, no, counts };
}

async function refused(sent: UsageBatch): Promise<boolean> {
  try {
    await gatekeeper().addUsage(sent);
    return false;
  } catch {
    return true;
  }
}

const SUMS =
  "sum(requests) AS requests, sum(errors_4xx) AS errors_4xx, sum(errors_5xx) AS errors_5xx, count(*) AS hours";

function inObject() {
  return inGatekeeper(partner.channel_id, `SELECT ${SUMS} FROM key_usage`);
}

function inD1() {
  return rowsOf(`SELECT ${SUMS} FROM key_usage WHERE channel = ?`, partner.channel_id);
}

/** Rings the alarm, unless it has just rung by itself. */
async function ring(): Promise<void> {
  await runDurableObjectAlarm(gatekeeper());
}

describe("a batch", () => {
  it("is acknowledged when it is durable", async () => {
    await gatekeeper().addUsage(batch(1));
    await abortAllDurableObjects();
    expect(await inObject()).toEqual([{ requests: 3, errors_4xx: 1, errors_5xx: 0, hours: 1 }]);
  });

  it("counts once, however often it comes: together, later, after an eviction and after a crash", async () => {
    await Promise.all([gatekeeper().addUsage(batch(1)), gatekeeper().addUsage(batch(1))]);
    await gatekeeper().addUsage(batch(1));
    await evictDurableObject(gatekeeper());
    await gatekeeper().addUsage(batch(1));
    await abortAllDurableObjects();
    await gatekeeper().addUsage(batch(1));
    expect(await inObject()).toMatchObject([{ requests: 3 }]);
    await gatekeeper().addUsage(batch(2));
    expect(await inObject()).toMatchObject([{ requests: 6, hours: 1 }]);
  });

  it("that was on its way when the gatekeeper crashed is refused, and counts when it comes again", async () => {
    const lost = refused(batch(1));
    await abortAllDurableObjects();
    expect(await lost).toBe(true);
    await gatekeeper().addUsage(batch(1));
    expect(await inObject()).toMatchObject([{ requests: 3 }]);
  });

  it("that could not be written is refused, and counts once it can be", async () => {
    await inGatekeeper(partner.channel_id, "ALTER TABLE key_usage RENAME TO key_usage_away");
    expect(await refused(batch(1))).toBe(true);
    await inGatekeeper(partner.channel_id, "ALTER TABLE key_usage_away RENAME TO key_usage");
    await gatekeeper().addUsage(batch(1));
    expect(await inObject()).toMatchObject([{ requests: 3 }]);
  });

  it("of one isolate has nothing to do with those of another", async () => {
    await gatekeeper().addUsage(batch(7, [counted()], "isolate-1"));
    await gatekeeper().addUsage(batch(1, [counted()], "isolate-2"));
    expect(await inObject()).toMatchObject([{ requests: 6 }]);
  });
});

describe("the sums", () => {
  it("are exact after 12 isolates' batches, each sent twice, with crashes and evictions between", async () => {
    const operations = ["booking/hold", "booking/confirm", "departure/get"];
    const isolates = Array.from({ length: 12 }, (_, no) => `isolate-${no}`);
    for (let no = 1; no <= 6; no += 1) {
      const counts = operations.map((operation, index) =>
        counted({ operation, hour: NOW_HOURS - (no % 2), requests: no + index, last_used_at_ms: no * 1_000 }),
      );
      const sending = isolates.flatMap((isolate) =>
        [0, 1].map(() => gatekeeper().addUsage(batch(no, counts, isolate))),
      );
      if (no === 3) await abortAllDurableObjects();
      if (no === 5) await evictDurableObject(gatekeeper());
      await Promise.allSettled(sending);
      await Promise.all(isolates.map((isolate) => gatekeeper().addUsage(batch(no, counts, isolate))));
    }
    // Of each of 6 batches: no, no + 1 and no + 2 requests, from 12 isolates.
    const requests = 12 * (3 * 21 + 6 * 3);
    expect(await inObject()).toEqual([{ requests, errors_4xx: 12 * 18, errors_5xx: 0, hours: 6 }]);
    const rows = await inGatekeeper(partner.channel_id, "SELECT buckets FROM key_usage");
    const latencies = rows.flatMap(({ buckets }) => JSON.parse(String(buckets)) as number[]);
    expect(latencies.reduce((sum, times) => sum + times, 0)).toBe(12 * 18 * 3);
    await ring();
    await vi.waitFor(async () => expect(await inD1()).toEqual(await inObject()), 5_000);
  });

  it("reach D1 when it is up again, and lost nothing while it was down", async () => {
    vi.spyOn(console, "warn").mockImplementation(() => undefined);
    await renameTable("key_usage", "key_usage_away");
    // Each in an hour of its own: nothing that comes later tells of it again.
    for (let no = 1; no <= 3; no += 1) {
      await gatekeeper().addUsage(batch(no, [counted({ hour: NOW_HOURS - no })]));
      await ring();
    }
    await evictDurableObject(gatekeeper());
    await renameTable("key_usage_away", "key_usage");
    expect(await inD1()).toMatchObject([{ requests: null }]);
    await gatekeeper().addUsage(batch(4));
    await ring();
    expect(await inD1()).toEqual([{ requests: 12, errors_4xx: 4, errors_5xx: 0, hours: 4 }]);
    vi.restoreAllMocks();
  });

  it("of more rows than go at once all reach D1", async () => {
    const counts = Array.from({ length: 1_201 }, (_, no) => counted({ operation: `operation/${no}` }));
    await gatekeeper().addUsage(batch(1, counts));
    await ring();
    await vi.waitFor(async () => expect(await inD1()).toMatchObject([{ requests: 3_603, hours: 1_201 }]), 10_000);
  });

  it("are told to D1 again only when they changed", async () => {
    await gatekeeper().addUsage(batch(1));
    await ring();
    await vi.waitFor(async () => expect(await inD1()).toMatchObject([{ requests: 3 }]), 5_000);
    await env.CATALOGUE.prepare("DELETE FROM key_usage").run();
    await gatekeeper().addUsage(batch(2, [counted({ operation: "tour/get" })]));
    await ring();
    await vi.waitFor(async () => expect(await inD1()).toMatchObject([{ requests: 3, hours: 1 }]), 5_000);
  });
});

describe("a partner's requests", () => {
  it("are all counted, by key and token alike, with their errors, and their key's last use is listed", async () => {
    const before = Date.now();
    const { token } = await must("auth/token", {}, { token: partner.token });
    const ways = [partner.token, token];
    for (let no = 0; no < 20; no += 1) {
      await call("tour/list", no < 15 ? {} : { wrong: true }, { token: ways[no % 2] ?? null });
    }
    await call("key/list", {}, { token: partner.token });
    await call("booking/hold", { wrong: true }, { token, key: freshKey() });
    const sums = async () => {
      const { items } = await must("key/usage", { key_id: partner.key_id });
      return Object.fromEntries(items.map((one) => [one.operation, [one.requests, one.errors_4xx, one.errors_5xx]]));
    };
    await vi.waitFor(
      async () =>
        expect(await sums()).toEqual({
          "auth/token": [1, 0, 0],
          "tour/list": [20, 5, 0],
          "key/list": [1, 1, 0],
          "booking/hold": [1, 1, 0],
        }),
      { timeout: 20_000, interval: 200 },
    );
    const { items } = await must("key/list", { channel_id: partner.channel_id });
    expect(items).toHaveLength(1);
    expect(Date.parse(items[0]?.last_used_at ?? "")).toBeGreaterThanOrEqual(before - 1);
  });

  it("are counted once when the isolate does not hear that they were, or could not tell of them at first", async () => {
    const troubles = [
      (send: () => Promise<void>) => send().then(() => Promise.reject(new Error("the answer is lost"))),
      () => Promise.reject(new Error("the gatekeeper was not reached")),
      (send: () => Promise<void>) => send(),
    ];
    const sent: number[] = [];
    const getByName = (name: string) => {
      const stub = env.GATEKEEPER.getByName(name);
      const addUsage = (given: UsageBatch) => {
        const trouble = troubles[sent.length];
        sent.push(given.no);
        return trouble?.(() => stub.addUsage(given));
      };
      return { admit: (...asked: Parameters<GatekeeperObject["admit"]>) => stub.admit(...asked), addUsage };
    };
    // A list asks it for a lease, and counts; nothing else is asked of it here.
    const environment = development({ GATEKEEPER: { getByName } as unknown as Environment["GATEKEEPER"] });
    const headers = { "content-type": "application/json", authorization: `Bearer ${partner.token}` };
    await serve(environment, "https://holdfast.test/v1/tour/list", { method: "POST", body: "{}", headers });
    expect(sent).toEqual([sent[0], sent[0], sent[0]]);
    expect(await inObject()).toMatchObject([{ requests: 1, hours: 1 }]);
  });

  it("beyond the limit are counted as errors", async () => {
    const limited = await makePartner(["read"], { rate_limit: 2 });
    for (let no = 0; no < 5; no += 1) await call("tour/list", {}, { token: limited.token });
    await vi.waitFor(
      async () => {
        const { items } = await must("key/usage", { channel_id: limited.channel_id });
        expect(items).toMatchObject([{ operation: "tour/list", requests: 5, errors_4xx: 3 }]);
      },
      { timeout: 20_000, interval: 200 },
    );
  });
});
