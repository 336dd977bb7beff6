// Objects that end between two requests or under them: evicted (graceful, as the platform does when it moves
// them) and aborted (all at once, as a crash does). What was answered stays; what was not can be sent again.
import {
  abortAllDurableObjects,
  evictAllDurableObjects,
  evictDurableObject,
  runInDurableObject,
} from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { wellKnownHomeId } from "../../worker/identifiers.ts";
import {
  ADMIN_KEY,
  type Called,
  call,
  credentials,
  freshKey,
  hold,
  makeDeparture,
  must,
  read,
  send,
} from "../../worker/testing/api.ts";
import { gate } from "../../worker/testing/between-d1.ts";
import { heldPlaces } from "../../worker/testing/examples.ts";
import { expireHold, inDeparture } from "../../worker/testing/tables.ts";

function evict(departure_id: string): Promise<void> {
  return evictDurableObject(env.DEPARTURE.getByName(departure_id));
}

/** A hold as a client sends it that hangs up: the answer, or what the abort threw. */
function sendHold(input: object, key: string, signal: AbortSignal): Promise<unknown> {
  const headers = { "content-type": "application/json", ...credentials({ key }) };
  return send("/v1/booking/hold", { method: "POST", body: JSON.stringify(input), headers, signal }).then(
    read,
    (error: unknown) => error,
  );
}

describe("a client that hangs up", () => {
  it("while its key is being bound, and retries: one hold, and the retry gets the first request's answer", async () => {
    const { id } = await makeDeparture();
    const input = { departure_id: id, seats: 2, customer_ref: "hung up" };
    const key = freshKey();
    const bound = gate();
    const gatekeeper = env.GATEKEEPER.getByName(wellKnownHomeId(env.ID_SECRET, "chn", "development"));
    // Whatever asks this gatekeeper waits from here until the gate is open.
    const blocked = runInDurableObject(gatekeeper, (_object, state) => state.blockConcurrencyWhile(() => bound.opened));
    const client = new AbortController();
    const first = sendHold(input, key, client.signal);
    await must("departure/get", { departure_id: id });
    client.abort();
    expect(await first).toMatchObject({ name: "AbortError" });
    const retried = call("booking/hold", input, { key });
    bound.open();
    await blocked;
    expect((await retried).status).toBe(200);
    const again = await call("booking/hold", input, { key });
    expect(again.text).toBe((await retried).text);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(await inDeparture(id, "SELECT count(*) AS holds FROM holds")).toEqual([{ holds: 1 }]);
    expect(await must("departure/get", { departure_id: id })).toMatchObject({ capacity_held: 2 });
  });

  it("at any moment, 30 times over: each key has one hold in the end", async () => {
    const { id } = await makeDeparture({ capacity_total: 100 });
    const retried = Array.from({ length: 30 }, async (_, index) => {
      const input = { departure_id: id, seats: 1, customer_ref: `customer-${index}` };
      const key = freshKey();
      const client = new AbortController();
      const first = sendHold(input, key, client.signal);
      for (let turn = 0; turn < index; turn += 1) await Promise.resolve();
      client.abort();
      await first;
      return call("booking/hold", input, { key });
    });
    for (const answer of await Promise.all(retried)) expect(answer.status, answer.text).toBe(200);
    expect(await must("departure/get", { departure_id: id })).toMatchObject({ capacity_held: 30 });
  });
});

describe.each([
  ["evicted", evict],
  ["aborted", () => abortAllDurableObjects()],
])("an object that is %s", (_how, end) => {
  it("between hold and confirm: the hold is there and is confirmed, once", async () => {
    const held = await heldPlaces();
    const key = freshKey();
    await end(held.departure_id);
    const confirmed = await call("booking/confirm", { hold_id: held.id }, { key });
    expect(confirmed.status, confirmed.text).toBe(200);
    await end(held.departure_id);
    const again = await call("booking/confirm", { hold_id: held.id }, { key });
    expect(again.text).toBe(confirmed.text);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect((await call("booking/confirm", { hold_id: held.id }, { key: freshKey() })).body.code).toBe("HOLD_CONFIRMED");
  });

  it("after a hold's end was passed: it does not confirm, and its places are free", async () => {
    const held = await heldPlaces();
    await expireHold(held);
    await end(held.departure_id);
    expect((await call("booking/confirm", { hold_id: held.id }, { key: freshKey() })).body.code).toBe("HOLD_EXPIRED");
    expect(await must("departure/get", { departure_id: held.departure_id })).toMatchObject({
      capacity_available: 10,
      capacity_held: 0,
    });
  });

  it("between the command and its retry: the refusal, too, is the same", async () => {
    const { departure_id } = await heldPlaces({ capacity_total: 2 });
    const key = freshKey();
    const refused = await hold(departure_id, "late", {}, { key });
    await end(departure_id);
    expect((await hold(departure_id, "late", {}, { key })).text).toBe(refused.text);
  });

  it("keeps its waitlist in order", async () => {
    const { id, departure_id } = await heldPlaces({ capacity_total: 2 });
    const entries = [];
    for (const customer_ref of ["first", "second", "third"]) {
      entries.push(await must("waitlist/join", { departure_id, customer_ref, seats: 1 }));
      await end(departure_id);
    }
    await must("hold/release", { hold_id: id });
    await end(departure_id);
    const after = await Promise.all(entries.map((entry) => must("waitlist/get", { entry_id: entry.id })));
    expect(after.map(({ status, position }) => [status, position])).toEqual([
      ["OFFERED", null],
      ["OFFERED", null],
      ["WAITING", 1],
    ]);
  });
});

describe.each([
  ["evicted", () => evictAllDurableObjects()],
  ["aborted", () => abortAllDurableObjects()],
])("all objects are %s three times under a burst of 60 holds", (_how, end) => {
  it("what was answered is there, what failed succeeds when sent again, and nothing is there twice", async () => {
    const { id } = await makeDeparture({ capacity_total: 60 });
    const wishes = Array.from({ length: 60 }, (_, index) => ({ key: freshKey(), customer_ref: `customer-${index}` }));
    const place = ({ key, customer_ref }: { key: string; customer_ref: string }) =>
      hold(id, customer_ref, { seats: 1 }, { key, token: ADMIN_KEY });
    const sent: Promise<Called<"booking/hold">>[] = [];
    for (const [index, wish] of wishes.entries()) {
      sent.push(place(wish));
      if (index % 20 === 10) await end();
    }
    const answers = await Promise.all(sent);
    expect(answers.map(({ status }) => status).filter((status) => ![200, 500, 503].includes(status))).toEqual([]);
    const retried = await Promise.all(wishes.map(place));
    expect(retried.filter(({ status }) => status !== 200).map(({ text }) => text)).toEqual([]);
    for (const [index, answer] of answers.entries()) {
      if (answer.status === 200) expect(retried[index]?.text).toBe(answer.text);
    }
    expect(
      await inDeparture(id, "SELECT count(*) AS holds, count(DISTINCT customer_ref) AS customers FROM holds"),
    ).toEqual([{ holds: 60, customers: 60 }]);
    expect(await must("departure/get", { departure_id: id })).toMatchObject({
      capacity_held: 60,
      capacity_available: 0,
    });
  });
});
