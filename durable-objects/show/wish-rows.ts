// The waitlist of a show by what is wished for.
import type { WishText } from "../../domain/seat-wish.ts";
import { first, type Sql } from "../sql.ts";

/** How many want the same, and the number of the first of them. */
export type WishWaiting = { readonly wish: WishText; readonly seats: number; readonly no: number };

/** Oldest first. Bounded by SHOW_LIMITS.wishes_waiting_max, which joining keeps. */
export function wishesWaiting(sql: Sql): WishWaiting[] {
  return sql.all<WishWaiting>(
    "SELECT wish, seats, min(no) AS no FROM entries WHERE status = 'WAITING' GROUP BY wish, seats ORDER BY 3",
  );
}

/** The number of the oldest entry that waits for this, or undefined. */
export function oldestOfWish(sql: Sql, wish: WishText, seats: number): number | undefined {
  return first(
    sql.all<{ no: number }>(
      "SELECT no FROM entries WHERE status = 'WAITING' AND wish = ? AND seats = ? ORDER BY no LIMIT 1",
      wish,
      seats,
    ),
  )?.no;
}

/** The number of the oldest entry that waits, or undefined. */
export function oldestInLine(sql: Sql): number | undefined {
  return first(sql.all<{ no: number }>("SELECT no FROM entries WHERE status = 'WAITING' ORDER BY no LIMIT 1"))?.no;
}
