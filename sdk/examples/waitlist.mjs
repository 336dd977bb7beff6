import { Client } from "@holdfast/sdk";

const client = new Client({
  baseUrl: process.env.HOLDFAST_URL ?? "http://127.0.0.1:8787",
  token: process.env.HOLDFAST_KEY ?? "admin-local-dev-key",
});

// A tour with one place, which Anna holds.
const tour = await client.tour.create({ name: "Tower for one", slug: `tower-${Date.now()}` });
const departure = await client.departure.create({
  tour_id: tour.id,
  starts_at: new Date(Date.now() + 86_400_000).toISOString(),
  capacity_total: 1,
  price: { amount: 2_500, currency: "EUR" },
});
const departure_id = departure.id;
const hold = await client.booking.hold({ departure_id, seats: 1, customer_ref: "anna" });

const entry = await client.waitlist.join({ departure_id, customer_ref: "ben" });
console.log(`ben is number ${entry.position}`);

// Anna gives it back: the place is offered to Ben, as a hold for five minutes.
await client.hold.release({ hold_id: hold.id });
const offered = await client.waitlist.get({ entry_id: entry.id });
if (offered.hold_id === null) throw new Error(`ben is ${offered.status}`);
const booking = await client.booking.confirm({ hold_id: offered.hold_id });
console.log(`ben has ${booking.code}`);
