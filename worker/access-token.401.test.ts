// Whatever is not exactly a token that we wrote, for a key that stands, is refused alike.
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { type Called, call, hold, makeDeparture, must, read } from "./testing/api.ts";
import { forged, makePartner, type Partner } from "./testing/partners.ts";
import { development, production, serve } from "./testing/serve.ts";
import { ask, DAY_MS, exchange, type Faults, forgedToken, today, withHead } from "./testing/tokens.ts";

const HOUR_MS = 3_600_000;
const OLD_SECRET = "the secret that was there before, long enough";
const NEW_SECRET = "the secret that is there from now on, long enough";

let partner: Partner;
let token: string;

beforeAll(async () => {
  partner = await makePartner();
  token = (await exchange(partner)).token;
});

afterEach(() => vi.useRealTimers());

function expectInvalid(called: Called): void {
  expect([called.status, called.body.code], called.text).toEqual([401, "UNAUTHENTICATED"]);
  expect(called.headers.get("www-authenticate")).toBe('Bearer realm="holdfast", error="invalid_token"');
}

function in_ms(later_ms: number): void {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + later_ms });
}

describe("a token is refused", () => {
  it("that was forged exactly as ours is taken, so that each fault below is the only one", async () => {
    expect((await ask(await forgedToken(partner))).status).toBe(200);
  });

  it.each<[string, Faults]>([
    ["another issuer", { claims: { iss: "elsewhere" } }],
    ["no issuer", { claims: { iss: undefined } }],
    ["another audience", { claims: { aud: "another-api" } }],
    ["no audience", { claims: { aud: undefined } }],
    ["another type", { header: { typ: "JWT" } }],
    ["no type", { header: { typ: undefined } }],
    ["another secret", { secret: "a secret that nobody here knows, long enough" }],
    ["the key of a day that names another", { day: 20_000, header: { kid: String(today()) } }],
    ["the day before yesterday's key", { day: today() - 2 }],
    ["tomorrow's key", { day: today() + 1 }],
    ["no day", { header: { kid: undefined } }],
    ["a day that is none", { header: { kid: "20.5e3" } }],
    ["no end", { claims: { exp: undefined } }],
    ["an end that is over", { claims: { exp: Math.floor(Date.now() / 1_000) - 1 } }],
    ["a start to come", { claims: { nbf: Math.floor(Date.now() / 1_000) + 60 } }],
    ["no key", { claims: { sub: undefined } }],
    ["a permission that there is not", { claims: { permissions: ["owner"] } }],
    ["permissions that are no list", { claims: { permissions: "admin" } }],
  ])("with %s", async (_what, faults) => {
    expectInvalid(await ask(await forgedToken(partner, faults)));
  });

  it("with another channel than its key's, and with a key that nobody made", async () => {
    const other = await makePartner();
    expectInvalid(await ask(await forgedToken({ ...partner, channel_id: other.channel_id })));
    expectInvalid(await ask(await forgedToken({ ...partner, key_id: forged(partner.key_id) })));
    expectInvalid(await ask(await forgedToken({ ...partner, key_id: "configured:development" })));
    expectInvalid(
      await ask(await forgedToken({ ...partner, key_id: "configured:development" }, { claims: { mark: "0" } })),
    );
  });

  it.each(["none", "None", "HS384", "RS256", "ES256"])("with the algorithm %s, signed or not", async (alg) => {
    const head = { alg, typ: "at+jwt", kid: String(today()) };
    expectInvalid(await ask(withHead(token, head)));
    const unsigned = await call("tour/list", {}, { token: withHead(token, head, "") });
    expect(unsigned.status).toBe(401);
  });

  it("with one letter changed, wherever that is", async () => {
    for (const at of [0, 10, token.indexOf(".") + 2, token.lastIndexOf(".") - 1, token.length - 20]) {
      const other = token[at] === "A" ? "B" : "A";
      expectInvalid(await ask(`${token.slice(0, at)}${other}${token.slice(at + 1)}`));
    }
  });

  it("with other claims under its signature", async () => {
    const [head = "", claims = "", signed = ""] = token.split(".");
    const said = JSON.parse(Buffer.from(claims, "base64url").toString()) as object;
    const more = Buffer.from(JSON.stringify({ ...said, permissions: ["admin"] })).toString("base64url");
    expectInvalid(await ask([head, more, signed].join(".")));
  });

  it("that says the same in another writing of its base 64", async () => {
    const [head = "", claims = "", signed = ""] = token.split(".");
    // 43 letters of 6 bits carry 256 bits and two more, which readers leave away.
    const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const stray = `${signed.slice(0, -1)}${letters[letters.indexOf(signed.slice(-1)) + 1]}`;
    for (const written of [
      stray,
      `${signed}=`,
      `${signed}==`,
      `${signed}A`,
      `${signed.slice(0, 9)}%20${signed.slice(9)}`,
    ]) {
      expectInvalid(await ask([head, claims, written].join(".")));
    }
    expect((await ask(`${token}.`)).status).toBe(401);
    expect((await ask(`.${token}`)).status).toBe(401);
  });

  it("after its hour, and says that another is to be had; never a second later", async () => {
    const { token, expires_at } = await exchange(partner);
    const ends_at_ms = Date.parse(expires_at);
    expect((await ask(token)).status).toBe(200);
    vi.useFakeTimers({ toFake: ["Date"], now: ends_at_ms - 1 });
    expect((await ask(token)).status).toBe(200);
    vi.useFakeTimers({ toFake: ["Date"], now: ends_at_ms });
    const late = await ask(token);
    expectInvalid(late);
    expect(late.body.detail).toContain("expired");
    expect(late.body.detail).toContain("auth/token");
  });

  it("as X-API-Key: that is for keys", async () => {
    const called = await call("tour/list", {}, { token: null, headers: { "x-api-key": token } });
    expect(called.status).toBe(401);
  });
});

describe("the day's key", () => {
  it("of yesterday still verifies, so that midnight ends no token", async () => {
    const midnight = (today() + 1) * DAY_MS;
    vi.useFakeTimers({ toFake: ["Date"], now: midnight - 1_000 });
    const { token } = await exchange(partner);
    vi.useFakeTimers({ toFake: ["Date"], now: midnight + HOUR_MS / 2 });
    expect((await ask(token)).status).toBe(200);
  });

  it("of tomorrow verifies in the last seconds of the day: clocks differ", async () => {
    const midnight = (today() + 1) * DAY_MS;
    vi.useFakeTimers({ toFake: ["Date"], now: midnight + 1_000 });
    const { token } = await exchange(partner);
    vi.useFakeTimers({ toFake: ["Date"], now: midnight - 1_000 });
    expect((await ask(token)).status).toBe(200);
  });
});

describe("the secret that signs", () => {
  const LIST = "https://holdfast.test/v1/tour/list";
  const listed = async (environment: ReturnType<typeof development>, token: string) => {
    const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
    return (await serve(environment, LIST, { method: "POST", body: "{}", headers })).status;
  };
  const exchanged = async (environment: ReturnType<typeof development>) => {
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify({ api_key: partner.token });
    const answer = await read(
      await serve(environment, "https://holdfast.test/v1/auth/token", { method: "POST", body, headers }),
    );
    return { status: answer.status, token: (answer.body as { token: string }).token };
  };

  it("is TOKEN_SECRET where that is set, and ID_SECRET where it is not", async () => {
    const { token } = await exchanged(development({ TOKEN_SECRET: NEW_SECRET }));
    expect(await listed(development({ TOKEN_SECRET: NEW_SECRET }), token)).toBe(200);
    expect(await listed(development(), token)).toBe(401);
    expect(await listed(development({ TOKEN_SECRET: NEW_SECRET }), await forgedToken(partner))).toBe(401);
  });

  it("can be changed: TOKEN_SECRET_BEFORE verifies until it is removed, and never signs", async () => {
    const before = (await exchanged(development({ TOKEN_SECRET: OLD_SECRET }))).token;
    const changing = development({ TOKEN_SECRET: NEW_SECRET, TOKEN_SECRET_BEFORE: OLD_SECRET });
    expect(await listed(changing, before)).toBe(200);
    const after = (await exchanged(changing)).token;
    expect(await listed(changing, after)).toBe(200);
    const changed = development({ TOKEN_SECRET: NEW_SECRET });
    expect(await listed(changed, before)).toBe(401);
    expect(await listed(changed, after)).toBe(200);
    const from_none = development({ TOKEN_SECRET: NEW_SECRET, TOKEN_SECRET_BEFORE: env.ID_SECRET });
    expect(await listed(from_none, token)).toBe(200);
  });

  it.each(["TOKEN_SECRET", "TOKEN_SECRET_BEFORE"])("too short a %s signs and verifies nothing", async (name) => {
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    const environment = development({ TOKEN_SECRET: NEW_SECRET, [name]: "x".repeat(31) });
    expect(await listed(environment, token)).toBe(500);
    vi.restoreAllMocks();
  });
});

describe("a token ends with its key", () => {
  it("changes nothing a second after the key was revoked, and reads nothing more", async () => {
    const revoked = await makePartner();
    const { id } = await makeDeparture();
    const { token } = await exchange(revoked);
    expect((await hold(id, "before", {}, { token })).status).toBe(200);
    await must("key/revoke", { key_id: revoked.key_id });
    in_ms(1_000);
    const refused = await hold(id, "after", {}, { token });
    expect(refused.status).toBe(401);
    expect(refused.headers.get("www-authenticate")).toContain("invalid_token");
    expect(await must("departure/get", { departure_id: id })).toMatchObject({ capacity_held: 2 });
  });

  it("of configuration when it is removed, or has another text", async () => {
    const key = "bootstrap-key-of-more-than-32-characters";
    const environment = production({ BOOTSTRAP_ADMIN_KEY: key });
    const headers = { "content-type": "application/json" };
    const exchanged = await read(
      await serve(environment, "https://holdfast.test/v1/auth/token", {
        method: "POST",
        body: JSON.stringify({ api_key: key, permissions: ["read"] }),
        headers,
      }),
    );
    const { token } = exchanged.body as { token: string };
    const list = { method: "POST", body: "{}", headers: { ...headers, authorization: `Bearer ${token}` } };
    const status = async (environment: ReturnType<typeof production>) =>
      (await serve(environment, "https://holdfast.test/v1/tour/list", list)).status;
    expect(await status(environment)).toBe(200);
    expect(await status(production())).toBe(401);
    expect(await status(production({ BOOTSTRAP_ADMIN_KEY: `${key}-changed` }))).toBe(401);
  });
});
