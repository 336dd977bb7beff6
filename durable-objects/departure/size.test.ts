// What a large departure does all at once.
import { expect, it } from "vitest";
import { makeDeparture, must } from "../../worker/testing/api.ts";
import { inDeparture } from "../../worker/testing/tables.ts";

const NUMBERS = "WITH RECURSIVE n(no) AS (SELECT 2 UNION ALL SELECT no + 1 FROM n WHERE no <= ?1)";
const CHANNEL = "chn_00000000000000000000000000000000";

it("a departure with 200,000 bookings can be canceled, every one with its change", async () => {
  const count = 200_000;
  const { id } = await makeDeparture({ capacity_total: count });
  await inDeparture(
    id,
    `INSERT INTO bookings (no, hold_no, hold_created_at_ms, code, channel, customer_ref, seats, status, unit_amount, currency, created_at_ms, updated_at_ms)
     ${NUMBERS} SELECT no, no, 1, 'code', '${CHANNEL}', 'customer', 1, 'CONFIRMED', 100, 'EUR', 1, 1 FROM n`,
    count,
  );
  await inDeparture(id, "UPDATE departure SET seq = 1 + ?1, sold = ?1", count);
  const canceled = await must("departure/cancel", { departure_id: id, reason: "storm" });
  expect(canceled).toMatchObject({ status: "CANCELED", capacity_sold: 0, capacity_available: count });
  expect(await inDeparture(id, "SELECT count(*) AS changes FROM changes WHERE kind = 'booking_changed'")).toEqual([
    { changes: count },
  ]);
});

it("12,000 holds that end at the same moment are all free for the next command, in commits of their own", async () => {
  const count = 12_000;
  const { id } = await makeDeparture({ capacity_total: count });
  await inDeparture(
    id,
    `INSERT INTO holds (no, channel, customer_ref, seats, status, created_at_ms, expires_at_ms, unit_amount, currency)
     ${NUMBERS} SELECT no, '${CHANNEL}', 'customer ' || no, 1, 'ACTIVE', 1, 1000, 100, 'EUR' FROM n`,
    count,
  );
  await inDeparture(id, "UPDATE departure SET seq = 1 + ?1, held = ?1, active_holds = ?1", count);
  const held = await must("booking/hold", { departure_id: id, customer_ref: "next", seats: 10 });
  expect(held.status).toBe("ACTIVE");
  expect(await must("departure/get", { departure_id: id })).toMatchObject({
    capacity_held: 10,
    capacity_available: count - 10,
  });
  expect(await inDeparture(id, "SELECT count(*) AS expired FROM holds WHERE status = 'EXPIRED'")).toEqual([
    { expired: count },
  ]);
});
