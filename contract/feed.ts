// The WebSocket of a departure, at /ws/departures/{departure_id}. The first frame is a snapshot, or, with
// ?since=seq, the changes after that; then changes in order, each frame starting where the one before ended.
// Send {"type":"ack","seq":n} at least every 64 changes, and {"type":"ping"} to be answered {"type":"pong"}.
import * as z from "zod";
import { booking, hold } from "./booking.ts";
import { operation } from "./operation.ts";
import { namesOneSale, ofSale } from "./sale.ts";
import { count, identifier, timestamp, written } from "./values.ts";
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
