import * as z from "zod";
import { hold } from "./booking.ts";
import { operation } from "./operation.ts";
import { count, customerRef, identifier, page, pageInput, seatCount, timestamp, written } from "./values.ts";

export const entry = z
  .object({
    id: identifier,
    departure_id: identifier,
    customer_ref: written(128),
    seats: count,
    status: z.enum(["WAITING", "OFFERED", "BOOKED", "LAPSED", "LEFT"]),
    position: count.nullable().describe("Place in the line from 1; null when it does not wait"),
    hold_id: identifier.nullable().describe("The offer: a hold to confirm before it expires"),
    created_at: timestamp,
    notified_at: timestamp.nullable(),
  })
  .meta({ id: "WaitlistEntry" });

export const WAITLIST_OPERATIONS = {
  "waitlist/join": operation({
    summary: "Wait for places on a full departure; joining again answers the entry that waits",
    scope: "book",
    key: "accepted",
    input: z.strictObject({ departure_id: identifier, customer_ref: customerRef, seats: seatCount.default(1) }),
    output: entry,
    errors: ["NOT_FOUND", "NOT_FULL", "SALES_CLOSED", "WAITLIST_FULL", "IDEMPOTENCY_KEY_MISMATCH", "OVERLOADED"],
  }),
  "waitlist/leave": operation({
    summary: "Stop waiting; an offer is given back",
    scope: "book",
    key: "accepted",
    input: z.strictObject({ entry_id: identifier }),
    output: entry,
    errors: ["NOT_FOUND", "ENTRY_ENDED", "IDEMPOTENCY_KEY_MISMATCH", "OVERLOADED"],
  }),
  "waitlist/get": operation({
    summary: "Read a waitlist entry with its place in the line",
    scope: "book",
    key: "none",
    input: z.strictObject({ entry_id: identifier }),
    output: entry,
    errors: ["NOT_FOUND"],
  }),
  "waitlist/list": operation({
    summary: "List a departure's waitlist, oldest first: your own, or for an admin those of all channels",
    scope: "book",
    key: "none",
    input: z.strictObject({
      departure_id: identifier,
      status: z.enum(["WAITING", "OFFERED", "BOOKED", "LAPSED", "LEFT"]).optional(),
      customer_ref: customerRef.optional(),
      ...pageInput,
    }),
    output: page(entry),
    errors: ["NOT_FOUND"],
  }),
  "waitlist/notify": operation({
    summary: "Offer what is free to those who wait, as happens by itself; with entry_id, to that entry out of its turn",
    scope: "admin",
    key: "required",
    input: z.strictObject({
      departure_id: identifier,
      entry_id: identifier.optional(),
      ttl_seconds: z.int().min(60).max(86_400).optional().describe("Life of the offer to entry_id"),
    }),
    output: z.object({ offers: z.array(z.object({ entry, hold })).max(100_000) }),
    errors: ["NOT_FOUND", "FULL", "ENTRY_ENDED", "SALES_CLOSED", "IDEMPOTENCY_KEY_MISMATCH", "OVERLOADED"],
  }),
} as const;
