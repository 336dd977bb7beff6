// Several reservations in one request, all or none: what each is decided with, and who comes first.
import { describe, expect, it } from "vitest";
import { call, freshKey, must } from "../../worker/testing/api.ts";
import { makeShow, seatsOf } from "../../worker/testing/shows.ts";

type Wanted = Readonly<Record<string, unknown>>;

function createBatch(show_id: string, reservations: readonly Wanted[]) {
  return call("reservation/create-batch", { show_id, mode: "atomic", reservations }, { key: freshKey() });
}

describe("an atomic batch", () => {
  it("that wants one seat twice is told that it is held, though nothing is", async () => {
    const { id } = await makeShow();
    const [first = ""] = await seatsOf(id);
    const refused = await createBatch(id, [{ seat_ids: [first] }, { seat_ids: [first] }]);
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({ seats: [{ seat_id: first, status: "held", held_until: null }] });
    expect((await must("show/get", { show_id: id })).seats_held).toBe(0);
  });

  it("whose last has too few seats says how many the others of it would leave", async () => {
    const { id } = await makeShow();
    const seats = await seatsOf(id);
    await must("reservation/create", { show_id: id, seat_ids: seats.slice(0, 3), customer_ref: "ada" });
    const refused = await createBatch(id, [
      { seat_ids: seats.slice(3, 5) },
      { quantity: 4, category: "Premium", customer_ref: "ada", refresh: true },
    ]);
    expect(refused.body).toMatchObject({ code: "FULL", available: 1 });
  });

  it("has seats that one of them gives up for another of them", async () => {
    const { id } = await makeShow();
    const seats = await seatsOf(id);
    await must("reservation/create", { show_id: id, seat_ids: seats, customer_ref: "ada" });
    const made = await createBatch(id, [
      { seat_ids: seats.slice(0, 5), customer_ref: "ada", refresh: true },
      { seat_ids: seats.slice(5) },
    ]);
    expect(made.status).toBe(200);
    expect((await must("show/get", { show_id: id })).seats_held).toBe(6);
  });

  it("does not have them while somebody waits: they are theirs", async () => {
    const { id } = await makeShow();
    const seats = await seatsOf(id);
    await must("reservation/create", { show_id: id, seat_ids: seats, customer_ref: "ada" });
    const entry = await must("waitlist/join", { show_id: id, customer_ref: "ben", seats: 1 });
    const given_up = [{ seat_ids: seats.slice(0, 5), customer_ref: "ada", refresh: true }];
    const refused = await createBatch(id, [...given_up, { seat_ids: seats.slice(5) }]);
    expect(refused.body).toMatchObject({ code: "SEAT_UNAVAILABLE", seats: [{ status: "held" }] });
    expect((await createBatch(id, given_up)).status).toBe(200);
    expect((await must("waitlist/get", { entry_id: entry.id })).status).toBe("OFFERED");
    expect(await must("show/get", { show_id: id })).toMatchObject({ seats_held: 6, waiting: 0 });
  });
});
