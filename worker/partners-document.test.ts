// The examples of the partners' document (R2, "API Specification Preview"), sent as they stand there but for the ids,
// which are ours, and for the categories, which must cover every row. What it shows of an answer is there, so written.
import { describe, expect, it } from "vitest";
import { credentials, inDays, must, type Read, read, send } from "./testing/api.ts";
import { makePartner } from "./testing/partners.ts";

type Members = Readonly<Record<string, unknown>>;

/** R2's layout: ten rows of ten, premium in front. */
const LAYOUT = {
  rows: 10,
  seats_per_row: 10,
  categories: [
    { name: "Premium", rows: [1, 2, 3], price: 150, color: "#8B5CF6" },
    { name: "Standard", rows: [4, 5, 6, 7, 8, 9, 10], price: 80, color: "#10B981" },
  ],
};

async function ask(
  method: string,
  path: string,
  { token, body }: { token?: string; body?: Members } = {},
): Promise<Read> {
  const headers = { "content-type": "application/json", ...credentials({ token: token ?? null }) };
  return read(await send(path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }));
}

/** The venue and show of the document, with a partner that exchanged its key for a token. */
async function opened() {
  const { id: venue_id } = await must("venue/create", { name: "Main Theater", layout: LAYOUT });
  const { id: show_id } = await must("show/create", { venue_id, name: "A show", starts_at: inDays(30) });
  const { token: api_key } = await makePartner(["read", "book"]);
  const exchanged = await ask("POST", "/api/auth/token", { body: { api_key, permissions: ["read", "book"] } });
  const { token } = exchanged.body as { token: string };
  const { body } = await ask("GET", `/api/venues/${venue_id}/shows/${show_id}/seats`, { token });
  const seat_ids = (body as { seats: { id: string }[] }).seats.slice(0, 2).map(({ id }) => id);
  return { venue_id, show_id, seat_ids, token, exchanged };
}

async function reserved() {
  const house = await opened();
  const { show_id, seat_ids, token } = house;
  const wanted = { show_id, seat_ids, external_booking_id: "ext-booking-123", hold_duration_minutes: 10 };
  const answer = await ask("POST", "/api/reservations", { token, body: wanted });
  return { ...house, wanted, answer, reservation_id: (answer.body as { reservation_id: string }).reservation_id };
}

describe("the partners' document", () => {
  it("exchanges a key for a token of an hour with the permissions asked for", async () => {
    const { exchanged } = await opened();
    expect(exchanged.status).toBe(200);
    expect(exchanged.body).toMatchObject({
      token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      expires_in: 3_600,
      permissions: ["read", "book"],
    });
  });

  it("validates the token that is presented, and takes none from an address", async () => {
    const { token } = await opened();
    const valid = await ask("GET", "/api/auth/validate", { token });
    expect([valid.status, valid.body]).toMatchObject([200, { valid: true, permissions: ["read", "book"] }]);
    expect(await ask("GET", "/api/auth/validate", { token: `${token}x` })).toMatchObject({ status: 401 });
    const leaked = await ask("GET", `/api/auth/validate?token=${token}`, { token });
    expect([leaked.status, leaked.body]).toMatchObject([400, { violations: [{ path: "/token" }] }]);
  });

  it("shows the seat map of a venue, and of a show with what its seats are", async () => {
    const { venue_id, show_id, seat_ids, token } = await reserved();
    const bare = await ask("GET", `/api/venues/${venue_id}/seat-map`, { token });
    expect(bare.body).toMatchObject({
      venue_id,
      name: "Main Theater",
      layout: { rows: 10, seats_per_row: 10, categories: LAYOUT.categories },
    });
    const { seats } = bare.body as { seats: Members[] };
    expect(seats).toHaveLength(100);
    expect(seats[0]).toMatchObject({ row: 1, number: 1, category: "Premium", price: 150 });
    expect(seats[0]).not.toHaveProperty("status");
    const shown = (await ask("GET", `/api/venues/${venue_id}/seat-map?show_id=${show_id}`, { token })).body as {
      seats: Members[];
    };
    expect(shown.seats.slice(0, 3)).toMatchObject([
      { id: seat_ids[0], row: 1, number: 1, category: "Premium", status: "reserved" },
      { id: seat_ids[1], row: 1, number: 2, category: "Premium", status: "reserved" },
      { row: 1, number: 3, category: "Premium", status: "available" },
    ]);
  });

  it("reserves seats for minutes at their price, and answers 201", async () => {
    const before_ms = Date.now();
    const { answer, seat_ids } = await reserved();
    const { expires_at } = answer.body as { expires_at: string };
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ reservation_id: expect.any(String), seat_ids, total_price: 300 });
    expect(Date.parse(expires_at)).toBeGreaterThanOrEqual(before_ms + 600_000);
    expect(Date.parse(expires_at)).toBeLessThanOrEqual(Date.now() + 600_000);
  });

  it("makes the key of a request without one: sent again it is the same reservation", async () => {
    const { wanted, answer, token } = await reserved();
    const again = await ask("POST", "/api/reservations", { token, body: wanted });
    expect([again.status, again.text]).toEqual([201, answer.text]);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    const { external_booking_id: _left_out, ...bare } = wanted;
    const refused = await ask("POST", "/api/reservations", { token, body: bare });
    expect([refused.status, refused.body]).toMatchObject([400, { code: "IDEMPOTENCY_KEY_REQUIRED" }]);
  });

  it("reads, extends and releases a reservation", async () => {
    const { reservation_id, token } = await reserved();
    const path = `/api/reservations/${reservation_id}`;
    expect((await ask("GET", path, { token })).body).toMatchObject({ reservation_id, status: "ACTIVE" });
    const body = { hold_duration_minutes: 15, external_booking_id: "ext-booking-123" };
    const extended = await ask("PUT", `${path}/extend`, { token, body });
    expect([extended.status, extended.body]).toMatchObject([200, { reservation_id, status: "ACTIVE" }]);
    const released = await ask("DELETE", `${path}?external_booking_id=ext-booking-123`, { token });
    expect([released.status, released.body]).toMatchObject([200, { reservation_id, status: "CANCELED" }]);
  });

  it("books, reads, changes and cancels, and every seat's status follows", async () => {
    const { reservation_id, seat_ids, venue_id, show_id, token } = await reserved();
    const external_booking_id = "ext-booking-123";
    const made = await ask("POST", "/api/bookings", { token, body: { reservation_id, external_booking_id } });
    expect([made.status, made.body]).toMatchObject([201, { seat_ids, total_price: 300, status: "CONFIRMED" }]);
    const { booking_id } = made.body as { booking_id: string };
    const path = `/api/bookings/${booking_id}`;
    expect((await ask("GET", path, { token })).body).toEqual(made.body);
    expect((await ask("GET", `/api/seats/${seat_ids[0]}`, { token })).body).toMatchObject({
      status: "sold",
      price: 150,
    });
    const kept = { seat_ids: seat_ids.slice(1), external_booking_id };
    const changed = await ask("PUT", path, { token, body: kept });
    expect([changed.status, changed.body]).toMatchObject([200, { seat_ids: kept.seat_ids, total_price: 150 }]);
    const bulk = await ask("POST", "/api/seats/bulk-status", { token, body: { seat_ids } });
    expect(bulk.body).toMatchObject({ seats: [{ status: "available" }, { status: "sold" }], not_found: [] });
    const canceled = await ask("DELETE", `${path}?external_booking_id=${external_booking_id}`, { token });
    expect([canceled.status, canceled.body]).toMatchObject([200, { booking_id, status: "CANCELED" }]);
    const free = await ask("GET", `/api/venues/${venue_id}/shows/${show_id}/availability`, { token });
    expect(free.body).toMatchObject({ total: 100, available: 100, reserved: 0, sold: 0, states: "a".repeat(100) });
  });

  it("tells of every seat that is taken, and of another venue's show nothing", async () => {
    const { show_id, seat_ids, token } = await reserved();
    const other = await makePartner(["book"]);
    const body = { show_id, seat_ids, external_booking_id: "another" };
    const refused = await ask("POST", "/api/reservations", { token: other.token, body });
    expect([refused.status, refused.body]).toMatchObject([
      409,
      { code: "SEAT_UNAVAILABLE", seats: seat_ids.map((seat_id) => ({ seat_id, status: "held", held_until: null })) },
    ]);
    const elsewhere = await must("venue/create", { name: "Elsewhere", layout: LAYOUT });
    const lost = await ask("GET", `/api/venues/${elsewhere.id}/shows/${show_id}/seats`, { token });
    expect([lost.status, lost.body]).toMatchObject([404, { code: "NOT_FOUND" }]);
  });
});
