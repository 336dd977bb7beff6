import { Client, ConnectionError, TimeoutError } from "@holdfast/sdk";

const client = new Client({
  baseUrl: process.env.HOLDFAST_URL ?? "http://127.0.0.1:8787",
  token: process.env.HOLDFAST_KEY ?? "admin-local-dev-key",
  retries: 4,
  attemptTimeoutMs: 5_000,
  timeoutMs: 30_000,
});

const { items } = await client.departure.search({ available_min: 5, limit: 1 });
const departure = items[0];
if (!departure) throw new Error("nothing is on sale");
const request = { departure_id: departure.id, seats: 1, customer_ref: `customer-${Date.now()}` };

// The order's own number: also after a crash of this program, the same order holds its places once.
const idempotencyKey = `order-${Date.now()}`;
try {
  const first = await client.booking.hold(request, { idempotencyKey }).withResponse();
  const again = await client.booking.hold(request, { idempotencyKey }).withResponse();
  console.log(first.data.id === again.data.id, first.replayed, again.replayed);
} catch (error) {
  if (error instanceof ConnectionError || error instanceof TimeoutError) {
    // Nobody knows whether it was done: call again later, with the same key.
    console.log(`no answer after ${error.attempts} attempts; keep the key ${error.idempotencyKey}`);
  } else throw error;
}
