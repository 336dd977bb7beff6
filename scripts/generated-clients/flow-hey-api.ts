// Holding, booking, canceling and waiting through the client that @hey-api/openapi-ts made.
import {
  bookingCancel,
  bookingConfirm,
  bookingHold,
  departureCreate,
  tourCreate,
  tourList,
  waitlistGet,
  waitlistJoin,
} from "./dist/hey-api";
import { client } from "./dist/hey-api/client.gen";

/** What was answered, step by step, for the script to compare. */
export async function flow(baseUrl: string, token: string): Promise<Record<string, unknown>> {
  client.setConfig({ baseUrl, auth: token });
  const keyed = () => ({ "Idempotency-Key": crypto.randomUUID() });
  const sure = { throwOnError: true } as const;

  const slug = `hey-api-${Date.now()}`;
  const { data: tour } = await tourCreate({ ...sure, headers: keyed(), body: { name: "A walk", slug } });
  const { data: departure } = await departureCreate({
    ...sure,
    headers: keyed(),
    body: {
      tour_id: tour.id,
      starts_at: "2040-06-01T09:00:00Z",
      capacity_total: 2,
      price: { amount: 4_500, currency: "EUR" },
    },
  });
  const wish = { departure_id: departure.id, seats: 2, customer_ref: "first" };
  const { data: hold } = await bookingHold({ ...sure, headers: keyed(), body: wish });
  const { data: booking } = await bookingConfirm({ ...sure, headers: keyed(), body: { hold_id: hold.id } });
  const full = await bookingHold({ headers: keyed(), body: { ...wish, customer_ref: "second" } });
  const problem = full.error;
  if (problem?.code !== "FULL") throw new Error(`not full: ${JSON.stringify(full.data)}`);
  const { data: entry } = await waitlistJoin({
    ...sure,
    headers: keyed(),
    body: { departure_id: departure.id, customer_ref: "second", seats: 2 },
  });
  const { data: canceled } = await bookingCancel({ ...sure, headers: keyed(), body: { booking_id: booking.id } });
  const { data: offered } = await waitlistGet({ ...sure, body: { entry_id: entry.id } });
  const { data: page } = await tourList({ ...sure, body: { limit: 1 } });
  return {
    hold: hold.status,
    booking: booking.status,
    left: problem.available,
    canceled: canceled.status,
    offered: offered.status,
    listed: page.items.length,
  };
}
