// The feed against the real server: what each may see, and that nothing is lost or told twice when the server ends.
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { WebSocket } from "ws";
import { type ServedApi, STARTING_MS, servedApi } from "../testing/served-api.ts";
import type { Client } from "./client.ts";
import type { Connect } from "./client-options.ts";
import type { FeedFrame } from "./generated/feed.ts";

let api: ServedApi;
let client: Client;
const connect: Connect = (url, headers) => new WebSocket(url, { headers });

beforeAll(async () => {
  api = await servedApi();
  client = api.client();
}, STARTING_MS);

afterAll(() => api.end());

async function next(frames: AsyncGenerator<FeedFrame>): Promise<FeedFrame> {
  const { value } = (await frames.next()) as IteratorResult<FeedFrame, undefined>;
  if (value === undefined) throw new Error("the feed is over");
  return value;
}

describe("a departure's feed", () => {
  it("shows everyone the counts, and the one whose key opened it the holds and bookings", async () => {
    const { id: departure_id } = await api.departure();
    const everyone = client.departure.feed(departure_id);
    const own = api.client({ connect }).departure.feed(departure_id);
    expect(await next(everyone)).toMatchObject({ type: "snapshot", availability: { capacity_available: 10 } });
    expect(await next(own)).toMatchObject({ type: "snapshot", holds: [] });
    const { data: hold, seq } = await client.booking
      .hold({ departure_id, seats: 2, customer_ref: "anna" })
      .withResponse();
    const seen = await next(everyone);
    expect(seen).toMatchObject({ type: "changes", to_seq: seq, availability: { capacity_held: 2 } });
    expect(seen).not.toHaveProperty("holds");
    expect(await next(own)).toMatchObject({ type: "changes", holds: [{ id: hold.id }] });
    const booking = await client.booking.confirm({ hold_id: hold.id });
    expect(await next(own)).toMatchObject({ bookings: [{ id: booking.id }], availability: { capacity_sold: 2 } });
    await Promise.all([everyone.return(), own.return()]);
  });

  it("goes on after `since`", async () => {
    const { id: departure_id } = await api.departure();
    const { seq = -1 } = await client.booking.hold({ departure_id, seats: 1, customer_ref: "a" }).withResponse();
    await client.booking.hold({ departure_id, seats: 1, customer_ref: "b" });
    const frames = client.departure.feed(departure_id, { since: seq });
    expect(await next(frames)).toMatchObject({
      type: "changes",
      from_seq: seq + 1,
      availability: { capacity_held: 2 },
    });
    await frames.return();
  });

  it("is refused for a departure that is not there and for a key that is none, with a ticket and with a header", async () => {
    for (const options of [{}, { connect }]) {
      const frames = api.client(options).departure.feed("dep_none");
      await expect(frames.next()).rejects.toMatchObject({ code: "NOT_FOUND" });
      const wrong = api.client({ ...options, token: "hf_dev_wrong" }).departure.feed("dep_none");
      await expect(wrong.next()).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    }
  });

  it("ends with the problem when its key is revoked", async () => {
    const { id: departure_id } = await api.departure();
    const { id: key_id, key } = await client.key.create({ name: "partner", permissions: ["read"] });
    const frames = api.client({ token: key }).departure.feed(departure_id);
    await next(frames);
    const refused = frames.next();
    refused.catch(() => {});
    await client.key.revoke({ key_id });
    // The server looks at its listeners' keys every 45 seconds; a restart makes it ask at once.
    await api.stop();
    await api.start();
    await expect(refused).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  });

  it("tells every change once and in order while the server is restarted and killed", async () => {
    const { id: departure_id } = await api.departure({ capacity_total: 1_000 });
    const controller = new AbortController();
    const frames: FeedFrame[] = [];
    const listened = (async () => {
      for await (const frame of client.departure.feed(departure_id, { signal: controller.signal })) frames.push(frame);
    })();
    const hold = async (count: number): Promise<void> => {
      for (let number = 0; number < count; number++) {
        await client.booking.hold({ departure_id, seats: 1, customer_ref: crypto.randomUUID() }, { retries: 10 });
      }
    };
    const ends: (() => Promise<void>)[] = [
      () => api.stop().then(api.start),
      async () => api.kill(),
      () => api.stop().then(api.start),
    ];
    await hold(5);
    for (const end of ends) {
      const before = frames.length;
      // Changes go on while the server is away and comes back.
      await Promise.all([end(), hold(10)]);
      await hold(5);
      await vi.waitUntil(() => frames.length > before, { timeout: 30_000 });
    }
    const { seq } = await client.departure.get({ departure_id }).withResponse();
    const endOf = (frame: FeedFrame | undefined) => (frame?.type === "snapshot" ? frame.seq : (frame?.to_seq ?? -1));
    await vi.waitUntil(() => endOf(frames.at(-1)) === seq, { timeout: 30_000 });
    controller.abort();
    await listened;
    // Had it begun afresh after a restart, it would have skipped what the server still knew.
    expect(frames.map(({ type }) => type).lastIndexOf("snapshot")).toBe(0);
    for (const [index, frame] of frames.entries()) {
      if (frame.type === "changes") expect(frame.from_seq).toBe(endOf(frames[index - 1]) + 1);
    }
    expect(frames.at(-1)?.availability).toMatchObject({ capacity_held: 50, capacity_available: 950 });
  });
});
