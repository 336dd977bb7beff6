import { afterEach, describe, expect, it, vi } from "vitest";
import { ADMIN_KEY, call, freshKey, hold, makeDeparture, must, send } from "./testing/api.ts";
import { makePartner } from "./testing/partners.ts";

type Line = Readonly<Record<string, unknown>>;

/** What is written to the log while `work` runs, whole and line by line. */
async function logged(work: () => Promise<unknown>): Promise<{ lines: Line[]; text: string }> {
  const spies = (["log", "info", "warn", "error", "debug"] as const).map((level) =>
    vi.spyOn(console, level).mockImplementation(() => undefined),
  );
  await work();
  const lines = spies.flatMap((spy) => spy.mock.calls.map((call) => String(call[0])));
  // Each line is the JSON of an object, or the test fails here.
  return { lines: lines.map((line) => JSON.parse(line) as Line), text: lines.join("\n") };
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe("the log", () => {
  it("has one JSON line for a request, with what it was and how it went", async () => {
    const partner = await makePartner();
    const headers = { "x-request-id": "mine", traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01" };
    const { lines } = await logged(() => call("tour/list", {}, { token: partner.token, headers }));
    expect(lines).toEqual([
      {
        level: "info",
        time: expect.any(Number),
        request_id: "mine",
        trace_id: "4bf92f3577b34da6a3ce929d0e0e4736",
        operation: "tour/list",
        principal: partner.channel_id,
        status: 200,
        duration_ms: expect.any(Number),
      },
    ]);
  });

  it.each([
    [
      "a refusal, with its code",
      () => call("tour/get", { tour_id: "x" }),
      { operation: "tour/get", status: 404, code: "NOT_FOUND" },
    ],
    [
      "a request without a key",
      () => call("tour/list", {}, { token: null }),
      { operation: "tour/list", status: 401, code: "UNAUTHENTICATED" },
    ],
    ["an unknown route", () => send("/nowhere"), { operation: "unknown", status: 404 }],
    [
      "an unknown operation, whose name is not ours",
      () => send("/v1/a%0Ab/c", { method: "POST" }),
      { operation: "unknown", status: 404 },
    ],
    ["a wrong method", () => send("/v1/tour/list"), { operation: "tour/list", status: 405 }],
    ["a health check", () => send("/healthz"), { operation: "health/ping", status: 200 }],
  ])("has one for %s", async (_what, work, line) => {
    const { lines } = await logged(work);
    expect(lines).toMatchObject([line]);
  });

  it("has no key, secret, ticket or customer in it", async () => {
    const partner = await makePartner();
    const { id } = await makeDeparture();
    const customer = `customer-${crypto.randomUUID()}`;
    const key = freshKey();
    const secrets = [partner.token, ADMIN_KEY, customer, key];
    const { text, lines } = await logged(async () => {
      await hold(id, customer, {}, { token: partner.token, key });
      await hold(id, customer, { seats: 99 }, { token: partner.token, key });
      await call("booking/list", { customer_ref: customer });
      await call("tour/list", {}, { token: `${partner.token}x` });
      await call("tour/list", {}, { token: null, headers: { "x-api-key": `hf_dev_${customer}` } });
      secrets.push((await must("key/create", { name: "Quiet", permissions: ["read"] })).key);
      secrets.push((await must("feed/ticket", { departure_id: id })).ticket);
    });
    expect(lines).toHaveLength(7);
    for (const secret of secrets) expect(text).not.toContain(secret);
  });
});
