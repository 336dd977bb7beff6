// The real server on a free port, which can be ended and started again with everything in it.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildBundle } from "../../scripts/bundle.ts";
import { migrateServed } from "../../scripts/migrate.ts";
import { project, type Served, serve } from "../../scripts/serve.ts";
import { Client } from "../source/client.ts";
import type { ClientOptions } from "../source/client-options.ts";
import type { Departure, DepartureCreateRequest } from "../source/generated/departure.ts";
import type { Show } from "../source/generated/show-shapes.ts";

export const ADMIN_KEY = "admin-local-dev-key";
/** How long a busy machine may take to bundle and start it. */
export const STARTING_MS = 90_000;
export type ServedApi = Awaited<ReturnType<typeof servedApi>>;

export async function servedApi() {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-sdk-"));
  const bundle = join(folder, "bundle");
  await buildBundle(join(project, "wrangler.toml"), bundle);
  const bindings = { DEVELOPMENT_ADMIN_KEY: ADMIN_KEY, ID_SECRET: "a secret for this test that is long enough" };
  const started = async (port: number): Promise<Served> => {
    const served = await serve({ port, state: join(folder, "state"), bindings, bundle, log: "none" });
    await migrateServed(served);
    return served;
  };
  let served = await started(0);
  const { url } = served;
  const client = (options: Partial<ClientOptions> = {}): Client =>
    new Client({ baseUrl: url, token: ADMIN_KEY, ...options });
  return {
    url,
    client,
    /** A tour and a departure of it in thirty days. */
    departure: (wanted: Partial<DepartureCreateRequest> = {}): Promise<Departure> => departureMade(client(), wanted),
    /** A show in thirty days, in a venue of its own with so many rows of fifty seats. */
    show: (rows = 1): Promise<Show> => showMade(client(), rows),
    stop: () => served.stop(),
    start: async (): Promise<void> => {
      served = await started(Number(new URL(url).port));
    },
    /** Ends the process without warning; it comes back by itself. */
    kill: (): void => {
      if (served.pid !== undefined) process.kill(served.pid, "SIGKILL");
    },
    end: async (): Promise<void> => {
      await served.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const THIRTY_DAYS_MS = 2_592_000_000;

async function departureMade(client: Client, wanted: Partial<DepartureCreateRequest>): Promise<Departure> {
  const tour = await client.tour.create({ name: "Harbour by dawn", slug: `harbour-${crypto.randomUUID()}` });
  return client.departure.create({
    tour_id: tour.id,
    starts_at: inThirtyDays(),
    capacity_total: 10,
    price: { amount: 4_500, currency: "EUR" },
    ...wanted,
  });
}

async function showMade(client: Client, rows: number): Promise<Show> {
  const numbers = Array.from({ length: rows }, (_, index) => index + 1);
  const venue = await client.venue.create({
    name: `Hall ${crypto.randomUUID()}`,
    layout: {
      rows,
      seats_per_row: 50,
      categories: [{ name: "Standard", rows: numbers, price: { amount: 4_500, currency: "EUR" }, color: "#8B5CF6" }],
    },
  });
  return client.show.create({ venue_id: venue.id, name: "A show", starts_at: inThirtyDays() });
}

function inThirtyDays(): string {
  return new Date(Date.now() + THIRTY_DAYS_MS).toISOString();
}
