// Calls against a server that fails as it is told: how often they are sent, and with what.
import { afterEach, describe, expect, it } from "vitest";
import { OPERATION_EXAMPLES } from "../../contract/examples.ts";
import {
  type Answerer,
  answers,
  drops,
  type FaultServer,
  faultServer,
  hangs,
  page,
  refuses,
} from "../testing/fault-server.ts";
import { Client } from "./client.ts";
import type { ClientOptions } from "./client-options.ts";
import { ConnectionError, isProblem, ProblemError, ProtocolError, TimeoutError } from "./errors.ts";

const HOLD = OPERATION_EXAMPLES["booking/hold"];
const WISH = OPERATION_EXAMPLES["waitlist/join"];
let server: FaultServer;

async function against(
  given: readonly [Answerer, ...Answerer[]],
  options: Partial<ClientOptions> = {},
): Promise<Client> {
  server = await faultServer(...given);
  return new Client({ baseUrl: server.baseUrl, token: "a-key", ...options });
}

/** What it rejects with. */
async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    (value) => {
      throw new Error(`resolved to ${JSON.stringify(value)}`);
    },
    (error: unknown) => error,
  );
}

afterEach(() => server.stop());

describe("a call that fails on the way", () => {
  it("is sent again with the same key, names and body", async () => {
    const client = await against([drops, drops, answers(HOLD.response)]);
    expect(await client.booking.hold(HOLD.request)).toEqual(HOLD.response);
    expect(server.asked).toHaveLength(3);
    for (const name of ["idempotency-key", "x-request-id", "traceparent", "authorization"]) {
      const sent = new Set(server.asked.map(({ headers }) => headers[name]));
      expect([...sent], name).toEqual([expect.any(String)]);
    }
    expect(new Set(server.asked.map(({ body }) => body)).size).toBe(1);
    expect(JSON.parse(server.asked[0]?.body ?? "")).toEqual(HOLD.request);
  });

  it("is sent retries + 1 times at most, then rejects with what happened", async () => {
    const client = await against([drops]);
    const error = await failure(client.booking.hold(HOLD.request, { idempotencyKey: "mine" }));
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toMatchObject({ attempts: 3, idempotencyKey: "mine", operation: "booking/hold" });
    expect((error as Error).cause).toBeInstanceOf(TypeError);
    expect(server.asked.map(({ headers }) => headers["idempotency-key"])).toEqual(["mine", "mine", "mine"]);
    expect(await failure(client.booking.hold(HOLD.request, { retries: 0 }))).toMatchObject({ attempts: 1 });
    expect(server.asked).toHaveLength(4);
  });

  it("is sent again when it only reads, and has no key then", async () => {
    const client = await against([drops, answers({ status: "ok" })]);
    await client.health.ping({}, { idempotencyKey: "meaningless" });
    expect(server.asked.map(({ headers }) => headers["idempotency-key"])).toEqual([undefined, undefined]);
  });

  it("is not sent again when it changes something without a key", async () => {
    const client = await against([drops, answers(WISH.response)]);
    const error = await failure(client.waitlist.join(WISH.request, { idempotencyKey: null }));
    expect(error).toBeInstanceOf(ConnectionError);
    expect(server.asked.map(({ headers }) => headers["idempotency-key"])).toEqual([undefined]);
  });
});

describe("a problem", () => {
  it("that may pass is tried again, not before Retry-After", async () => {
    const client = await against([
      refuses("OVERLOADED", { "retry-after": "1" }),
      refuses("INTERNAL"),
      answers(HOLD.response),
    ]);
    const began = performance.now();
    await client.booking.hold(HOLD.request);
    expect(performance.now() - began).toBeGreaterThanOrEqual(999);
    expect(new Set(server.asked.map(({ headers }) => headers["idempotency-key"])).size).toBe(1);
    expect(server.asked).toHaveLength(3);
  });

  it("that may pass after longer than retryAfterMaxMs is given up at once", async () => {
    const client = await against([refuses("RATE_LIMITED", { "retry-after": "31" })]);
    const error = await failure(client.tour.list());
    expect(error).toMatchObject({ code: "RATE_LIMITED", retryAfterSeconds: 31, attempts: 1 });
  });

  it("that asks for more time than timeoutMs leaves is given up at once", async () => {
    const client = await against([refuses("OVERLOADED", { "retry-after": "20" })], { timeoutMs: 10_000 });
    expect(await failure(client.tour.list())).toMatchObject({ code: "OVERLOADED", attempts: 1 });
  });

  it("that does not pass is not tried again, and its facts are typed by its code", async () => {
    const client = await against([refuses("FULL")]);
    const error = await failure(client.booking.hold(HOLD.request));
    expect(server.asked).toHaveLength(1);
    expect(isProblem(error)).toBe(true);
    expect(isProblem(error, "NOT_FOUND")).toBe(false);
    if (!isProblem(error, "NOT_FOUND", "FULL") || error.problem.code !== "FULL") throw new Error("not FULL");
    const available: number = error.problem.available;
    expect(available).toBeTypeOf("number");
    expect(error).toBeInstanceOf(ProblemError);
    expect(error).toMatchObject({ status: 409, code: "FULL", traceId: error.problem.trace_id });
    expect(error.message).toContain("FULL (409) from booking/hold: ");
  });
});

describe("an answer that is not one of the API's", () => {
  const cases: readonly (readonly [string, Answerer, string])[] = [
    ["a page with an error that is no gateway's", page(500, "<html>Oh no</html>"), "status 500, text/html"],
    ["a page instead of data", page(200, "<html>Welcome</html>"), "status 200 and text/html"],
    ["data that says it is a page", page(200, '{"id":"hold_1"}'), "status 200 and text/html"],
    ["half of an answer", answers('{"id":"hold_1"'), "status 200 and application/json that is not a JSON object"],
    ["a list instead of an object", answers([]), "status 200 and application/json that is not a JSON object"],
    ["a redirection", page(308, "", { location: "http://127.0.0.1:1/" }), "Set baseUrl to where it redirects"],
    [
      "a problem without a code",
      (response) => response.writeHead(500, { "content-type": "application/problem+json" }).end('{"title":"No"}'),
      "a problem without code, detail and retryable",
    ],
  ];

  for (const [what, answerer, said] of cases) {
    it(`is a ProtocolError that says so, and is not sent again: ${what}`, async () => {
      const client = await against([answerer]);
      const error = await failure(client.booking.hold(HOLD.request, { idempotencyKey: "mine" }));
      expect(error).toBeInstanceOf(ProtocolError);
      expect((error as Error).message).toContain(said);
      expect(error).toMatchObject({ attempts: 1, idempotencyKey: "mine" });
      expect(server.asked).toHaveLength(1);
    });
  }

  for (const status of [502, 503, 504]) {
    it(`is sent again when it is a gateway's ${status}, with the same key`, async () => {
      const client = await against([page(status, "<html>Bad gateway</html>"), answers(HOLD.response)]);
      expect(await client.booking.hold(HOLD.request)).toEqual(HOLD.response);
      expect(server.asked).toHaveLength(2);
      const [first, second] = server.asked.map(({ headers }) => headers["idempotency-key"]);
      expect(second).toBe(first);
    });
  }

  it("is given up when it stays a gateway's", async () => {
    const client = await against([page(502, "<html>Bad gateway</html>")], { retries: 1 });
    expect(await failure(client.tour.list())).toMatchObject({ name: "ProtocolError", status: 502, attempts: 2 });
  });

  it("is cut off at responseBytesMax, whether it says its length or not", async () => {
    const endless: Answerer = (response) => {
      response.writeHead(200, { "content-type": "application/json" });
      const more = (): void => {
        while (!response.destroyed && response.write("x".repeat(10_000)));
        if (!response.destroyed) response.once("drain", more);
      };
      more();
    };
    const long = answers({ text: "x".repeat(2_000) });
    const client = await against([endless, long], { responseBytesMax: 1_000 });
    for (let times = 0; times < 2; times++) {
      const error = await failure(client.tour.list());
      expect(error).toBeInstanceOf(ProtocolError);
      expect((error as Error).message).toContain("more than 1000 bytes");
    }
    await server.asked[0]?.abandoned;
  });
});

describe("time", () => {
  it("of one attempt: when it is over the call is sent again, with its key", async () => {
    const client = await against([hangs, answers(HOLD.response)], { attemptTimeoutMs: 50 });
    await client.booking.hold(HOLD.request);
    const [first, second] = server.asked;
    await first?.abandoned;
    expect(second?.headers["idempotency-key"]).toBe(first?.headers["idempotency-key"]);
  });

  it("of all attempts: the error says which limit it was", async () => {
    const client = await against([hangs], { attemptTimeoutMs: 20, retries: 1 });
    const error = await failure(client.tour.list());
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ attempts: 2, message: expect.stringContaining("20 ms (attemptTimeoutMs)") });
    const whole = await failure(client.tour.list({}, { timeoutMs: 30, attemptTimeoutMs: 10_000 }));
    expect(whole).toMatchObject({ attempts: 1, message: expect.stringContaining("30 ms (timeoutMs)") });
  });
});

describe("a signal", () => {
  const reason = new Error("changed my mind");

  it("ends a call that waits for an answer", async () => {
    const client = await against([hangs]);
    const controller = new AbortController();
    const failed = failure(client.booking.hold(HOLD.request, { signal: controller.signal }));
    await server.askedTimes(1);
    controller.abort(reason);
    expect(await failed).toBe(reason);
    await server.asked[0]?.abandoned;
    expect(server.asked).toHaveLength(1);
  });

  it("ends a call that waits to be sent again", async () => {
    const controller = new AbortController();
    const client = await against([refuses("OVERLOADED", { "retry-after": "25" })], {
      // When the body is read the wait follows: the signal comes in the middle of it.
      fetch: async (url, init) => {
        const response = await fetch(url, init);
        setTimeout(() => controller.abort(reason), 50);
        return response;
      },
    });
    expect(await failure(client.booking.hold(HOLD.request, { signal: controller.signal }))).toBe(reason);
    expect(server.asked).toHaveLength(1);
  });

  it("that has come before sends nothing", async () => {
    const client = await against([answers(HOLD.response)]);
    const signal = AbortSignal.abort(reason);
    expect(await failure(client.booking.hold(HOLD.request, { signal }))).toBe(reason);
    expect(server.asked).toHaveLength(0);
  });
});
