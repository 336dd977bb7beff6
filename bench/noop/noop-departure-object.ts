// Answers like a departure, in the same shapes, and does nothing: no storage, no claim, no decision.

import { DurableObject } from "cloudflare:workers";
import type { Departure } from "../../domain/departure.ts";
import { childId } from "../../domain/identifier.ts";
import { DEFAULT_POLICY } from "../../domain/sale.ts";
import type { BookingView, Command, HoldView, Outcome, QueryAnswer } from "../../durable-objects/departure/commands.ts";
import type { Answer, Envelope } from "../../durable-objects/envelope.ts";
import type { Environment } from "../../durable-objects/environment.ts";

const CREATED = { no: 7, created_at_ms: 1_800_000_000_000 };
const SEQ = 8;

export class NoopDepartureObject extends DurableObject<Environment> {
  readonly #hold: Outcome;
  readonly #booking: Outcome;
  readonly #departure: { readonly ok: true; readonly departure: Departure };

  constructor(state: DurableObjectState, environment: Environment) {
    super(state, environment);
    const id = state.id.name ?? "";
    this.#hold = { ok: true, hold: cannedHold(id) };
    this.#booking = { ok: true, booking: cannedBooking(id) };
    this.#departure = { ok: true, departure: cannedDeparture(id) };
  }

  /** The smallest call there is. */
  nothing(): number {
    return SEQ;
  }

  submit({ command, encoder, trace_id, request_id }: Envelope<Command>): Answer<Outcome> {
    return { outcome: this.#outcome(command.type), replayed: false, seq: SEQ, encoder, trace_id, request_id };
  }

  ask(): QueryAnswer {
    return { outcome: this.#departure, seq: SEQ };
  }

  #outcome(type: Command["type"]): Outcome {
    if (type === "hold") return this.#hold;
    return type === "confirm" ? this.#booking : this.#departure;
  }
}

function cannedHold(departure_id: string): HoldView {
  return {
    id: childId("hold", departure_id, CREATED),
    ...CREATED,
    channel: departure_id.replace("dep_", "chn_"),
    customer_ref: "customer-of-a-hold-that-does-nothing",
    seats: 2,
    status: "ACTIVE",
    expires_at_ms: CREATED.created_at_ms + 600_000,
    unit_amount: 4_500,
    currency: "EUR",
    entry_no: null,
    booking_id: null,
    departure_id,
    max_expires_at_ms: CREATED.created_at_ms + 3_600_000,
    entry_id: null,
  };
}

function cannedBooking(departure_id: string): BookingView {
  const { id: hold_id, channel, customer_ref, seats, unit_amount, currency } = cannedHold(departure_id);
  return {
    id: childId("bkg", departure_id, CREATED),
    ...CREATED,
    hold_id,
    code: "7K3MN-QW9XA",
    channel,
    customer_ref,
    seats,
    status: "CONFIRMED",
    unit_amount,
    currency,
    updated_at_ms: CREATED.created_at_ms,
    departure_id,
  };
}

function cannedDeparture(id: string): Departure {
  return {
    id,
    tour_id: id.replace("dep_", "tour_"),
    status: "OPEN",
    starts_at_ms: CREATED.created_at_ms + 86_400_000,
    places: { capacity: 1_000_000, held: 1_000, sold: 2_000, blocked: 0 },
    unit_amount: 4_500,
    currency: "EUR",
    policy: DEFAULT_POLICY,
    location_hint: null,
    waiting: 0,
    active_holds: 500,
    created_at_ms: CREATED.created_at_ms,
    updated_at_ms: CREATED.created_at_ms,
  };
}
