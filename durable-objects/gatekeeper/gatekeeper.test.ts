import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { DAY_MS, HOUR_MS } from "../../domain/limits.ts";
import { call, freshKey, hold, makeDeparture, must } from "../../worker/testing/api.ts";
import { makePartner, type Partner } from "../../worker/testing/partners.ts";
import { inGatekeeper } from "../../worker/testing/tables.ts";

afterEach(() => vi.useRealTimers());

function gatekeeper(channel_id: string) {
  return env.GATEKEEPER.getByName(channel_id);
}

/** Resolves when everything bound and leased so far has been written. */
function written(channel_id: string, query: string, expected: object): Promise<void> {
  return vi.waitFor(async () => expect(await inGatekeeper(channel_id, query)).toMatchObject([expected]), 5_000);
}

function countClaims(channel_id: string, claims: number): Promise<void> {
  return written(channel_id, "SELECT count(*) AS claims FROM claims", { claims });
}

function claim(key: string, target = "dep_1", digests: Record<string, string> = { seats: "2" }) {
  return { method: "booking/hold", key, target, digests };
}

/** What asks of this channel waits no longer than a second for the isolate to forget. */
function forgetLeases(): void {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 1_001 });
}

function ask(partner: Partner) {
  return call("tour/list", { limit: 1 }, { token: partner.token });
}

describe("binding a key", () => {
  it("the first request decides; the same one again and another one are told what it decided", async () => {
    const { channel_id } = await makePartner();
    const [first] = await gatekeeper(channel_id).claimMany([claim("k")]);
    expect(first).toMatchObject({ target: "dep_1", digests: { seats: "2" } });
    expect(await gatekeeper(channel_id).claimMany([claim("k")])).toEqual([first]);
    expect(await gatekeeper(channel_id).claimMany([claim("k", "dep_2", { seats: "3" })])).toEqual([first]);
  });

  it("answers in the order asked, also when a key is there twice", async () => {
    const { channel_id } = await makePartner();
    const bindings = await gatekeeper(channel_id).claimMany(
      ["a", "b", "a", "c"].map((key, index) => claim(key, `dep_${index}`)),
    );
    expect(bindings.map(({ target }) => target)).toEqual(["dep_0", "dep_1", "dep_0", "dep_3"]);
  });

  it("is of one method: the same key stands for another request elsewhere", async () => {
    const { channel_id } = await makePartner();
    const bindings = await gatekeeper(channel_id).claimMany([
      claim("k"),
      { ...claim("k", "dep_9"), method: "booking/cancel" },
    ]);
    expect(bindings.map(({ target }) => target)).toEqual(["dep_1", "dep_9"]);
  });

  it("is of one channel: two partners use the same key for two holds", async () => {
    const { id } = await makeDeparture();
    const [one, other] = [await makePartner(), await makePartner()];
    const key = freshKey();
    const holds = await Promise.all([
      hold(id, "same", {}, { key, token: one.token }),
      hold(id, "same", {}, { key, token: other.token }),
    ]);
    expect(holds.map(({ status }) => status)).toEqual([200, 200]);
    expect(holds[0].body.id).not.toBe(holds[1].body.id);
  });

  it("is written behind the answer and survives eviction: another departure is told 422, the first one replays", async () => {
    const partner = await makePartner();
    const [one, other] = [await makeDeparture(), await makeDeparture()];
    const key = freshKey();
    const first = await hold(one.id, "bound", {}, { key, token: partner.token });
    await countClaims(partner.channel_id, 1);
    await evictDurableObject(gatekeeper(partner.channel_id));
    const elsewhere = await hold(other.id, "bound", {}, { key, token: partner.token });
    expect(elsewhere.body.code).toBe("IDEMPOTENCY_KEY_MISMATCH");
    expect((await hold(one.id, "bound", {}, { key, token: partner.token })).text).toBe(first.text);
  });

  it("ends after 24 hours: the key may then stand for another request", async () => {
    const { channel_id } = await makePartner();
    await gatekeeper(channel_id).claimMany([claim("k")]);
    await countClaims(channel_id, 1);
    await inGatekeeper(channel_id, "UPDATE claims SET claimed_at_ms = claimed_at_ms - ?", DAY_MS);
    await evictDurableObject(gatekeeper(channel_id));
    const [second] = await gatekeeper(channel_id).claimMany([claim("k", "dep_2", { seats: "3" })]);
    expect(second).toMatchObject({ target: "dep_2", digests: { seats: "3" } });
    await written(channel_id, "SELECT target FROM claims", { target: "dep_2" });
  });

  it("20,000 at once with long keys are all written", async () => {
    const { channel_id } = await makePartner();
    const long = "k".repeat(240);
    const digests = Object.fromEntries(["a", "b", "c", "d"].map((name) => [name, "f".repeat(64)]));
    const claims = Array.from({ length: 20_000 }, (_, index) => claim(`${long}-${index}`, "dep_1", digests));
    await gatekeeper(channel_id).claimMany(claims);
    await countClaims(channel_id, 20_000);
  });
});

describe("the alarm", () => {
  it("drops bindings 25 hours old and keeps younger ones, so that no answer outlives its binding", async () => {
    const { channel_id } = await makePartner();
    await gatekeeper(channel_id).claimMany([claim("older"), claim("old"), claim("new")]);
    await countClaims(channel_id, 3);
    const age = (key: string, by_ms: number) =>
      inGatekeeper(
        channel_id,
        "UPDATE claims SET claimed_at_ms = claimed_at_ms - ? WHERE key = ?",
        by_ms,
        `booking/hold ${key}`,
      );
    await age("older", DAY_MS + HOUR_MS + 1_000);
    await age("old", DAY_MS + HOUR_MS - 60_000);
    await vi.waitFor(async () => expect(await runDurableObjectAlarm(gatekeeper(channel_id))).toBe(true));
    expect(await inGatekeeper(channel_id, "SELECT key FROM claims ORDER BY key")).toEqual([
      { key: "booking/hold new" },
      { key: "booking/hold old" },
    ]);
    const next = await runInDurableObject(gatekeeper(channel_id), (_object, state) => state.storage.getAlarm());
    expect(next).toBeGreaterThan(Date.now());
  });

  it("drops a backlog of 12,000 in one go, also when a key that was bound again is among the oldest", async () => {
    const { channel_id } = await makePartner();
    await gatekeeper(channel_id).claimMany([claim("again")]);
    await countClaims(channel_id, 1);
    await inGatekeeper(channel_id, "UPDATE claims SET claimed_at_ms = 1");
    await inGatekeeper(
      channel_id,
      `INSERT INTO claims (key, target, digests, claimed_at_ms)
       WITH RECURSIVE n(no) AS (SELECT 1 UNION ALL SELECT no + 1 FROM n WHERE no < 12000) SELECT 'booking/hold ' || no, 'dep_1', '{}', 1 FROM n`,
    );
    await gatekeeper(channel_id).claimMany([claim("again", "dep_2")]);
    await written(channel_id, "SELECT target FROM claims WHERE key = 'booking/hold again'", { target: "dep_2" });
    await vi.waitFor(async () => expect(await runDurableObjectAlarm(gatekeeper(channel_id))).toBe(true));
    expect(await inGatekeeper(channel_id, "SELECT key FROM claims")).toEqual([{ key: "booking/hold again" }]);
  });

  it("drops use that is older than 31 days", async () => {
    const partner = await makePartner();
    await ask(partner);
    const hours = "SELECT count(DISTINCT hour) AS hours FROM key_usage";
    await written(partner.channel_id, hours, { hours: 1 });
    const now_hours = Math.floor(Date.now() / HOUR_MS);
    for (const hour of [now_hours - 31 * 24 - 1, now_hours - 31 * 24]) {
      await inGatekeeper(
        partner.channel_id,
        "INSERT INTO key_usage SELECT key_no, ?, operation, 5, 0, 0, buckets, version FROM key_usage WHERE hour = ?",
        hour,
        now_hours,
      );
    }
    await inGatekeeper(partner.channel_id, "INSERT INTO usage (key_no, hour, requests) VALUES (1, 1, 5)");
    await vi.waitFor(async () => expect(await runDurableObjectAlarm(gatekeeper(partner.channel_id))).toBe(true));
    expect(await inGatekeeper(partner.channel_id, hours)).toEqual([{ hours: 2 }]);
    expect(await inGatekeeper(partner.channel_id, "SELECT count(*) AS hours FROM usage")).toEqual([{ hours: 0 }]);
  });
});

describe("a key's limit and use", () => {
  it("what was used of the minute survives eviction", async () => {
    const partner = await makePartner(["read"], { rate_limit: 5 });
    for (let time = 1; time <= 3; time += 1) expect((await ask(partner)).status).toBe(200);
    await written(partner.channel_id, "SELECT window_used FROM api_keys", { window_used: 3 });
    await evictDurableObject(gatekeeper(partner.channel_id));
    const answers = [await ask(partner), await ask(partner), await ask(partner)];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(answers[2]?.headers.get("ratelimit-remaining")).toBe("0");
  });

  it("a new minute starts anew", async () => {
    const partner = await makePartner(["read"], { rate_limit: 1 });
    expect([await ask(partner), await ask(partner)].map(({ status }) => status)).toEqual([200, 429]);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 60_001 });
    expect((await ask(partner)).status).toBe(200);
  });

  it("30 requests at once get no more through than the limit", async () => {
    const partner = await makePartner(["read"], { rate_limit: 7 });
    const answers = await Promise.all(Array.from({ length: 30 }, () => ask(partner)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(7);
  });

  it("use is counted by key and hour, across evictions", async () => {
    const partner = await makePartner(["read"], { rate_limit: 60 });
    for (const total of [2, 4]) {
      await ask(partner);
      await ask(partner);
      await written(partner.channel_id, "SELECT sum(requests) AS requests FROM key_usage", { requests: total });
      await evictDurableObject(gatekeeper(partner.channel_id));
    }
    const [key] = await inGatekeeper(partner.channel_id, "SELECT last_used_at_ms FROM api_keys");
    expect(key?.["last_used_at_ms"]).not.toBeNull();
  });
});

describe("a revoked key", () => {
  it("changes nothing more once the isolate has forgotten it, evicted or not; revoking again changes nothing", async () => {
    const partner = await makePartner();
    const { id } = await makeDeparture();
    expect((await hold(id, "before", {}, { token: partner.token })).status).toBe(200);
    const revoked = await must("key/revoke", { key_id: partner.key_id });
    forgetLeases();
    expect((await hold(id, "after", {}, { token: partner.token })).status).toBe(401);
    await evictDurableObject(gatekeeper(partner.channel_id));
    forgetLeases();
    expect((await hold(id, "after", {}, { token: partner.token })).status).toBe(401);
    expect((await must("key/revoke", { key_id: partner.key_id })).revoked_at).toBe(revoked.revoked_at);
  });
});

describe("a gatekeeper that is down", () => {
  it("new commands are told OVERLOADED and nothing happens; the same key succeeds when it is up; replays work all along", async () => {
    const partner = await makePartner();
    const { id } = await makeDeparture();
    const known = freshKey();
    const first = await hold(id, "known", {}, { key: known, token: partner.token });
    await countClaims(partner.channel_id, 1);
    await inGatekeeper(partner.channel_id, "ALTER TABLE claims RENAME TO claims_away");
    const key = freshKey();
    const refused = await hold(id, "new", {}, { key, token: partner.token });
    expect(refused).toMatchObject({ status: 503, body: { code: "OVERLOADED", retryable: true } });
    const replayed = await hold(id, "known", {}, { key: known, token: partner.token });
    expect(replayed.text).toBe(first.text);
    expect(await must("departure/get", { departure_id: id })).toMatchObject({ capacity_held: 2 });
    expect((await hold(id, "another channel")).status).toBe(200);
    await inGatekeeper(partner.channel_id, "ALTER TABLE claims_away RENAME TO claims");
    expect((await hold(id, "new", {}, { key, token: partner.token })).status).toBe(200);
  });
});
