import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { childId, childNumber } from "../domain/identifier.ts";
import { ADMIN_KEY, type Called, call, freshKey, hold, makeDeparture, must, read, send } from "./testing/api.ts";
import { makePartner, type Partner } from "./testing/partners.ts";

let partner: Partner;

beforeAll(async () => {
  partner = await makePartner();
});

afterEach(() => {
  vi.useRealTimers();
});

function expectUnauthenticated(called: Called | Awaited<ReturnType<typeof read>>): void {
  expect(called.status, called.text).toBe(401);
  expect(called.body).toMatchObject({ code: "UNAUTHENTICATED", retryable: false });
  expect(called.headers.get("www-authenticate")).toBe('Bearer realm="holdfast"');
  expect(called.headers.get("ratelimit-limit")).toBeNull();
}

function withHeaders(headers: Record<string, string>): Promise<Called> {
  return call("tour/list", {}, { token: null, headers });
}

/** The partner's key with another part. */
function changed(part: "id" | "secret", change: (text: string) => string): string {
  const [hf, kind, id = "", secret = ""] = partner.token.split("_");
  return [hf, kind, part === "id" ? change(id) : id, part === "secret" ? change(secret) : secret].join("_");
}

const otherEnd = (text: string) => `${text.slice(0, -1)}${text.endsWith("0") ? "1" : "0"}`;

describe("a request is refused with 401", () => {
  it("without a key", async () => {
    const called = await withHeaders({});
    expectUnauthenticated(called);
    expect(called.body.detail).toContain("Authorization: Bearer");
  });

  it.each([
    "Bearer",
    "Bearer ",
    "Basic YTpi",
    "Token x",
    ADMIN_KEY,
    `Bearer ${ADMIN_KEY} x`,
    `Bearer ${"x".repeat(600)}`,
    `Bearer,${ADMIN_KEY}`,
  ])("with Authorization: %s", async (authorization) => {
    expectUnauthenticated(await withHeaders({ authorization }));
  });

  it.each([
    "x",
    "hf_",
    "hf_dev_",
    "hf_dev_1_2",
    `hf_dev_${"0".repeat(48)}_${"0".repeat(32)}`,
    `hf_prod_${"0".repeat(48)}_${"0".repeat(32)}`,
    "__proto__",
  ])("with the malformed or invented key %s", async (token) => {
    expectUnauthenticated(await call("tour/list", {}, { token }));
  });

  it("with a key of which one letter is changed, wherever that is", async () => {
    for (const token of [
      changed("secret", otherEnd),
      changed("id", otherEnd),
      changed("secret", (text) => text.toUpperCase()),
      `${partner.token}0`,
    ]) {
      expectUnauthenticated(await call("tour/list", {}, { token }));
    }
    expect((await call("tour/list", {}, { token: partner.token })).status).toBe(200);
  });

  it("with a key that its channel never made, though the channel is real", async () => {
    const child = childNumber("key", partner.key_id);
    if (!child) throw new Error("the partner's key has no number");
    for (const other of [
      { ...child, no: child.no + 1 },
      { ...child, created_at_ms: child.created_at_ms + 1 },
    ]) {
      const id = childId("key", partner.channel_id, other).slice("key_".length);
      expectUnauthenticated(await call("tour/list", {}, { token: changed("id", () => id) }));
    }
  });

  it("before anything else is looked at: body, method of the key, existence", async () => {
    expectUnauthenticated(await call("booking/hold", { nonsense: true }, { token: null }));
    expectUnauthenticated(await call("booking/hold", "x".repeat(300_000), { token: null }));
    expectUnauthenticated(await read(await send("/metrics")));
  });

  it("on a feed, which stays closed", async () => {
    const { id } = await makeDeparture();
    const upgrade = { upgrade: "websocket" };
    expectUnauthenticated(await read(await send(`/ws/departures/${id}`, { headers: upgrade })));
    expectUnauthenticated(
      await read(
        await send(`/ws/departures/${id}`, {
          headers: { ...upgrade, "sec-websocket-protocol": "holdfast.v1, holdfast.ticket.a.b" },
        }),
      ),
    );
  });
});

describe("a key is taken", () => {
  it("as Authorization: Bearer in any case, or as X-API-Key", async () => {
    const ways = [
      { authorization: `bearer ${partner.token}` },
      { authorization: `BEARER  ${partner.token} ` },
      { "x-api-key": partner.token },
    ];
    for (const headers of ways) expect((await withHeaders(headers)).status).toBe(200);
  });

  it("from Authorization alone when both are there", async () => {
    expectUnauthenticated(await withHeaders({ authorization: "Bearer nonsense", "x-api-key": partner.token }));
  });
});

describe("a revoked key", () => {
  it("changes nothing more once a second is over, and says no more than an unknown one", async () => {
    const revoked = await makePartner();
    const { id } = await makeDeparture();
    expect((await hold(id, "before", {}, { token: revoked.token })).status).toBe(200);
    const { revoked_at } = await must("key/revoke", { key_id: revoked.key_id });
    expect(revoked_at).not.toBeNull();
    // What this isolate knows of the key is a second old at most.
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 1_000 });
    const before = await must("departure/get", { departure_id: id });
    const refused = await hold(id, "after", {}, { token: revoked.token });
    expectUnauthenticated(refused);
    expect(refused.body.detail).toBe((await call("tour/list", {}, { token: changed("secret", otherEnd) })).body.detail);
    expect(await must("departure/get", { departure_id: id })).toEqual(before);
  });

  it("is refused in the moment of its revocation where nothing was known of it", async () => {
    const revoked = await makePartner();
    await must("key/revoke", { key_id: revoked.key_id });
    expectUnauthenticated(await call("tour/list", {}, { token: revoked.token }));
  });

  it("is listed as revoked, once and for all", async () => {
    const revoked = await makePartner(["read"], { name: `revoked ${freshKey()}` });
    const first = await must("key/revoke", { key_id: revoked.key_id });
    expect(await must("key/revoke", { key_id: revoked.key_id })).toEqual(first);
  });

  it("takes no other key of its channel with it", async () => {
    const second = await makePartner(["read"], { channel_id: partner.channel_id });
    await must("key/revoke", { key_id: second.key_id });
    expect((await call("tour/list", {}, { token: partner.token })).status).toBe(200);
  });
});
