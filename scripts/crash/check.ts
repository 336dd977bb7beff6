// After a start: does the system know what it said, and does it add up?
import { setTimeout as sleep } from "node:timers/promises";
import type { Api, Json } from "./api.ts";
import type { Book, Item } from "./book.ts";

const CONVERGED_WITHIN_MS = 30_000;
const AT_ONCE = 16;

/** Everything that is wrong, a sentence each. `over` are holds that ended while the server was down. */
export async function check(api: Api, book: Book, over: readonly Item[]): Promise<string[]> {
  const problems: string[] = [];
  const note = (problem: string | undefined) => {
    if (problem !== undefined) problems.push(problem);
  };
  await resend(api, book, note);
  await each(over, async (item) => note(await expiredStays(api, item)));
  await each(book.items, async (item) => note(await isKnown(api, item)));
  for (const departure_id of book.departures) note(await addsUp(api, book, departure_id));
  for (const departure_id of book.departures) note(await converges(api, book, departure_id));
  return problems;
}

/** What got no answer happens now, or is answered as what had happened. */
async function resend(api: Api, book: Book, note: (problem: string | undefined) => void): Promise<void> {
  for (const request of book.unanswered.splice(0)) {
    const first = await api.send(request.operation, request.input, request.key);
    const second = await api.send(request.operation, request.input, request.key);
    if (!first || !second) {
      note(`${request.operation} with ${request.key} was not answered after the restart`);
    } else {
      note(book.record(request, first));
      if (first.replayed) book.counts.had_happened += 1;
      if (!second.replayed || JSON.stringify(first.body) !== JSON.stringify(second.body))
        note(`${request.operation} with ${request.key} answered twice differently`);
    }
  }
}

async function expiredStays(api: Api, item: Item): Promise<string | undefined> {
  const answered = await api.send("booking/confirm", { hold_id: item.hold_id }, crypto.randomUUID());
  const right = answered?.status === 409 && answered.body["code"] === "HOLD_EXPIRED";
  return right ? undefined : `the expired hold ${item.hold_id} was confirmed with ${JSON.stringify(answered)}`;
}

const HOLD_STATUS = {
  held: "ACTIVE",
  booked: "CONFIRMED",
  canceled: "CONFIRMED",
  released: "CANCELED",
  expired: "EXPIRED",
} as const;

async function isKnown(api: Api, item: Item): Promise<string | undefined> {
  const hold = await api.send("hold/get", { hold_id: item.hold_id }, "-");
  const wanted = HOLD_STATUS[item.state];
  if (hold?.status !== 200 || hold.body["status"] !== wanted || hold.body["seats"] !== item.seats) {
    return `hold ${item.hold_id} should be ${wanted} with ${item.seats}: ${JSON.stringify(hold)}`;
  }
  if (item.booking_id === undefined) return undefined;
  const booking = await api.send("booking/get", { booking_id: item.booking_id }, "-");
  const status = item.state === "booked" ? "CONFIRMED" : "CANCELED";
  return booking?.body["status"] === status
    ? undefined
    : `booking ${item.booking_id} should be ${status}: ${JSON.stringify(booking)}`;
}

function seatsOf(book: Book, departure_id: string, state: Item["state"]): number {
  const items = book.items.filter((item) => item.departure_id === departure_id && item.state === state);
  return items.reduce((sum, item) => sum + item.seats, 0);
}

async function addsUp(api: Api, book: Book, departure_id: string): Promise<string | undefined> {
  const now = await api.must("departure/get", { departure_id });
  const held = seatsOf(book, departure_id, "held");
  const sold = seatsOf(book, departure_id, "booked");
  const right =
    now["capacity_held"] === held &&
    now["capacity_sold"] === sold &&
    now["capacity_available"] === book.capacity - held - sold;
  return right ? undefined : `${departure_id} should have ${held} held and ${sold} sold: ${JSON.stringify(now)}`;
}

/** D1 lists every booking, once and as it is, soon. */
async function converges(api: Api, book: Book, departure_id: string): Promise<string | undefined> {
  const wanted = book.items
    .filter((item) => item.departure_id === departure_id && item.booking_id !== undefined)
    .map((item) => `${item.booking_id} ${item.state === "booked" ? "CONFIRMED" : "CANCELED"}`)
    .sort();
  const until = Date.now() + CONVERGED_WITHIN_MS;
  for (;;) {
    const listed = (await listBookings(api, departure_id))
      .map((booking) => `${String(booking["id"])} ${String(booking["status"])}`)
      .sort();
    if (JSON.stringify(listed) === JSON.stringify(wanted)) return undefined;
    if (Date.now() > until)
      return `D1 lists ${listed.length} bookings of ${departure_id}, not the ${wanted.length} there are`;
    await sleep(100);
  }
}

async function listBookings(api: Api, departure_id: string): Promise<Json[]> {
  const bookings: Json[] = [];
  let cursor: unknown;
  do {
    const page = await api.must("booking/list", {
      departure_id,
      limit: 100,
      ...(cursor === undefined ? {} : { cursor }),
    });
    bookings.push(...(page["items"] as Json[]));
    cursor = page["next_cursor"] ?? undefined;
  } while (cursor !== undefined);
  return bookings;
}

async function each<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let item = left.pop(); item !== undefined; item = left.pop()) await work(item);
    }),
  );
}
