// The three operations of a peer, between the wire and the store.

import { type Parsed, parseConfirm, parseDepartureGet, parseHold, type Violation } from "./booking-input.ts";
import type { BookingStore, Caller, CommandResult } from "./booking-store.ts";
import { bookingCode, sortableId } from "./identifiers.ts";

export type OperationResult = CommandResult | { readonly kind: "invalid"; readonly violations: readonly Violation[] };

export interface Operation {
  /** Needs an Idempotency-Key. */
  readonly mutates: boolean;
  run(body: unknown, caller: Caller, nowMs: number): Promise<OperationResult>;
}

export function operations(store: BookingStore): ReadonlyMap<string, Operation> {
  return new Map([
    ["/v1/booking/hold", { mutates: true, run: (body, caller, nowMs) => hold(store, body, { caller, nowMs }) }],
    ["/v1/booking/confirm", { mutates: true, run: (body, caller, nowMs) => confirm(store, body, { caller, nowMs }) }],
    ["/v1/departure/get", { mutates: false, run: (body) => departure(store, body) }],
  ] satisfies [string, Operation][]);
}

interface Asked {
  readonly caller: Caller;
  readonly nowMs: number;
}

async function hold(store: BookingStore, body: unknown, { caller, nowMs }: Asked): Promise<OperationResult> {
  const parsed = parseHold(body);
  if (!parsed.ok) return invalid(parsed);
  const { departure_id, seats, customer_ref, ttl_seconds } = parsed.input;
  const holdId = sortableId("hold", nowMs);
  const expiresAtMs = nowMs + ttl_seconds * 1000;
  const expires_at = new Date(expiresAtMs).toISOString();
  const answer = JSON.stringify({ id: holdId, departure_id, seats, customer_ref, status: "ACTIVE", expires_at });
  return store.hold({
    ...caller,
    holdId,
    departureId: departure_id,
    seats,
    customerRef: customer_ref,
    expiresAtMs,
    answer,
  });
}

async function confirm(store: BookingStore, body: unknown, { caller, nowMs }: Asked): Promise<OperationResult> {
  const parsed = parseConfirm(body);
  if (!parsed.ok) return invalid(parsed);
  return store.confirm({
    ...caller,
    holdId: parsed.input.hold_id,
    bookingId: sortableId("bkg", nowMs),
    code: bookingCode(),
    createdAt: new Date(nowMs).toISOString(),
  });
}

async function departure(store: BookingStore, body: unknown): Promise<OperationResult> {
  const parsed = parseDepartureGet(body);
  if (!parsed.ok) return invalid(parsed);
  const found = await store.departure(parsed.input.departure_id);
  if (found === undefined) return { kind: "not_found" };
  return { kind: "done", answer: JSON.stringify(found), replayed: false };
}

function invalid(parsed: Parsed<unknown> & { readonly ok: false }): OperationResult {
  return { kind: "invalid", violations: parsed.violations };
}
