// Seats that are named by ids which we made for the show, but which its hall has not.
import { describe, expect, it } from "vitest";
import { seatId } from "../../domain/identifier.ts";
import { call, freshKey, must } from "../../worker/testing/api.ts";
import { makeShow, seatsOf } from "../../worker/testing/shows.ts";

/** A show of six seats, one of them, and a seventh. */
async function showWithStranger() {
  const { id } = await makeShow();
  const [first = ""] = await seatsOf(id);
  return { show_id: id, first, seat_ids: [first, seatId(id, 6)] };
}

const STRANGE = { code: "VALIDATION_FAILED", violations: [{ path: "/seat_ids/1" }] };

describe("a seat that the hall has not is pointed at, and nothing is changed", () => {
  it.each(["reservation/create", "seat/block", "seat/unblock"] as const)("by %s", async (operation) => {
    const { show_id, seat_ids } = await showWithStranger();
    const reason = operation === "seat/block" ? { reason: "a camera stands there" } : {};
    const refused = await call(operation, { show_id, seat_ids, ...reason }, { key: freshKey() });
    expect(refused.body).toMatchObject(STRANGE);
    expect(await must("show/get", { show_id })).toMatchObject({ seats_held: 0, seats_blocked: 0 });
  });

  it("by a batch", async () => {
    const { show_id, seat_ids } = await showWithStranger();
    const refused = await call("reservation/create-batch", { show_id, reservations: [{ seat_ids }] }, { key: "one" });
    const violations = [{ path: "/reservations/0/seat_ids/1" }];
    expect(refused.body).toMatchObject({ ...STRANGE, violations });
  });

  it("by a change of a booking", async () => {
    const { show_id, first, seat_ids } = await showWithStranger();
    const { id } = await must("reservation/create", { show_id, seat_ids: [first] });
    const booking = await must("booking/create", { reservation_id: id });
    const refused = await call("booking/modify", { booking_id: booking.id, seat_ids }, { key: freshKey() });
    expect(refused.body).toMatchObject(STRANGE);
  });
});
