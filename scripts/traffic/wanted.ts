// What partners ask for that changes something, and how each is sent.
import type { Answer } from "../../sdk/source/answer.ts";
import type { CallOptions } from "../../sdk/source/call-options.ts";
import type { Client } from "../../sdk/source/client.ts";
import type { Requests, Responses } from "../../sdk/source/generated/operations.ts";

export type ChangeName =
  | "reservation/create"
  | "reservation/extend"
  | "reservation/release"
  | "booking/create"
  | "booking/modify"
  | "booking/cancel";

/** One thing that is wanted: sent again with the same key, it is still the same thing. */
export type Wanted<Name extends ChangeName = ChangeName> = {
  readonly [Each in Name]: { readonly name: Each; readonly request: Requests[Each]; readonly key: string };
}[Name];

/** An answer that decided it. */
export type Decided<Name extends ChangeName = ChangeName> =
  | { readonly ok: true; readonly data: Responses[Name] }
  | { readonly ok: false; readonly code: string };

export const SENT: {
  readonly [Name in ChangeName]: (
    client: Client,
    request: Requests[Name],
    options: CallOptions,
  ) => Answer<Responses[Name]>;
} = {
  "reservation/create": (client, request, options) => client.reservation.create(request, options),
  "reservation/extend": (client, request, options) => client.reservation.extend(request, options),
  "reservation/release": (client, request, options) => client.reservation.release(request, options),
  "booking/create": (client, request, options) => client.booking.create(request, options),
  "booking/modify": (client, request, options) => client.booking.modify(request, options),
  "booking/cancel": (client, request, options) => client.booking.cancel(request, options),
};

/** Refusals that a partner must expect, by what it asked for. Any other is a fault. */
const EXPECTED: { readonly [Name in ChangeName]: readonly string[] } = {
  "reservation/create": ["FULL", "NO_ADJACENT_SEATS", "SEAT_UNAVAILABLE", "SALES_CLOSED"],
  "reservation/extend": ["HOLD_EXPIRED"],
  "reservation/release": ["HOLD_EXPIRED"],
  "booking/create": ["HOLD_EXPIRED"],
  "booking/modify": ["SEAT_UNAVAILABLE", "SALES_CLOSED"],
  "booking/cancel": [],
};

export function isExpected(name: ChangeName, code: string): boolean {
  return EXPECTED[name].includes(code);
}
