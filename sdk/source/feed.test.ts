// The feed against a server that sends what it is told: nothing twice, nothing missing, nothing without a limit.
import { afterEach, describe, expect, it, vi } from "vitest";
import { WebSocket as WsWebSocket } from "ws";
import { changes, faultFeed, lives, type Script, sends, sendsAndEnds, snapshot } from "../testing/fault-feed.ts";
import { faultServer, refuses } from "../testing/fault-server.ts";
import { Client } from "./client.ts";
import type { ClientOptions, WebSocketLike } from "./client-options.ts";
import { ConnectionError, TimeoutError } from "./errors.ts";
import type { FeedOptions } from "./feed.ts";
import type { FeedFrame } from "./generated/feed.ts";

let server: Awaited<ReturnType<typeof faultFeed>> | undefined;

async function listening(scripts: readonly [Script, ...Script[]], options: Partial<ClientOptions> = {}) {
  server = await faultFeed(...scripts);
  return new Client({ baseUrl: server.baseUrl, token: "a-key", ...options });
}

/** Where the first so many frames begin and end. */
async function taken(client: Client, count: number, options: FeedOptions = {}): Promise<string[]> {
  const seen: string[] = [];
  for await (const frame of client.departure.feed("dep_1", options)) {
    seen.push(shown(frame));
    if (seen.length === count) break;
  }
  return seen;
}

function shown(frame: FeedFrame): string {
  return frame.type === "snapshot" ? `=${frame.seq}` : `${frame.from_seq}-${frame.to_seq}`;
}

afterEach(async () => {
  await server?.stop();
  server = undefined;
});

describe("a feed", () => {
  it("takes a ticket for each connection, and goes on after the last frame that it gave", async () => {
    const client = await listening([sendsAndEnds(snapshot(3), changes(4, 5)), sends(changes(6, 9), changes(10, 10))]);
    expect(await taken(client, 4)).toEqual(["=3", "4-5", "6-9", "10-10"]);
    expect(server?.connections.map(({ since }) => since)).toEqual([null, "5"]);
    expect(server?.connections[0]?.protocols?.split(/, ?/)).toEqual(server?.protocols);
    expect(server?.tickets).toBe(2);
  });

  it("begins after `since`, and closes its socket when the iteration stops", async () => {
    const client = await listening([sends(changes(8, 8))]);
    expect(await taken(client, 1, { since: 7 })).toEqual(["8-8"]);
    expect(server?.connections[0]?.since).toBe("7");
    await server?.connections[0]?.closed;
  });

  it("drops what it has given already, and the part of a frame that it has given", async () => {
    const client = await listening([
      sendsAndEnds(snapshot(3), changes(4, 6)),
      sends(changes(4, 6), snapshot(6), changes(5, 8), changes(9, 9)),
    ]);
    expect(await taken(client, 4)).toEqual(["=3", "4-6", "7-8", "9-9"]);
  });

  it("starts afresh with a snapshot, also of an earlier change", async () => {
    const client = await listening([sends(snapshot(30), snapshot(40), snapshot(12), changes(13, 13))]);
    expect(await taken(client, 4)).toEqual(["=30", "=40", "=12", "13-13"]);
  });

  it("connects again when a change is missing, when it is told nonsense, and when it begins with changes", async () => {
    const client = await listening([
      sends(changes(1, 2)),
      sends(snapshot(3), changes(5, 6)),
      sends("not json"),
      sends('{"type":"changes","from_seq":"4"}'),
      sends('{"type":"news"}'),
      (socket) => socket.send(Buffer.from("bytes")),
      sends(changes(4, 6)),
    ]);
    // No line is closed for its silence here.
    expect(await taken(client, 2, { silenceMs: 600_000 })).toEqual(["=3", "4-6"]);
    expect(server?.connections.map(({ since }) => since)).toEqual([null, null, "3", "3", "3", "3", "3"]);
    // None of the lines that were given up is left open.
    for (const { closed } of server?.connections ?? []) await closed;
  });

  it("gives up with the last error when too many connections in a row fail", async () => {
    const client = await listening([(socket) => socket.close(1013, "too far behind")]);
    const error: unknown = await taken(client, 1, { reconnects: 2 }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ConnectionError);
    expect(String(error)).toContain("the feed was closed (1013: too far behind)");
    expect(server?.connections).toHaveLength(3);
  });

  it("asks a silent line whether it lives, and takes another when it does not answer", async () => {
    const client = await listening([sends(snapshot(1)), lives(changes(2, 2))]);
    expect(await taken(client, 2, { silenceMs: 30 })).toEqual(["=1", "2-2"]);
    expect(server?.connections[0]?.heard).toContain('{"type":"ping"}');
  });

  it("keeps a silent line that answers, and counts it as a good one", async () => {
    const answersThrice: Script = (socket) => {
      let pings = 0;
      socket.on("message", () => {
        socket.send('{"type":"pong"}');
        if (++pings === 3) socket.close();
      });
    };
    const client = await listening([answersThrice, answersThrice, sends(snapshot(1))]);
    // One failure is allowed, and two lines end: it goes on only because they were good.
    expect(await taken(client, 1, { silenceMs: 20, reconnects: 1 })).toEqual(["=1"]);
    expect(server?.connections.map(({ heard }) => heard.length)).toEqual([3, 3, 0]);
  });
});

describe("an acknowledgement", () => {
  it("is sent once 64 changes were taken, and not for what was only received", async () => {
    const client = await listening([
      lives(snapshot(0), changes(1, 40), changes(41, 63), changes(64, 64), changes(65, 66)),
    ]);
    const frames = client.departure.feed("dep_1", { silenceMs: 20 });
    for (const expected of ["=0", "1-40", "41-63", "64-64"]) {
      expect(shown((await frames.next()).value ?? snapshot(-1))).toBe(expected);
    }
    const heard = server?.connections[0]?.heard ?? [];
    // A ping that is heard came after any acknowledgement that had been sent before it.
    await vi.waitUntil(() => heard.includes('{"type":"ping"}'));
    expect(heard.filter((text) => text.includes("ack"))).toEqual([]);
    await frames.next();
    await vi.waitUntil(() => heard.some((text) => text.includes("ack")));
    expect(heard.filter((text) => text.includes("ack"))).toEqual(['{"type":"ack","seq":64}']);
    await frames.return();
  });

  it("is sent after 64 KiB too, since the server counts bytes", async () => {
    const large = { ...changes(2, 2), holds: [{ customer_ref: "x".repeat(70_000) }] } as unknown as FeedFrame;
    const client = await listening([lives(snapshot(1), large, changes(3, 3))]);
    await taken(client, 3);
    await server?.connections[0]?.closed;
    expect(server?.connections[0]?.heard).toEqual(['{"type":"ack","seq":2}']);
  });

  it("is not given to a server that goes on without: its line is cut, and what was dropped comes again", async () => {
    const large = (seq: number): FeedFrame =>
      ({ ...changes(seq, seq), holds: [{ customer_ref: "x".repeat(300_000) }] }) as unknown as FeedFrame;
    const client = await listening([
      sends(snapshot(0), large(1), large(2), large(3), large(4), large(5)),
      sends(changes(4, 5)),
    ]);
    const frames = client.departure.feed("dep_1");
    expect((await frames.next()).value).toEqual(snapshot(0));
    await server?.connections[0]?.closed;
    const seen: string[] = [];
    for await (const frame of frames) {
      seen.push(shown(frame));
      if (seen.length === 4) break;
    }
    expect(seen).toEqual(["1-1", "2-2", "3-3", "4-5"]);
  });
});

describe("the end of a feed", () => {
  it("comes without an error when the signal aborts: before, while waiting for a frame, and while waiting to connect", async () => {
    const client = await listening([sends(snapshot(1)), (socket) => socket.terminate()]);
    expect(await taken(client, 1, { signal: AbortSignal.abort() })).toEqual([]);
    expect(server?.tickets).toBe(0);
    const controller = new AbortController();
    const frames = client.departure.feed("dep_1", { signal: controller.signal });
    await frames.next();
    const next = frames.next();
    controller.abort();
    expect(await next).toEqual({ done: true, value: undefined });
    await server?.connections[0]?.closed;
    const failing = new AbortController();
    const never = client.departure.feed("dep_1", { signal: failing.signal }).next();
    await vi.waitUntil(() => (server?.connections.length ?? 0) >= 2);
    failing.abort();
    expect(await never).toEqual({ done: true, value: undefined });
  });

  it("comes before frames that have arrived, when the signal aborts between", async () => {
    const client = await listening([lives(snapshot(1), changes(2, 2), changes(3, 3))]);
    const controller = new AbortController();
    const frames = client.departure.feed("dep_1", { signal: controller.signal, silenceMs: 20 });
    await frames.next();
    // A ping that is heard was sent after everything had arrived.
    await vi.waitUntil(() => server?.connections[0]?.heard.includes('{"type":"ping"}'));
    controller.abort();
    expect(await frames.next()).toEqual({ done: true, value: undefined });
  });

  it("comes at once when return() is called while a frame is waited for", async () => {
    const client = await listening([sends(snapshot(1))]);
    const frames = client.departure.feed("dep_1");
    await frames.next();
    const next = frames.next();
    expect(await frames.return()).toEqual({ done: true, value: undefined });
    expect(await next).toEqual({ done: true, value: undefined });
  });

  it("is the problem when a ticket is refused for good; one that may pass is tried again", async () => {
    const refusing = await faultServer(refuses("OVERLOADED"), refuses("NOT_FOUND"));
    const client = new Client({ baseUrl: refusing.baseUrl, token: "a-key" });
    await expect(taken(client, 1)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(refusing.asked).toHaveLength(2);
    await refusing.stop();
  });

  it("is the problem that a call tells of, when a handshake with headers fails", async () => {
    const refusing = await faultServer(refuses("FORBIDDEN"));
    const connect = (url: string, headers: Record<string, string>): WebSocketLike => new WsWebSocket(url, { headers });
    const client = new Client({ baseUrl: refusing.baseUrl, token: "a-key", connect });
    await expect(taken(client, 1)).rejects.toMatchObject({ code: "FORBIDDEN", operation: "departure/get" });
    await refusing.stop();
  });

  it("is a TypeError when there is no WebSocket, or an option is wrong", async () => {
    const client = await listening([sends(snapshot(1))]);
    vi.stubGlobal("WebSocket", undefined);
    await expect(taken(client, 1)).rejects.toThrow("There is no global WebSocket here: pass the option WebSocket");
    vi.unstubAllGlobals();
    const given = new Client({ baseUrl: server?.baseUrl ?? "", token: "a-key", WebSocket: WsWebSocket });
    expect(await taken(given, 1)).toEqual(["=1"]);
    expect(() => client.departure.feed("dep_1", { since: -1 })).toThrow("since must be a whole number");
    expect(() => client.departure.feed("dep_1", { silenceMs: 0 })).toThrow("silenceMs must be");
  });

  it("is a TimeoutError when no connection opens in time, so often", async () => {
    const deaf: WebSocketLike = { send: () => {}, close: () => {}, addEventListener: () => {} };
    const client = new Client({ baseUrl: "http://127.0.0.1:1", connect: () => deaf, attemptTimeoutMs: 20 });
    const error: unknown = await taken(client, 1, { reconnects: 0 }).catch((caught: unknown) => caught);
    // What a call says of it comes first: nothing listens there.
    expect(error).toBeInstanceOf(ConnectionError);
    const pinging = await faultServer((response) =>
      response.writeHead(200, { "content-type": "application/json" }).end("{}"),
    );
    const reachable = new Client({ baseUrl: pinging.baseUrl, connect: () => deaf, attemptTimeoutMs: 200 });
    await expect(taken(reachable, 1, { reconnects: 0 })).rejects.toThrow(TimeoutError);
    await pinging.stop();
  });
});
