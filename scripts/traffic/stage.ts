// What is sold in a run: a show, with its seats as they were before it.
import type { Client } from "../../sdk/source/client.ts";
import type { ShowSeatsResponse } from "../../sdk/source/generated/show.ts";
import { Refusal } from "../refusal.ts";

export type SeatOnSale = ShowSeatsResponse["items"][number];
export type Stage = {
  readonly url: string;
  readonly show_id: string;
  readonly venue_id: string;
  readonly name: string;
  /** In hall order. */
  readonly seats: readonly SeatOnSale[];
};

const SEATS_PER_ROW = 40;
const MONTH_MS = 30 * 86_400_000;

/** A new show of so many seats, in a venue of its own that is made once. */
export async function newStage(admin: Client, url: string, seats: number): Promise<Stage> {
  const name = `Traffic hall, ${seats} seats`;
  const { items } = await admin.venue.list({ text: name, limit: 100 });
  const known = items.find((venue) => venue.name === name);
  const venue_id = known?.id ?? (await admin.venue.create({ name, layout: layoutOf(seats) })).id;
  const starts_at = new Date(Date.now() + MONTH_MS).toISOString();
  const show = await admin.show.create({ venue_id, name: `Traffic, ${new Date().toISOString()}`, starts_at });
  return stageOf(admin, url, show.id);
}

/** At entry: nobody else sells the show during the run. */
export async function stageOf(admin: Client, url: string, show_id: string): Promise<Stage> {
  const { venue_id, name, status, waiting } = await admin.show.get({ show_id });
  if (status !== "OPEN") throw new Refusal(`The show ${show_id} is ${status}: choose one that is on sale.`);
  // What comes free would be offered to them, and nobody of this run would know who has it.
  if (waiting > 0) throw new Refusal(`${waiting} wait for the show ${show_id}: choose one that nobody waits for.`);
  const { items } = await admin.show.seats({ show_id });
  return { url, show_id, venue_id, name, seats: items };
}

function layoutOf(seats: number) {
  const rows = Math.ceil(seats / SEATS_PER_ROW);
  const lengths = Array.from({ length: rows }, (_, row) => Math.min(SEATS_PER_ROW, seats - row * SEATS_PER_ROW));
  const third = Math.ceil(rows / 3);
  const categories = [
    { name: "Premium", price: 120, color: "#8B5CF6" },
    { name: "Standard", price: 75, color: "#10B981" },
    { name: "Value", price: 40, color: "#F59E0B" },
  ].map((category, place) => ({
    ...category,
    rows: lengths.map((_, row) => row + 1).filter((row) => Math.floor((row - 1) / third) === place),
  }));
  return {
    rows,
    seats_per_row: lengths,
    aisles_after: [12, 28].filter((seat) => seat < Math.min(...lengths)),
    categories: categories.filter((category) => category.rows.length > 0),
    curve: 30,
  };
}
