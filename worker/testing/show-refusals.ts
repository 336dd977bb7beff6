// How operations on shows, their seats, reservations and bookings come to be refused with each code they declare.
import type { ProblemCode } from "../../contract/problems.ts";
import type { OperationName } from "../../contract/registry.ts";
import { must } from "./api.ts";
import type { RefusalWay, RefusedRequest } from "./refused-request.ts";
import { freeSeats, makeShow, oneRow, reserve, reservedSeats, seatsOf } from "./shows.ts";
import { begin, expireReservation } from "./tables.ts";

type Ways = { readonly [Code in ProblemCode]?: RefusalWay };
type Wanted = Readonly<Record<string, unknown>>;

/** The wish as the operation takes it: alone, or as the only one of a batch. */
function wanting(name: OperationName, show_id: string, wanted: Wanted): RefusedRequest {
  const alone = { show_id, ...wanted };
  return { input: name === "reservation/create-batch" ? { show_id, reservations: [wanted] } : alone, show_id };
}

async function takenSeats(): Promise<{ show_id: string; seat_ids: string[] }> {
  const free = await freeSeats();
  await reserve(free.show_id, free.seat_ids);
  return free;
}

/** A row of four in which no choice may leave a single seat, and the seat that would. */
async function strictRow(): Promise<{ show_id: string; first: string; second: string; third: string }> {
  const { id } = await makeShow({ policy: { orphan_policy: "strict" } }, oneRow(4));
  const [first = "", second = "", third = ""] = await seatsOf(id);
  return { show_id: id, first, second, third };
}

const WANTED: Ways = {
  FULL: async (name) => wanting(name, (await makeShow()).id, { quantity: 4, category: "Premium" }),
  NO_ADJACENT_SEATS: async (name) => wanting(name, (await makeShow()).id, { quantity: 3 }),
  HOLD_CONFLICT: async (name) => {
    const { show_id } = await reservedSeats({ customer_ref: "twice" });
    return wanting(name, show_id, { quantity: 1, customer_ref: "twice" });
  },
  SALES_CLOSED: async (name) => {
    const { id } = await makeShow();
    await begin(id);
    return wanting(name, id, { quantity: 1 });
  },
  SEAT_UNAVAILABLE: async (name) => {
    const { show_id, seat_ids } = await takenSeats();
    return wanting(name, show_id, { seat_ids: seat_ids.slice(0, 1) });
  },
  SEATS_STRANDED: async (name) => {
    const { show_id, second } = await strictRow();
    return wanting(name, show_id, { seat_ids: [second] });
  },
};

type Reserved = Awaited<ReturnType<typeof reservedSeats>>;

async function ofReservation(change: (reserved: Reserved) => Promise<unknown>): Promise<RefusedRequest> {
  const reserved = await reservedSeats();
  await change(reserved);
  return { input: { reservation_id: reserved.id }, show_id: reserved.show_id };
}

const ENDED: Ways = {
  HOLD_EXPIRED: () => ofReservation(expireReservation),
  HOLD_CANCELED: () => ofReservation(({ id }) => must("reservation/release", { reservation_id: id })),
  HOLD_CONFIRMED: () => ofReservation(({ id }) => must("booking/create", { reservation_id: id })),
};

async function canceledShow(): Promise<{ show_id: string; seat_ids: string[] }> {
  const free = await freeSeats();
  await must("show/cancel", { show_id: free.show_id });
  return free;
}

const CHANGED: Ways = {
  SHOW_CANCELED: async (name) => {
    const { show_id } = await canceledShow();
    return { input: { show_id, ...(name === "show/update" ? { name: "Renamed" } : {}) }, show_id };
  },
};

const SEATS_CANCELED: RefusalWay = async (name) => {
  const canceled = await canceledShow();
  const { show_id } = canceled;
  return { input: { ...canceled, ...(name === "seat/block" ? { reason: "a camera" } : {}) }, show_id };
};

/** A booking of the first seat of a show. */
async function bookedSeat(show_id: string, seat_id: string): Promise<string> {
  const { body } = await reserve(show_id, [seat_id]);
  return (await must("booking/create", { reservation_id: body.id })).id;
}

export const SHOW_REFUSALS: { readonly [Name in OperationName]?: Ways } = {
  "show/update": CHANGED,
  "show/close": CHANGED,
  "show/reopen": CHANGED,
  "show/cancel": CHANGED,
  "seat/block": {
    SEAT_UNAVAILABLE: async () => {
      const taken = await takenSeats();
      return { input: { ...taken, reason: "a camera" }, show_id: taken.show_id };
    },
    SHOW_CANCELED: SEATS_CANCELED,
  },
  "seat/unblock": { SHOW_CANCELED: SEATS_CANCELED },
  "reservation/create": WANTED,
  "reservation/create-batch": WANTED,
  "reservation/extend": ENDED,
  "reservation/release": ENDED,
  "booking/create": ENDED,
  "booking/modify": {
    SEAT_UNAVAILABLE: async () => {
      const { id } = await makeShow();
      const [mine = "", theirs = ""] = await seatsOf(id);
      const booking_id = await bookedSeat(id, mine);
      await reserve(id, [theirs]);
      return { input: { booking_id, seat_ids: [mine, theirs] }, show_id: id };
    },
    SEATS_STRANDED: async () => {
      const { show_id, first, third } = await strictRow();
      const booking_id = await bookedSeat(show_id, first);
      return { input: { booking_id, seat_ids: [first, third] }, show_id };
    },
  },
};
