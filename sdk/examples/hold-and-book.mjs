import { Client, isProblem } from "@holdfast/sdk";

const client = new Client({
  baseUrl: process.env.HOLDFAST_URL ?? "http://127.0.0.1:8787",
  token: process.env.HOLDFAST_KEY ?? "admin-local-dev-key",
});

const { items } = await client.departure.search({ available_min: 5, limit: 1 });
const departure = items[0];
if (!departure) throw new Error("nothing is on sale");

try {
  const hold = await client.booking.hold({
    departure_id: departure.id,
    seats: 2,
    customer_ref: `customer-${Date.now()}`,
  });
  console.log(`held until ${hold.expires_at} for ${hold.total_price.amount / 100} ${hold.total_price.currency}`);
  // Take the payment here.
  const booking = await client.booking.confirm({ hold_id: hold.id });
  console.log(`booked: ${booking.code}`);
} catch (error) {
  if (isProblem(error, "FULL")) console.log(`only ${error.problem.available} places are left`);
  else if (isProblem(error, "HOLD_EXPIRED")) console.log(`too late: it expired at ${error.problem.expired_at}`);
  else throw error;
}
