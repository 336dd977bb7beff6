import { expect, it } from "vitest";
import { must } from "../../worker/testing/api.ts";
import { makeShow, seatsOf } from "../../worker/testing/shows.ts";

it("who waits behind others for what could be had gets it when the order is no longer strict", async () => {
  const { id } = await makeShow();
  const seats = await seatsOf(id);
  await must("reservation/create", { show_id: id, seat_ids: seats.slice(0, 5) });
  // Nobody who waits can be given anything: that is remembered.
  await must("waitlist/join", { show_id: id, customer_ref: "ada", seats: 3 });
  await must("show/update", { show_id: id, policy: { offer_ttl_seconds: 600 } });
  await must("show/update", { show_id: id, policy: { waitlist_order: "strict" } });
  const behind = await must("waitlist/join", { show_id: id, customer_ref: "ben", seats: 1 });
  expect(behind.status).toBe("WAITING");
  await must("show/update", { show_id: id, policy: { waitlist_order: "first_fit" } });
  expect((await must("waitlist/get", { entry_id: behind.id })).status).toBe("OFFERED");
});
