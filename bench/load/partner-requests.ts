// What partners ask of shows over REST routes: 60 of 100 requests are queries, 25 make a reservation, 10 book one, 5
// extend or release one or cancel a booking. Each partner books, extends and releases what it has made itself.

import { seatId } from "../../domain/identifier.ts";
import { idNamed, type PlannedRequest, type RequestSource } from "./planned-request.ts";
import { type PlannedShow, SHOW_TTL_SECONDS, seatsFromTheEnd } from "./show-requests.ts";

export interface PartnersPlan {
  readonly kind: "partners";
  readonly shows: readonly PlannedShow[];
  /** Of each partner its key. */
  readonly tokens: readonly string[];
  readonly run: string;
}

const MIX = [
  "availability",
  "reservation by ids",
  "seat",
  "all seats",
  "reservation by quantity",
  "availability",
  "booking",
  "seat",
  "availability",
  "reservation by ids",
  "20 seats",
  "all seats",
  "other",
  "availability",
  "reservation by quantity",
  "seat",
  "booking",
  "20 seats",
  "reservation by ids",
  "availability",
] as const;
const OTHERS = ["extend", "release", "cancel"] as const;
type Wanted = Exclude<(typeof MIX)[number], "other"> | (typeof OTHERS)[number];

const SEATS_A_RESERVATION = 2;
const SEATS_ASKED = 20;
/** Partners stand at different places of the mix, so that every moment has requests of all kinds. */
const STRIDE = 7;

interface Partner {
  readonly token: string;
  readonly run: string;
  readonly reserved: string[];
  readonly booked: string[];
  asked: number;
  others: number;
}

interface Where {
  readonly show: PlannedShow;
  readonly seats: () => readonly string[] | undefined;
}

/** Partners in turn, each on the shows in turn. */
export function partners({ shows, tokens, run }: PartnersPlan): RequestSource {
  const places = shows.map((show): Where => ({ show, seats: seatsFromTheEnd(show, SEATS_A_RESERVATION) }));
  const all = tokens.map(
    (token, index): Partner => ({
      token,
      run: `${run}-${index}`,
      reserved: [],
      booked: [],
      asked: STRIDE * index,
      others: index,
    }),
  );
  let count = 0;
  return () => {
    const partner = all[count % all.length];
    count += 1;
    if (partner === undefined) return undefined;
    partner.asked += 1;
    const where = places[partner.asked % places.length];
    return where && request(partner, where, wanted(partner));
  };
}

function wanted(partner: Partner): Wanted {
  const turn = MIX[partner.asked % MIX.length] ?? "availability";
  if (turn !== "other") return turn;
  partner.others += 1;
  return OTHERS[partner.others % OTHERS.length] ?? "extend";
}

function request(partner: Partner, where: Where, what: Wanted): PlannedRequest | undefined {
  switch (what) {
    case "availability":
    case "all seats":
    case "seat":
    case "20 seats":
      return query(partner, where.show, what);
    case "reservation by ids":
    case "reservation by quantity":
      return reservation(partner, where, what);
    case "booking":
    case "extend":
    case "release":
    case "cancel":
      // At the very beginning a partner may have nothing to do this with yet.
      return onOwn(partner, what) ?? reservation(partner, where, "reservation by quantity");
  }
}

function query({ token, asked }: Partner, show: PlannedShow, what: Wanted): PlannedRequest {
  const own = { token, gzip: true, method: "GET", body: "", seats: 0, kinds: ["queries", what] } as const;
  const address = `/api/venues/${show.venue_id}/shows/${show.id}`;
  const seat = (offset: number) => seatId(show.id, (asked * 37 + offset) % show.seats_total);
  if (what === "availability") return { ...own, path: `${address}/availability` };
  if (what === "all seats") return { ...own, path: `${address}/seats` };
  if (what === "seat") return { ...own, path: `/api/seats/${seat(0)}` };
  const seat_ids = Array.from({ length: SEATS_ASKED }, (_, offset) => seat(offset));
  const { method: _get, ...post } = own;
  return { ...post, path: "/api/seats/bulk-status", body: JSON.stringify({ seat_ids }) };
}

function reservation(partner: Partner, { show, seats }: Where, what: Wanted): PlannedRequest | undefined {
  const { token, run, asked, reserved } = partner;
  const ids = what === "reservation by ids" ? seats() : [];
  if (ids === undefined) return undefined;
  const which = what === "reservation by ids" ? { seat_ids: ids } : { quantity: SEATS_A_RESERVATION };
  const body = { show_id: show.id, ...which, external_booking_id: `${run}-${asked}`, ttl_seconds: SHOW_TTL_SECONDS };
  return {
    token,
    gzip: true,
    path: "/api/reservations",
    idempotencyKey: `reserve-${run}-${asked}`,
    body: JSON.stringify(body),
    seats: SEATS_A_RESERVATION,
    kinds: ["reservations", what],
    acknowledged: (answer) => reserved.push(idNamed("reservation_id", answer)),
  };
}

/** Undefined when the partner has nothing to do it with. */
function onOwn({ token, run, asked, reserved, booked }: Partner, what: "booking" | (typeof OTHERS)[number]) {
  const id = what === "cancel" ? booked.shift() : reserved.shift();
  if (id === undefined) return undefined;
  const own = { token, gzip: true, seats: 0, idempotencyKey: `${what}-${run}-${asked}` } as const;
  switch (what) {
    case "booking":
      return {
        ...own,
        path: "/api/bookings",
        body: JSON.stringify({ reservation_id: id, external_booking_id: `${run}-${asked}` }),
        kinds: ["bookings"],
        acknowledged: (answer: Buffer) => void booked.push(idNamed("booking_id", answer)),
      };
    case "extend":
      return {
        ...own,
        method: "PUT" as const,
        path: `/api/reservations/${id}/extend`,
        body: `{"ttl_seconds":${SHOW_TTL_SECONDS}}`,
        kinds: ["others", "extend"],
        acknowledged: () => void reserved.push(id),
      };
    case "release":
      return { ...own, method: "DELETE" as const, path: `/api/reservations/${id}`, body: "", kinds: ["others", what] };
    case "cancel":
      return { ...own, method: "DELETE" as const, path: `/api/bookings/${id}`, body: "", kinds: ["others", what] };
  }
}
