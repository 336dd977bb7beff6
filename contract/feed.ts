// The WebSocket of a departure, at /ws/departures/{departure_id}, and of a show, at
// /ws/venues/{venueId}/shows/{showId}. The first frame is a snapshot, or, with ?since=seq, the changes after that; then
// changes in order, each frame starting where the one before ended. Send {"type":"ack","seq":n} at least every 64
// changes, and {"type":"ping"} to be answered {"type":"pong"}.
import * as z from "zod";
import { booking, hold } from "./booking.ts";
import { operation } from "./operation.ts";
import { R2_STATUS } from "./r2-names.ts";
import { GROUP_SEATS_MAX, reservation } from "./reservation.ts";
import { namesOneSale, ofSale } from "./sale.ts";
import { seatCounts } from "./seat.ts";
import { SEATS_MAX, states } from "./show.ts";
import { count, identifier, money, timestamp, written } from "./values.ts";
import { entry } from "./waitlist.ts";

export const availability = z
  .object({
    departure_id: identifier,
    status: z.enum(["OPEN", "CLOSED", "CANCELED"]),
    capacity_total: count,
    capacity_available: count,
    capacity_held: count,
    capacity_sold: count,
    waiting: count,
  })
  .meta({ id: "Availability" });

const own = "Only on the sockets of the channel that owns them, opened with its key, and of admins";

export const frame = z
  .discriminatedUnion("type", [
    z.object({
      type: z.literal("snapshot"),
      seq: z.int().min(0),
      availability,
      holds: z.array(hold).optional().describe(`Active holds. ${own}`),
    }),
    z.object({
      type: z.literal("changes"),
      from_seq: z.int(),
      to_seq: z.int().min(0),
      availability,
      holds: z.array(hold).optional().describe(own),
      bookings: z.array(booking).optional().describe(own),
      entries: z.array(entry).optional().describe(own),
    }),
  ])
  .meta({ id: "FeedFrame" });

export const showAvailability = z
  .object({
    show_id: identifier,
    venue_id: identifier,
    status: z.enum(["OPEN", "CLOSED", "CANCELED"]),
    ...seatCounts,
  })
  .meta({ id: "ShowAvailability" });

const seatStatusChanged = z
  .object({
    seat_id: identifier,
    status: z.enum(R2_STATUS).describe("reserved is the seat-booking document's word for held, h in `states`"),
    reserved_until: timestamp.nullable().describe("When its reservation ends; null when it is not reserved"),
  })
  .meta({ id: "SeatStatusChanged" });

const bookingConfirmed = z
  .object({
    seat_ids: z.array(identifier).max(GROUP_SEATS_MAX).describe("In hall order"),
    booking_id: identifier.optional().describe(own),
    total_price: money.optional().describe(own),
  })
  .meta({ id: "BookingConfirmed" });

/** A frame of changes covers so many at most. */
const FRAME_CHANGES_MAX = 5_000;

export const showFrame = z
  .discriminatedUnion("type", [
    z.object({
      type: z.literal("snapshot"),
      seq: z.int().min(0),
      availability: showAvailability,
      states,
      reserved: z
        .array(z.object({ seat_id: identifier, reserved_until: timestamp }))
        .max(2_000)
        .describe("When reservations end: of at most 2,000 of the seats that are reserved"),
      reservations: z.array(reservation).max(1_000).optional().describe(`Active reservations. ${own}`),
    }),
    z.object({
      type: z.literal("changes"),
      from_seq: z.int(),
      to_seq: z.int().min(0),
      availability: showAvailability,
      seat_status_changed: z
        .array(seatStatusChanged)
        .max(SEATS_MAX)
        .describe("Each seat that changed, once, as it is at to_seq; in hall order"),
      booking_confirmed: z
        .array(bookingConfirmed)
        .max(FRAME_CHANGES_MAX)
        .describe("Each booking that was made, in the order in which they were"),
      reservations: z.array(reservation).optional().describe(own),
      bookings: z.array(booking).optional().describe(own),
      entries: z.array(entry).optional().describe(own),
    }),
  ])
  .meta({ id: "ShowFrame" });

/** What a client sends. */
export const feedMessage = z
  .discriminatedUnion("type", [
    z.strictObject({
      type: z.literal("ack"),
      seq: z.int().min(0).describe("to_seq of the last frame that was dealt with"),
    }),
    z.strictObject({ type: z.literal("ping") }),
  ])
  .meta({ id: "FeedMessage" });

export const pong = z.object({ type: z.literal("pong") }).meta({ id: "Pong" });

export const FEED_OPERATIONS = {
  "feed/ticket": operation({
    summary: "A single-use ticket of 60 seconds with which a browser opens the WebSocket of a departure or show",
    scope: "read",
    key: "none",
    input: z.strictObject(ofSale).refine(namesOneSale, "name either departure_id or show_id"),
    output: z.object({
      ticket: written(1_024),
      protocols: z.array(written(1_024)).max(4).describe("For new WebSocket(url, protocols), as they are"),
      expires_at: timestamp,
    }),
    errors: ["NOT_FOUND"],
  }),
} as const;
