// One Worker with many ways to answer a request, each by a host name of its own: from nothing at all to the production
// object behind the production router. What one step costs is the difference between two of them.

import { DEFAULT_POLICY } from "../../domain/sale.ts";
import type { Command } from "../../durable-objects/departure/commands.ts";
import { ENCODER, wireV1 } from "../../durable-objects/departure/wire.ts";
import type { Envelope } from "../../durable-objects/envelope.ts";
import type { Environment } from "../../durable-objects/environment.ts";
import { GatekeeperObject } from "../../durable-objects/gatekeeper/gatekeeper-object.ts";
import { MetricsObject } from "../../durable-objects/metrics/metrics-object.ts";
import { ProjectorObject } from "../../durable-objects/projector/projector-object.ts";
import { router } from "../../worker/router.ts";
import type { BulkBody, HoldBody, SeedBody, Way } from "./messages.ts";
import { NoopDepartureObject } from "./noop-departure-object.ts";
import { UnclaimedDepartureObject, WorkingDepartureObject } from "./working-departure-object.ts";

export {
  GatekeeperObject,
  MetricsObject,
  NoopDepartureObject,
  ProjectorObject,
  UnclaimedDepartureObject,
  WorkingDepartureObject,
};

type BenchEnvironment = Omit<Environment, "DEPARTURE"> & {
  readonly DEPARTURE: DurableObjectNamespace<NoopDepartureObject>;
  readonly WORKING: DurableObjectNamespace<WorkingDepartureObject>;
  readonly UNCLAIMED: DurableObjectNamespace<UnclaimedDepartureObject>;
};
type Answer = (
  request: Request,
  environment: BenchEnvironment,
  context: ExecutionContext,
) => Response | Promise<Response>;
type Departures = Pick<DurableObjectNamespace<WorkingDepartureObject>, "getByName">;

const ONE_OBJECT = "an object that does nothing";
const ACTOR = { channel: "chn_0000000000000000000000000000000bench", key_id: "bench", admin: false } as const;
const TRACE = { trace_id: "0".repeat(32), request_id: "req_bench" } as const;
const HOLD = JSON.stringify({ id: "hold_of_nothing", seats: 2, status: "ACTIVE" });
const DAY_MS = 86_400_000;

/** Made once, because copying the environment for every request would be in the figures. */
let unclaimed: Environment | undefined;

const WAYS: { readonly [Host in Way]: Answer } = {
  "noop-worker": () => json(HOLD),
  "noop-object": async (_request, { DEPARTURE }) => {
    await DEPARTURE.getByName(ONE_OBJECT).nothing();
    return json(HOLD);
  },
  "noop-object-messages": (request, { DEPARTURE }) => hold(request, DEPARTURE),
  "bare-unclaimed": (request, { UNCLAIMED }) => hold(request, UNCLAIMED),
  bare: (request, { WORKING }) => hold(request, WORKING),
  bulk: (request, { WORKING }) => holdMany(request, WORKING),
  "pipeline-noop": (request, environment, context) => router.fetch(request, environment, context),
  "pipeline-unclaimed": (request, environment, context) => {
    unclaimed ??= { ...environment, DEPARTURE: environment.UNCLAIMED };
    return router.fetch(request, unclaimed, context);
  },
  "seed-unclaimed": (request, { UNCLAIMED }) => seed(request, UNCLAIMED),
  "seed-working": (request, { WORKING }) => seed(request, WORKING),
};

function isWay(host: string): host is Way {
  return Object.hasOwn(WAYS, host);
}

export default {
  fetch(request: Request, environment: BenchEnvironment, context: ExecutionContext) {
    const host = request.headers.get("host") ?? "";
    return isWay(host) ? WAYS[host](request, environment, context) : new Response(null, { status: 421 });
  },
};

/** The least that a hold needs: no router, no key, no schema, no log line, no security headers. */
async function hold(request: Request, departures: Departures | BenchEnvironment["DEPARTURE"]): Promise<Response> {
  const body = await request.json<HoldBody>();
  const envelope = envelopeOf(body, request.headers.get("idempotency-key"));
  const { outcome, seq } = await departures.getByName(body.departure_id).submit(envelope);
  if (!outcome.ok) return json(JSON.stringify(outcome), 409);
  if (!("hold" in outcome)) throw new Error("a hold was answered with something else");
  return json(JSON.stringify(wireV1.hold(outcome.hold)), 200, { "holdfast-seq": String(seq) });
}

async function holdMany(request: Request, departures: Departures): Promise<Response> {
  const { departure_id, holds } = await request.json<BulkBody>();
  const envelopes = holds.map(({ idempotency_key, ...body }) => envelopeOf(body, idempotency_key));
  const answers = await departures.getByName(departure_id).submitMany(envelopes);
  const refused = answers.find(({ outcome }) => !outcome.ok);
  if (refused) return json(JSON.stringify(refused.outcome), 409);
  const made = answers.flatMap(({ outcome }) => ("hold" in outcome ? [wireV1.hold(outcome.hold)] : []));
  return json(JSON.stringify({ holds: made }));
}

function envelopeOf(body: Omit<HoldBody, "departure_id">, key: string | null): Envelope<Command> {
  const { seats, customer_ref, ttl_seconds } = body;
  return {
    command: { type: "hold", customer_ref, seats, ttl_ms: ttl_seconds * 1_000, refresh: false },
    method: "booking/hold",
    actor: ACTOR,
    key,
    digests: { seats: String(seats), customer_ref, ttl_seconds: String(ttl_seconds) },
    encoder: ENCODER,
    ...TRACE,
  };
}

async function seed(request: Request, departures: Departures): Promise<Response> {
  const { ids, capacity, now } = await request.json<SeedBody>();
  for (const id of ids) {
    const departure = {
      id,
      tour_id: "tour_bench",
      starts_at_ms: now + 30 * DAY_MS,
      capacity,
      unit_amount: 4_500,
      currency: "EUR",
      policy: DEFAULT_POLICY,
      location_hint: null,
    } as const;
    const command = { type: "create", departure } as const;
    const sent = {
      command,
      method: "departure/create",
      actor: ACTOR,
      key: null,
      digests: {},
      encoder: ENCODER,
      ...TRACE,
    };
    const { outcome } = await departures.getByName(id).submit(sent);
    if (!outcome.ok) return json(JSON.stringify(outcome), 500);
  }
  return json("{}");
}

function json(body: string, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(body, { status, headers: { "content-type": "application/json", ...headers } });
}
