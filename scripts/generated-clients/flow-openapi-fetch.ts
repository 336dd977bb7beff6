// Holding, booking, canceling and waiting through openapi-fetch, with the types that openapi-typescript made.
import createClient from "openapi-fetch";
import type { paths } from "./dist/openapi-typescript/schema.js";

/** What was answered, step by step, for the script to compare. */
export async function flow(baseUrl: string, token: string): Promise<Record<string, unknown>> {
  const client = createClient<paths>({ baseUrl, headers: { authorization: `Bearer ${token}` } });
  const keyed = () => ({ header: { "Idempotency-Key": crypto.randomUUID() } });
  const ok = <Data>(answer: { data?: Data; error?: unknown }): Data => {
    if (answer.data === undefined) throw new Error(`refused: ${JSON.stringify(answer.error)}`);
    return answer.data;
  };

  const slug = `openapi-fetch-${Date.now()}`;
  const tour = ok(await client.POST("/v1/tour/create", { params: keyed(), body: { name: "A walk", slug } }));
  const departure = ok(
    await client.POST("/v1/departure/create", {
      params: keyed(),
      body: {
        tour_id: tour.id,
        starts_at: "2040-06-01T09:00:00Z",
        capacity_total: 2,
        price: { amount: 4_500, currency: "EUR" },
      },
    }),
  );
  const wish = { departure_id: departure.id, seats: 2, customer_ref: "first" };
  const hold = ok(await client.POST("/v1/booking/hold", { params: keyed(), body: wish }));
  const booking = ok(await client.POST("/v1/booking/confirm", { params: keyed(), body: { hold_id: hold.id } }));
  const full = await client.POST("/v1/booking/hold", { params: keyed(), body: { ...wish, customer_ref: "second" } });
  const problem = full.error;
  if (problem?.code !== "FULL") throw new Error(`not full: ${JSON.stringify(full)}`);
  const entry = ok(
    await client.POST("/v1/waitlist/join", {
      params: keyed(),
      body: { departure_id: departure.id, customer_ref: "second", seats: 2 },
    }),
  );
  const canceled = ok(await client.POST("/v1/booking/cancel", { params: keyed(), body: { booking_id: booking.id } }));
  const offered = ok(await client.POST("/v1/waitlist/get", { body: { entry_id: entry.id } }));
  const page = ok(await client.POST("/v1/tour/list", { body: { limit: 1 } }));
  return {
    hold: hold.status,
    booking: booking.status,
    left: problem.available,
    canceled: canceled.status,
    offered: offered.status,
    listed: page.items.length,
  };
}
