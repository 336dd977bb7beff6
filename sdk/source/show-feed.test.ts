// A show's feed against a server that sends what it is told: where it is asked for, and that it is a departure's in
// everything else (feed.test.ts).
import { afterEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import {
  faultFeed,
  lives,
  type Script,
  sends,
  sendsAndEnds,
  showChanges,
  showSnapshot,
} from "../testing/fault-feed.ts";
import { type Answerer, answers, faultServer, refuses } from "../testing/fault-server.ts";
import { Client } from "./client.ts";
import type { ClientOptions } from "./client-options.ts";
import type { FeedOptions } from "./feed.ts";

const SHOW = { show_id: "shw_1", venue_id: "ven_1" };
let server: Awaited<ReturnType<typeof faultFeed>> | undefined;

async function listening(scripts: readonly [Script, ...Script[]], options: Partial<ClientOptions> = {}) {
  server = await faultFeed(...scripts);
  return new Client({ baseUrl: server.baseUrl, token: "a-key", ...options });
}

async function taken(client: Client, count: number, options: FeedOptions = {}): Promise<number[]> {
  const seen: number[] = [];
  for await (const frame of client.feed.open(SHOW, options)) {
    seen.push(frame.type === "snapshot" ? frame.seq : frame.to_seq);
    if (seen.length === count) break;
  }
  return seen;
}

afterEach(async () => {
  await server?.stop();
  server = undefined;
});

describe("a show's feed", () => {
  it("takes a ticket of the show for each connection, at the show's address, and goes on after the last frame", async () => {
    const client = await listening([sendsAndEnds(showSnapshot(3, "aaa"), showChanges(4, 5)), sends(showChanges(6, 9))]);
    expect(await taken(client, 3)).toEqual([3, 5, 9]);
    expect(server?.connections.map(({ path, since }) => [path, since])).toEqual([
      ["/ws/venues/ven_1/shows/shw_1", null],
      ["/ws/venues/ven_1/shows/shw_1", "5"],
    ]);
    const asked = { path: "/v1/feed/ticket", body: { show_id: "shw_1" } };
    expect(server?.asked).toEqual([asked, asked]);
  });

  it("is opened with the key where connect is given, and takes no ticket", async () => {
    const opened: (readonly [string, Record<string, string>])[] = [];
    const connect: ClientOptions["connect"] = (url, headers) => {
      opened.push([url, headers]);
      return new WebSocket(url, { headers });
    };
    const client = await listening([sends(showSnapshot(3, "aaa"))], { connect });
    expect(await taken(client, 1, { since: 1 })).toEqual([3]);
    expect(opened).toEqual([
      [
        `${server?.baseUrl.replace("http", "ws")}/ws/venues/ven_1/shows/shw_1?since=1`,
        { authorization: "Bearer a-key" },
      ],
    ]);
    expect(server?.tickets).toBe(0);
  });

  it("acknowledges what was taken", async () => {
    const client = await listening([lives(showSnapshot(0, "aaa"), showChanges(1, 64), showChanges(65, 65))]);
    await taken(client, 3);
    await server?.connections[0]?.closed;
    expect(server?.connections[0]?.heard).toEqual(['{"type":"ack","seq":64}']);
  });

  it("asks whether the show is there, at that venue, when a socket is refused, with a key and with a ticket", async () => {
    const ticket = answers({ protocols: ["holdfast.v1"] });
    const refused: readonly [Answerer, Answerer] = [refuses("UPGRADE_REQUIRED"), refuses("NOT_FOUND")];
    const connect = (url: string) => new WebSocket(url);
    const cases: readonly { answered: readonly [Answerer, ...Answerer[]]; options: Partial<ClientOptions> }[] = [
      { answered: refused, options: { connect } },
      { answered: [ticket, ...refused], options: { WebSocket } },
    ];
    for (const { answered, options } of cases) {
      const refusing = await faultServer(...answered);
      const client = new Client({ baseUrl: refusing.baseUrl, token: "a-key", ...options });
      await expect(taken(client, 1)).rejects.toMatchObject({ code: "NOT_FOUND", operation: "show/seats" });
      expect(JSON.parse(refusing.asked.at(-1)?.body ?? "")).toEqual({ ...SHOW, limit: 1 });
      await refusing.stop();
    }
  });
});
