// Holdfast itself as a Target: the production bundle, served as `npm start` serves it.

import { violatedInvariants } from "../invariants.ts";
import type { Expected, Inside, Seed, Target } from "../targets.ts";
import { catalogueDiffers } from "./catalogue-file.ts";
import { SaleFiles } from "./sale-files.ts";
import { ServedWorker } from "./served-worker.ts";
import { showsOf } from "./shows.ts";

export const NAME = "Holdfast";
const DAYS_AHEAD_MS = 30 * 86_400_000;
const CATALOGUE_WITHIN_MS = 60_000;

export async function start({ port }: { port: number }): Promise<Target> {
  const worker = await ServedWorker.start({ name: "holdfast", port });
  const files = new SaleFiles(worker.state, "departure");
  const listenerKey = await worker.makeKey("read");
  return {
    name: NAME,
    // The address stays the same when it is served again.
    url: worker.url,
    abilities: ["hold", "confirm", "read", "sell"],
    token: await worker.makeKey("book"),
    versions: {},
    notes: [
      "the production bundle on workerd's own socket, served as `npm start` does, with a log line a request into a file",
      "asked with a partner's API key; its rate limit is leased and counted, but high",
      "objects and D1 are SQLite files whose commits are synced",
    ],
    seed: (wish) => seed(worker, wish),
    check: (expected) => check(worker, files, expected),
    processes: () => [worker.pid],
    stop: () => worker.stop(),
    inside: inside(worker, files, listenerKey),
  };
}

async function seed(worker: ServedWorker, { departures, capacity }: Seed): Promise<readonly string[]> {
  const tour = await worker.ask("tour/create", { name: "The bench's tour", slug: "bench" });
  const ids: string[] = [];
  for (let made = 0; made < departures; made += 1) {
    const { id } = await worker.ask("departure/create", {
      tour_id: tour["id"],
      starts_at: new Date(Date.now() + DAYS_AHEAD_MS).toISOString(),
      capacity_total: capacity,
      price: { amount: 4_500, currency: "EUR" },
    });
    ids.push(String(id));
  }
  return ids;
}

async function check(worker: ServedWorker, files: SaleFiles, expected: Expected): Promise<readonly string[]> {
  const departureIds = expected.sale_ids;
  const differing = await catalogueDiffers(worker.state, files, {
    saleIds: departureIds,
    withinMs: CATALOGUE_WITHIN_MS,
  });
  return [...violatedInvariants(files.census(departureIds), expected), ...differing];
}

function inside(worker: ServedWorker, files: SaleFiles, listenerKey: string): Inside {
  return {
    file: (departureId) => files.file(departureId),
    progress: (departureId) => files.progress(departureId),
    feed: (departureId) => ({
      url: `${worker.url.replace("http:", "ws:")}/ws/departures/${departureId}`,
      headers: { authorization: `Bearer ${listenerKey}` },
    }),
    catalogueDiffers: (departureIds, withinMs) =>
      catalogueDiffers(worker.state, files, { saleIds: departureIds, withinMs }),
    offline: (work) => worker.offline(work),
    shows: showsOf(worker),
  };
}
