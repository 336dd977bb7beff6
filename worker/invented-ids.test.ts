// No outside value creates an object: ids and keys of the right shape, but not made by us, are refused without
// asking anybody.
import { listDurableObjectIds } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { childId, seatId, UNSEALED_LENGTH } from "../domain/identifier.ts";
import { type Called, call, freshKey, makeDeparture, send } from "./testing/api.ts";
import { forged, makePartner } from "./testing/partners.ts";
import { makeShow } from "./testing/shows.ts";

const ROUNDS = 100;
const A_ROUND = 100;
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

function letters(count: number): string {
  return [...crypto.getRandomValues(new Uint8Array(count))].map((byte) => ALPHABET.charAt(byte & 31)).join("");
}

async function objects(): Promise<string[]> {
  const lists = await Promise.all([
    listDurableObjectIds(env.DEPARTURE),
    listDurableObjectIds(env.SHOW),
    listDurableObjectIds(env.GATEKEEPER),
  ]);
  return lists.flat().map(String).sort();
}

/** The home of `id` with the given seal, as each kind of id that names a home. */
function guess(no: number, home: string): Promise<Called> {
  const departure_id = `dep_${home}`;
  const show_id = `shw_${home}`;
  const child = { created_at_ms: Date.now(), no };
  const reservation_id = childId("hold", show_id, child);
  const keyed = { key: freshKey() };
  switch (no % 14) {
    case 0:
      return call("departure/get", { departure_id });
    case 1:
      return call("booking/hold", { departure_id, seats: 1, customer_ref: "x" }, keyed);
    case 2:
      return call("booking/confirm", { hold_id: childId("hold", departure_id, child) }, keyed);
    case 3:
      return call("booking/cancel", { booking_id: childId("bkg", departure_id, child) }, keyed);
    case 4:
      return call("waitlist/leave", { entry_id: childId("wle", departure_id, child) }, keyed);
    case 5:
      return call("show/seats", { show_id });
    case 6:
      return call("reservation/create", { show_id, quantity: 1 }, keyed);
    case 7:
      return call("booking/create", { reservation_id }, keyed);
    case 8:
      return call("reservation/get", { reservation_id });
    case 9:
      return call("seat/get", { seat_id: seatId(show_id, no) });
    case 10:
      return call("booking/cancel", { booking_id: childId("bkg", show_id, child) }, keyed);
    case 11:
      return call("waitlist/join", { show_id, customer_ref: "x" }, keyed);
    case 12:
      return call("seat/block", { show_id, seat_ids: [seatId(show_id, no)], reason: "x" }, keyed);
    default:
      return call(
        "tour/list",
        {},
        { token: `hf_dev_${childId("key", `chn_${home}`, child).slice("key_".length)}_${letters(32)}` },
      );
  }
}

it("10,000 invented ids and keys leave the objects of departures, shows and gatekeepers as they were", async () => {
  const [departure, show] = await Promise.all([makeDeparture(), makeShow()]);
  const before = await objects();
  expect(before.length).toBeGreaterThan(0);
  const real = [departure, show].map(({ id }) => id.slice("dep_".length, "dep_".length + UNSEALED_LENGTH));
  const answers = new Set<number>();
  for (let round = 0; round < ROUNDS; round += 1) {
    // Half of them wholly made up, half of them a real home with another seal.
    const guesses = Array.from({ length: A_ROUND }, (_, index) =>
      guess(index, (index >> 4) % 2 ? `${real[(index >> 5) % 2]}${letters(12)}` : letters(32)),
    );
    for (const { status } of await Promise.all(guesses)) answers.add(status);
  }
  expect(answers).toEqual(new Set([401, 404]));
  expect(await objects()).toEqual(before);
}, 120_000);

it("neither do ids of the wrong kind, of the wrong length, or with letters that ids do not have", async () => {
  const [departure, partner] = await Promise.all([makeDeparture(), makePartner()]);
  const before = await objects();
  const { id } = departure;
  const odd = [
    id.slice(1),
    `${id}0`,
    id.toUpperCase(),
    id.replace("dep_", "chn_"),
    partner.channel_id,
    partner.channel_id.replace("chn_", "dep_"),
    forged(id),
    "dep_",
    "__proto__",
    `dep_${"\u{1f600}".repeat(16)}`,
  ];
  for (const departure_id of odd) {
    expect((await call("departure/get", { departure_id })).status, departure_id).toBe(404);
    const open = await send(`/ws/departures/${encodeURIComponent(departure_id)}`, {
      headers: { upgrade: "websocket", authorization: "Bearer admin-local-dev-key" },
    });
    expect(open.status, departure_id).toBe(404);
  }
  for (const show_id of [...odd, id, id.replace("dep_", "shw_")].map((one) => one.replace("chn_", "shw_"))) {
    expect((await call("show/get", { show_id })).status, show_id).toBe(404);
    expect((await call("seat/get", { seat_id: show_id })).status, show_id).toBe(404);
    expect((await call("reservation/get", { reservation_id: show_id })).status, show_id).toBe(404);
    const open = await send(`/ws/venues/ven_any/shows/${encodeURIComponent(show_id)}`, {
      headers: { upgrade: "websocket", authorization: "Bearer admin-local-dev-key" },
    });
    expect(open.status, show_id).toBe(404);
  }
  expect(
    (await call("key/create", { name: "x", permissions: ["read"], channel_id: forged(partner.channel_id) })).status,
  ).toBe(404);
  expect((await call("key/revoke", { key_id: forged(partner.key_id) })).status).toBe(404);
  expect(await objects()).toEqual(before);
});
