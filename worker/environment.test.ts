// What the Worker does in a deployment, as opposed to a developer's machine.
import { afterEach, describe, expect, it, vi } from "vitest";
import { ADMIN_KEY, credentials, read } from "./testing/api.ts";
import { checkHeaders, checkProblem } from "./testing/check-answer.ts";
import { development, production, serve } from "./testing/serve.ts";

const HTTPS = "https://holdfast.test";
const LIST = { method: "POST", body: "{}", headers: { "content-type": "application/json", ...credentials({}) } };
const BOOTSTRAP = "bootstrap-key-of-more-than-32-characters";

afterEach(() => {
  vi.restoreAllMocks();
});

function listWith(token: string) {
  return { ...LIST, headers: { ...LIST.headers, ...credentials({ token }) } };
}

describe("the development key", () => {
  it("works where its binding is", async () => {
    expect((await serve(development(), `${HTTPS}/v1/tour/list`, LIST)).status).toBe(200);
  });

  it("is refused where its binding is not", async () => {
    const sent = await read(await serve(production(), `${HTTPS}/v1/tour/list`, LIST));
    checkHeaders(sent);
    expect([sent.status, checkProblem(sent)]).toEqual([401, "UNAUTHENTICATED"]);
    const by_api_key = { ...LIST, headers: { "content-type": "application/json", "x-api-key": ADMIN_KEY } };
    expect((await serve(production(), `${HTTPS}/v1/tour/list`, by_api_key)).status).toBe(401);
  });
});

describe("the bootstrap key", () => {
  it("administers, and makes keys that say that they are live", async () => {
    const environment = production({ BOOTSTRAP_ADMIN_KEY: BOOTSTRAP });
    const made = await read(
      await serve(environment, `${HTTPS}/v1/key/create`, {
        ...listWith(BOOTSTRAP),
        body: '{"name":"First","permissions":["admin"]}',
      }),
    );
    expect(made.status, made.text).toBe(200);
    const { key } = made.body as { key: string };
    expect(key).toMatch(/^hf_live_/);
    expect((await serve(environment, `${HTTPS}/v1/tour/list`, listWith(key))).status).toBe(200);
  });

  it("is refused once its binding is gone, and when it differs", async () => {
    expect((await serve(production(), `${HTTPS}/v1/tour/list`, listWith(BOOTSTRAP))).status).toBe(401);
    const environment = production({ BOOTSTRAP_ADMIN_KEY: BOOTSTRAP });
    expect((await serve(environment, `${HTTPS}/v1/tour/list`, listWith(`${BOOTSTRAP}x`))).status).toBe(401);
  });

  it.each(["", "short", "x".repeat(31)])("opens nothing when it is configured too short: %j", async (short) => {
    const environment = production({ BOOTSTRAP_ADMIN_KEY: short });
    expect((await serve(environment, `${HTTPS}/v1/tour/list`, listWith(short))).status).toBe(401);
  });
});

describe("plain http", () => {
  it.each(["/v1/tour/list", "/healthz", "/metrics", "/nowhere"])("is refused outside development: %s", async (path) => {
    const sent = await read(await serve(production(), `http://holdfast.test${path}`, { headers: credentials({}) }));
    checkHeaders(sent);
    expect([sent.status, checkProblem(sent)]).toEqual([403, "FORBIDDEN"]);
  });

  it("is answered in development", async () => {
    expect((await serve(development(), "http://localhost:8787/v1/tour/list", LIST)).status).toBe(200);
  });
});

describe("without a usable ID_SECRET", () => {
  const { ID_SECRET: _secret, ...without } = development();

  it.each([
    ["missing", without],
    ["too short", { ...without, ID_SECRET: "short" }],
  ])("(%s) nothing is served, and the log says why", async (_what, environment) => {
    const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
    // A deployment that forgot it does not have what its type promises.
    const sent = await read(await serve(environment as ReturnType<typeof development>, `${HTTPS}/v1/tour/list`, LIST));
    checkHeaders(sent);
    expect([sent.status, checkProblem(sent)]).toEqual([500, "INTERNAL"]);
    expect(log.mock.calls.flat().join("\n")).toContain("ID_SECRET");
    expect(sent.text).not.toContain("ID_SECRET");
  });
});
