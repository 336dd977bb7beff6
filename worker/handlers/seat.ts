import type * as z from "zod";
import type { seatOfShow } from "../../contract/seat.ts";
import type { Show } from "../../domain/show.ts";
import type { Command, SeatNow } from "../../durable-objects/show/commands.ts";
import type { Wire } from "../../durable-objects/show/wire.ts";
import type { Call, Handlers, Reply } from "../call.ts";
import { readSeat } from "../identifiers.ts";
import { invalid, notFound } from "../problem.ts";
import { readSeats } from "../seat-names.ts";
import { command, isSaleId, missing, query } from "../seller.ts";
import { part, SHOWS } from "../show-call.ts";

type SeatBody = z.input<typeof seatOfShow>;

/** One question asks for seats of this many shows at most. */
const SHOWS_ASKED_MAX = 20;

function seatBodies({ id, venue_id, currency }: Show, seats: readonly SeatNow[], wire: Wire): SeatBody[] {
  return seats.map((seat) => ({ ...wire.seat({ show_id: id, currency }, seat), show_id: id, venue_id }));
}

function askSeats(call: Call, show_id: string, seats: readonly number[]): Promise<Reply<SeatBody[]>> {
  return query(call, SHOWS, { home_id: show_id, query: { type: "seats", seats } }, (said, wire) =>
    seatBodies(part(said, "show"), part(said, "seats"), wire),
  );
}

/** The seats as they are after the command. */
async function changeSeats(
  call: Call,
  { show_id, seat_ids }: { readonly show_id: string; readonly seat_ids: readonly string[] },
  wanted: (seats: readonly number[]) => Command,
) {
  if (!isSaleId(call, SHOWS, show_id)) return missing("show");
  const named = readSeats(call, show_id, seat_ids);
  if (!named.ok) return { ok: false, failure: invalid(named.violations) } as const;
  return command(call, SHOWS, { home_id: show_id, command: wanted(named.seats) }, (said, wire) => {
    const { currency } = part(said, "show");
    return { show_id, seats: part(said, "seats").map((seat) => wire.seat({ show_id, currency }, seat)) };
  });
}

export const SEAT_HANDLERS: Handlers<"seat/get" | "seat/bulk-status" | "seat/block" | "seat/unblock"> = {
  "seat/get": async (input, call) => {
    const read = readSeat(call.environment.ID_SECRET, input.seat_id);
    if (!read) return missing("seat");
    const reply = await askSeats(call, read.show_id, [read.index]);
    if (!reply.ok) return { ...reply, failure: notFound("seat") };
    const [seat] = reply.body;
    return seat ? { ...reply, body: seat } : missing("seat");
  },

  "seat/bulk-status": async (input, call) => {
    const read = input.seat_ids.map((id) => ({ id, seat: readSeat(call.environment.ID_SECRET, id) }));
    const asked = Map.groupBy(
      read.flatMap(({ seat }) => (seat ? [seat] : [])),
      ({ show_id }) => show_id,
    );
    if (asked.size > SHOWS_ASKED_MAX) {
      const message = `must be of at most ${SHOWS_ASKED_MAX} shows`;
      return { ok: false, failure: invalid([{ path: "/seat_ids", message }]) };
    }
    const replies = await Promise.all(
      [...asked].map(([show_id, seats]) =>
        askSeats(
          call,
          show_id,
          seats.map(({ index }) => index),
        ),
      ),
    );
    const failed = replies.find((reply) => !reply.ok && reply.failure.code !== "NOT_FOUND");
    if (failed && !failed.ok) return failed;
    const known = new Map(replies.flatMap((reply) => (reply.ok ? reply.body : [])).map((seat) => [seat.seat_id, seat]));
    const seats = input.seat_ids.flatMap((id) => known.get(id) ?? []);
    return { ok: true, body: { seats, not_found: input.seat_ids.filter((id) => !known.has(id)) } };
  },

  "seat/block": (input, call) => changeSeats(call, input, (seats) => ({ type: "block", seats, reason: input.reason })),

  "seat/unblock": (input, call) => changeSeats(call, input, (seats) => ({ type: "unblock", seats })),
};
