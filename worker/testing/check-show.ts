// What must be true of a show after every commit: each seat has the one owner that says it has it, the counters are
// the sums, and what the object remembers is what its tables say.
import { expect } from "vitest";
import { must } from "./api.ts";
import { lookInto } from "./tables.ts";

const LETTERS = "ahsb";

const UNEQUAL = `
  SELECT 'a seat without the hold that owns it' AS fault, seat FROM seats
    WHERE state = 1 AND NOT EXISTS (SELECT 1 FROM holds, json_each(holds.seat_list) AS own
      WHERE holds.no = seats.owner AND holds.status = 'ACTIVE' AND own.value = seats.seat)
  UNION ALL SELECT 'a seat without the booking that owns it', seat FROM seats
    WHERE state = 2 AND NOT EXISTS (SELECT 1 FROM bookings, json_each(bookings.seat_list) AS own
      WHERE bookings.no = seats.owner AND bookings.status = 'CONFIRMED' AND own.value = seats.seat)
  UNION ALL SELECT 'a hold without its seat', own.value FROM holds, json_each(holds.seat_list) AS own
    WHERE holds.status = 'ACTIVE'
      AND NOT EXISTS (SELECT 1 FROM seats WHERE seat = own.value AND state = 1 AND owner = holds.no)
  UNION ALL SELECT 'a booking without its seat', own.value FROM bookings, json_each(bookings.seat_list) AS own
    WHERE bookings.status = 'CONFIRMED'
      AND NOT EXISTS (SELECT 1 FROM seats WHERE seat = own.value AND state = 2 AND owner = bookings.no)`;

const SUMS = `
  SELECT (SELECT count(*) FROM seats WHERE state = 1) AS held,
         (SELECT count(*) FROM seats WHERE state = 2) AS sold,
         (SELECT count(*) FROM seats WHERE state = 3) AS blocked,
         (SELECT count(*) FROM holds WHERE status = 'ACTIVE') AS active_holds,
         (SELECT count(*) FROM entries WHERE status = 'WAITING') AS waiting,
         (SELECT max(seq) FROM changes) AS seq`;

export async function checkShow(show_id: string): Promise<void> {
  const [said, { states, seq }] = await Promise.all([
    must("show/get", { show_id }),
    must("show/availability", { show_id }),
  ]);
  expect(await lookInto(show_id, UNEQUAL)).toEqual([]);
  const letters = Array.from(states, () => "a");
  for (const { seat, state } of await lookInto(show_id, "SELECT seat, state FROM seats"))
    letters[Number(seat)] = LETTERS.charAt(Number(state));
  expect(states).toBe(letters.join(""));
  const [sums] = await lookInto(show_id, SUMS);
  const counters = "SELECT held, sold, blocked, active_holds, waiting, seq FROM show";
  expect(await lookInto(show_id, counters)).toEqual([sums]);
  expect(said).toMatchObject({
    seats_held: sums?.["held"],
    seats_sold: sums?.["sold"],
    seats_blocked: sums?.["blocked"],
    waiting: sums?.["waiting"],
    seats_total: said.seats_available + said.seats_held + said.seats_sold + said.seats_blocked,
  });
  expect(seq).toBe(sums?.["seq"]);
}
