import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runOpenLoop } from "./open-loop.ts";
import { runReconnect } from "./reconnect.ts";
import type { ReconnectResult } from "./reconnect-job.ts";

const SOCKETS = 5;

describe("the client of a reconnect storm", () => {
  it("sees that all come back with since, and that nothing is lost or doubled", async () => {
    const result = await storm("none", { with_since: true });
    expect(result).toMatchObject({ opened: SOCKETS, behind: 0, lost: 0, duplicated: 0, unreadable: 0, closed: {} });
    expect(result.later_snapshots).toBe(0);
    expect(result.current_at_ms).toBeGreaterThan(result.dropped_at_ms);
    expect(result.current_seconds).toBeGreaterThanOrEqual(result.reopened_seconds);
  });

  it("counts the snapshots of those that come back with nothing", async () => {
    const result = await storm("none", { with_since: false });
    expect(result).toMatchObject({ opened: SOCKETS, behind: 0, lost: 0, duplicated: 0, later_snapshots: SOCKETS });
  });

  it("sees a change that was forgotten when sockets resumed", async () => {
    expect((await storm("forget", { with_since: true })).lost).toBeGreaterThan(0);
  });

  it("sees sockets that hear nothing any more", async () => {
    expect((await storm("mute", { with_since: true })).behind).toBe(SOCKETS);
  });
});

async function storm(fault: string, { with_since }: { with_since: boolean }): Promise<ReconnectResult> {
  const feed = fork(join(import.meta.dirname, "trivial-feed.ts"), [fault]);
  const port = await portOf(feed);
  const url = `http://127.0.0.1:${port}`;
  const { promise: opened, resolve } = Promise.withResolvers<void>();
  const listening = runReconnect(
    {
      feed_url: `ws://127.0.0.1:${port}/`,
      headers: {},
      sockets: SOCKETS,
      with_since,
      head: { url: `${url}/head`, body: "{}" },
      calm_seconds: 0.3,
      within_seconds: 1,
    },
    resolve,
  );
  const requests = { kind: "hold", departure_ids: ["dep_1"], run: "test", ttl_seconds: 600 } as const;
  const pace = { kind: "open", per_second: 200, connections_max: 8 } as const;
  try {
    await opened;
    const changes = runOpenLoop({ url, token: "none", requests, pace, warm_up_seconds: 0, seconds: 1 }, pace);
    return (await Promise.all([listening, changes]))[0];
  } finally {
    feed.disconnect();
  }
}

function portOf(feed: ChildProcess): Promise<number> {
  return new Promise((resolve) => feed.once("message", (message: { port: number }) => resolve(message.port)));
}
