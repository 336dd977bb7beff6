import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { call, freshKey, hold, makeDeparture, must } from "../../worker/testing/api.ts";
import { heldPlaces } from "../../worker/testing/examples.ts";
import { type Changes, listen, PING, PONG } from "../../worker/testing/listen.ts";
import { makePartner } from "../../worker/testing/partners.ts";
import { depart, expireHold, inDeparture, inGatekeeper, numberIn, projected } from "../../worker/testing/tables.ts";
import { ALARM } from "../alarm-plan.ts";

/** Lets the alarm ring now. */
function ring(departure_id: string): Promise<boolean> {
  return runDurableObjectAlarm(env.DEPARTURE.getByName(departure_id));
}

/** When the platform will ring, and when the departure believes it will. */
async function armed(departure_id: string): Promise<{ platform: number | null; believed: unknown }> {
  const platform = await runInDurableObject(env.DEPARTURE.getByName(departure_id), (_object, state) =>
    state.storage.getAlarm(),
  );
  const [row] = await inDeparture(departure_id, "SELECT alarm_at_ms FROM departure");
  return { platform, believed: row?.["alarm_at_ms"] };
}

async function loseAlarm(departure_id: string): Promise<void> {
  await runInDurableObject(env.DEPARTURE.getByName(departure_id), (_object, state) => state.storage.deleteAlarm());
}

/** Read past the object, which would settle what is due before it answers. */
async function holdStatus(made: { id: string; departure_id: string }): Promise<unknown> {
  const [row] = await inDeparture(
    made.departure_id,
    "SELECT status FROM holds WHERE no = ?",
    numberIn("hold", made.id),
  );
  return row?.["status"];
}

function end(made: { expires_at: string }): number {
  return Date.parse(made.expires_at);
}

describe("the alarm", () => {
  it("rings by itself when a hold ends: its places go to who waits, and listeners hear it, with nobody asking", async () => {
    const held = await heldPlaces({ capacity_total: 2 });
    const entry = await must("waitlist/join", { departure_id: held.departure_id, customer_ref: "patient", seats: 1 });
    const socket = await listen(held.departure_id);
    await socket.snapshot();
    await ring(held.departure_id);
    const ends_at_ms = Date.now() + 400;
    await inDeparture(held.departure_id, "UPDATE holds SET expires_at_ms = ?", ends_at_ms);
    // Any commit plans the alarm anew; this one changes nothing else.
    await must("inventory/adjust", { departure_id: held.departure_id, delta: 1, reason: "a folding seat" });
    expect(await armed(held.departure_id)).toEqual({ platform: ends_at_ms, believed: ends_at_ms });
    const frames: Changes[] = [];
    while (!frames.some(({ holds }) => holds?.some(({ id, status }) => id === held.id && status === "EXPIRED")))
      frames.push(await socket.changes());
    expect(frames.at(-1)?.availability).toMatchObject({ capacity_available: 2, capacity_held: 1, waiting: 0 });
    expect(frames.flatMap(({ entries = [] }) => entries).at(-1)).toMatchObject({ id: entry.id, status: "OFFERED" });
  });

  it("expires every hold that is over and leaves the others", async () => {
    const { id } = await makeDeparture({ capacity_total: 10 });
    const holds = await Promise.all(["one", "two", "three"].map(async (customer) => (await hold(id, customer)).body));
    const [one, two, three] = holds;
    if (!one || !two || !three) throw new Error("three holds were made");
    await expireHold(one);
    await expireHold(two);
    await ring(id);
    expect(await Promise.all(holds.map(holdStatus))).toEqual(["EXPIRED", "EXPIRED", "ACTIVE"]);
    expect(await inDeparture(id, "SELECT held, active_holds FROM departure")).toEqual([{ held: 2, active_holds: 1 }]);
  });

  it("lets an offer that was not used lapse, and offers to the next in line", async () => {
    const held = await heldPlaces({ capacity_total: 2 });
    const { departure_id } = held;
    const first = await must("waitlist/join", { departure_id, customer_ref: "first", seats: 2 });
    const second = await must("waitlist/join", { departure_id, customer_ref: "second", seats: 2 });
    await expireHold(held);
    await ring(departure_id);
    const offered = await must("waitlist/get", { entry_id: first.id });
    expect(offered.status).toBe("OFFERED");
    await expireHold({ id: offered.hold_id ?? "", departure_id });
    await ring(departure_id);
    const statuses = await inDeparture(departure_id, "SELECT customer_ref, status FROM entries ORDER BY no");
    expect(statuses).toEqual([
      { customer_ref: "first", status: "LAPSED" },
      { customer_ref: "second", status: "OFFERED" },
    ]);
    const next = await must("waitlist/get", { entry_id: second.id });
    await must("booking/confirm", { hold_id: next.hold_id });
    expect(await must("waitlist/get", { entry_id: second.id })).toMatchObject({ status: "BOOKED" });
  });

  it("lets those who still wait when the departure leaves lapse", async () => {
    const held = await heldPlaces({ capacity_total: 2 });
    await must("waitlist/join", { departure_id: held.departure_id, customer_ref: "hopeful", seats: 1 });
    await depart(held.departure_id);
    await ring(held.departure_id);
    expect(await inDeparture(held.departure_id, "SELECT status FROM entries")).toEqual([{ status: "LAPSED" }]);
    expect(await inDeparture(held.departure_id, "SELECT waiting FROM departure")).toEqual([{ waiting: 0 }]);
  });

  it("brings D1 what no live drain brought", async () => {
    const held = await heldPlaces();
    await projected(held.departure_id);
    await must("booking/confirm", { hold_id: held.id });
    await ring(held.departure_id);
    expect(await inDeparture(held.departure_id, "SELECT seq - projected_seq AS lag FROM departure")).toEqual([
      { lag: 0 },
    ]);
    expect((await must("booking/list", { departure_id: held.departure_id })).items).toHaveLength(1);
  });
});

describe("when the alarm is armed", () => {
  it("a commit brings it to two seconds, for D1, and commits that follow do not put it off", async () => {
    const { id } = await makeDeparture();
    await projected(id);
    await ring(id);
    await hold(id, "first");
    const first = await armed(id);
    await hold(id, "second");
    await hold(id, "third");
    expect(first.platform).toBe(first.believed);
    expect(await armed(id)).toEqual(first);
  });

  it("it stands at the earliest end of a hold: moved when a hold ends earlier, left when it ends later", async () => {
    const { id } = await makeDeparture();
    const settled = async () => {
      await projected(id);
      await ring(id);
      return armed(id);
    };
    const middle = (await hold(id, "middle", { ttl_seconds: 600 })).body;
    expect(await settled()).toEqual({ platform: end(middle), believed: end(middle) });
    await hold(id, "late", { ttl_seconds: 1_200 });
    expect(await settled()).toEqual({ platform: end(middle), believed: end(middle) });
    const early = (await hold(id, "early", { ttl_seconds: 60 })).body;
    expect(await settled()).toEqual({ platform: end(early), believed: end(early) });
  });

  it("with nothing held and D1 told, it comes back a day later to clean up", async () => {
    const { id } = await makeDeparture();
    await projected(id);
    await ring(id);
    const { platform, believed } = await armed(id);
    expect(platform).toBe(believed);
    expect(platform).toBeGreaterThan(Date.now() + 24 * 3_600_000);
  });

  it("a commit that fails leaves it as it was: armed in the transaction, undone with it", async () => {
    const { id } = await makeDeparture();
    await projected(id);
    await ring(id);
    const before = await armed(id);
    // The last statement of a commit, after the alarm was set.
    await inDeparture(
      id,
      "CREATE TRIGGER trouble BEFORE UPDATE OF committed_at_ms ON departure BEGIN SELECT RAISE(ABORT, 'trouble'); END",
    );
    expect((await hold(id, "unlucky")).status).toBe(500);
    expect(await armed(id)).toEqual(before);
    expect(await inDeparture(id, "SELECT count(*) AS holds FROM holds")).toEqual([{ holds: 0 }]);
    await inDeparture(id, "DROP TRIGGER trouble");
    expect((await hold(id, "unlucky")).status).toBe(200);
    expect((await armed(id)).platform).toBeLessThan(before.platform ?? 0);
  });
});

describe("an alarm that fails", () => {
  it("seven times, because nobody can say whose sockets are still good: holds end and D1 is told all the same, and it is armed again", async () => {
    const partner = await makePartner();
    const { id } = await makeDeparture({ capacity_total: 20 });
    const socket = await listen(id, { token: partner.token });
    await socket.snapshot();
    await inGatekeeper(partner.channel_id, "ALTER TABLE api_keys RENAME TO api_keys_away");
    for (let time = 1; time <= 7; time += 1) {
      const held = (await hold(id, `customer-${time}`)).body;
      await expireHold(held);
      await expect(ring(id)).rejects.toThrow("api_keys");
      expect(await holdStatus(held)).toBe("EXPIRED");
      expect(await inDeparture(id, "SELECT seq - projected_seq AS lag FROM departure")).toEqual([{ lag: 0 }]);
      const { platform, believed } = await armed(id);
      expect(platform).toBe(believed);
      expect(platform).not.toBeNull();
    }
    await inGatekeeper(partner.channel_id, "ALTER TABLE api_keys_away RENAME TO api_keys");
    await ring(id);
    expect(await must("departure/get", { departure_id: id })).toMatchObject({
      capacity_held: 0,
      capacity_available: 20,
    });
    // It was never closed: it still answers.
    socket.say(PING);
    while ((await socket.nextText()) !== PONG);
  });

  it("seven times, because nothing can be written: no hold that is over confirms, and the first commit that succeeds settles all", async () => {
    const held = await heldPlaces();
    const { departure_id } = held;
    await expireHold(held);
    await inDeparture(
      departure_id,
      "CREATE TRIGGER trouble BEFORE UPDATE OF status ON holds BEGIN SELECT RAISE(ABORT, 'trouble'); END",
    );
    for (let time = 1; time <= 7; time += 1) {
      // As the platform does after a failure.
      await runInDurableObject(env.DEPARTURE.getByName(departure_id), (_object, state) =>
        state.storage.setAlarm(Date.now() + 60_000),
      );
      await expect(ring(departure_id)).rejects.toThrow("trouble");
    }
    const key = freshKey();
    expect((await call("booking/confirm", { hold_id: held.id }, { key })).status).toBe(500);
    expect(await armed(departure_id)).toEqual({ platform: null, believed: null });
    await inDeparture(departure_id, "DROP TRIGGER trouble");
    // A failure is not stored: the same key is decided now.
    expect((await call("booking/confirm", { hold_id: held.id }, { key })).body.code).toBe("HOLD_EXPIRED");
    expect(await must("departure/get", { departure_id })).toMatchObject({ capacity_held: 0, capacity_available: 10 });
    expect((await armed(departure_id)).platform).not.toBeNull();
  });
});

describe("an alarm that was lost", () => {
  it("changes no answer: holds that are over are free and do not confirm, and who waited is served first", async () => {
    const held = await heldPlaces({ capacity_total: 2 });
    const { departure_id } = held;
    const entry = await must("waitlist/join", { departure_id, customer_ref: "patient", seats: 2 });
    await loseAlarm(departure_id);
    await expireHold(held);
    expect((await call("booking/confirm", { hold_id: held.id }, { key: freshKey() })).body.code).toBe("HOLD_EXPIRED");
    expect((await hold(departure_id, "newcomer")).body.code).toBe("FULL");
    expect(await must("waitlist/get", { entry_id: entry.id })).toMatchObject({ status: "OFFERED" });
  });

  it("is missed a minute after its time: the next command arms it again, and not before", async () => {
    const { id } = await makeDeparture();
    await hold(id, "first");
    await loseAlarm(id);
    await hold(id, "second");
    expect((await armed(id)).platform).toBeNull();
    await inDeparture(id, "UPDATE departure SET alarm_at_ms = ?", Date.now() - ALARM.lost_ms - 1);
    await hold(id, "third");
    const { platform, believed } = await armed(id);
    expect(platform).not.toBeNull();
    expect(platform).toBe(believed);
  });
});
