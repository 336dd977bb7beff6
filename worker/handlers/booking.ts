import { SECOND_MS } from "../../domain/limits.ts";
import type { Command } from "../../durable-objects/departure/commands.ts";
import { isoTime, type Wire } from "../../durable-objects/departure/wire.ts";
import { type Call, type Handlers, principalOf } from "../call.ts";
import { type BookingRow, bookingByCode, listBookings } from "../catalogue/bookings.ts";
import { database } from "../catalogue/database.ts";
import { bookingCode } from "../context.ts";
import { csv } from "../csv.ts";
import { childTarget, command, departureTarget, missing, part, query } from "../object-call.ts";
import { paged, queryPage } from "../paging.ts";

/** What a list of bookings has as CSV, also when it is empty. */
const BOOKING_COLUMNS = [
  "id",
  "departure_id",
  "hold_id",
  "code",
  "seats",
  "customer_ref",
  "status",
  "total_price_amount",
  "total_price_currency",
  "created_at",
  "updated_at",
  "channel_id",
] as const;

type ChildCommand = Extract<Command, { hold: unknown }>;
type BookingCommand = Extract<Command, { booking: unknown }>;

async function onHold(call: Call, hold_id: string, wanted: (hold: ChildCommand["hold"]) => ChildCommand) {
  const target = childTarget(call, "hold", hold_id);
  if (!target) return missing("hold");
  return command(call, target.departure_id, wanted(target.child), (said, wire) => wire.hold(part(said, "hold")));
}

async function onBooking(
  call: Call,
  booking_id: string,
  wanted: (booking: BookingCommand["booking"]) => BookingCommand,
) {
  const target = childTarget(call, "bkg", booking_id);
  if (!target) return missing("booking");
  return command(call, target.departure_id, wanted(target.child), (said, wire) => wire.booking(part(said, "booking")));
}

function listedBooking(row: BookingRow) {
  return {
    id: row.id,
    departure_id: row.departure_id,
    hold_id: row.hold_id,
    code: row.code,
    seats: row.seats,
    customer_ref: row.customer_ref,
    // The projector writes the object's own states.
    status: row.status as "CONFIRMED" | "CANCELED",
    total_price: { amount: row.unit_amount * row.seats, currency: row.currency },
    created_at: isoTime(row.created_at_ms),
    updated_at: isoTime(row.updated_at_ms),
    channel_id: row.channel,
  };
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

function bookingBody(said: object, wire: Wire) {
  return wire.booking(part(said, "booking"));
}

export const BOOKING_HANDLERS: Handlers<
  | "booking/hold"
  | "booking/confirm"
  | "booking/cancel"
  | "booking/modify"
  | "booking/get"
  | "booking/list"
  | "hold/get"
  | "hold/list"
  | "hold/extend"
  | "hold/release"
> = {
  "booking/hold": async (input, call) => {
    if (!departureTarget(call, input.departure_id)) return missing("departure");
    const { customer_ref, seats, refresh } = input;
    const wanted: Command = { type: "hold", customer_ref, seats, ttl_ms: input.ttl_seconds * SECOND_MS, refresh };
    return command(call, input.departure_id, wanted, (said, wire) => wire.hold(part(said, "hold")));
  },

  "booking/confirm": async (input, call) => {
    const target = childTarget(call, "hold", input.hold_id);
    if (!target) return missing("hold");
    const wanted: Command = { type: "confirm", hold: target.child, seats: input.seats ?? null, code: bookingCode() };
    return command(call, target.departure_id, wanted, bookingBody);
  },

  "booking/cancel": (input, call) =>
    onBooking(call, input.booking_id, (booking) => ({ type: "cancel_booking", booking })),

  "booking/modify": (input, call) =>
    onBooking(call, input.booking_id, (booking) => ({ type: "modify_booking", booking, seats: input.seats })),

  "booking/get": async (input, call) => {
    const id = await bookingIdOf(call, input);
    const target = id === undefined ? undefined : childTarget(call, "bkg", id);
    if (!target) return missing("booking");
    return query(call, target.departure_id, { type: "booking", booking: target.child }, bookingBody);
  },

  "booking/list": async (input, call) => {
    const { admin, channel } = principalOf(call);
    const filter = {
      channel: admin ? input.channel_id : channel,
      departure_id: input.departure_id,
      customer_ref: input.customer_ref,
      status: input.status,
      created_from_ms: input.created_from === undefined ? undefined : Date.parse(input.created_from),
      created_to_ms: input.created_to === undefined ? undefined : Date.parse(input.created_to),
    };
    const reply = await paged(
      { call, input },
      (after, limit) => listBookings(database(call.environment.CATALOGUE), filter, after, limit),
      (row) => [row.created_at_ms, row.id],
      listedBooking,
    );
    if (!reply.ok || !call.accept.includes("text/csv")) return reply;
    const { items, next_cursor } = reply.body;
    return { ...reply, csv: { text: csv(items, BOOKING_COLUMNS), next_cursor } };
  },

  "hold/get": async (input, call) => {
    const target = childTarget(call, "hold", input.hold_id);
    if (!target) return missing("hold");
    return query(call, target.departure_id, { type: "hold", hold: target.child }, (said, wire) =>
      wire.hold(part(said, "hold")),
    );
  },

  "hold/list": async (input, call) => {
    if (!departureTarget(call, input.departure_id)) return missing("departure");
    const { status = null, customer_ref = null } = input;
    return queryPage(
      { call, departure_id: input.departure_id, input },
      (page) => ({ type: "holds", status, customer_ref, page }),
      (said) => part(said, "holds"),
      (hold, wire) => wire.hold(hold),
    );
  },

  "hold/extend": (input, call) =>
    onHold(call, input.hold_id, (hold) => ({ type: "extend", hold, ttl_ms: input.ttl_seconds * SECOND_MS })),

  "hold/release": (input, call) => onHold(call, input.hold_id, (hold) => ({ type: "release", hold })),
};
