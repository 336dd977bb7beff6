import * as z from "zod";
import { operation } from "./operation.ts";
import { count, identifier, line, money, moneyInput, page, pageInput, seatCount, timestamp } from "./values.ts";

export const LOCATION_HINTS = ["wnam", "enam", "sam", "weur", "eeur", "apac", "oc", "afr", "me"] as const;

export const policyFields = {
  seats_per_hold_max: seatCount.describe("Places one hold can keep; 10 by default"),
  max_hold_seconds: z
    .int()
    .min(60)
    .max(86_400)
    .describe("Longest life of a hold, extensions included; 3600 by default"),
  offer_ttl_seconds: z.int().min(60).max(86_400).describe("Life of an offer to the waitlist; 300 by default"),
  waitlist_order: z
    .enum(["first_fit", "strict"])
    .describe("first_fit (default) serves the oldest wish that fits; strict serves nobody before the oldest"),
  cancellation_cutoff_seconds: z
    .int()
    .min(0)
    .max(31_536_000)
    .describe("Canceling ends this long before the start; 0 by default"),
};

export const policy = z.object(policyFields).meta({ id: "Policy" });

export const departure = z
  .object({
    id: identifier,
    tour_id: identifier,
    status: z.enum(["OPEN", "CLOSED", "CANCELED"]),
    starts_at: timestamp,
    capacity_total: count,
    capacity_available: count,
    capacity_held: count,
    capacity_sold: count,
    waiting: count.describe("Waitlist entries without an offer"),
    price: money,
    policy,
    location_hint: z.enum(LOCATION_HINTS).nullable(),
    created_at: timestamp,
    updated_at: timestamp,
  })
  .meta({ id: "Departure" });

const found = departure
  .extend({ as_of: timestamp.describe("When these counts were true") })
  .meta({ id: "FoundDeparture" });

const change = { scope: "admin", key: "required", output: departure } as const;

export const DEPARTURE_OPERATIONS = {
  "departure/create": operation({
    summary: "Create a departure of a tour with its capacity",
    scope: "admin",
    key: "accepted",
    input: z.strictObject({
      tour_id: identifier,
      starts_at: timestamp,
      capacity_total: z.int().min(0).max(1_000_000),
      price: moneyInput,
      policy: z.strictObject(policyFields).partial().optional(),
      location_hint: z
        .enum(LOCATION_HINTS)
        .optional()
        .describe("Region near the departure, where its object is placed"),
    }),
    output: departure,
    errors: ["NOT_FOUND", "IDEMPOTENCY_KEY_MISMATCH", "OVERLOADED"],
  }),
  "departure/update": operation({
    summary: "Change a departure's start, price or policy; holds and bookings keep the price they were made at",
    scope: "admin",
    key: "accepted",
    input: z.strictObject({
      departure_id: identifier,
      starts_at: timestamp.optional(),
      price: moneyInput.optional(),
      policy: z.strictObject(policyFields).partial().optional(),
    }),
    output: departure,
    errors: ["NOT_FOUND", "DEPARTURE_CANCELED", "IDEMPOTENCY_KEY_MISMATCH", "OVERLOADED"],
  }),
  "departure/get": operation({
    summary: "Read a departure as it is now",
    scope: "read",
    key: "none",
    input: z.strictObject({ departure_id: identifier }),
    output: departure,
    errors: ["NOT_FOUND"],
  }),
  "departure/close": operation({
    ...change,
    summary: "Stop selling; holds that exist can still be confirmed",
    input: z.strictObject({ departure_id: identifier }),
    errors: ["NOT_FOUND", "DEPARTURE_CANCELED", "IDEMPOTENCY_KEY_MISMATCH", "OVERLOADED"],
  }),
  "departure/reopen": operation({
    ...change,
    summary: "Sell again; places that came free go to the waitlist first",
    input: z.strictObject({ departure_id: identifier }),
    errors: ["NOT_FOUND", "DEPARTURE_CANCELED", "IDEMPOTENCY_KEY_MISMATCH", "OVERLOADED"],
  }),
  "departure/cancel": operation({
    ...change,
    summary: "Cancel a departure with every hold, booking and wish",
    input: z.strictObject({ departure_id: identifier, reason: line(500).optional() }),
    errors: ["NOT_FOUND", "DEPARTURE_CANCELED", "IDEMPOTENCY_KEY_MISMATCH", "OVERLOADED"],
  }),
  "departure/search": operation({
    summary: "Find departures by tour, text, time, places and price; counts may be a moment old (as_of)",
    scope: "read",
    key: "none",
    input: z.strictObject({
      tour_id: identifier.optional(),
      text: line(200).optional().describe("Words that the tour's name or description contains"),
      starts_from: timestamp.optional(),
      starts_to: timestamp.optional().describe("Exclusive"),
      available_min: z.int().min(0).max(1_000_000).optional(),
      price_max: moneyInput.optional().describe("Finds departures of that currency only"),
      status: z.enum(["OPEN", "CLOSED", "CANCELED"]).optional(),
      sort: z
        .enum(["starts_at", "price", "available"])
        .default("starts_at")
        .describe("available sorts the most places first"),
      ...pageInput,
    }),
    output: page(found),
    errors: [],
  }),
} as const;
