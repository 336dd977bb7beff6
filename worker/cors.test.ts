import { describe, expect, it } from "vitest";
import { credentials, makeDeparture, must } from "./testing/api.ts";
import { development, serve } from "./testing/serve.ts";

const URL = "https://holdfast.test/v1/tour/list";
const CONSOLE = "https://console.example";
const OTHER = "https://other.example";
const environment = development({ CORS_ORIGINS: `${CONSOLE},${OTHER}` });

function list(origin: string, served = environment): Promise<Response> {
  return serve(served, URL, {
    method: "POST",
    body: "{}",
    headers: { origin, "content-type": "application/json", ...credentials({}) },
  });
}

function preflight(origin: string, served = environment): Promise<Response> {
  const headers = {
    origin,
    "access-control-request-method": "POST",
    "access-control-request-headers": "authorization,idempotency-key",
  };
  return serve(served, URL, { method: "OPTIONS", headers });
}

describe("a browser's request", () => {
  it.each([CONSOLE, OTHER])("from the configured origin %s may read the answer and its headers", async (origin) => {
    const { headers, status } = await list(origin);
    expect([status, headers.get("access-control-allow-origin")]).toEqual([200, origin]);
    for (const name of [
      "x-request-id",
      "traceparent",
      "idempotency-replayed",
      "retry-after",
      "ratelimit-remaining",
      "holdfast-seq",
      "www-authenticate",
    ]) {
      expect(headers.get("access-control-expose-headers")).toContain(name);
    }
    expect(headers.get("vary")).toContain("Origin");
    expect(headers.get("access-control-allow-credentials")).toBeNull();
  });

  it("may read a problem, too", async () => {
    const refused = await serve(environment, URL, { method: "POST", headers: { origin: CONSOLE } });
    expect([refused.status, refused.headers.get("access-control-allow-origin")]).toEqual([401, CONSOLE]);
  });

  it.each(["https://evil.example", "http://console.example", `${CONSOLE}.evil.example`, "null", "*", ""])(
    "from %j may not",
    async (origin) => {
      expect((await list(origin)).headers.get("access-control-allow-origin")).toBeNull();
      expect((await preflight(origin)).headers.get("access-control-allow-origin")).toBeNull();
    },
  );

  it("may not from anywhere when no origin is configured", async () => {
    for (const origin of [CONSOLE, ""]) {
      expect((await list(origin, development())).headers.get("access-control-allow-origin")).toBeNull();
      expect(
        (await preflight(origin, development({ CORS_ORIGINS: "" }))).headers.get("access-control-allow-origin"),
      ).toBeNull();
    }
  });
});

it("a browser of a configured origin opens a feed, whose handshake it could not read anyway", async () => {
  const { id } = await makeDeparture();
  const { protocols } = await must("feed/ticket", { departure_id: id });
  const headers = { upgrade: "websocket", origin: CONSOLE, "sec-websocket-protocol": protocols.join(", ") };
  const response = await serve(environment, `https://holdfast.test/ws/departures/${id}`, { headers });
  expect(response.status).toBe(101);
  response.webSocket?.accept();
  response.webSocket?.close();
});

describe("a preflight", () => {
  it.each(["GET", "POST", "PUT", "DELETE"])(
    "lets %s with a token through on every path, REST's too",
    async (method) => {
      for (const path of ["/api/reservations", "/api/auth/token", "/healthz", "/v1/auth/validate"]) {
        const { headers, status } = await serve(environment, `https://holdfast.test${path}`, {
          method: "OPTIONS",
          headers: {
            origin: CONSOLE,
            "access-control-request-method": method,
            "access-control-request-headers": "authorization,content-type",
          },
        });
        expect([status, headers.get("access-control-allow-origin")]).toEqual([204, CONSOLE]);
        expect(headers.get("access-control-allow-methods")?.split(", ")).toContain(method);
        expect(headers.get("access-control-allow-headers")?.split(", ")).toContain("authorization");
      }
    },
  );

  it("names the methods and headers that the API knows, without a key", async () => {
    const { headers, status } = await preflight(CONSOLE);
    expect([status, headers.get("access-control-allow-origin")]).toEqual([204, CONSOLE]);
    expect(headers.get("access-control-allow-methods")).toContain("POST");
    for (const name of [
      "authorization",
      "content-type",
      "idempotency-key",
      "traceparent",
      "x-api-key",
      "x-request-id",
    ]) {
      expect(headers.get("access-control-allow-headers")).toContain(name);
    }
    expect(headers.get("access-control-max-age")).toBe("600");
  });

  it("has the security headers", async () => {
    const { headers } = await preflight(CONSOLE);
    expect(headers.get("strict-transport-security")).toContain("max-age=");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
  });
});
