import { Client } from "@holdfast/sdk";

const client = new Client({
  baseUrl: process.env.HOLDFAST_URL ?? "http://127.0.0.1:8787",
  token: process.env.HOLDFAST_KEY ?? "admin-local-dev-key",
});

const { items } = await client.departure.search({ available_min: 5, limit: 5 });
for (const departure of items) {
  console.log(`${departure.starts_at}: ${departure.capacity_available} places from ${departure.price.amount / 100}`);
}
