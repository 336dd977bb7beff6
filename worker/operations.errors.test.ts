// Every error code that an operation declares is reached here, and leaves the departure, show or scheme as it was. A code that is
// declared and never answered has no way of being made in the tables, and fails.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { PROBLEM_CODES, type ProblemCode } from "../contract/problems.ts";
import { isOperationName, OPERATIONS, type OperationName } from "../contract/registry.ts";
import {
  type Called,
  call,
  credentials,
  freshKey,
  hold,
  inDays,
  makeDeparture,
  makeTour,
  must,
  read,
} from "./testing/api.ts";
import { checkAnswer } from "./testing/check-answer.ts";
import { EXAMPLES, heldPlaces, soldPlaces, waitingEntry } from "./testing/examples.ts";
import { forged, makePartner, type Partner } from "./testing/partners.ts";
import type { RefusalWay, RefusedRequest } from "./testing/refused-request.ts";
import { OF_ALL_SCHEMES, SCHEME_REFUSALS } from "./testing/scheme-refusals.ts";
import { schemeState } from "./testing/schemes.ts";
import { development, serve } from "./testing/serve.ts";
import { REFUSALS_ALSO_OF_SHOWS, SHOW_REFUSALS } from "./testing/show-refusals.ts";
import { breakClaims, depart, expireHold, inDeparture } from "./testing/tables.ts";

let overloaded: Partner;

beforeAll(async () => {
  overloaded = await makePartner(["admin"]);
  await breakClaims(overloaded.channel_id);
});

async function ofHold(
  change: (hold: Awaited<ReturnType<typeof heldPlaces>>) => Promise<unknown>,
): Promise<RefusedRequest> {
  const held = await heldPlaces();
  await change(held);
  return { input: { hold_id: held.id }, departure_id: held.departure_id };
}

type Sold = Awaited<ReturnType<typeof soldPlaces>>;

async function ofBooking(
  name: OperationName,
  made: Promise<Sold>,
  change: (booking: Sold) => Promise<unknown>,
): Promise<RefusedRequest> {
  const booking = await made;
  await change(booking);
  const { id: booking_id, departure_id } = booking;
  return { input: name === "booking/modify" ? { booking_id, seats: 3 } : { booking_id }, departure_id };
}

const close = ({ departure_id }: { departure_id: string }) => must("departure/close", { departure_id });
const nothing = () => Promise.resolve();

/** Ways to a code that are the same for every operation that declares it. */
const GENERAL: { readonly [Code in ProblemCode]?: RefusalWay } = {
  NOT_FOUND: async (name) => {
    const input = Object.entries(await EXAMPLES[name]());
    const named = new Set([
      "tour_id",
      "departure_id",
      "hold_id",
      "booking_id",
      "entry_id",
      "key_id",
      "channel_id",
      "venue_id",
      "show_id",
      "seat_id",
      "reservation_id",
      "scheme_id",
      "upload_id",
      "job_id",
    ]);
    return {
      input: Object.fromEntries(
        input.map(([field, value]) => [field, named.has(field) ? forged(String(value)) : value]),
      ),
    };
  },
  IDEMPOTENCY_KEY_MISMATCH: async (name) => {
    const key = freshKey();
    await must(name, await EXAMPLES[name](), { key });
    return { input: await EXAMPLES[name](), key };
  },
  OVERLOADED: async (name) => ({ input: await EXAMPLES[name](), token: overloaded.token }),
  DEPARTURE_CANCELED: async (name) => {
    const { id } = await makeDeparture();
    await must("departure/cancel", { departure_id: id });
    return { input: { ...(await EXAMPLES[name]()), departure_id: id }, departure_id: id };
  },
  HOLD_EXPIRED: () => ofHold(expireHold),
  HOLD_CANCELED: () => ofHold(({ id }) => must("hold/release", { hold_id: id })),
  HOLD_CONFIRMED: () => ofHold(({ id }) => must("booking/confirm", { hold_id: id })),
  BOOKING_CANCELED: (name) => ofBooking(name, soldPlaces(), ({ id }) => must("booking/cancel", { booking_id: id })),
  CANCELLATION_CLOSED: (name) =>
    ofBooking(name, soldPlaces({ policy: { cancellation_cutoff_seconds: 31_536_000 } }), nothing),
  SALES_CLOSED: async (name) => {
    const { id } = await makeDeparture();
    await depart(id);
    return { input: { ...(await EXAMPLES[name]()), departure_id: id }, departure_id: id };
  },
};

const OF_TOKENS: { readonly [Code in ProblemCode]?: RefusalWay } = {
  UNAUTHENTICATED: async () => ({ input: { api_key: forged((await makePartner()).token) } }),
  FORBIDDEN: async () => ({ input: { api_key: (await makePartner(["read"])).token, permissions: ["book"] } }),
  RATE_LIMITED: async () => {
    const { token } = await makePartner(["read"], { rate_limit: 1 });
    await must("auth/token", { api_key: token });
    return { input: { api_key: token } };
  },
};

const OF_ENDED_KEYS: { readonly [Code in ProblemCode]?: RefusalWay } = {
  KEY_ENDED: async (name) => {
    const { key_id } = await makePartner();
    await must("key/revoke", { key_id });
    return { input: { ...(await EXAMPLES[name]()), key_id } };
  },
};

/** A database that answers nothing. */
function unreachable(): D1Database {
  return new Proxy(env.CATALOGUE, {
    get: () => () => {
      throw new Error("D1_ERROR: the database cannot be reached");
    },
  });
}

const OWN: { readonly [Name in OperationName]?: { readonly [Code in ProblemCode]?: RefusalWay } } = {
  "health/database": {
    OVERLOADED: async () => ({ input: {}, environment: development({ CATALOGUE: unreachable() }) }),
  },
  "tour/create": {
    ALREADY_EXISTS: async () => ({ input: { name: "Another name", slug: (await makeTour()).slug } }),
  },
  "tour/delete": {
    STILL_SELLING: async () => {
      const { id, tour_id } = await makeDeparture();
      return { input: { tour_id }, departure_id: id };
    },
  },
  "auth/token": OF_TOKENS,
  "key/update": OF_ENDED_KEYS,
  "key/rotate": OF_ENDED_KEYS,
  "booking/hold": {
    FULL: async () => {
      const { id } = await makeDeparture({ capacity_total: 1 });
      return { input: { departure_id: id, seats: 2, customer_ref: "late" }, departure_id: id };
    },
    HOLD_CONFLICT: async () => {
      const { departure_id, customer_ref } = await heldPlaces();
      return { input: { departure_id, seats: 1, customer_ref }, departure_id };
    },
  },
  "booking/modify": {
    FULL: (name) => ofBooking(name, soldPlaces({ capacity_total: 2 }), nothing),
    SALES_CLOSED: (name) => ofBooking(name, soldPlaces(), close),
  },
  "waitlist/join": {
    NOT_FULL: async () => {
      const { id } = await makeDeparture();
      return { input: { departure_id: id, customer_ref: "early" }, departure_id: id };
    },
    WAITLIST_FULL: async () => {
      const { departure_id } = await heldPlaces({ capacity_total: 2 });
      await inDeparture(departure_id, "UPDATE departure SET waiting = 100000");
      return { input: { departure_id, customer_ref: "the 100,001st" }, departure_id };
    },
  },
  "waitlist/leave": {
    ENTRY_ENDED: async () => {
      const { id, departure_id } = await waitingEntry();
      await must("waitlist/leave", { entry_id: id });
      return { input: { entry_id: id }, departure_id };
    },
  },
  "waitlist/notify": {
    FULL: async () => {
      const { id, departure_id } = await waitingEntry();
      return { input: { departure_id, entry_id: id }, departure_id };
    },
    ENTRY_ENDED: async () => {
      const { id, departure_id } = await waitingEntry();
      await must("waitlist/leave", { entry_id: id });
      return { input: { departure_id, entry_id: id }, departure_id };
    },
  },
  "inventory/adjust": {
    CAPACITY_CONFLICT: async () => {
      const { departure_id } = await heldPlaces();
      return { input: { departure_id, delta: -9, reason: "a smaller boat" }, departure_id };
    },
    CAPACITY_LIMIT: async () => {
      const { id } = await makeDeparture();
      return { input: { departure_id: id, delta: 999_991, reason: "a fleet" }, departure_id: id };
    },
  },
};

async function now({ departure_id, show_id, scheme_id }: RefusedRequest): Promise<unknown> {
  if (scheme_id !== undefined) return schemeState(scheme_id);
  if (departure_id !== undefined) return must("departure/get", { departure_id });
  if (show_id === undefined) return null;
  const [show, { states }] = await Promise.all([must("show/get", { show_id }), must("show/availability", { show_id })]);
  return { ...show, states };
}

const REFUSING = Object.keys(OPERATIONS)
  .filter(isOperationName)
  .filter((name) => OPERATIONS[name].errors.length > 0);

/** As everybody sends it, or to a Worker with other bindings. */
async function sent(name: OperationName, { input, key = freshKey(), token, environment }: RefusedRequest) {
  if (environment === undefined) return call(name, input, { key, ...(token === undefined ? {} : { token }) });
  const headers = { "content-type": "application/json", ...credentials({ key }) };
  const init = { method: "POST", headers, body: JSON.stringify(input) };
  const answer = await read(await serve(environment, `https://holdfast.test/v1/${name}`, init));
  checkAnswer(name, answer);
  // The check has parsed it as what it is.
  return answer as Called;
}

async function expectRefused(name: OperationName, code: ProblemCode, way: RefusalWay | undefined): Promise<void> {
  if (!way) throw new Error(`no test reaches ${code}, which ${name} declares`);
  const request = await way(name);
  const before = await now(request);
  const refused = await sent(name, request);
  expect(refused.body.code, refused.text).toBe(code);
  expect(await now(request)).toEqual(before);
}

describe.concurrent.each(REFUSING)("%s", (name) => {
  it.each([...OPERATIONS[name].errors])("answers %s and changes nothing", async (code) => {
    const own = OWN[name]?.[code] ?? SHOW_REFUSALS[name]?.[code] ?? SCHEME_REFUSALS[name]?.[code];
    await expectRefused(name, code, own ?? OF_ALL_SCHEMES[code] ?? GENERAL[code]);
  });
});

describe.concurrent.each(Object.keys(REFUSALS_ALSO_OF_SHOWS).filter(isOperationName))("%s of a show", (name) => {
  const ways = REFUSALS_ALSO_OF_SHOWS[name] ?? {};
  it.each(PROBLEM_CODES.filter((code) => code in ways))("answers %s and changes nothing", async (code) => {
    await expectRefused(name, code, ways[code]);
  });
});

describe("booking/hold", () => {
  it("says of a full departure what is left and how many wait", async () => {
    const { id } = await makeDeparture({ capacity_total: 3 });
    await hold(id, "first");
    await must("waitlist/join", { departure_id: id, customer_ref: "second", seats: 2 });
    expect((await hold(id, "third")).body).toMatchObject({ code: "FULL", available: 1, waiting: 1 });
  });

  it("names the hold that is in the way", async () => {
    const held = await heldPlaces();
    const conflict = await hold(held.departure_id, held.customer_ref);
    expect(conflict.body).toMatchObject({ code: "HOLD_CONFLICT", hold_id: held.id, expires_at: held.expires_at });
  });

  it("names the booking that a confirmed hold became", async () => {
    const booking = await soldPlaces();
    const again = await call("booking/confirm", { hold_id: booking.hold_id }, { key: freshKey() });
    expect(again.body).toMatchObject({ code: "HOLD_CONFIRMED", booking_id: booking.id });
  });

  it("refuses a start in the past, and more places than the departure's policy allows, as not valid", async () => {
    const { id: tour_id } = await makeTour();
    const past = await call("departure/create", {
      tour_id,
      starts_at: inDays(-1),
      capacity_total: 1,
      price: { amount: 1, currency: "EUR" },
    });
    expect(past.body.violations).toEqual([{ path: "/starts_at", message: "must be in the future" }]);
    const { id } = await makeDeparture({ policy: { seats_per_hold_max: 4 } });
    expect((await hold(id, "many", { seats: 5 })).body.violations).toMatchObject([{ path: "/seats" }]);
  });
});
