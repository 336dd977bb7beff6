// What a client is made with, and what a call gives beside its data.
import { afterEach, describe, expect, it } from "vitest";
import { OPERATION_EXAMPLES } from "../../contract/examples.ts";
import { type Answerer, answers, drops, type FaultServer, faultServer, refuses } from "../testing/fault-server.ts";
import { Client } from "./client.ts";
import { type ClientOptions, settle } from "./client-options.ts";
import { ProtocolError } from "./errors.ts";

const HOLD = OPERATION_EXAMPLES["booking/hold"];
const TOUR = OPERATION_EXAMPLES["tour/get"].response;
let server: FaultServer | undefined;

async function against(
  given: readonly [Answerer, ...Answerer[]],
  options: Partial<ClientOptions> = {},
): Promise<{ readonly client: Client; readonly asked: FaultServer["asked"] }> {
  server = await faultServer(...given);
  return { client: new Client({ baseUrl: server.baseUrl, token: "a-key", ...options }), asked: server.asked };
}

afterEach(async () => {
  await server?.stop();
  server = undefined;
});

describe("a token", () => {
  it("is sent as a bearer's; without one none is sent", async () => {
    const { client, asked } = await against([answers({ status: "ok" })]);
    await client.health.ping();
    await new Client({ baseUrl: `${server?.baseUrl}/` }).health.ping();
    expect(asked.map(({ headers }) => headers.authorization)).toEqual(["Bearer a-key", undefined]);
    expect(asked.map(({ path }) => path)).toEqual(["/v1/health/ping", "/v1/health/ping"]);
  });

  it("that was refused is asked for once more, and the call goes on with its key", async () => {
    const told: (string | undefined)[] = [];
    const token = async ({ rejected }: { readonly rejected: string | undefined }): Promise<string> => {
      told.push(rejected);
      return rejected === undefined ? "old" : "new";
    };
    const { client, asked } = await against([refuses("UNAUTHENTICATED"), answers(HOLD.response)], {
      token,
      retries: 0,
    });
    await client.booking.hold(HOLD.request);
    expect(told).toEqual([undefined, "old"]);
    expect(asked.map(({ headers }) => headers.authorization)).toEqual(["Bearer old", "Bearer new"]);
    expect(new Set(asked.map(({ headers }) => headers["idempotency-key"])).size).toBe(1);
  });

  it("that was refused takes none of the retries", async () => {
    const token = ({ rejected }: { readonly rejected: string | undefined }): string => `${rejected ?? "old"}-again`;
    const given = [refuses("UNAUTHENTICATED"), drops, answers(HOLD.response)] as const;
    const { client, asked } = await against(given, { token, retries: 1 });
    await client.booking.hold(HOLD.request);
    expect(asked).toHaveLength(3);
  });

  it("that is refused twice, or is the same again, or is a text, is not asked for without end", async () => {
    let made = 0;
    const { client, asked } = await against([refuses("UNAUTHENTICATED")], { token: () => `token-${++made}` });
    await expect(client.tour.list()).rejects.toMatchObject({ code: "UNAUTHENTICATED", attempts: 2 });
    expect(asked).toHaveLength(2);
    const same = new Client({ baseUrl: server?.baseUrl ?? "", token: () => "same" });
    await expect(same.tour.list()).rejects.toMatchObject({ attempts: 1 });
    const text = new Client({ baseUrl: server?.baseUrl ?? "", token: "text" });
    await expect(text.tour.list()).rejects.toMatchObject({ attempts: 1 });
  });
});

describe("options", () => {
  const wrong: readonly (readonly [Partial<ClientOptions>, string])[] = [
    [{ baseUrl: "api.example.com" }, "baseUrl must be an address such as https://api.example.com"],
    [{ baseUrl: "ftp://example.com" }, "baseUrl must begin with https:// or http://"],
    [{ baseUrl: "https://example.com/?a=b" }, "have no user, query or fragment"],
    [{ retries: 11 }, "retries must be a whole number from 0 to 10, not 11"],
    [{ timeoutMs: 0 }, "timeoutMs must be a whole number from 1 to 3600000, not 0"],
    [{ attemptTimeoutMs: Number.NaN }, "attemptTimeoutMs must be a whole number"],
    [{ retryAfterMaxMs: -1 }, "retryAfterMaxMs must be"],
    [{ responseBytesMax: 0.5 }, "responseBytesMax must be"],
  ];
  for (const [options, said] of wrong) {
    it(`are refused with what is wrong: ${JSON.stringify(options)}`, () => {
      expect(() => settle({ baseUrl: "https://api.example.com", ...options })).toThrow(said);
    });
  }

  it("of a call are refused before anything is sent, and a secret is not repeated", async () => {
    const { client, asked } = await against([answers(HOLD.response)]);
    await expect(client.booking.hold(HOLD.request, { idempotencyKey: "two words" })).rejects.toThrow(
      "idempotencyKey must be 1 to 255 visible ASCII characters without spaces",
    );
    await expect(client.booking.hold(HOLD.request, { idempotencyKey: null })).rejects.toThrow(
      "needs an idempotencyKey",
    );
    await expect(client.booking.hold(HOLD.request, { requestId: "a\nb" })).rejects.toThrow("requestId must be a text");
    await expect(client.booking.hold(HOLD.request, { headers: { "x-mine": "ü" } })).rejects.toThrow(
      "the header x-mine",
    );
    await expect(client.booking.hold(HOLD.request, { retries: 1.5 })).rejects.toThrow("retries must be");
    const secret = new Client({ baseUrl: server?.baseUrl ?? "", token: "secret\n" });
    const error: unknown = await secret.tour.list().catch((caught: unknown) => caught);
    expect(String(error)).toBe("TypeError: token must be a text of visible ASCII characters, which a header can carry");
    expect(asked).toHaveLength(0);
  });

  it("carry names and headers of the caller, which do not replace those of the call", async () => {
    const { client, asked } = await against([answers(HOLD.response)], {
      headers: { "X-Tenant": "north", "X-Other": "1" },
    });
    const traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    const headers = { Authorization: "Bearer other", "X-Other": "2", "Idempotency-Key": "other" };
    await client.booking.hold(HOLD.request, { idempotencyKey: "mine", requestId: "my request", traceparent, headers });
    expect(asked[0]?.headers).toMatchObject({
      authorization: "Bearer a-key",
      "idempotency-key": "mine",
      "x-request-id": "my request",
      traceparent,
      "x-tenant": "north",
      "x-other": "2",
    });
    await client.booking.hold(HOLD.request);
    expect(asked[1]?.headers["traceparent"]).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
  });
});

describe("the answer", () => {
  it("comes with what its headers said, when asked for", async () => {
    const { client } = await against([
      answers(HOLD.response, {
        "x-request-id": "req",
        traceparent: "00-1-2-01",
        "holdfast-seq": "17",
        "idempotency-replayed": "true",
        "ratelimit-limit": "60",
        "ratelimit-remaining": "59",
        "ratelimit-reset": "42",
      }),
      answers(HOLD.response),
    ]);
    expect(await client.booking.hold(HOLD.request).withResponse()).toEqual({
      data: HOLD.response,
      status: 200,
      requestId: "req",
      traceparent: "00-1-2-01",
      seq: 17,
      replayed: true,
      rateLimit: { limit: 60, remaining: 59, resetSeconds: 42 },
    });
    const bare = await client.booking.hold(HOLD.request, { requestId: "mine" }).withResponse();
    expect(bare).toMatchObject({ requestId: "mine", seq: undefined, replayed: false, rateLimit: undefined });
  });

  it("that is a failure is told once, to whoever asked for the whole or for the items", async () => {
    const unhandled: unknown[] = [];
    const listen = (reason: unknown): void => void unhandled.push(reason);
    process.on("unhandledRejection", listen);
    const { client } = await against([drops], { retries: 0 });
    await expect(client.tour.list().withResponse()).rejects.toThrow("tour/list got no answer");
    await expect(client.tour.list()[Symbol.asyncIterator]().next()).rejects.toThrow("tour/list got no answer");
    await expect(client.tour.list().pages()[Symbol.asyncIterator]().next()).rejects.toThrow("tour/list got no answer");
    // Unhandled rejections are told of after the microtasks.
    await new Promise((later) => setImmediate(later));
    process.off("unhandledRejection", listen);
    expect(unhandled).toEqual([]);
  });
});

describe("a list", () => {
  const first = {
    items: [
      { ...TOUR, id: "1" },
      { ...TOUR, id: "2" },
    ],
    next_cursor: "second",
  };
  const second = { items: [{ ...TOUR, id: "3" }], next_cursor: null };

  it("resolves to its first page, and goes on page by page with the same request when iterated", async () => {
    const { client, asked } = await against([answers(first), answers(second)]);
    const list = client.tour.list({ limit: 2 });
    expect(await list).toEqual(first);
    expect(asked).toHaveLength(1);
    const ids: string[] = [];
    for await (const tour of list) ids.push(tour.id);
    expect(ids).toEqual(["1", "2", "3"]);
    expect(asked.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
      { limit: 2 },
      { limit: 2, cursor: "second" },
    ]);
  });

  it("gives whole pages too, and asks for no more of them than are taken", async () => {
    const { client, asked } = await against([answers(first), answers(second)]);
    for await (const page of client.tour.list().pages()) {
      expect(page).toEqual(first);
      break;
    }
    expect(asked).toHaveLength(1);
  });

  it("ends with an error when a cursor comes again", async () => {
    const { client, asked } = await against([answers(first)]);
    const taken: string[] = [];
    const all = async (): Promise<void> => {
      for await (const { id } of client.tour.list()) taken.push(id);
    };
    await expect(all()).rejects.toThrow(ProtocolError);
    expect(taken).toEqual(["1", "2", "1", "2"]);
    expect(asked).toHaveLength(2);
  });
});
