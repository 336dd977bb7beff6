import { describe, expect, it } from "vitest";
import { bookingCode, requestContext } from "./context.ts";
import { call, makeDeparture, read, send } from "./testing/api.ts";
import { checkHeaders } from "./testing/check-answer.ts";

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const PARENT = "00f067aa0ba902b7";
const NOUGHT = "0".repeat(32);

describe("the request id", () => {
  it.each(["r-1", "x".repeat(128), 'a,b;c="d"', "~!@#$%^&*()"])(
    "is the caller's when it can be one: %s",
    async (id) => {
      expect((await call("tour/list", {}, { headers: { "x-request-id": id } })).headers.get("x-request-id")).toBe(id);
    },
  );

  it.each([
    ["too long", "x".repeat(129)],
    ["huge", "x".repeat(16_000)],
    ["two words", "a b"],
    ["empty", ""],
    ["with a tab in it", "a\tb"],
    ["beyond ASCII", "ü"],
    ["two headers joined", "a, b"],
  ])("is a new one when it is %s", async (_what, id) => {
    const called = await call("tour/list", {}, { headers: { "x-request-id": id } });
    expect(called.headers.get("x-request-id")).toMatch(/^req_[0-9a-f]{24}$/);
  });

  it("is new for each request that brings none, on every kind of answer", async () => {
    const answers = await Promise.all(["/healthz", "/nowhere", "/metrics", "/v1/tour/list"].map((path) => send(path)));
    expect(new Set(answers.map(({ headers }) => headers.get("x-request-id"))).size).toBe(4);
  });

  it("stands in the problem, and so does the trace's", async () => {
    const headers = { "x-request-id": "mine", traceparent: `00-${TRACE}-${PARENT}-01` };
    const sent = await read(await send("/nowhere", { headers }));
    expect(sent.body).toMatchObject({ request_id: "mine", trace_id: TRACE });
  });
});

describe("the trace", () => {
  it.each([
    ["00", "01"],
    ["00", "00"],
    ["cc", "01"],
  ])("is continued, as a new span of version 00, from version %s with flags %s", (version, flags) => {
    const { trace_id, traceparent } = requestContext(
      new Headers({ traceparent: `${version}-${TRACE}-${PARENT}-${flags}` }),
    );
    expect(trace_id).toBe(TRACE);
    expect(traceparent).toMatch(new RegExp(`^00-${TRACE}-[0-9a-f]{16}-${flags}$`));
    expect(traceparent).not.toContain(PARENT);
  });

  it("is continued from a later version that says more", () => {
    expect(requestContext(new Headers({ traceparent: `01-${TRACE}-${PARENT}-01-more` })).trace_id).toBe(TRACE);
  });

  it.each([
    ["nothing", ""],
    ["no hexadecimal", `00-${TRACE.replace("4", "g")}-${PARENT}-01`],
    ["capitals", `00-${TRACE.toUpperCase()}-${PARENT}-01`],
    ["a trace of noughts", `00-${NOUGHT}-${PARENT}-01`],
    ["a span of noughts", `00-${TRACE}-${"0".repeat(16)}-01`],
    ["the version that there is not", `ff-${TRACE}-${PARENT}-01`],
    ["more than its version has", `00-${TRACE}-${PARENT}-01-more`],
    ["less than its version has", `00-${TRACE}-${PARENT}`],
    ["two of them", `00-${TRACE}-${PARENT}-01, 00-${TRACE}-${PARENT}-01`],
    ["a huge value", `00-${TRACE}-${PARENT}-01-${"x".repeat(16_000)}`],
  ])("is a new one when there is %s", (_what, traceparent) => {
    const made = requestContext(new Headers({ traceparent }));
    expect(made.trace_id).toMatch(/^[0-9a-f]{32}$/);
    expect(made.trace_id).not.toBe(TRACE);
    expect(made.traceparent).toMatch(new RegExp(`^00-${made.trace_id}-[0-9a-f]{16}-01$`));
  });
});

describe("every kind of answer has the security headers", () => {
  it.each([
    ["a success", "GET", "/healthz", 200],
    ["an unknown route", "GET", "/nowhere", 404],
    ["a wrong method", "GET", "/v1/tour/list", 405],
    ["a missing key", "POST", "/v1/tour/list", 401],
    ["the metrics' refusal", "GET", "/metrics", 401],
    ["a feed's refusal", "GET", "/ws/departures/x", 426],
  ])("%s", async (_what, method, path, status) => {
    const sent = await read(await send(path, { method }));
    expect(sent.status).toBe(status);
    checkHeaders(sent);
  });

  it("a fault of ours, which says nothing of its cause", async () => {
    const { id } = await makeDeparture();
    const broken = await call("booking/list", { departure_id: id, cursor: "x" });
    expect(broken.text).not.toMatch(/at .*\.ts/);
  });
});

it("a booking's code has ten letters and digits that people do not confuse", () => {
  const codes = Array.from({ length: 500 }, bookingCode);
  for (const code of codes) expect(code).toMatch(/^[2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]{5}$/);
  expect(new Set(codes).size).toBe(500);
});
