// The demonstration: tours with departures, a theatre with shows, and a hall that comes from its drawing. Made through the API like anybody's data, by the
// client that partners use. Idempotent: what is there is left alone.
import { Client } from "../sdk/source/client.ts";
import type { Show } from "../sdk/source/generated/show-shapes.ts";
import { seedScheme } from "./demonstration/amphitheatre.ts";
import { seedTheatre } from "./demonstration/theatre.ts";
import { seedTours } from "./demonstration/tours.ts";

export type Seeded = {
  /** One that has places left, if there is one. */
  readonly departure_id: string | undefined;
  readonly show: Show | undefined;
  readonly scheme_id: string;
};

/** @throws ProblemError naming the operation, when one is refused */
export async function seed(url: string, key: string): Promise<Seeded> {
  const client = new Client({ baseUrl: url, token: key });
  const [departure_id, show, scheme_id] = await Promise.all([
    seedTours(client),
    seedTheatre(client, url),
    seedScheme(client),
  ]);
  return { departure_id, show, scheme_id };
}
