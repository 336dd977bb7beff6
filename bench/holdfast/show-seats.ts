// What a show's file says of its seats: each that a reservation or a booking names is its own, and nobody else's.

import { readOnly } from "./sale-files.ts";

const KEPT = `
  SELECT value AS seat, no AS owner, 1 AS state FROM holds, json_each(seat_list) WHERE status = 'ACTIVE'
  UNION ALL
  SELECT value, no, 2 FROM bookings, json_each(seat_list) WHERE status = 'CONFIRMED'`;
const COUNTS = `
  WITH kept AS (${KEPT})
  SELECT (SELECT count(*) - count(DISTINCT seat) FROM kept) AS kept_twice,
    (SELECT count(*) FROM kept LEFT JOIN seats ON seats.seat = kept.seat
      WHERE seats.owner IS NOT kept.owner OR seats.state IS NOT kept.state) AS not_their_owners,
    (SELECT count(*) FROM seats WHERE state IN (1, 2)) - (SELECT count(*) FROM kept) AS without_owner,
    (SELECT count(*) FROM seats WHERE state = 3) - blocked AS blocked_otherwise
  FROM show`;

/** Sentences that say what is wrong; empty when nothing is. */
export function seatFaults(file: string): readonly string[] {
  return readOnly(file, (database) => {
    const row = database.prepare(COUNTS).get() ?? {};
    return Object.entries(row).flatMap(([what, count]) =>
      Number(count) === 0 ? [] : [`${Number(count)} seats are ${what.replaceAll("_", " ")}`],
    );
  });
}
