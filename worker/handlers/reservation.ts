// Reservations: holds of named seats.
import type * as z from "zod";
import { problemKind } from "../../contract/problems.ts";
import type { RESERVATION_OPERATIONS } from "../../contract/reservation.ts";
import { LIMITS, MINUTE_MS, SECOND_MS } from "../../domain/limits.ts";
import type { Refusal, Violation } from "../../domain/refusal.ts";
import type { SeatChoice } from "../../domain/seat-choice.ts";
import type { Command, WantedHold } from "../../durable-objects/show/commands.ts";
import type { Call, Handlers } from "../call.ts";
import { queryPage } from "../paging.ts";
import { invalid, refusalFailure } from "../problem.ts";
import { readSeats } from "../seat-names.ts";
import { childTarget, command, isSaleId, missing, query } from "../seller.ts";
import { part, SHOWS } from "../show-call.ts";

type CreateInput = z.output<(typeof RESERVATION_OPERATIONS)["reservation/create"]["input"]>;
type Wanted = Omit<CreateInput, "show_id">;
type HoldCommand = Extract<Command, { type: "extend" | "release" }>;

type Duration = { readonly ttl_seconds?: number | undefined; readonly hold_duration_minutes?: number | undefined };

function ttlOf({ ttl_seconds = LIMITS.hold_ttl_seconds_default, hold_duration_minutes }: Duration): number {
  return hold_duration_minutes === undefined ? ttl_seconds * SECOND_MS : hold_duration_minutes * MINUTE_MS;
}

/** What the object is told, or what is wrong with the ids of the seats. */
function wantedHold(
  call: Call,
  show_id: string,
  input: Wanted,
): { readonly ok: true; readonly hold: WantedHold } | { readonly ok: false; readonly violations: Violation[] } {
  const choice = choiceOf(call, show_id, input);
  if ("violations" in choice) return choice;
  const { customer_ref = null, external_booking_id = null, metadata, max_price, refresh } = input;
  const hold: WantedHold = {
    customer_ref,
    choice,
    price_currency: max_price?.currency ?? null,
    ttl_ms: ttlOf(input),
    refresh,
    external_booking_id,
    metadata: metadata === undefined ? null : JSON.stringify(metadata),
  };
  return { ok: true, hold };
}

function choiceOf(
  call: Call,
  show_id: string,
  input: Wanted,
): SeatChoice | { readonly ok: false; readonly violations: Violation[] } {
  if (input.seat_ids === undefined) {
    const { quantity = 0, section, category, max_price, accessible_seats, prevent_orphans, allow_split } = input;
    const wish = { quantity, section, category, accessible_seats, prevent_orphans, allow_split };
    return { by: "wish", wish: { ...wish, price_max: max_price?.amount } };
  }
  const named = readSeats(call, show_id, input.seat_ids);
  return named.ok ? { by: "seats", seats: named.seats } : named;
}

function reservationTarget(call: Call, reservation_id: string) {
  const target = childTarget(call, "hold", reservation_id);
  return target?.noun === "show" ? target : undefined;
}

async function onReservation(call: Call, reservation_id: string, wanted: (hold: HoldCommand["hold"]) => HoldCommand) {
  const target = reservationTarget(call, reservation_id);
  if (!target) return missing("reservation");
  return command(call, SHOWS, { home_id: target.home_id, command: wanted(target.child) }, (said, wire) =>
    wire.reservation(part(said, "hold")),
  );
}

export const RESERVATION_HANDLERS: Handlers<
  | "reservation/create"
  | "reservation/create-batch"
  | "reservation/get"
  | "reservation/list"
  | "reservation/extend"
  | "reservation/release"
> = {
  "reservation/create": async ({ show_id, ...input }, call) => {
    if (!isSaleId(call, SHOWS, show_id)) return missing("show");
    const wanted = wantedHold(call, show_id, input);
    if (!wanted.ok) return { ok: false, failure: invalid(wanted.violations) };
    const sent: Command = { type: "hold", ...wanted.hold };
    return command(call, SHOWS, { home_id: show_id, command: sent }, (said, wire) =>
      wire.reservation(part(said, "hold")),
    );
  },

  "reservation/create-batch": async ({ show_id, mode, reservations }, call) => {
    if (!isSaleId(call, SHOWS, show_id)) return missing("show");
    const wanted = reservations.map((one) => wantedHold(call, show_id, one));
    const violations = wanted.flatMap((one, index) =>
      one.ok ? [] : one.violations.map(({ path, message }) => ({ path: `/reservations/${index}${path}`, message })),
    );
    violations.push(...namedTwice(reservations));
    if (violations.length > 0) return { ok: false, failure: invalid(violations) };
    const holds = wanted.flatMap((one) => (one.ok ? [one.hold] : []));
    const sent: Command = { type: "hold_batch", atomic: mode === "atomic", holds };
    return command(call, SHOWS, { home_id: show_id, command: sent }, (said, wire) => ({
      items: part(said, "results").map((result) =>
        result.ok
          ? { reservation: wire.reservation(result.hold), refused: null }
          : { reservation: null, refused: refusedBody(result) },
      ),
    }));
  },

  "reservation/get": async (input, call) => {
    const target = reservationTarget(call, input.reservation_id);
    if (!target) return missing("reservation");
    const asked = { home_id: target.home_id, query: { type: "hold", hold: target.child } } as const;
    return query(call, SHOWS, asked, (said, wire) => wire.reservation(part(said, "hold")));
  },

  "reservation/list": async (input, call) => {
    const { show_id, status = null, customer_ref = null } = input;
    if (!isSaleId(call, SHOWS, show_id)) return missing("show");
    return queryPage({ call, input }, (page, encode) =>
      query(call, SHOWS, { home_id: show_id, query: { type: "holds", status, customer_ref, page } }, (said, wire) =>
        encode(part(said, "holds"), (hold) => wire.reservation(hold)),
      ),
    );
  },

  "reservation/extend": (input, call) =>
    onReservation(call, input.reservation_id, (hold) => ({ type: "extend", hold, ttl_ms: ttlOf(input) })),

  "reservation/release": (input, call) =>
    onReservation(call, input.reservation_id, (hold) => ({ type: "release", hold })),
};

type Refused = NonNullable<
  z.input<(typeof RESERVATION_OPERATIONS)["reservation/create-batch"]["output"]>["items"][number]["refused"]
>;

function refusedBody(refusal: Refusal): Refused {
  const { code, detail } = refusalFailure(refusal, "show");
  const { title, retryable } = problemKind(code);
  return { code, title, detail, retryable, seat_ids: seatsNamed(refusal) };
}

function seatsNamed(refusal: Refusal): string[] {
  if (refusal.code === "SEAT_UNAVAILABLE") return refusal.seats.map(({ seat_id }) => seat_id);
  return refusal.code === "SEATS_STRANDED" ? [...refusal.seat_ids] : [];
}

/** A customer has one reservation of a show, and a batch does not say which of two it is to be. */
function namedTwice(reservations: readonly { readonly customer_ref?: string | undefined }[]): Violation[] {
  const refs = reservations.map(({ customer_ref }) => customer_ref);
  return refs.flatMap((ref, index) =>
    ref !== undefined && refs.indexOf(ref) < index
      ? [{ path: `/reservations/${index}/customer_ref`, message: "must differ from those before it" }]
      : [],
  );
}
