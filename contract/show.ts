import * as z from "zod";
import { LOCATION_HINTS, policyFields } from "./departure.ts";
import { plainPrices } from "./major-units.ts";
import { operation } from "./operation.ts";
import { shaped } from "./rest-binding.ts";
import { r2Seat, r2SeatBody, seat, seatCounts, seatStatus } from "./seat.ts";
import {
  count,
  currencyCode,
  identifier,
  line,
  money,
  moneyInput,
  page,
  pageInput,
  timestamp,
  written,
} from "./values.ts";

export const SEATS_MAX = 60_000;

const showPolicyFields = {
  ...policyFields,
  seats_per_hold_max: z
    .int()
    .min(1)
    .max(50)
    .describe(
      "Seats one reservation can keep; 10 by default. Admins may reserve up to 50 for a group whatever it says",
    ),
  orphan_policy: z
    .enum(["off", "lenient", "strict"])
    .describe(
      "What is done about chosen seats that leave a single free one beside them: nothing (default), refused where others in the row would do as well, or refused",
    ),
};

const showPolicy = z.object(showPolicyFields).meta({ id: "ShowPolicy" });

export const show = z
  .object({
    id: identifier,
    venue_id: identifier,
    name: written(200),
    status: z.enum(["OPEN", "CLOSED", "CANCELED"]),
    starts_at: timestamp,
    currency: currencyCode,
    ...seatCounts,
    price_min: money,
    price_max: money,
    policy: showPolicy,
    location_hint: z.enum(LOCATION_HINTS).nullable(),
    scheme_version_id: identifier
      .nullable()
      .describe("The published version of a scheme that its seats and prices are of; null of a layout's"),
    created_at: timestamp,
    updated_at: timestamp,
  })
  .meta({ id: "Show" });

const found = show.extend({ as_of: timestamp.describe("When these counts were true") }).meta({ id: "FoundShow" });

const change = { scope: "admin", key: "required", output: show } as const;
const CHANGE_ERRORS = ["NOT_FOUND", "SHOW_CANCELED", "IDEMPOTENCY_KEY_MISMATCH", "OVERLOADED"] as const;

/** A seat with its place in hall order, which is the place of its letter in `states`. */
const listedSeat = seat.extend({ index: count.describe("Place in hall order, from 0") }).meta({ id: "ListedSeat" });

export const states = z
  .string()
  .max(SEATS_MAX)
  .describe("A letter a seat in hall order: a available, h held, s sold, b blocked");

const showSeats = z.object({
  show_id: identifier,
  venue_id: identifier,
  seq: z.int().min(0).describe("The show's last change: resume its WebSocket with since"),
  items: z.array(listedSeat).max(SEATS_MAX),
  next_cursor: written(512).nullable().describe("null on the last page"),
});

const showAvailability = z.object({
  show_id: identifier,
  venue_id: identifier,
  status: z.enum(["OPEN", "CLOSED", "CANCELED"]),
  seq: z.int().min(0).describe("The show's last change: resume its WebSocket with since"),
  ...seatCounts,
  categories: z
    .array(
      z.object({
        section: written(64),
        category: written(64),
        price_min: money,
        price_max: money,
        seats_total: count,
        seats_available: count,
      }),
    )
    .max(10_000)
    .describe("By section and category"),
  states,
});

const SEATS_OF_SHOW = z.object({
  show_id: identifier,
  venue_id: identifier,
  seq: z.int().min(0).describe("The show's last change: resume its WebSocket with since"),
  seats: z.array(r2SeatBody).max(SEATS_MAX).describe("In hall order"),
  next_cursor: written(512).nullable().describe("null on the last page"),
});

const R2_SHOW_SEATS = shaped(showSeats, SEATS_OF_SHOW, ({ items, ...page }) => {
  const plain = plainPrices();
  return { ...page, seats: items.map((seat) => r2Seat(seat, plain)) };
});

const R2_AVAILABILITY = shaped(
  showAvailability,
  z.object({
    show_id: identifier,
    venue_id: identifier,
    status: z.enum(["OPEN", "CLOSED", "CANCELED"]),
    seq: z.int().min(0).describe("The show's last change: resume its WebSocket with since"),
    total: count,
    available: count,
    reserved: count,
    sold: count,
    blocked: count,
    categories: z
      .array(z.object({ section: written(64), category: written(64), total: count, available: count }))
      .max(10_000),
    states: z
      .string()
      .max(SEATS_MAX)
      .describe("A letter a seat in hall order: a available, r reserved, s sold, b blocked"),
  }),
  (found) => ({
    show_id: found.show_id,
    venue_id: found.venue_id,
    status: found.status,
    seq: found.seq,
    total: found.seats_total,
    available: found.seats_available,
    reserved: found.seats_held,
    sold: found.seats_sold,
    blocked: found.seats_blocked,
    categories: found.categories.map(({ section, category, seats_total, seats_available }) => ({
      section,
      category,
      total: seats_total,
      available: seats_available,
    })),
    states: found.states.replaceAll("h", "r"),
  }),
);

export const SHOW_OPERATIONS = {
  "show/create": operation({
    summary: "Put a show on sale: it gets its own copy of the venue's seats and prices",
    scope: "admin",
    key: "accepted",
    input: z.strictObject({
      venue_id: identifier,
      name: line(200),
      starts_at: timestamp,
      prices: z
        .array(z.strictObject({ category: line(64), price: moneyInput }))
        .max(50)
        .optional()
        .describe("Prices of this show where they differ from the venue's layout; a scheme's prices are frozen"),
      scheme_version_id: identifier
        .optional()
        .describe("Of a venue with a scheme: the published version to sell; the newest by default"),
      policy: z.strictObject(showPolicyFields).partial().optional(),
      location_hint: z.enum(LOCATION_HINTS).optional().describe("Region near the show, where its object is placed"),
    }),
    output: show,
    errors: ["NOT_FOUND", "version_not_published", "IDEMPOTENCY_KEY_MISMATCH", "OVERLOADED"],
  }),
  "show/update": operation({
    summary: "Change a show's name, start or policy; its seats and prices stay as they are",
    scope: "admin",
    key: "accepted",
    input: z
      .strictObject({
        show_id: identifier,
        name: line(200).optional(),
        starts_at: timestamp.optional(),
        policy: z.strictObject(showPolicyFields).partial().optional(),
      })
      .refine(
        ({ name, starts_at, policy }) => name !== undefined || starts_at !== undefined || policy !== undefined,
        "names nothing to change: send name, starts_at or policy",
      ),
    output: show,
    errors: CHANGE_ERRORS,
  }),
  "show/get": operation({
    summary: "Read a show as it is now",
    scope: "read",
    key: "none",
    input: z.strictObject({ show_id: identifier }),
    output: show,
    errors: ["NOT_FOUND"],
  }),
  "show/list": operation({
    summary: "List shows by their start, with counts as of a moment ago",
    scope: "read",
    key: "none",
    input: z.strictObject({
      venue_id: identifier.optional(),
      text: line(200).optional().describe("Words that the show's name contains"),
      starts_from: timestamp.optional(),
      starts_to: timestamp.optional().describe("Exclusive"),
      available_min: z.int().min(0).max(SEATS_MAX).optional(),
      status: z.enum(["OPEN", "CLOSED", "CANCELED"]).optional(),
      ...pageInput,
    }),
    output: page(found),
    errors: [],
  }),
  "show/close": operation({
    ...change,
    summary: "Stop selling; reservations that exist can still be booked",
    input: z.strictObject({ show_id: identifier }),
    errors: CHANGE_ERRORS,
  }),
  "show/reopen": operation({
    ...change,
    summary: "Sell again; seats that came free go to the waitlist first",
    input: z.strictObject({ show_id: identifier }),
    errors: CHANGE_ERRORS,
  }),
  "show/cancel": operation({
    ...change,
    summary: "Cancel a show with every reservation, booking and wish",
    input: z.strictObject({ show_id: identifier, reason: line(500).optional() }),
    errors: CHANGE_ERRORS,
  }),
  "show/seats": operation({
    summary:
      "Read every seat of a show as it is now, in hall order; filtered, or a page at a time, where you ask for it",
    scope: "read",
    key: "none",
    input: z.strictObject({
      show_id: identifier,
      venue_id: identifier.optional().describe("The show's own; another is not found"),
      section: line(64).optional(),
      category: line(64).optional(),
      status: seatStatus.optional(),
      cursor: pageInput.cursor,
      limit: z.int().min(1).max(SEATS_MAX).default(SEATS_MAX),
    }),
    output: showSeats,
    errors: ["NOT_FOUND"],
    rest: [{ method: "GET", path: "/api/venues/{venueId}/shows/{showId}/seats", shape: R2_SHOW_SEATS }],
  }),
  "show/availability": operation({
    summary: "Read what is free on a show in a compact form, for those who poll",
    scope: "read",
    key: "none",
    input: z.strictObject({
      show_id: identifier,
      venue_id: identifier.optional().describe("The show's own; another is not found"),
    }),
    output: showAvailability,
    errors: ["NOT_FOUND"],
    rest: [{ method: "GET", path: "/api/venues/{venueId}/shows/{showId}/availability", shape: R2_AVAILABILITY }],
  }),
} as const;
