import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { SCOPES, type Scope } from "../contract/operation.ts";
import { OPERATIONS } from "../contract/registry.ts";
import { ADMIN_KEY, call, hold, makeDeparture, must, read, send } from "./testing/api.ts";
import { makePartner, type Partner } from "./testing/partners.ts";
import { inGatekeeper } from "./testing/tables.ts";
import { ask, exchange } from "./testing/tokens.ts";

const keys = new Map<Scope, Partner>();

beforeAll(async () => {
  for (const scope of SCOPES) keys.set(scope, await makePartner([scope]));
});

afterEach(() => vi.useRealTimers());

function keyOf(scope: Scope): Partner {
  const key = keys.get(scope);
  if (!key) throw new Error(`there is no key of ${scope}`);
  return key;
}

/** Something that needs exactly that permission, refused as not valid once the permission was found. */
const NEEDS = { read: "tour/get", book: "hold/release", admin: "key/revoke" } as const;

async function may(token: string, scope: Scope): Promise<boolean> {
  expect(OPERATIONS[NEEDS[scope]].scope).toBe(scope);
  const called = await call(NEEDS[scope], { nonsense: true }, { token, key: "some-key" });
  expect([400, 403]).toContain(called.status);
  return called.status === 400;
}

const SETS: readonly (readonly Scope[])[] = [
  ["read"],
  ["book"],
  ["admin"],
  ["read", "book"],
  ["read", "admin"],
  ["book", "admin"],
  ["read", "book", "admin"],
];
const PAIRS = SCOPES.flatMap((key) => SETS.map((wanted) => ({ key, wanted })));

describe("an exchange", () => {
  it.each(PAIRS)("of a key with $key for $wanted gives as much or less, never more", async ({ key, wanted }) => {
    const called = await call("auth/token", { api_key: keyOf(key).token, permissions: wanted }, { token: null });
    const highest = Math.max(...wanted.map((scope) => SCOPES.indexOf(scope)));
    if (highest > SCOPES.indexOf(key)) {
      expect([called.status, called.body.code]).toEqual([403, "FORBIDDEN"]);
      const lacking = wanted.find((scope) => SCOPES.indexOf(scope) > SCOPES.indexOf(key));
      expect(called.body).toMatchObject({ required_scope: lacking });
      expect(called.body.detail).toContain(lacking);
      return;
    }
    expect(called.body.permissions).toEqual(wanted);
    for (const scope of SCOPES) expect(await may(called.body.token, scope)).toBe(SCOPES.indexOf(scope) <= highest);
  });

  it.each(SCOPES)("of a key with %s that names no permissions gives all of them", async (scope) => {
    const { permissions } = await exchange(keyOf(scope));
    expect(permissions).toEqual(SCOPES.slice(0, SCOPES.indexOf(scope) + 1));
  });

  it("is answered as R2 shows it, with what RFC 6749 adds", async () => {
    const before = Date.now();
    const { token, expires_at, ...rest } = await exchange(keyOf("book"), ["read", "book"]);
    expect(rest).toEqual({ expires_in: 3_600, permissions: ["read", "book"], token_type: "Bearer" });
    expect(token.split(".")).toHaveLength(3);
    expect(Date.parse(expires_at)).toBeGreaterThan(before + 3_598_000);
    expect(Date.parse(expires_at)).toBeLessThanOrEqual(Date.now() + 3_600_000);
  });

  it("says in the token what it is for, and nothing of the key's secret", async () => {
    const { token_text, said } = await said_by(keyOf("book"));
    const { key_id: sub, channel_id: channel, token: key } = keyOf("book");
    expect(said).toMatchObject({ iss: "holdfast", aud: "holdfast-api", sub, channel, permissions: ["read", "book"] });
    expect(Object.keys(said).sort()).toEqual(["aud", "channel", "exp", "iat", "iss", "jti", "permissions", "sub"]);
    expect(said["exp"]).toBe(Number(said["iat"]) + 3_600);
    expect((await said_by(keyOf("book"))).said["jti"]).not.toBe(said["jti"]);
    expect(JSON.stringify(said) + token_text).not.toContain(key.split("_").at(-1));
  });

  it.each([
    ["Authorization", (key: string) => ({ authorization: `Bearer ${key}` })],
    ["X-API-Key", (key: string) => ({ "x-api-key": key })],
  ])("takes the key from %s, too", async (_where, headers) => {
    const { token } = keyOf("read");
    const called = await call("auth/token", {}, { token: null, headers: headers(token) });
    expect((await ask(called.body.token)).status).toBe(200);
  });

  it("takes the key in the body rather than another in a header", async () => {
    const called = await call("auth/token", { api_key: keyOf("read").token }, { token: ADMIN_KEY });
    expect(called.body.permissions).toEqual(["read"]);
  });

  it("is refused to who presents a token, or nothing", async () => {
    const { token } = await exchange(keyOf("admin"));
    expect((await call("auth/token", {}, { token })).body.code).toBe("FORBIDDEN");
    expect((await call("auth/token", { api_key: token }, { token: null })).status).toBe(401);
    expect((await call("auth/token", {}, { token: null })).status).toBe(401);
  });

  it("takes the keys that configuration names", async () => {
    const { token } = await exchange({ token: ADMIN_KEY }, ["read"]);
    expect([await may(token, "read"), await may(token, "book")]).toEqual([true, false]);
  });
});

async function said_by(partner: Partner): Promise<{ token_text: string; said: Record<string, unknown> }> {
  const { token } = await exchange(partner);
  const [, claims = ""] = token.split(".");
  // The claims of a JWT are an object.
  return {
    token_text: token,
    said: JSON.parse(Buffer.from(claims, "base64url").toString()) as Record<string, unknown>,
  };
}

describe("a token", () => {
  it("stands for its key's channel: what it holds is the channel's", async () => {
    const partner = await makePartner();
    const { token } = await exchange(partner, ["book"]);
    const { id } = await makeDeparture();
    const held = await hold(id, "by-token", {}, { token });
    const seen = await call("hold/get", { hold_id: held.body.id }, { token: partner.token });
    expect(seen.body.id).toBe(held.body.id);
    expect((await call("hold/get", { hold_id: held.body.id }, { token: keyOf("book").token })).status).toBe(404);
  });

  it("of an admin's key that was made for booking is no admin: it sees its own channel's alone", async () => {
    const { id } = await makeDeparture();
    const held = await hold(id, "somebody", {}, { token: keyOf("book").token });
    const { token } = await exchange(keyOf("admin"), ["book"]);
    expect((await call("hold/get", { hold_id: held.body.id }, { token })).status).toBe(404);
    expect((await read(await send("/metrics", { headers: { authorization: `Bearer ${token}` } }))).status).toBe(403);
  });

  it("opens a feed", async () => {
    const { id } = await makeDeparture();
    const { token } = await exchange(keyOf("read"));
    const headers = { upgrade: "websocket", authorization: `Bearer ${token}` };
    const opened = await send(`/ws/departures/${id}`, { headers });
    expect(opened.status).toBe(101);
    opened.webSocket?.accept();
    opened.webSocket?.close();
  });

  it("can do no more than its key still can", async () => {
    const partner = await makePartner(["book"]);
    const { token } = await exchange(partner);
    await inGatekeeper(partner.channel_id, `UPDATE api_keys SET permissions = '["read"]'`);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 1_001 });
    expect([await may(token, "read"), await may(token, "book")]).toEqual([true, false]);
  });
});

describe("the rate limit", () => {
  it("is one for a key and its tokens, in whichever order they ask, and exchanges count", async () => {
    const partner = await makePartner(["read"], { rate_limit: 7 });
    const exchanged = await call("auth/token", { api_key: partner.token }, { token: null });
    expect(exchanged.headers.get("ratelimit-remaining")).toBe("6");
    const other = await exchange(partner);
    const left: (string | null)[] = [];
    for (const token of [exchanged.body.token, partner.token, other.token, partner.token, exchanged.body.token]) {
      left.push((await ask(token)).headers.get("ratelimit-remaining"));
    }
    expect(left).toEqual(["4", "3", "2", "1", "0"]);
    for (const token of [partner.token, other.token]) expect((await ask(token)).status).toBe(429);
    expect((await call("auth/token", { api_key: partner.token }, { token: null })).status).toBe(429);
  });

  it("lets of 200 requests at once, half by key and half by token, as many through as it says", async () => {
    const partner = await makePartner(["read"], { rate_limit: 120 });
    const { token } = await exchange(partner);
    // Both find what is known too old, and ask.
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 1_001 });
    const asked = await Promise.all(Array.from({ length: 200 }, (_, no) => ask(no % 2 === 0 ? token : partner.token)));
    expect(asked.filter(({ status }) => status === 200)).toHaveLength(119);
  });

  it("is not used up by who guesses at the key's secret, nor is the key's lease lost to them", async () => {
    const partner = await makePartner(["read"], { rate_limit: 120 });
    expect((await ask(partner.token)).headers.get("ratelimit-remaining")).toBe("119");
    const wrong = `${partner.token.slice(0, -1)}${partner.token.endsWith("0") ? "1" : "0"}`;
    for (let no = 0; no < 5; no += 1) expect((await ask(wrong)).status).toBe(401);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 1_001 });
    for (let no = 0; no < 5; no += 1) expect((await ask(wrong)).status).toBe(401);
    expect((await ask(partner.token)).headers.get("ratelimit-remaining")).toBe("118");
  });
});

describe("auth/validate", () => {
  const validate = (input: object, token: string) => must("auth/validate", input, { token });
  const ok = { valid: true, reason: null };

  it("says what the presented key is", async () => {
    const { token, key_id, channel_id } = keyOf("book");
    expect(await validate({}, token)).toEqual({
      ...ok,
      channel_id,
      key_id,
      permissions: ["read", "book"],
      expires_at: null,
    });
  });

  it("says what the presented token is, and when it ends", async () => {
    const { channel_id, key_id } = keyOf("book");
    const { token, expires_at } = await exchange(keyOf("book"), ["read"]);
    expect(await validate({}, token)).toEqual({ ...ok, channel_id, key_id, permissions: ["read"], expires_at });
  });

  it("judges a token of the caller's own channel", async () => {
    const { token, expires_at } = await exchange(keyOf("book"), ["read"]);
    const own = keyOf("book");
    expect(await validate({ token }, own.token)).toMatchObject({ ...ok, expires_at, permissions: ["read"] });
    expect(await validate({ token, required_scope: "read" }, own.token)).toMatchObject(ok);
    expect(await validate({ token, required_scope: "book" }, own.token)).toMatchObject({
      valid: false,
      reason: "scope_missing",
      key_id: own.key_id,
    });
    expect(await validate({ required_scope: "admin" }, own.token)).toMatchObject({ reason: "scope_missing" });
  });

  it("tells of another channel's token only an admin more than no", async () => {
    const { token } = await exchange(keyOf("book"));
    expect(await validate({ token }, keyOf("read").token)).toEqual({
      valid: false,
      reason: "other_channel",
      channel_id: null,
      key_id: null,
      permissions: [],
      expires_at: null,
    });
    expect(await validate({ token }, ADMIN_KEY)).toMatchObject({ ...ok, key_id: keyOf("book").key_id });
    const narrowed = await exchange(keyOf("admin"), ["read"]);
    expect(await validate({ token }, narrowed.token)).toMatchObject({ reason: "other_channel" });
  });

  it.each(["x", "a.b.c", "..", "eyJhbGciOiJub25lIn0.e30."])("says of %j that it is none of ours", async (token) => {
    expect(await validate({ token }, ADMIN_KEY)).toMatchObject({ valid: false, reason: "malformed" });
  });

  it("says of a token why it is over: its hour, or its key", async () => {
    const gone = await makePartner();
    const { token } = await exchange(gone);
    await must("key/revoke", { key_id: gone.key_id });
    expect(await validate({ token }, ADMIN_KEY)).toMatchObject({
      valid: false,
      reason: "revoked",
      key_id: gone.key_id,
    });
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 3_600_000 });
    expect(await validate({ token }, ADMIN_KEY)).toMatchObject({
      valid: false,
      reason: "expired",
      key_id: gone.key_id,
    });
  });

  it("uses up nothing of the judged token's limit", async () => {
    const partner = await makePartner(["read"], { rate_limit: 3 });
    const { token } = await exchange(partner);
    for (let no = 0; no < 5; no += 1) await validate({ token }, ADMIN_KEY);
    expect((await ask(token)).headers.get("ratelimit-remaining")).toBe("1");
  });
});
