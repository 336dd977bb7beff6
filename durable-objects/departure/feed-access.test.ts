// Who may listen, what each sees, and when a socket is cut off.
import { runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { hold, makeDeparture, must } from "../../worker/testing/api.ts";
import { type Changes, type Frame, handshake, listen, type Wanted } from "../../worker/testing/listen.ts";
import { makePartner, type Partner } from "../../worker/testing/partners.ts";
import { inDeparture } from "../../worker/testing/tables.ts";
import { FEED } from "../feed.ts";

afterEach(() => vi.useRealTimers());

/** Moves the clock that objects and the Worker read; the platform's alarms stay where they are. */
function moveClock(by_ms: number): void {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + by_ms });
}

async function browser(departure_id: string): Promise<Wanted> {
  const { protocols } = await must("feed/ticket", { departure_id });
  return { token: null, protocols };
}

async function statusOf(departure_id: string, wanted: Wanted): Promise<number> {
  const response = await handshake(departure_id, wanted);
  if (response.webSocket) throw new Error("the handshake was accepted");
  return response.status;
}

describe("a ticket", () => {
  it("opens one socket, speaking holdfast.v1, and no second one", async () => {
    const { id } = await makeDeparture();
    const wanted = await browser(id);
    const response = await handshake(id, wanted);
    expect(response.status).toBe(101);
    expect(response.headers.get("sec-websocket-protocol")).toBe("holdfast.v1");
    expect(await statusOf(id, wanted)).toBe(401);
  });

  it("opens one socket even when it is presented ten times at once", async () => {
    const { id } = await makeDeparture();
    const wanted = await browser(id);
    const responses = await Promise.all(Array.from({ length: 10 }, () => handshake(id, wanted)));
    const opened = responses.filter(({ status }) => status === 101);
    const refused = responses.filter(({ status }) => status === 401);
    expect([opened.length, refused.length]).toEqual([1, 9]);
  });

  it("is over after 60 seconds", async () => {
    const { id } = await makeDeparture();
    const [early, late] = [await browser(id), await browser(id)];
    moveClock(59_000);
    expect((await handshake(id, early)).status).toBe(101);
    moveClock(2_000);
    expect(await statusOf(id, late)).toBe(401);
  });

  it("is for its own departure only", async () => {
    const [one, other] = [await makeDeparture(), await makeDeparture()];
    expect(await statusOf(other.id, await browser(one.id))).toBe(401);
  });

  it("that was forged, cut, or signed for something else opens nothing, and nothing breaks", async () => {
    const { id } = await makeDeparture();
    const { ticket } = await must("feed/ticket", { departure_id: id });
    const [content = "", signature = ""] = ticket.split(".");
    const longer = Buffer.from(
      JSON.stringify({
        ...(JSON.parse(Buffer.from(content, "base64url").toString()) as object),
        expires_at_ms: Date.now() + 3_600_000,
      }),
    ).toString("base64url");
    const forgeries = [
      "",
      ".",
      content,
      `${content}.`,
      `.${signature}`,
      `${longer}.${signature}`,
      `${content}.${signature}.x`,
      `${content}.${"A".repeat(signature.length)}`,
      `${content}.${"é".repeat(signature.length)}`,
      `${content}x.${signature}`,
    ];
    for (const forged of forgeries) {
      expect(await statusOf(id, { token: null, protocols: ["holdfast.v1", `holdfast.ticket.${forged}`] }), forged).toBe(
        401,
      );
    }
    expect(await inDeparture(id, "SELECT count(*) AS used FROM used_tickets")).toEqual([{ used: 0 }]);
  });

  it("lets its socket see counts and nothing of whose they are, from the snapshot on", async () => {
    const { id } = await makeDeparture({ capacity_total: 2 });
    await hold(id, "before");
    const socket = await listen(id, await browser(id));
    expect(Object.keys(await socket.snapshot()).sort()).toEqual(["availability", "seq", "type"]);
    await must("waitlist/join", { departure_id: id, customer_ref: "after", seats: 1 });
    const frame = await socket.changes();
    expect(Object.keys(frame).sort()).toEqual(["availability", "from_seq", "to_seq", "type"]);
    expect(frame.availability).toMatchObject({ capacity_available: 0, waiting: 1 });
  });
});

describe("a handshake", () => {
  it("without a key or ticket is answered 401, for an id we did not make 404, without an upgrade 426", async () => {
    const { id } = await makeDeparture();
    expect(await statusOf(id, { token: null })).toBe(401);
    expect(await statusOf(id, { token: "hf_live_not-a-key" })).toBe(401);
    expect(await statusOf(`${id.slice(0, -1)}!`, {})).toBe(404);
    const plain = await must("feed/ticket", { departure_id: id }).then(() => handshake(id, { since: "x" }));
    expect(plain.status).toBe(400);
  });
});

type Seen = { holds: Set<string>; bookings: Set<string>; entries: Set<string>; text: string };

function seen(frames: readonly Frame[]): Seen {
  const changes = frames.filter((frame): frame is Changes => frame.type === "changes");
  return {
    holds: new Set(frames.flatMap(({ holds = [] }) => holds.map(({ id }) => id))),
    bookings: new Set(changes.flatMap(({ bookings = [] }) => bookings.map(({ id }) => id))),
    entries: new Set(changes.flatMap(({ entries = [] }) => entries.map(({ id }) => id))),
    text: JSON.stringify(frames),
  };
}

/** A partner sells all 4 places but one, and a customer of its waits. */
async function trade(departure_id: string, { token }: Partner, name: string) {
  const held = await must("booking/hold", { departure_id, seats: 1, customer_ref: `${name} sold` }, { token });
  const booking = await must("booking/confirm", { hold_id: held.id }, { token });
  const active = await must("booking/hold", { departure_id, seats: 1, customer_ref: `${name} holds` }, { token });
  return { booking, active, held };
}

describe("two partners and an admin listen", () => {
  it("each partner sees its own holds, bookings and entries, the admin all, and everyone the same counts", async () => {
    const { id } = await makeDeparture({ capacity_total: 4, price: { amount: 77_123, currency: "EUR" } });
    const [one, other] = [await makePartner(), await makePartner()];
    const before = await must(
      "booking/hold",
      { departure_id: id, seats: 1, customer_ref: "before anyone listened" },
      { token: one.token },
    );
    const sockets = {
      one: await listen(id, { token: one.token }),
      other: await listen(id, { token: other.token }),
      admin: await listen(id),
    };
    const first = {
      one: await sockets.one.snapshot(),
      other: await sockets.other.snapshot(),
      admin: await sockets.admin.snapshot(),
    };
    expect([first.one.holds, first.other.holds, first.admin.holds]).toEqual([[before], [], [before]]);
    await must("hold/release", { hold_id: before.id }, { token: one.token });
    const traded = { one: await trade(id, one, "one"), other: await trade(id, other, "other") };
    const wish = await must(
      "waitlist/join",
      { departure_id: id, customer_ref: "other waits", seats: 1 },
      { token: other.token },
    );
    await must("booking/cancel", { booking_id: traded.one.booking.id }, { token: one.token });
    const [row] = await inDeparture(id, "SELECT seq FROM departure");
    const until = Number(row?.["seq"]);
    const saw = {
      one: seen(await sockets.one.changesUntil(until)),
      other: seen(await sockets.other.changesUntil(until)),
      admin: seen(await sockets.admin.changesUntil(until)),
    };
    expect(saw.one.bookings).toEqual(new Set([traded.one.booking.id]));
    expect(saw.other.bookings).toEqual(new Set([traded.other.booking.id]));
    expect(saw.one.holds).toEqual(new Set([before.id, traded.one.held.id, traded.one.active.id]));
    expect([...saw.other.holds].filter((hold_id) => saw.one.holds.has(hold_id))).toEqual([]);
    expect([saw.one.entries, saw.other.entries]).toEqual([new Set(), new Set([wish.id])]);
    expect(saw.one.text).not.toMatch(/other (sold|holds|waits)/);
    expect(saw.other.text).not.toMatch(/one (sold|holds)|before anyone/);
    expect(saw.admin.bookings).toEqual(new Set([...saw.one.bookings, ...saw.other.bookings]));
    expect(saw.admin.holds).toEqual(new Set([...saw.one.holds, ...saw.other.holds]));
  });

  it("a partner's resumed socket sees no more than its first one did", async () => {
    const { id } = await makeDeparture();
    const [one, other] = [await makePartner(), await makePartner()];
    await trade(id, one, "one");
    const resumed = await (await listen(id, { token: other.token, since: 0 })).changes();
    expect(resumed).toMatchObject({ holds: [], bookings: [], entries: [] });
    expect(JSON.stringify(resumed)).not.toContain("one");
  });
});

describe("a key that was revoked", () => {
  it("loses its sockets, and those of its tickets, with the next alarm; another key of the channel does not", async () => {
    const { id } = await makeDeparture();
    const revoked = await makePartner();
    const kept = await makePartner(["book"], { channel_id: revoked.channel_id });
    const { protocols } = await must("feed/ticket", { departure_id: id }, { token: revoked.token });
    const [own, ticket, sibling] = [
      await listen(id, { token: revoked.token }),
      await listen(id, { token: null, protocols }),
      await listen(id, { token: kept.token }),
    ];
    await Promise.all([own, ticket, sibling].map((socket) => socket.snapshot()));
    await must("key/revoke", { key_id: revoked.key_id });
    await runDurableObjectAlarm(env.DEPARTURE.getByName(id));
    expect(await Promise.all([own.closed, ticket.closed])).toMatchObject([{ code: 1008 }, { code: 1008 }]);
    await hold(id, "later", {}, { token: kept.token });
    expect((await sibling.changes()).holds).toHaveLength(1);
    moveClock(1_001);
    expect(await statusOf(id, { token: revoked.token })).toBe(401);
  });

  it("is looked for within 45 seconds, as long as anybody listens", async () => {
    const { id } = await makeDeparture();
    await runDurableObjectAlarm(env.DEPARTURE.getByName(id));
    await listen(id);
    const [row] = await inDeparture(id, "SELECT alarm_at_ms FROM departure");
    expect(Number(row?.["alarm_at_ms"])).toBeLessThanOrEqual(Date.now() + FEED.revalidate_ms);
    await runDurableObjectAlarm(env.DEPARTURE.getByName(id));
    const [again] = await inDeparture(id, "SELECT alarm_at_ms FROM departure");
    expect(Number(again?.["alarm_at_ms"])).toBeLessThanOrEqual(Date.now() + FEED.revalidate_ms);
  });
});
