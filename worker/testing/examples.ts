// For each operation an input that succeeds, made anew each time, so that no two are the same request.
import type { OperationName } from "../../contract/registry.ts";
import { hold, type Input, inDays, makeDeparture, makeTour, must, type Output } from "./api.ts";
import { makePartner } from "./partners.ts";
import { SCHEME_EXAMPLES } from "./scheme-examples.ts";
import { freeSeats, makeShow, reservedSeats } from "./shows.ts";
import { makeVenue, SMALL_LAYOUT } from "./venues.ts";

export type Example<Name extends OperationName> = () => Promise<Input<Name>>;

const fresh = (what: string) => `${what}-${crypto.randomUUID()}`;
const PRICE = { amount: 4_500, currency: "EUR" };

export async function heldPlaces(overrides: Readonly<Record<string, unknown>> = {}): Promise<Output<"booking/hold">> {
  const departure = await makeDeparture(overrides);
  return (await hold(departure.id, fresh("customer"))).body;
}

export async function soldPlaces(
  overrides: Readonly<Record<string, unknown>> = {},
): Promise<Output<"booking/confirm">> {
  const { id } = await heldPlaces(overrides);
  return must("booking/confirm", { hold_id: id });
}

/** A departure of two places, both held, and someone who waits for them. */
export async function waitingEntry(): Promise<Output<"waitlist/join">> {
  const { departure_id } = await heldPlaces({ capacity_total: 2 });
  return must("waitlist/join", { departure_id, customer_ref: fresh("waiting"), seats: 1 });
}

async function onDeparture(): Promise<{ departure_id: string }> {
  return { departure_id: (await makeDeparture()).id };
}

async function onHold(): Promise<{ hold_id: string }> {
  return { hold_id: (await heldPlaces()).id };
}

async function onBooking(): Promise<{ booking_id: string }> {
  return { booking_id: (await soldPlaces()).id };
}

async function onEntry(): Promise<{ entry_id: string }> {
  return { entry_id: (await waitingEntry()).id };
}

async function onTour(): Promise<{ tour_id: string }> {
  return { tour_id: (await makeTour()).id };
}

async function onVenue(): Promise<{ venue_id: string }> {
  return { venue_id: (await makeVenue()).id };
}

async function onShow(): Promise<{ show_id: string }> {
  return { show_id: (await makeShow()).id };
}

async function onReservation(): Promise<{ reservation_id: string }> {
  return { reservation_id: (await reservedSeats()).id };
}

export const EXAMPLES: { readonly [Name in OperationName]: Example<Name> } = {
  "health/ping": async () => ({}),
  "health/database": async () => ({}),
  "health/manifest": async () => ({}),
  ...SCHEME_EXAMPLES,
  "tour/create": async () => ({ name: "Old town", slug: fresh("old-town"), description: "On foot" }),
  "tour/update": async () => ({ ...(await onTour()), name: fresh("Renamed") }),
  "tour/get": onTour,
  "tour/list": async () => ({ limit: 3 }),
  "tour/delete": onTour,
  "departure/create": async () => ({
    ...(await onTour()),
    starts_at: inDays(3),
    capacity_total: 4,
    price: PRICE,
    location_hint: "weur",
  }),
  "departure/update": async () => ({ ...(await onDeparture()), price: { amount: 5_000, currency: "EUR" } }),
  "departure/get": onDeparture,
  "departure/close": onDeparture,
  "departure/reopen": onDeparture,
  "departure/cancel": async () => ({ ...(await onDeparture()), reason: "storm" }),
  "departure/search": async () => ({ tour_id: (await makeDeparture()).tour_id }),
  "show/create": async () => ({ ...(await onVenue()), name: fresh("Show"), starts_at: inDays(30) }),
  "show/update": async () => ({ ...(await onShow()), name: fresh("Renamed") }),
  "show/get": onShow,
  "show/list": async () => ({ venue_id: (await makeShow()).venue_id }),
  "show/close": onShow,
  "show/reopen": onShow,
  "show/cancel": onShow,
  "show/seats": onShow,
  "show/availability": onShow,
  "seat/get": async () => ({ seat_id: (await freeSeats()).seat_ids[0] ?? "" }),
  "seat/bulk-status": async () => ({ seat_ids: (await freeSeats()).seat_ids }),
  "seat/block": async () => ({ ...(await freeSeats()), reason: "a camera" }),
  "seat/unblock": freeSeats,
  "reservation/create": async () => ({ ...(await onShow()), quantity: 2, customer_ref: fresh("customer") }),
  "reservation/create-batch": async () => ({ ...(await onShow()), reservations: [{ quantity: 1 }, { quantity: 2 }] }),
  "reservation/get": onReservation,
  "reservation/list": async () => ({ show_id: (await reservedSeats()).show_id }),
  "reservation/extend": onReservation,
  "reservation/release": onReservation,
  "booking/create": onReservation,
  "booking/totals": async () => ({ departure_id: (await soldPlaces()).departure_id }),
  "booking/hold": async () => ({ ...(await onDeparture()), seats: 2, customer_ref: fresh("customer") }),
  "booking/confirm": onHold,
  "booking/cancel": onBooking,
  "booking/modify": async () => ({ ...(await onBooking()), seats: 1 }),
  "booking/get": onBooking,
  "booking/list": async () => ({ departure_id: (await soldPlaces()).departure_id }),
  "hold/get": onHold,
  "hold/list": async () => ({ departure_id: (await heldPlaces()).departure_id }),
  "hold/extend": async () => ({ ...(await onHold()), ttl_seconds: 900 }),
  "hold/release": onHold,
  "waitlist/join": async () => ({
    departure_id: (await heldPlaces({ capacity_total: 2 })).departure_id,
    customer_ref: fresh("waiting"),
    seats: 1,
  }),
  "waitlist/leave": onEntry,
  "waitlist/get": onEntry,
  "waitlist/list": async () => ({ departure_id: (await waitingEntry()).departure_id }),
  "waitlist/notify": onDeparture,
  "inventory/adjust": async () => ({ ...(await onDeparture()), delta: 2, reason: "a larger boat" }),
  "inventory/history": onDeparture,
  "venue/create": async () => ({ name: fresh("Hall"), layout: SMALL_LAYOUT }),
  "venue/update": async () => ({ ...(await onVenue()), name: fresh("Renamed"), layout: SMALL_LAYOUT }),
  "venue/get": onVenue,
  "venue/list": async () => ({ text: (await makeVenue()).name, limit: 3 }),
  "venue/seat-map": onVenue,
  "key/create": async () => ({
    name: fresh("key"),
    permissions: ["read"],
    channel_id: (await makePartner()).channel_id,
  }),
  "key/list": async () => ({ limit: 3 }),
  "key/update": async () => ({ key_id: (await makePartner()).key_id, name: fresh("renamed") }),
  "key/rotate": async () => ({ key_id: (await makePartner()).key_id, overlap_seconds: 60 }),
  "key/history": async () => ({ key_id: (await makePartner()).key_id }),
  "key/usage": async () => ({ limit: 3 }),
  "key/revoke": async () => ({ key_id: (await makePartner()).key_id }),
  "log/list": async () => ({ status_class: "5xx" }),
  "auth/token": async () => ({ api_key: (await makePartner()).token, permissions: ["read"] }),
  "auth/validate": async () => ({ required_scope: "read" }),
  "feed/ticket": onDeparture,
};
