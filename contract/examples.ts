// One story, told operation by operation: an old-town walk with twelve places. Every example is checked against its
// schema, and every request is sent to a running server with the ids of things that exist there.
import type * as z from "zod";
import { accessExamples } from "./access-examples.ts";
import { DRAFT_EDIT_EXAMPLES, DRAFT_EXAMPLES } from "./draft-examples.ts";
import { PRICING_EXAMPLES } from "./pricing-examples.ts";
import type { OperationName, Operations } from "./registry.ts";
import { SCHEME_IDS } from "./scheme-hall-example.ts";
import { SEAT_BOOKING, SHOW_EXAMPLES, SHOW_IDS } from "./show-examples.ts";
import { ARTIFACT_EXAMPLES, AUDIT_EXAMPLES, JOB_EXAMPLES, STRUCTURE_EXAMPLES } from "./structure-examples.ts";
import { SCHEME_EXAMPLES, UPLOAD_EXAMPLES } from "./upload-examples.ts";
import { VENUE_EXAMPLES, VENUE_ID } from "./venue-examples.ts";

type Example<Name extends OperationName> = {
  readonly request: z.input<Operations[Name]["input"]>;
  readonly response: z.input<Operations[Name]["output"]>;
};

const DEPARTURE_HOME = "1kq3v0c8g0r7m2x9kd4t5b8w1hz6nqej";

/** Ids of the story, by what they name. */
export const EXAMPLE_IDS = {
  tour: "tour_1kq3tzw400h5q8n2c7yv3d0r6s9x4mfa",
  departure: `dep_${DEPARTURE_HOME}`,
  hold: `hold_1kq45m2e0000000j${DEPARTURE_HOME}`,
  offered_hold: `hold_1kq4bd9r0000000t${DEPARTURE_HOME}`,
  booking: `bkg_1kq45n8k0000000k${DEPARTURE_HOME}`,
  entry: `wle_1kq46c7s0000000n${DEPARTURE_HOME}`,
  adjustment: `adj_1kq49f3v0000000p${DEPARTURE_HOME}`,
  channel: "chn_1kq3tq7d80a6w1e9z5m8k2b4t7r3vhyc",
  venue: VENUE_ID,
  ...SHOW_IDS,
  ...SCHEME_IDS,
  key: "key_1kq3tq7d800000011kq3tq7d80a6w1e9z5m8k2b4t7r3vhyc",
  successor: "key_1kq6v2qr800000021kq3tq7d80a6w1e9z5m8k2b4t7r3vhyc",
  api_key: "hf_live_1kq3tq7d800000011kq3tq7d80a6w1e9z5m8k2b4t7r3vhyc_0123456789abcdefghjkmnpqrstvwxyz",
  access_token: "eyJhbGciOiJIUzI1NiIsInR5cCI6ImF0K2p3dCJ9.eyJzdWIiOiJrZXlfMWtxM3RxN2Q4In0.c2lnbmF0dXJl",
} as const;

const CREATED = "2030-05-02T08:30:00.000Z";
const EUROS_45 = { amount: 4_500, currency: "EUR" } as const;

const TOUR: Example<"tour/get">["response"] = {
  id: EXAMPLE_IDS.tour,
  name: "Old town on foot",
  slug: "old-town-on-foot",
  description: "Two hours with a guide, from the harbour to the castle.",
  created_at: CREATED,
  updated_at: CREATED,
};

const DEPARTURE: Example<"departure/get">["response"] = {
  id: EXAMPLE_IDS.departure,
  tour_id: EXAMPLE_IDS.tour,
  status: "OPEN",
  starts_at: "2030-06-01T09:00:00.000Z",
  capacity_total: 12,
  capacity_available: 12,
  capacity_held: 0,
  capacity_sold: 0,
  waiting: 0,
  price: EUROS_45,
  policy: {
    seats_per_hold_max: 10,
    max_hold_seconds: 3_600,
    offer_ttl_seconds: 300,
    waitlist_order: "first_fit",
    cancellation_cutoff_seconds: 0,
  },
  location_hint: "weur",
  created_at: CREATED,
  updated_at: CREATED,
};

const HOLD: Example<"hold/get">["response"] = {
  id: EXAMPLE_IDS.hold,
  departure_id: EXAMPLE_IDS.departure,
  customer_ref: "customer-481",
  seats: 2,
  status: "ACTIVE",
  expires_at: "2030-05-20T14:10:00.000Z",
  max_expires_at: "2030-05-20T15:00:00.000Z",
  total_price: { amount: 9_000, currency: "EUR" },
  booking_id: null,
  entry_id: null,
  created_at: "2030-05-20T14:00:00.000Z",
};

const BOOKING: Example<"booking/get">["response"] = {
  id: EXAMPLE_IDS.booking,
  departure_id: EXAMPLE_IDS.departure,
  hold_id: EXAMPLE_IDS.hold,
  code: "7K3MN-QW9XA",
  seats: 2,
  customer_ref: "customer-481",
  status: "CONFIRMED",
  total_price: { amount: 9_000, currency: "EUR" },
  created_at: "2030-05-20T14:03:21.000Z",
  updated_at: "2030-05-20T14:03:21.000Z",
};

const ENTRY: Example<"waitlist/get">["response"] = {
  id: EXAMPLE_IDS.entry,
  departure_id: EXAMPLE_IDS.departure,
  customer_ref: "customer-522",
  seats: 2,
  status: "WAITING",
  position: 1,
  hold_id: null,
  created_at: "2030-05-21T07:45:10.000Z",
  notified_at: null,
};

const ADJUSTMENT: Example<"inventory/history">["response"]["items"][number] = {
  id: EXAMPLE_IDS.adjustment,
  departure_id: EXAMPLE_IDS.departure,
  delta: 4,
  reason: "a second guide",
  actor: EXAMPLE_IDS.key,
  capacity_total: 16,
  created_at: "2030-05-22T10:00:00.000Z",
};

const { tour: tour_id, departure: departure_id, hold: hold_id, booking: booking_id, entry: entry_id } = EXAMPLE_IDS;
const one = <Item>(item: Item) => ({ items: [item], next_cursor: null });

export const OPERATION_EXAMPLES: { readonly [Name in OperationName]: Example<Name> } = {
  "health/ping": { request: {}, response: { status: "ok", time: CREATED } },
  "health/database": { request: {}, response: { status: "ok", latency_ms: 4 } },
  "health/manifest": {
    request: {},
    response: {
      name: "holdfast",
      api_version: "1.0.0",
      documents: { openapi: "/openapi.json", asyncapi: "/asyncapi.json", guide: "/docs" },
      limits: {
        body_bytes_max: 262_144,
        drawing_bytes_max: 10_485_760,
        scheme_seats_max: 60_000,
        scheme_sectors_max: 500,
        scheme_groups_max: 20_000,
        scheme_versions_max: 100,
        seats_an_edit_max: 1_000,
      },
    },
  },
  "tour/create": {
    request: { name: TOUR.name, slug: TOUR.slug, description: TOUR.description },
    response: TOUR,
  },
  "tour/update": {
    request: { tour_id, name: "Old town at night" },
    response: { ...TOUR, name: "Old town at night", updated_at: "2030-05-03T12:00:00.000Z" },
  },
  "tour/get": { request: { tour_id }, response: TOUR },
  "tour/list": { request: { limit: 20 }, response: one(TOUR) },
  "tour/delete": { request: { tour_id }, response: { id: tour_id, deleted: true } },
  "departure/create": {
    request: {
      tour_id,
      starts_at: DEPARTURE.starts_at,
      capacity_total: DEPARTURE.capacity_total,
      price: EUROS_45,
      location_hint: "weur",
    },
    response: DEPARTURE,
  },
  "departure/update": {
    request: { departure_id, price: { amount: 4_900, currency: "EUR" } },
    response: { ...DEPARTURE, price: { amount: 4_900, currency: "EUR" } },
  },
  "departure/get": { request: { departure_id }, response: DEPARTURE },
  "departure/close": { request: { departure_id }, response: { ...DEPARTURE, status: "CLOSED" } },
  "departure/reopen": { request: { departure_id }, response: DEPARTURE },
  "departure/cancel": {
    request: { departure_id, reason: "storm warning" },
    response: { ...DEPARTURE, status: "CANCELED" },
  },
  "departure/search": {
    request: { tour_id, starts_from: "2030-06-01T00:00:00Z", available_min: 2, sort: "starts_at" },
    response: one({ ...DEPARTURE, as_of: "2030-05-20T13:59:59.000Z" }),
  },
  "booking/hold": {
    request: { departure_id, seats: 2, customer_ref: HOLD.customer_ref, ttl_seconds: 600 },
    response: HOLD,
  },
  "booking/create": { request: { reservation_id: SHOW_IDS.reservation }, response: SEAT_BOOKING },
  "booking/totals": {
    request: { status: "CONFIRMED" },
    response: {
      groups: [
        {
          channel_id: EXAMPLE_IDS.channel,
          status: "CONFIRMED",
          currency: "EUR",
          bookings: 1,
          seats: 2,
          amount: 9_000,
        },
      ],
    },
  },
  "booking/confirm": { request: { hold_id }, response: BOOKING },
  "booking/cancel": {
    request: { booking_id },
    response: { ...BOOKING, status: "CANCELED", updated_at: "2030-05-23T09:00:00.000Z" },
  },
  "booking/modify": {
    request: { booking_id, seats: 1 },
    response: { ...BOOKING, seats: 1, total_price: EUROS_45, updated_at: "2030-05-23T09:00:00.000Z" },
  },
  "booking/get": { request: { booking_id }, response: BOOKING },
  "booking/list": {
    request: { departure_id, status: "CONFIRMED" },
    response: one({ ...BOOKING, channel_id: EXAMPLE_IDS.channel }),
  },
  "hold/get": { request: { hold_id }, response: HOLD },
  "hold/list": { request: { departure_id, status: "ACTIVE" }, response: one(HOLD) },
  "hold/extend": {
    request: { hold_id, ttl_seconds: 900 },
    response: { ...HOLD, expires_at: "2030-05-20T14:20:00.000Z" },
  },
  "hold/release": { request: { hold_id }, response: { ...HOLD, status: "CANCELED" } },
  "waitlist/join": { request: { departure_id, customer_ref: ENTRY.customer_ref, seats: 2 }, response: ENTRY },
  "waitlist/leave": { request: { entry_id }, response: { ...ENTRY, status: "LEFT", position: null } },
  "waitlist/get": { request: { entry_id }, response: ENTRY },
  "waitlist/list": { request: { departure_id, status: "WAITING" }, response: one(ENTRY) },
  "waitlist/notify": {
    request: { departure_id },
    response: {
      offers: [
        {
          entry: {
            ...ENTRY,
            status: "OFFERED",
            position: null,
            hold_id: EXAMPLE_IDS.offered_hold,
            notified_at: "2030-05-23T09:00:00.000Z",
          },
          hold: {
            ...HOLD,
            id: EXAMPLE_IDS.offered_hold,
            customer_ref: ENTRY.customer_ref,
            entry_id,
            created_at: "2030-05-23T09:00:00.000Z",
            expires_at: "2030-05-23T09:05:00.000Z",
            max_expires_at: "2030-05-23T10:00:00.000Z",
          },
        },
      ],
    },
  },
  "inventory/adjust": {
    request: { departure_id, delta: ADJUSTMENT.delta, reason: ADJUSTMENT.reason },
    response: { ...ADJUSTMENT, capacity_available: 14 },
  },
  "inventory/history": { request: { departure_id }, response: one(ADJUSTMENT) },
  ...VENUE_EXAMPLES,
  ...SHOW_EXAMPLES,
  ...UPLOAD_EXAMPLES,
  ...SCHEME_EXAMPLES,
  ...DRAFT_EXAMPLES,
  ...DRAFT_EDIT_EXAMPLES,
  ...PRICING_EXAMPLES,
  ...STRUCTURE_EXAMPLES,
  ...ARTIFACT_EXAMPLES,
  ...AUDIT_EXAMPLES,
  ...JOB_EXAMPLES,
  ...accessExamples(EXAMPLE_IDS),
  "feed/ticket": {
    request: { departure_id },
    response: {
      ticket: "eyJ2IjoxfQ.sealed",
      protocols: ["holdfast.v1", "holdfast.ticket.eyJ2IjoxfQ.sealed"],
      expires_at: "2030-05-20T14:01:00.000Z",
    },
  },
};
