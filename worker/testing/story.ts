// What has to exist before an operation's documented request succeeds, made through the API from the documented
// requests themselves. The documents' ids (EXAMPLE_IDS) stand for it, in examples and in generated requests.
import { EXAMPLE_IDS, OPERATION_EXAMPLES } from "../../contract/examples.ts";
import type { OperationName } from "../../contract/registry.ts";
import { SCHEME_STORIES, schemeStateOf } from "./scheme-story.ts";
import type { Members, ServedApi } from "./served.ts";

type Noun = keyof typeof EXAMPLE_IDS;
/** Ids of what exists, by what they name. */
export type Story = { readonly [Of in Noun]?: string };
type Telling = (api: ServedApi) => Promise<Story>;

/** The documented request of that operation with other members instead. */
function request(name: OperationName, instead: Members): Members {
  return { ...OPERATION_EXAMPLES[name].request, ...instead };
}

async function made(api: ServedApi, name: OperationName, instead: Members): Promise<string> {
  return String((await api.must(name, request(name, instead)))["id"]);
}

const nothing: Telling = () => Promise.resolve({});

async function toured(api: ServedApi): Promise<{ readonly tour: string }> {
  return { tour: await made(api, "tour/create", { slug: `tour-${crypto.randomUUID()}` }) };
}

type OnSale = { readonly tour: string; readonly departure: string; readonly channel: string };

async function onSale(api: ServedApi, departure: Members = {}): Promise<OnSale> {
  const { tour } = await toured(api);
  const id = await made(api, "departure/create", { tour_id: tour, ...departure });
  return { tour, departure: id, channel: api.channel_id };
}

async function held(api: ServedApi, departure: Members = {}): Promise<OnSale & { readonly hold: string }> {
  const story = await onSale(api, departure);
  return { ...story, hold: await made(api, "booking/hold", { departure_id: story.departure }) };
}

async function sold(api: ServedApi): Promise<Story> {
  const story = await held(api);
  const booking = await made(api, "booking/confirm", { hold_id: story.hold });
  // Its answer waits until the lists have what happened before it.
  await api.must("departure/update", { departure_id: story.departure, price: { amount: 4_500, currency: "EUR" } });
  return { ...story, booking };
}

const full: Telling = (api) => held(api, { capacity_total: 2 });

async function waiting(api: ServedApi): Promise<Story> {
  const story = await full(api);
  return { ...story, entry: await made(api, "waitlist/join", { departure_id: story.departure }) };
}

/** The entry fits into what is free, but someone who does not is before it. */
async function passedOver(api: ServedApi): Promise<Story> {
  const story = await held(api, { capacity_total: 4, policy: { waitlist_order: "strict" } });
  const departure_id = story.departure;
  await api.must("waitlist/join", { departure_id, customer_ref: "a-group", seats: 4 });
  return { ...story, entry: await made(api, "waitlist/join", { departure_id }) };
}

async function adjusted(api: ServedApi): Promise<Story> {
  const story = await onSale(api);
  return { ...story, adjustment: await made(api, "inventory/adjust", { departure_id: story.departure }) };
}

async function housed(api: ServedApi): Promise<Story> {
  return { venue: await made(api, "venue/create", {}) };
}

async function keyed(api: ServedApi) {
  const key = await api.must("key/create", request("key/create", {}));
  return { key: String(key["id"]), channel: String(key["channel_id"]), api_key: String(key["key"]) };
}

const LISTED_TRIES_MAX = 200;

/** A key that was refused something, again until that list has heard of it: a log that is written fast drops lines. */
function used(list: "key/usage" | "log/list"): Telling {
  return async (api) => {
    const story = await keyed(api);
    const headers = { "content-type": "application/json", "x-api-key": story.api_key };
    for (let tries = 0; tries < LISTED_TRIES_MAX; tries += 1) {
      await api.send("/v1/tour/list", { method: "POST", body: '{"no":"such field"}', headers }, "none");
      const { items } = await api.must(list, { key_id: story.key });
      if (Array.isArray(items) && items.length > 0) return story;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    throw new Error(`${list} has not heard of ${story.key}`);
  };
}

async function exchanged(api: ServedApi): Promise<Story> {
  const { token } = await api.must("auth/token", { permissions: ["read", "book"] });
  return { access_token: String(token), channel: api.channel_id };
}

async function staged(api: ServedApi) {
  const story = await housed(api);
  const show = await made(api, "show/create", { venue_id: story.venue });
  const { items } = (await api.must("show/seats", { show_id: show })) as { items: { seat_id: string }[] };
  return { ...story, show, seat: items[0]?.seat_id ?? "", other_seat: items[1]?.seat_id ?? "" };
}

async function reserved(api: ServedApi) {
  const story = await staged(api);
  const wanted = { show_id: story.show, seat_ids: [story.seat, story.other_seat] };
  return { ...story, reservation: await made(api, "reservation/create", wanted) };
}

const seated: Telling = (api) => staged(api);
const reservedSeats: Telling = (api) => reserved(api);

async function blocked(api: ServedApi): Promise<Story> {
  const story = await staged(api);
  await api.must("seat/block", { show_id: story.show, seat_ids: [story.seat, story.other_seat], reason: "a camera" });
  return story;
}

async function soldSeats(api: ServedApi): Promise<Story> {
  const story = await reserved(api);
  return { ...story, seat_booking: await made(api, "booking/create", { reservation_id: story.reservation }) };
}

const open: Telling = (api) => onSale(api);
const hold: Telling = (api) => held(api);

export const STORIES: { readonly [Name in OperationName]: Telling } = {
  "health/ping": nothing,
  "health/database": nothing,
  "health/manifest": nothing,
  ...SCHEME_STORIES,
  "tour/create": nothing,
  "tour/update": toured,
  "tour/get": toured,
  "tour/list": toured,
  "tour/delete": toured,
  "departure/create": toured,
  "departure/update": open,
  "departure/get": open,
  "departure/close": open,
  "departure/reopen": open,
  "departure/cancel": open,
  "departure/search": open,
  "show/create": housed,
  "show/update": seated,
  "show/get": seated,
  "show/list": seated,
  "show/close": seated,
  "show/reopen": seated,
  "show/cancel": seated,
  "show/seats": seated,
  "show/availability": seated,
  "seat/get": seated,
  "seat/bulk-status": seated,
  "seat/block": seated,
  "seat/unblock": blocked,
  "reservation/create": seated,
  "reservation/create-batch": seated,
  "reservation/get": reservedSeats,
  "reservation/list": reservedSeats,
  "reservation/extend": reservedSeats,
  "reservation/release": reservedSeats,
  "booking/create": reservedSeats,
  "booking/totals": soldSeats,
  "booking/hold": open,
  "booking/confirm": hold,
  "booking/cancel": sold,
  "booking/modify": sold,
  "booking/get": sold,
  "booking/list": sold,
  "hold/get": hold,
  "hold/list": hold,
  "hold/extend": hold,
  "hold/release": hold,
  "waitlist/join": full,
  "waitlist/leave": waiting,
  "waitlist/get": waiting,
  "waitlist/list": waiting,
  "waitlist/notify": passedOver,
  "inventory/adjust": open,
  "inventory/history": adjusted,
  "venue/create": nothing,
  "venue/update": housed,
  "venue/get": housed,
  "venue/list": housed,
  "venue/seat-map": housed,
  "key/create": keyed,
  "key/list": keyed,
  "key/update": keyed,
  "key/rotate": keyed,
  "key/history": keyed,
  "key/usage": used("key/usage"),
  "log/list": used("log/list"),
  "key/revoke": keyed,
  "auth/token": keyed,
  "auth/validate": exchanged,
  "feed/ticket": open,
};

/** The text with the ids of what exists instead of those of the documents. */
export function told(text: string, story: Story): string {
  // The nouns are the object's own members.
  const nouns = Object.keys(EXAMPLE_IDS) as Noun[];
  return nouns.reduce((so_far, noun) => so_far.replaceAll(EXAMPLE_IDS[noun], story[noun] ?? EXAMPLE_IDS[noun]), text);
}

const READS = {
  tour: "tour/get",
  departure: "departure/get",
  hold: "hold/get",
  booking: "booking/get",
  entry: "waitlist/get",
  venue: "venue/get",
  show: "show/get",
  reservation: "reservation/get",
} as const;

/** All that the story's things are now, as they read. */
export async function stateOf(api: ServedApi, story: Story): Promise<Members[]> {
  // As above.
  const nouns = Object.keys(READS) as (keyof typeof READS)[];
  const there = nouns.flatMap((noun) => (story[noun] === undefined ? [] : [{ noun, id: story[noun] }]));
  const read = there.map(({ noun, id }) => api.must(READS[noun], { [`${noun}_id`]: id }));
  const scheme = story.scheme === undefined ? [] : await schemeStateOf(api, story.scheme);
  return [...(await Promise.all(read)), ...scheme];
}
