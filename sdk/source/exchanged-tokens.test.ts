// A client that exchanges its key for tokens: how often, when anew, and what happens when that fails.
import { afterEach, describe, expect, it, vi } from "vitest";
import { OPERATION_EXAMPLES } from "../../contract/examples.ts";
import { answers, drops, type FaultServer, faultServer, refuses } from "../testing/fault-server.ts";
import { Client } from "./client.ts";
import type { ClientOptions } from "./client-options.ts";

const KEY = "hf_live_the_key";
const TOURS = answers(OPERATION_EXAMPLES["tour/list"].response);
const HOUR_MS = 3_600_000;
let server: FaultServer;

afterEach(async () => {
  vi.useRealTimers();
  await server.stop();
});

function exchanged(token: string) {
  return answers({ ...OPERATION_EXAMPLES["auth/token"].response, token });
}

async function against(
  all: Parameters<typeof faultServer>,
  options: Partial<ClientOptions> = { token: { apiKey: KEY } },
): Promise<Client> {
  server = await faultServer(...all);
  return new Client({ baseUrl: server.baseUrl, retries: 0, ...options });
}

/** What was asked, with which credential. */
function asked(): (string | undefined)[][] {
  return server.asked.map(({ path, headers }) => [path, headers["authorization"]]);
}

/** Moves the clock that tokens are timed by, and no timer. */
function later(by_ms: number): void {
  const now_ms = performance.now() + by_ms;
  vi.spyOn(performance, "now").mockImplementation(() => now_ms);
}

describe("a client with a key to exchange", () => {
  it("sends the key to auth/token alone, without any other credential, and the token with every call", async () => {
    const client = await against([exchanged("one"), TOURS], { token: { apiKey: KEY, permissions: ["read"] } });
    await client.tour.list();
    await client.tour.list();
    expect(asked()).toEqual([
      ["/v1/auth/token", undefined],
      ["/v1/tour/list", "Bearer one"],
      ["/v1/tour/list", "Bearer one"],
    ]);
    expect(JSON.parse(server.asked[0]?.body ?? "")).toEqual({ api_key: KEY, permissions: ["read"] });
    expect(JSON.stringify(server.asked.slice(1))).not.toContain(KEY);
  });

  it("exchanges once for calls that begin together", async () => {
    const client = await against([exchanged("one"), TOURS]);
    await Promise.all([client.tour.list(), client.tour.list(), client.tour.list()]);
    expect(asked().filter(([path]) => path === "/v1/auth/token")).toHaveLength(1);
  });

  it("renews a token a minute before it ends", async () => {
    const client = await against([exchanged("one"), TOURS, TOURS, exchanged("two"), TOURS]);
    await client.tour.list();
    later(HOUR_MS - 61_000);
    await client.tour.list();
    later(2_000);
    await client.tour.list();
    vi.restoreAllMocks();
    expect(asked().map(([, credential]) => credential)).toEqual([
      undefined,
      "Bearer one",
      "Bearer one",
      undefined,
      "Bearer two",
    ]);
  });

  it("goes on with a token that is still good when it cannot be renewed, and does not ask each time", async () => {
    const client = await against([exchanged("one"), TOURS, drops, TOURS, TOURS, exchanged("two"), TOURS]);
    await client.tour.list();
    later(HOUR_MS - 59_000);
    await client.tour.list();
    await client.tour.list();
    later(5_000);
    await client.tour.list();
    vi.restoreAllMocks();
    const methods = asked().map(([path]) => path?.split("/").at(-1));
    expect(methods.join(" ")).toBe("token list token list list token list");
    expect(asked().at(-1)?.[1]).toBe("Bearer two");
  });

  it("renews once when a token is rejected, and sends the call again with its key", async () => {
    const challenge = { "www-authenticate": 'Bearer realm="holdfast", error="invalid_token"' };
    const hold = OPERATION_EXAMPLES["booking/hold"];
    const client = await against([
      exchanged("one"),
      refuses("UNAUTHENTICATED", challenge),
      exchanged("two"),
      answers(hold.response),
    ]);
    await client.booking.hold(hold.request);
    expect(asked().map(([, credential]) => credential)).toEqual([undefined, "Bearer one", undefined, "Bearer two"]);
    const [, first, , second] = server.asked;
    expect(second?.headers["idempotency-key"]).toBe(first?.headers["idempotency-key"]);
  });

  it("gives up when the new token is rejected, too", async () => {
    const client = await against([
      exchanged("one"),
      refuses("UNAUTHENTICATED"),
      exchanged("two"),
      refuses("UNAUTHENTICATED"),
    ]);
    await expect(client.tour.list()).rejects.toMatchObject({ status: 401, operation: "tour/list" });
    expect(server.asked).toHaveLength(4);
  });

  it("says what was wrong with the key when it cannot be exchanged, and tries anew with the next call", async () => {
    const client = await against([refuses("UNAUTHENTICATED"), exchanged("one"), TOURS]);
    await expect(client.tour.list()).rejects.toMatchObject({ code: "UNAUTHENTICATED", operation: "auth/token" });
    await client.tour.list();
    expect(asked().at(-1)).toEqual(["/v1/tour/list", "Bearer one"]);
  });

  it("repeats an exchange as it repeats calls", async () => {
    const client = await against([drops, exchanged("one"), TOURS], { token: { apiKey: KEY }, retries: 1 });
    await client.tour.list();
    expect(asked()).toHaveLength(3);
  });

  it.each([undefined, "", 7, "a\nkey"])("with the key %j is refused when it is made", async (apiKey) => {
    server = await faultServer(TOURS);
    const token = { apiKey } as unknown as { apiKey: string };
    expect(() => new Client({ baseUrl: server.baseUrl, token })).toThrow(TypeError);
  });
});
