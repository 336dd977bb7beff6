import { evictDurableObject, runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ADMIN_KEY, call, freshKey, hold, makeDeparture, must } from "../testing/api.ts";
import { renameTable, rowsOf } from "../testing/between-d1.ts";
import { makePartner } from "../testing/partners.ts";
import { inGatekeeper } from "../testing/tables.ts";
import { ask, exchange } from "../testing/tokens.ts";

afterEach(() => vi.useRealTimers());

/** What isolates know of a key is a second old at most. */
function in_seconds(seconds: number): void {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + seconds * 1_000 + 1 });
}

function gatekeeper(channel_id: string) {
  return env.GATEKEEPER.getByName(channel_id);
}

describe("key/update", () => {
  it("changes what it names and nothing else, in the answer, the list and the gatekeeper", async () => {
    const partner = await makePartner(["read"], { name: "Before", rate_limit: 50 });
    const renamed = await must("key/update", { key_id: partner.key_id, name: "After" });
    expect(renamed).toMatchObject({ name: "After", permissions: ["read"], rate_limit: 50, revoked_at: null });
    const widened = await must("key/update", { key_id: partner.key_id, permissions: ["book"], rate_limit: 70 });
    expect(widened).toMatchObject({ name: "After", permissions: ["book"], rate_limit: 70 });
    const { items } = await must("key/list", { channel_id: partner.channel_id });
    expect(items).toMatchObject([{ name: "After", permissions: ["book"], rate_limit: 70 }]);
  });

  it("works within a second: more permissions, fewer, another limit; evicted or not", async () => {
    const partner = await makePartner(["read"], { rate_limit: 1_000 });
    const { id } = await makeDeparture();
    expect((await hold(id, "a", {}, { token: partner.token })).status).toBe(403);
    await must("key/update", { key_id: partner.key_id, permissions: ["book"], rate_limit: 2_000 });
    in_seconds(1);
    const held = await hold(id, "b", {}, { token: partner.token });
    expect([held.status, held.headers.get("ratelimit-limit")]).toEqual([200, "2000"]);
    await must("key/update", { key_id: partner.key_id, permissions: ["read"] });
    await evictDurableObject(gatekeeper(partner.channel_id));
    in_seconds(2);
    expect((await hold(id, "c", {}, { token: partner.token })).status).toBe(403);
  });

  it("of a key that was revoked or has ended is refused with when that was", async () => {
    const partner = await makePartner();
    const { revoked_at } = await must("key/revoke", { key_id: partner.key_id });
    const refused = await call("key/update", { key_id: partner.key_id, name: "Late" });
    expect([refused.status, refused.body]).toMatchObject([
      409,
      { code: "KEY_ENDED", key_id: partner.key_id, revoked_at, ends_at: null, replaced_by: null },
    ]);
  });

  it("that is replayed changes nothing more", async () => {
    const partner = await makePartner();
    const key = freshKey();
    await must("key/update", { key_id: partner.key_id, name: "First" }, { key });
    await must("key/update", { key_id: partner.key_id, name: "Second" });
    const again = await call("key/update", { key_id: partner.key_id, name: "First" }, { key });
    expect([again.body.name, again.headers.get("idempotency-replayed")]).toEqual(["First", "true"]);
    expect((await must("key/list", { channel_id: partner.channel_id })).items).toMatchObject([{ name: "Second" }]);
  });
});

describe("key/rotate", () => {
  it("gives another key that may do the same, and both work until the old one ends, with its tokens", async () => {
    const partner = await makePartner(["book"], { rate_limit: 300 });
    const { token } = await exchange(partner);
    const rotated = await must("key/rotate", { key_id: partner.key_id, overlap_seconds: 120 });
    const { channel_id } = partner;
    expect(rotated).toMatchObject({ channel_id, permissions: ["book"], rate_limit: 300, ends_at: null });
    expect(rotated.id).not.toBe(partner.key_id);
    expect(rotated.replaces).toMatchObject({ id: partner.key_id, revoked_at: null });
    const ends_in_ms = Date.parse(rotated.replaces.ends_at ?? "") - Date.now();
    expect(ends_in_ms).toBeGreaterThan(110_000);
    expect(ends_in_ms).toBeLessThanOrEqual(120_000);
    for (const credential of [partner.token, token, rotated.key]) expect((await ask(credential)).status).toBe(200);
    in_seconds(110);
    for (const credential of [partner.token, token, rotated.key]) expect((await ask(credential)).status).toBe(200);
    // The last answer is not cached beyond the end.
    vi.useFakeTimers({ toFake: ["Date"], now: Date.parse(rotated.replaces.ends_at ?? "") - 300 });
    expect((await ask(partner.token)).status).toBe(200);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.parse(rotated.replaces.ends_at ?? "") });
    expect([await ask(partner.token), await ask(token), await ask(rotated.key)].map(({ status }) => status)).toEqual([
      401, 401, 200,
    ]);
  });

  it("without overlap ends the old key at once, and by default in a day", async () => {
    const [one, other] = [await makePartner(), await makePartner()];
    const { key } = await must("key/rotate", { key_id: one.key_id, overlap_seconds: 0 });
    expect([(await ask(one.token)).status, (await ask(key)).status]).toEqual([401, 200]);
    const { replaces } = await must("key/rotate", { key_id: other.key_id });
    expect(Math.round((Date.parse(replaces.ends_at ?? "") - Date.now()) / 60_000)).toBe(24 * 60);
  });

  it("shows the same key to the same request, whenever it comes again", async () => {
    const partner = await makePartner();
    const key = freshKey();
    const input = { key_id: partner.key_id, overlap_seconds: 60 };
    const answers = await Promise.all([call("key/rotate", input, { key }), call("key/rotate", input, { key })]);
    const again = await call("key/rotate", input, { key });
    expect([...answers, again].map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set([...answers, again].map(({ text }) => text)).size).toBe(1);
    expect((await must("key/list", { channel_id: partner.channel_id })).items).toHaveLength(2);
    expect((await ask(again.body.key)).status).toBe(200);
  });

  it("that could not be listed makes no second key when it is sent again", async () => {
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    const partner = await makePartner();
    const key = freshKey();
    const input = { key_id: partner.key_id };
    await renameTable("api_keys", "api_keys_away");
    expect((await call("key/rotate", input, { key })).status).toBe(500);
    await renameTable("api_keys_away", "api_keys");
    vi.restoreAllMocks();
    const rotated = await must("key/rotate", input, { key });
    expect((await ask(rotated.key)).status).toBe(200);
    expect(await inGatekeeper(partner.channel_id, "SELECT count(*) AS keys FROM api_keys")).toEqual([{ keys: 2 }]);
  });

  it("of a key that was rotated is refused with what it became; its successor can be rotated", async () => {
    const partner = await makePartner();
    const second = await must("key/rotate", { key_id: partner.key_id });
    const refused = await call("key/rotate", { key_id: partner.key_id }, { key: freshKey() });
    expect(refused.body).toMatchObject({
      code: "KEY_ENDED",
      replaced_by: second.id,
      ends_at: second.replaces.ends_at,
      revoked_at: null,
    });
    expect((await must("key/rotate", { key_id: second.id })).replaces.id).toBe(second.id);
  });

  it("does not take a key for one that create made from the same idempotency key", async () => {
    const partner = await makePartner();
    const key = freshKey();
    const created = await must("key/create", { name: "x", permissions: ["read"] }, { key });
    const rotated = await must("key/rotate", { key_id: partner.key_id }, { key });
    expect(rotated.key.split("_").at(-1)).not.toBe(created.key.split("_").at(-1));
  });
});

describe("key/list", () => {
  it("has the keys of a channel, and those that may be used or not", async () => {
    const partner = await makePartner();
    const revoked = await makePartner(["read"], { channel_id: partner.channel_id });
    await must("key/revoke", { key_id: revoked.key_id });
    const ended = await makePartner(["read"], { channel_id: partner.channel_id });
    const successor = await must("key/rotate", { key_id: ended.key_id, overlap_seconds: 0 });
    const ending = await makePartner(["read"], { channel_id: partner.channel_id });
    const next = await must("key/rotate", { key_id: ending.key_id, overlap_seconds: 60 });
    const listed = async (filter: object) =>
      (await must("key/list", { channel_id: partner.channel_id, ...filter })).items.map(({ id }) => id).sort();
    const active = [partner.key_id, successor.id, ending.key_id, next.id].sort();
    const over = [revoked.key_id, ended.key_id].sort();
    expect(await listed({ active: true })).toEqual(active);
    expect(await listed({ active: false })).toEqual(over);
    expect(await listed({})).toEqual([...active, ...over].sort());
    const { items, next_cursor } = await must("key/list", { channel_id: partner.channel_id, limit: 4 });
    const rest = await must("key/list", { channel_id: partner.channel_id, limit: 4, cursor: next_cursor ?? "" });
    expect([...items, ...rest.items].map(({ id }) => id).sort()).toEqual([...active, ...over].sort());
  });

  it("hears from the gatekeeper what it could not be told when D1 was down", async () => {
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    vi.spyOn(console, "warn").mockImplementation(() => undefined);
    const partner = await makePartner();
    await renameTable("api_keys", "api_keys_away");
    expect((await call("key/revoke", { key_id: partner.key_id })).status).toBe(500);
    await renameTable("api_keys_away", "api_keys");
    await vi.waitFor(
      async () => {
        await runDurableObjectAlarm(gatekeeper(partner.channel_id));
        const { items } = await must("key/list", { channel_id: partner.channel_id });
        expect(items[0]?.revoked_at).not.toBeNull();
      },
      { timeout: 10_000 },
    );
    vi.restoreAllMocks();
  });

  it("stays as the newest change left it when an older one is told late", async () => {
    const partner = await makePartner();
    await must("key/update", { key_id: partner.key_id, name: "Newest" });
    const [row] = await rowsOf<{ seq: number }>("SELECT seq FROM api_keys WHERE id = ?", partner.key_id);
    await env.CATALOGUE.prepare("UPDATE api_keys SET seq = ?, name = 'Told later' WHERE id = ?")
      .bind((row?.seq ?? 0) + 1_000, partner.key_id)
      .run();
    await must("key/update", { key_id: partner.key_id, name: "Late" });
    expect((await must("key/list", { channel_id: partner.channel_id })).items).toMatchObject([{ name: "Told later" }]);
  });
});

describe("key/history", () => {
  it("says who did what to a key, and how it was then", async () => {
    const admin = await makePartner(["admin"]);
    const partner = await makePartner(["read"], { name: "One" });
    const headers = { "x-request-id": "the-update" };
    await must("key/update", { key_id: partner.key_id, name: "Two" }, { token: admin.token, headers });
    const { id, replaces } = await must("key/rotate", { key_id: partner.key_id });
    await must("key/revoke", { key_id: partner.key_id });
    await must("key/revoke", { key_id: partner.key_id });
    const configured = "configured:development";
    const { items } = await must("key/history", { key_id: partner.key_id });
    expect(items.map(({ change, actor, name, ends_at }) => [change, actor, name, ends_at])).toEqual([
      ["created", configured, "One", null],
      ["updated", admin.key_id, "Two", null],
      ["rotated", configured, "Two", replaces.ends_at],
      ["revoked", configured, "Two", replaces.ends_at],
    ]);
    expect(items[1]?.request_id).toBe("the-update");
    expect((await must("key/history", { key_id: id })).items).toMatchObject([{ change: "created", key_id: id }]);
    const first = await must("key/history", { key_id: partner.key_id, limit: 3 });
    const more = await must("key/history", { key_id: partner.key_id, limit: 3, cursor: first.next_cursor ?? "" });
    expect([first.items.length, more.items.length, more.next_cursor]).toEqual([3, 1, null]);
  });

  it("keeps 10,000 changes of a channel, the newest", async () => {
    const partner = await makePartner();
    await inGatekeeper(partner.channel_id, "UPDATE key_changes SET no = 20000");
    await must("key/update", { key_id: partner.key_id, name: "Next" });
    await inGatekeeper(partner.channel_id, "UPDATE key_changes SET no = 40000 WHERE no = 20001");
    await must("key/update", { key_id: partner.key_id, name: "Last" });
    const { items } = await must("key/history", { key_id: partner.key_id });
    expect(items.map(({ name }) => name)).toEqual(["Next", "Last"]);
  });
});

it("nobody but an administrator reads or changes keys, use and history", async () => {
  const partner = await makePartner(["book"]);
  for (const name of ["key/update", "key/rotate", "key/history", "key/usage", "key/list"] as const) {
    expect((await call(name, { key_id: partner.key_id }, { token: partner.token, key: freshKey() })).status).toBe(403);
  }
  expect((await call("key/rotate", { key_id: "configured:development" }, { key: freshKey() })).status).toBe(404);
  expect((await ask(ADMIN_KEY)).status).toBe(200);
});
