import { Client, SeatStates } from "@holdfast/sdk";

const client = new Client({
  baseUrl: process.env.HOLDFAST_URL ?? "http://127.0.0.1:8787",
  token: process.env.HOLDFAST_KEY ?? "admin-local-dev-key",
});

const { items } = await client.show.list({ status: "OPEN", available_min: 2, limit: 1 });
const show = items[0];
if (!show) throw new Error("no show is on sale");

const list = await client.show.seats({ show_id: show.id });
const names = new Map(list.items.map(({ seat_id, section, row, number }) => [seat_id, `${section} ${row}-${number}`]));
const seats = new SeatStates(list.items);
const free = [...seats].filter(([, { status }]) => status === "available").length;
console.log(`${free} of ${seats.size} seats are free`);

const wanted = client.reservation.create({ show_id: show.id, quantity: 2 });
for await (const frame of client.feed.open(list, { since: list.seq })) {
  for (const seat_id of seats.apply(frame)) {
    const { status, reserved_until } = seats.get(seat_id) ?? {};
    console.log(`${names.get(seat_id)} is ${status} until ${reserved_until}`);
  }
  break;
}
await client.reservation.release({ reservation_id: (await wanted).id });
