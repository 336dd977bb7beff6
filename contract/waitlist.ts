import * as z from "zod";
import { hold } from "./booking.ts";
import { operation } from "./operation.ts";
import { namesOneSale, ofSale } from "./sale.ts";
import {
  count,
  customerRef,
  identifier,
  line,
  money,
  moneyInput,
  page,
  pageInput,
  seatCount,
  timestamp,
  written,
} from "./values.ts";

export const entry = z
  .object({
    id: identifier,
    departure_id: identifier.describe("The departure, or the show"),
    customer_ref: written(128),
    seats: count,
    status: z.enum(["WAITING", "OFFERED", "BOOKED", "LAPSED", "LEFT"]),
    position: count.nullable().describe("Place in the line from 1; null when it does not wait"),
    hold_id: identifier.nullable().describe("The offer: a hold to confirm before it expires"),
    created_at: timestamp,
    notified_at: timestamp.nullable(),
    show_id: identifier.optional().describe("The show, where it is one"),
    section: written(64).nullable().optional().describe("Of a show: the only section that will do"),
    category: written(64).nullable().optional().describe("Of a show: the only category that will do"),
    max_price: money.nullable().optional().describe("Of a show: the most that one seat may cost"),
    accessible_seats: count.optional().describe("Of a show: how many must be accessible"),
    allow_split: z.boolean().optional().describe("Of a show: whether seats in several places will do"),
  })
  .meta({ id: "WaitlistEntry" });

export const WAITLIST_OPERATIONS = {
  "waitlist/join": operation({
    summary: "Wait for places on a full departure, or seats of a show; joining again answers the entry that waits",
    scope: "book",
    key: "accepted",
    input: z
      .strictObject({
        ...ofSale,
        customer_ref: customerRef,
        seats: seatCount.default(1),
        section: line(64).optional().describe("Of a show: in this section"),
        category: line(64).optional().describe("Of a show: of this category"),
        max_price: moneyInput.optional().describe("Of a show: the most that one seat may cost"),
        accessible_seats: z.int().min(0).max(10).optional().describe("Of a show: how many must be accessible"),
        allow_split: z.boolean().optional().describe("Of a show: seats in several places will do"),
      })
      .refine(namesOneSale, "name either departure_id or show_id"),
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
    summary: "List the waitlist of a departure or show, oldest first: your own, or for an admin those of all channels",
    scope: "book",
    key: "none",
    input: z
      .strictObject({
        ...ofSale,
        status: z.enum(["WAITING", "OFFERED", "BOOKED", "LAPSED", "LEFT"]).optional(),
        customer_ref: customerRef.optional(),
        ...pageInput,
      })
      .refine(namesOneSale, "name either departure_id or show_id"),
    output: page(entry),
    errors: ["NOT_FOUND"],
  }),
  "waitlist/notify": operation({
    summary: "Offer what is free to those who wait, as happens by itself; with entry_id, to that entry out of its turn",
    scope: "admin",
    key: "required",
    input: z
      .strictObject({
        ...ofSale,
        entry_id: identifier.optional(),
        ttl_seconds: z.int().min(60).max(86_400).optional().describe("Life of the offer to entry_id"),
      })
      .refine(namesOneSale, "name either departure_id or show_id"),
    output: z.object({ offers: z.array(z.object({ entry, hold })).max(100_000) }),
    errors: ["NOT_FOUND", "FULL", "ENTRY_ENDED", "SALES_CLOSED", "IDEMPOTENCY_KEY_MISMATCH", "OVERLOADED"],
  }),
} as const;
