import { describe, expect, it } from "vitest";
import { seatId } from "../../domain/identifier.ts";
import { call, freshKey, must } from "../testing/api.ts";
import { makeShow, reservedSeats, seatsOf } from "../testing/shows.ts";

/** Ids that could be of the show's seats, had its hall so many, and those of another show. */
async function strangers(show_id: string): Promise<string[]> {
  const [other = ""] = await seatsOf((await makeShow()).id);
  return [seatId(show_id, 6), seatId(show_id, 1_048_575), other];
}

describe("a seat that the show does not have", () => {
  it.each(["reservation/create", "seat/block", "seat/unblock"] as const)("is refused by %s", async (operation) => {
    const { id: show_id } = await makeShow();
    for (const seat_id of await strangers(show_id)) {
      const more = operation === "seat/block" ? { reason: "a camera" } : {};
      const answer = await call(operation, { show_id, seat_ids: [seat_id], ...more }, { key: freshKey() });
      expect([answer.status, answer.body.violations?.[0]?.path], answer.text).toEqual([400, "/seat_ids/0"]);
    }
  });

  it("is refused in a batch, and where seats of a booking are changed", async () => {
    const { show_id, id: reservation_id } = await reservedSeats();
    const { id: booking_id } = await must("booking/create", { reservation_id });
    for (const seat_id of await strangers(show_id)) {
      const batch = { show_id, reservations: [{ seat_ids: [seat_id] }] };
      expect((await call("reservation/create-batch", batch, { key: freshKey() })).status).toBe(400);
      const modified = await call("booking/modify", { booking_id, seat_ids: [seat_id] }, { key: freshKey() });
      expect(modified.status, modified.text).toBe(400);
    }
  });

  it("is among those not found, and not found by itself", async () => {
    const { id: show_id } = await makeShow();
    const [seat_id = ""] = await strangers(show_id);
    expect((await must("seat/bulk-status", { seat_ids: [seat_id] })).not_found).toEqual([seat_id]);
    expect((await call("seat/get", { seat_id })).status).toBe(404);
  });
});
