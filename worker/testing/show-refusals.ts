// How operations on shows, their seats, reservations and bookings come to be refused with each code they declare.
import type { ProblemCode } from "../../contract/problems.ts";
import type { OperationName } from "../../contract/registry.ts";
import { must } from "./api.ts";
import type { RefusalWay, RefusedRequest } from "./refused-request.ts";
import { freeSeats, makeShow, oneRow, reserve, reservedSeats, seatsOf, soldSeats, waitingWish } from "./shows.ts";
import { begin, expireReservation, inShow } from "./tables.ts";

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

type Sold = Awaited<ReturnType<typeof soldSeats>>;

async function ofBooking(made: Promise<Sold>, change: (booking: Sold) => Promise<unknown>): Promise<RefusedRequest> {
  const booking = await made;
  await change(booking);
  return { input: { booking_id: booking.id }, show_id: booking.departure_id };
}

const BOOKING_OVER: Ways = {
  BOOKING_CANCELED: () => ofBooking(soldSeats(), ({ id }) => must("booking/cancel", { booking_id: id })),
  CANCELLATION_CLOSED: () =>
    ofBooking(soldSeats(), ({ departure_id: show_id }) =>
      must("show/update", { show_id, policy: { cancellation_cutoff_seconds: 31_536_000 } }),
    ),
};

/** All seats of the show instead of those that are booked. */
function withAllSeats(way: RefusalWay | undefined): RefusalWay {
  return async (name) => {
    const { input, show_id = "" } = (await way?.(name)) ?? { input: {} };
    return { input: { ...input, seat_ids: await seatsOf(show_id) }, show_id };
  };
}

async function entryOf(change: (entry_id: string) => Promise<unknown>): Promise<{ show_id: string; entry_id: string }> {
  const { id: entry_id, departure_id: show_id } = await waitingWish();
  await change(entry_id);
  return { show_id, entry_id };
}

const leave = (entry_id: string) => must("waitlist/leave", { entry_id });
const nothing = () => Promise.resolve();

/** What is said of departures and shows alike, said of a show. */
export const REFUSALS_ALSO_OF_SHOWS: { readonly [Name in OperationName]?: Ways } = {
  "booking/cancel": BOOKING_OVER,
  "booking/modify": {
    BOOKING_CANCELED: withAllSeats(BOOKING_OVER.BOOKING_CANCELED),
    CANCELLATION_CLOSED: withAllSeats(BOOKING_OVER.CANCELLATION_CLOSED),
    SALES_CLOSED: withAllSeats(() =>
      ofBooking(soldSeats(), ({ departure_id: show_id }) => must("show/close", { show_id })),
    ),
    FULL: async () => {
      const { id: booking_id, departure_id: show_id, seat_ids = [] } = await soldSeats({ quantity: 1 });
      await must("show/update", { show_id, policy: { waitlist_order: "strict" } });
      await must("waitlist/join", { show_id, customer_ref: "first in line", seats: 3 });
      const free = (await seatsOf(show_id)).find((seat) => !seat_ids.includes(seat));
      return { input: { booking_id, seat_ids: [...seat_ids, free] }, show_id };
    },
  },
  "waitlist/join": {
    NOT_FULL: async () => {
      const { id } = await makeShow();
      return { input: { show_id: id, customer_ref: "early", seats: 2 }, show_id: id };
    },
    SALES_CLOSED: async () => {
      const { id } = await makeShow();
      await begin(id);
      return { input: { show_id: id, customer_ref: "late", seats: 3 }, show_id: id };
    },
    WAITLIST_FULL: async () => {
      const { show_id } = await entryOf(nothing);
      await inShow(show_id, "UPDATE show SET waiting = 100000");
      return { input: { show_id, customer_ref: "the 100,001st", seats: 3 }, show_id };
    },
  },
  "waitlist/leave": {
    ENTRY_ENDED: async () => {
      const { show_id, entry_id } = await entryOf(leave);
      return { input: { entry_id }, show_id };
    },
  },
  "waitlist/notify": {
    FULL: async () => {
      const waiting = await entryOf(nothing);
      return { input: waiting, show_id: waiting.show_id };
    },
    ENTRY_ENDED: async () => {
      const left = await entryOf(leave);
      return { input: left, show_id: left.show_id };
    },
    SALES_CLOSED: async () => {
      const { show_id } = await entryOf(nothing);
      await must("show/close", { show_id });
      return { input: { show_id }, show_id };
    },
  },
};
