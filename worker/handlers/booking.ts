// Bookings, of departures and of shows alike.
import type * as z from "zod";
import type { booking, bookingFilter } from "../../contract/booking.ts";
import { BOOKING_COLUMNS } from "../../contract/csv-columns.ts";
import { type ChildNumber, seatId } from "../../domain/identifier.ts";
import { isoTime } from "../../durable-objects/departure/wire.ts";
import type { Command as ShowCommand } from "../../durable-objects/show/commands.ts";
import { type Call, type Handlers, principalOf, type Reply } from "../call.ts";
import {
  type BookingFilter,
  type BookingRow,
  bookingByCode,
  bookingTotals,
  listBookings,
} from "../catalogue/bookings.ts";
import { database } from "../catalogue/database.ts";
import { bookingCode } from "../context.ts";
import { csv } from "../csv.ts";
import * as ofDeparture from "../departure-call.ts";
import { paged } from "../paging.ts";
import { invalid } from "../problem.ts";
import { readSeats } from "../seat-names.ts";
import { childTarget, command, missing, query } from "../seller.ts";
import * as ofShow from "../show-call.ts";

const { DEPARTURES } = ofDeparture;
const { SHOWS } = ofShow;

type BookingBody = z.input<typeof booking>;

function listedBooking(row: BookingRow) {
  const common = {
    id: row.id,
    departure_id: row.departure_id,
    hold_id: row.hold_id,
    code: row.code,
    seats: row.seats,
    customer_ref: row.customer_ref,
    // The projector writes the object's own states.
    status: row.status as "CONFIRMED" | "CANCELED",
    total_price: { amount: row.total_amount ?? row.unit_amount * row.seats, currency: row.currency },
    created_at: isoTime(row.created_at_ms),
    updated_at: isoTime(row.updated_at_ms),
    channel_id: row.channel,
  };
  const { show_id, external_booking_id } = row;
  if (show_id === null) return common;
  // What the show wrote of its booking.
  const seats = JSON.parse(row.seat_list ?? "[]") as number[];
  return { ...common, show_id, seat_ids: seats.map((seat) => seatId(show_id, seat)), external_booking_id };
}

async function bookingIdOf(
  call: Call,
  input: { booking_id?: string | undefined; code?: string | undefined },
): Promise<string | undefined> {
  if (input.booking_id !== undefined) return input.booking_id;
  const { admin, channel } = principalOf(call);
  const code = (input.code ?? "").toUpperCase();
  return (await bookingByCode(database(call.environment.CATALOGUE), code, admin ? undefined : channel))?.id;
}

type FilterInput = z.output<typeof bookingFilter>;

function filterOf(input: FilterInput, call: Call): BookingFilter {
  const { admin, channel } = principalOf(call);
  return {
    channel: admin ? input.channel_id : channel,
    departure_id: input.departure_id,
    show_id: input.show_id,
    venue_id: input.venue_id,
    customer_ref: input.customer_ref,
    external_booking_id: input.external_booking_id,
    status: input.status,
    created_from_ms: input.created_from === undefined ? undefined : Date.parse(input.created_from),
    created_to_ms: input.created_to === undefined ? undefined : Date.parse(input.created_to),
  };
}

export const BOOKING_HANDLERS: Handlers<
  "booking/create" | "booking/cancel" | "booking/modify" | "booking/get" | "booking/list" | "booking/totals"
> = {
  "booking/create": async (input, call) => {
    const target = childTarget(call, "hold", input.reservation_id);
    if (target?.noun !== "show") return missing("reservation");
    const { home_id } = target;
    const named = input.seat_ids === undefined ? undefined : readSeats(call, home_id, input.seat_ids);
    if (named && !named.ok) return { ok: false, failure: invalid(named.violations) };
    const { external_booking_id = null, metadata } = input;
    const wanted: ShowCommand = {
      type: "confirm",
      hold: target.child,
      seats: named?.seats ?? null,
      code: bookingCode(),
      external_booking_id,
      metadata: metadata === undefined ? null : JSON.stringify(metadata),
    };
    return command(call, SHOWS, { home_id, command: wanted }, (said, wire) =>
      wire.booking(ofShow.part(said, "booking")),
    );
  },

  "booking/cancel": async (input, call) => {
    const target = childTarget(call, "bkg", input.booking_id);
    if (!target) return missing("booking");
    const sent = { home_id: target.home_id, command: { type: "cancel_booking", booking: target.child } } as const;
    return target.noun === "departure"
      ? command(call, DEPARTURES, sent, (said, wire) => wire.booking(ofDeparture.part(said, "booking")))
      : command(call, SHOWS, sent, (said, wire) => wire.booking(ofShow.part(said, "booking")));
  },

  "booking/modify": async (input, call) => {
    const target = childTarget(call, "bkg", input.booking_id);
    if (!target) return missing("booking");
    const { home_id, child } = target;
    return target.noun === "departure"
      ? fewerPlaces(input, call, home_id, child)
      : otherSeats(input, call, home_id, child);
  },

  "booking/get": async (input, call) => {
    const id = await bookingIdOf(call, input);
    const target = id === undefined ? undefined : childTarget(call, "bkg", id);
    if (!target) return missing("booking");
    const asked = { home_id: target.home_id, query: { type: "booking", booking: target.child } } as const;
    return target.noun === "departure"
      ? query(call, DEPARTURES, asked, (said, wire) => wire.booking(ofDeparture.part(said, "booking")))
      : query(call, SHOWS, asked, (said, wire) => wire.booking(ofShow.part(said, "booking")));
  },

  "booking/list": async (input, call) => {
    const reply = await paged(
      { call, input },
      (after, limit) => listBookings(database(call.environment.CATALOGUE), filterOf(input, call), { after, limit }),
      (row) => [row.created_at_ms, row.id],
      listedBooking,
    );
    if (!reply.ok || !call.accept.includes("text/csv")) return reply;
    const { items, next_cursor } = reply.body;
    return { ...reply, csv: { text: csv(items, BOOKING_COLUMNS), next_cursor } };
  },

  "booking/totals": async (input, call) => {
    const rows = await bookingTotals(database(call.environment.CATALOGUE), filterOf(input, call));
    const groups = rows.map(({ channel, status, currency, bookings, seats, amount }) => ({
      channel_id: channel,
      // The projector writes the object's own states.
      status: status as "CONFIRMED" | "CANCELED",
      currency,
      bookings,
      seats,
      amount,
    }));
    return { ok: true, body: { groups } };
  },
};

type Modified = { readonly seats?: number | undefined; readonly seat_ids?: readonly string[] | undefined };

async function fewerPlaces(
  { seats }: Modified,
  call: Call,
  home_id: string,
  child: ChildNumber,
): Promise<Reply<BookingBody>> {
  if (seats === undefined) return mustName("/seats", "must be named for a booking of a departure");
  const wanted = { type: "modify_booking", booking: child, seats } as const;
  return command(call, DEPARTURES, { home_id, command: wanted }, (said, wire) =>
    wire.booking(ofDeparture.part(said, "booking")),
  );
}

async function otherSeats(
  { seat_ids }: Modified,
  call: Call,
  home_id: string,
  child: ChildNumber,
): Promise<Reply<BookingBody>> {
  if (seat_ids === undefined) return mustName("/seat_ids", "must be named for a booking of a show");
  const named = readSeats(call, home_id, seat_ids);
  if (!named.ok) return { ok: false, failure: invalid(named.violations) };
  const wanted = { type: "modify_booking", booking: child, seats: named.seats } as const;
  return command(call, SHOWS, { home_id, command: wanted }, (said, wire) => wire.booking(ofShow.part(said, "booking")));
}

function mustName(path: string, message: string): { readonly ok: false; readonly failure: ReturnType<typeof invalid> } {
  return { ok: false, failure: invalid([{ path, message }]) };
}
