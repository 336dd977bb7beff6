import { Client } from "@holdfast/sdk";

const client = new Client({
  baseUrl: process.env.HOLDFAST_URL ?? "http://127.0.0.1:8787",
  token: process.env.HOLDFAST_KEY ?? "admin-local-dev-key",
});

const { items } = await client.departure.search({ available_min: 5, limit: 1 });
const departure = items[0];
if (!departure) throw new Error("nothing is on sale");

for await (const frame of client.departure.feed(departure.id)) {
  console.log(`${frame.type}: ${frame.availability.capacity_available} places are free`);
  if (frame.type === "snapshot") {
    await client.booking.hold({ departure_id: departure.id, seats: 1, customer_ref: `customer-${Date.now()}` });
  } else {
    break;
  }
}
