// For each operation an input that succeeds, made anew each time, so that no two are the same request.
import type { OperationName } from "../../contract/registry.ts";
import { hold, type Input, inDays, makeDeparture, makeTour, must, type Output } from "./api.ts";
import { makePartner } from "./partners.ts";

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

export const EXAMPLES: { readonly [Name in OperationName]: Example<Name> } = {
  "health/ping": async () => ({}),
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
