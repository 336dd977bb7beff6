import { Client } from "@holdfast/sdk";

const client = new Client({
  baseUrl: process.env.HOLDFAST_URL ?? "http://127.0.0.1:8787",
  token: process.env.HOLDFAST_KEY ?? "admin-local-dev-key",
});

// One page.
const page = await client.departure.search({ limit: 5 });
console.log(`${page.items.length} departures, ${page.next_cursor === null ? "and no more" : "and more"}`);

// Every item, page after page as they are needed.
let free = 0;
for await (const departure of client.departure.search({ limit: 5 })) free += departure.capacity_available;
console.log(`${free} places are free`);

// Whole pages.
for await (const { items } of client.tour.list({ limit: 2 }).pages()) {
  console.log(items.map(({ name }) => name).join(", "));
}
