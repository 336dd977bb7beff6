// Programs that use the package, for a compiler and for Node. They are text: this project's own compiler would look for
// the package that only a test has installed.

/** What anyone with TypeScript can write, whatever else is there. */
const ANYWHERE = `
import { Client, isProblem, SeatStates, verifyWebhook, type BookingHoldRequest, type FeedFrame, type Problem, type Responses, type SeatState, type ShowFrame } from "@holdfast/sdk";

export async function book(client: Client, request: BookingHoldRequest): Promise<string> {
  try {
    const hold = await client.booking.hold(request, { idempotencyKey: "order-1", timeoutMs: 1_000 });
    const { data, seq, replayed, rateLimit } = await client.booking.confirm({ hold_id: hold.id }).withResponse();
    const known: number | undefined = seq ?? rateLimit?.remaining;
    return replayed ? data.code : String(known);
  } catch (error) {
    if (isProblem(error, "FULL")) return String(error.problem.available + error.problem.waiting);
    if (isProblem(error, "HOLD_CONFLICT", "HOLD_EXPIRED")) return error.problem.hold_id;
    if (isProblem(error)) return told(error.problem);
    throw error;
  }
}

function told(problem: Problem): string {
  // @ts-expect-error a fact of one code is not there for all
  void problem.available;
  switch (problem.code) {
    case "SALES_CLOSED":
      return problem.reason;
    case "VALIDATION_FAILED":
      return problem.violations.map(({ path, message }) => path + message).join();
    default:
      return problem.detail;
  }
}

export async function everything(client: Client): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const tour of client.tour.list({ limit: 10 })) all.push(tour.slug.length);
  for await (const { items, next_cursor } of client.booking.list().pages()) all.push(items[0]?.channel_id, next_cursor);
  const frames: AsyncIterable<FeedFrame> = client.departure.feed("dep_1", { since: 3 });
  for await (const frame of frames) all.push(frame.type === "snapshot" ? frame.holds : frame.bookings);
  const list = await client.show.seats({ show_id: "shw_1" });
  const seats = new SeatStates(list.items);
  const shown: AsyncIterable<ShowFrame> = client.feed.open(list, { since: list.seq });
  for await (const frame of shown) all.push(seats.apply(frame), frame.type === "snapshot" ? frame.states : frame.booking_confirmed);
  const state: SeatState | undefined = seats.get("seat_1");
  all.push(state?.status, new Map(seats).size);
  const entry: Responses["waitlist/join"] = await client.waitlist_join({ departure_id: "dep_1", customer_ref: "a" }, "key");
  const { payload } = await verifyWebhook({ secrets: ["whsec_AAAA"], headers: { "webhook-id": "1" }, body: "{}" });
  return [...all, entry.position, payload];
}

export function wrong(client: Client): void {
  // @ts-expect-error seats are missing
  void client.booking.hold({ departure_id: "dep_1", customer_ref: "a" });
  // @ts-expect-error there is no such field
  void client.booking.hold({ departure_id: "dep_1", customer_ref: "a", seats: 1, seat: 2 });
  // @ts-expect-error seats are a number
  void client.booking.hold({ departure_id: "dep_1", customer_ref: "a", seats: "1" });
  // @ts-expect-error the show's venue is missing
  void client.feed.open({ show_id: "shw_1" });
  // @ts-expect-error there is no such operation
  void client.booking.sell({});
  // @ts-expect-error there is no such code
  isProblem(new Error("no"), "FULLY");
}
`;

/** What the platform's own types must fit: fetch, WebSocket, AbortSignal, Headers. */
const WITH_A_PLATFORM = `${ANYWHERE}
export function client(): Client {
  return new Client({
    baseUrl: "https://api.example.com",
    token: async ({ rejected }) => rejected ?? "token",
    fetch: globalThis.fetch,
    WebSocket,
    connect: (url) => new WebSocket(url),
  });
}

export const ownFetch = new Client({ baseUrl: "https://api.example.com", fetch: (url, init) => fetch(url, { ...init, headers: new Headers(init.headers) }) });

export async function canceled(given: AbortController): Promise<void> {
  await client().tour.list({}, { signal: given.signal });
  await verifyWebhook({ secret: "whsec_AAAA", headers: new Headers(), body: new Uint8Array(1) });
}
`;

/** Without a platform's types. */
const WITHOUT = `${ANYWHERE}
export const client = new Client({ baseUrl: "https://api.example.com", token: () => "token" });
`;

const COMMON_JS = `
import sdk = require("@holdfast/sdk");
const client: sdk.Client = new sdk.Client({ baseUrl: "https://api.example.com" });
export = client;
`;

export const TYPED_CONSUMERS = {
  "with-a-platform.mts": WITH_A_PLATFORM,
  "without.mts": WITHOUT,
  "common-js.cts": COMMON_JS,
} as const;

const CALLS = `
const server = createServer((request, response) => {
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify({ id: request.headers["idempotency-key"], at: request.url }));
});
server.listen(0, "127.0.0.1", async () => {
  const client = new Client({ baseUrl: "http://127.0.0.1:" + server.address().port });
  const hold = await client.booking.hold({ departure_id: "dep_1", seats: 1, customer_ref: "a" });
  console.log(hold.at, /^[0-9a-f-]{36}$/.test(hold.id), isProblem(new Error("no")));
  const headers = { "webhook-id": "1", "webhook-timestamp": "1", "webhook-signature": "v1,AAAA" };
  await verifyWebhook({ secret: "whsec_AAAA", headers, body: "{}", now: 1_000 }).catch((error) => console.log(error.fault));
  await client.departure.feed("dep_1", { reconnects: 0 }).next().catch((error) => console.log(error.name, error.message.slice(0, 37)));
  server.close();
});
`;

export const RUNNING_CONSUMERS = {
  "run.cjs": `const { createServer } = require("node:http");
const { Client, isProblem, verifyWebhook } = require("@holdfast/sdk");
${CALLS}`,
  "run.mjs": `import { createServer } from "node:http";
import { Client, isProblem, verifyWebhook } from "@holdfast/sdk";
${CALLS}`,
} as const;

/** Beside the bundle as sdk.js. */
export const WORKER = `
import { Client } from "./sdk.js";
export default {
  async fetch(_request, env) {
    const client = new Client({ baseUrl: env.API, token: "a-key" });
    const { protocols } = await client.feed.ticket({ departure_id: "dep_1" });
    for await (const { seq } of client.departure.feed("dep_1")) return Response.json({ protocols, seq });
  },
};
`;
