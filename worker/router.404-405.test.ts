import { describe, expect, it } from "vitest";
import { isOperationName, OPERATIONS } from "../contract/registry.ts";
import { credentials, type Read, read, send } from "./testing/api.ts";
import { checkHeaders, checkProblem } from "./testing/check-answer.ts";

async function refused(path: string, init: RequestInit = {}): Promise<Read> {
  const sent = await read(await send(path, { headers: credentials({}), ...init }));
  checkHeaders(sent);
  checkProblem(sent);
  return sent;
}

describe("what is not there", () => {
  it.each([
    ["POST", "/nothing"],
    ["GET", "/nothing"],
    ["GET", "/v1"],
    ["POST", "/v1/booking"],
    ["POST", "/v1/booking/sell"],
    ["GET", "/v1/booking/sell"],
    ["POST", "/v1/Booking/hold"],
    ["POST", "/v1/booking/hold/"],
    ["POST", "/v1//hold"],
    ["POST", "/v2/booking/hold"],
    ["POST", "/v1/__proto__/constructor"],
    ["POST", "/v1/constructor/name"],
    ["POST", "/v1/%ff%fe/%00"],
    ["DELETE", "/ws/departures"],
    ["GET", "/../v1/booking/hold/x"],
    ["GET", "/favicon.ico"],
  ])("%s %s answers 404 as a problem", async (method, path) => {
    const sent = await refused(path, { method });
    expect(sent.status).toBe(404);
    expect(sent.body).toMatchObject({ code: "NOT_FOUND", instance: "/" });
  });

  it("is named in the detail, but not more than 200 characters of it", async () => {
    const { body } = await refused(`/${"x".repeat(5_000)}`);
    expect(JSON.stringify(body).length).toBeLessThan(1_000);
  });
});

describe("a wrong method", () => {
  it.each(Object.keys(OPERATIONS).filter(isOperationName))("GET /v1/%s answers 405 and allows POST", async (name) => {
    const sent = await refused(`/v1/${name}`);
    expect(sent.status).toBe(405);
    expect(sent.headers.get("allow")).toBe("POST");
    expect(sent.body).toMatchObject({ code: "METHOD_NOT_ALLOWED", instance: `/v1/${name}` });
  });

  it.each(["PUT", "PATCH", "DELETE"])("%s is one, for an operation", async (method) => {
    expect((await refused("/v1/tour/list", { method })).headers.get("allow")).toBe("POST");
  });

  it("HEAD is one, and is answered without a body", async () => {
    const response = await send("/v1/tour/list", { method: "HEAD" });
    expect([response.status, response.headers.get("allow"), await response.text()]).toEqual([405, "POST", ""]);
  });

  it.each([
    ["/healthz", "GET, HEAD"],
    ["/health", "GET, HEAD"],
    ["/api/v1/ping", "GET, HEAD"],
    ["/metrics", "GET, HEAD"],
    ["/openapi.json", "GET, HEAD"],
    ["/ws/departures/dep_1", "GET"],
  ])("POST %s answers 405 and allows %s", async (path, allow) => {
    const sent = await refused(path, { method: "POST" });
    expect(sent.status).toBe(405);
    expect(sent.headers.get("allow")).toBe(allow);
  });
});

it("a feed that is asked for without an upgrade answers 426", async () => {
  const sent = await refused("/ws/departures/dep_1");
  expect(sent.status).toBe(426);
  expect(sent.body).toMatchObject({ code: "UPGRADE_REQUIRED" });
});
