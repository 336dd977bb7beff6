// The bench's own Worker as Targets, one for each way in which it answers.

import { join } from "node:path";
import { newHomeId } from "../../worker/identifiers.ts";
import { SaleFiles } from "../holdfast/sale-files.ts";
import { ServedWorker } from "../holdfast/served-worker.ts";
import { violatedInvariants } from "../invariants.ts";
import type { Ability, Expected, Seed, Target } from "../targets.ts";
import type { SeedBody, Way } from "./messages.ts";

export const NOOP_WORKER = "no-op Worker";
export const NOOP_OBJECT = "no-op object call";
export const NOOP_MESSAGES = "no-op object call, a hold's messages";
export const PIPELINE_NOOP = "no-op object call, whole pipeline";
export const BARE_UNCLAIMED = "object's work, no pipeline, no gatekeeper";
export const BARE = "object's work and gatekeeper, no pipeline";
export const PIPELINE_UNCLAIMED = "object's work, whole pipeline, no gatekeeper";
export const BULK = "bulk: 20 holds a request, no pipeline";

interface Variant {
  readonly name: string;
  readonly way: Way;
  readonly abilities: readonly Ability[];
  /** How its departures are made; a no-op's need only an id. */
  readonly seedWay?: Extract<Way, `seed-${string}`>;
  readonly note: string;
}

const VARIANTS: readonly Variant[] = [
  { name: NOOP_WORKER, way: "noop-worker", abilities: ["hold", "read"], note: "answers without reading the request" },
  {
    name: NOOP_OBJECT,
    way: "noop-object",
    abilities: ["hold", "read"],
    note: "one call of an object's method that returns a number",
  },
  {
    name: NOOP_MESSAGES,
    way: "noop-object-messages",
    abilities: ["hold"],
    note: "the body parsed, a hold's envelope sent to an object, a hold's outcome returned by it and written",
  },
  {
    name: PIPELINE_NOOP,
    way: "pipeline-noop",
    abilities: ["hold", "confirm", "read"],
    note: "the production router unchanged; the object behind it answers canned outcomes and keeps nothing",
  },
  {
    name: PIPELINE_UNCLAIMED,
    way: "pipeline-unclaimed",
    abilities: ["hold"],
    seedWay: "seed-unclaimed",
    note: "the production router and object; keys are bound without the call to the gatekeeper",
  },
  {
    name: BARE_UNCLAIMED,
    way: "bare-unclaimed",
    abilities: ["hold"],
    seedWay: "seed-unclaimed",
    note: "the production object behind a Worker without router, keys, schema, fingerprint, log and headers",
  },
  { name: BARE, way: "bare", abilities: ["hold"], seedWay: "seed-working", note: "as before, with the gatekeeper" },
  {
    name: BULK,
    way: "bulk",
    abilities: ["hold_many"],
    seedWay: "seed-working",
    note: "20 holds of 20 customers with 20 keys in one request and one call of the object",
  },
];

/** They share one process, which the last one to stop ends. */
export async function startAll({ port }: { port: number }): Promise<readonly Target[]> {
  const config = join(import.meta.dirname, "wrangler.toml");
  const worker = await ServedWorker.start({ name: "noop", port, config, host: "pipeline-noop" });
  const token = await worker.makeKey("book");
  const files = new SaleFiles(worker.state, "departure");
  let running = VARIANTS.length;
  const stop = async (): Promise<void> => {
    running -= 1;
    if (running === 0) await worker.stop();
  };
  return VARIANTS.map((variant) => ({
    name: variant.name,
    url: worker.url,
    host: variant.way,
    token,
    abilities: variant.abilities,
    versions: {},
    notes: [variant.note],
    seed: (wish) => seed(worker, variant, wish),
    check: (expected) => check(files, variant, expected),
    processes: () => [worker.pid],
    stop,
  }));
}

async function seed(
  worker: ServedWorker,
  { seedWay }: Variant,
  { departures, capacity }: Seed,
): Promise<readonly string[]> {
  const now = Date.now();
  const ids = Array.from({ length: departures }, () => newHomeId(worker.idSecret, "dep", now));
  const body: SeedBody = { ids, capacity, now };
  if (seedWay !== undefined) await worker.ask("bench/seed", { ...body }, seedWay);
  return ids;
}

/** What keeps nothing cannot be wrong. */
async function check(files: SaleFiles, { seedWay }: Variant, expected: Expected): Promise<readonly string[]> {
  return seedWay === undefined ? [] : violatedInvariants(files.census(expected.sale_ids), expected);
}
