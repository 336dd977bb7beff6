// The Harbour Theatre: two venues of one house and four shows on sale, one almost sold out with people waiting, one with
// seats taken off sale. What is sold is sold by a partner of its own, through reservations and bookings as anybody's. A
// venue or show that is there by its name is left alone.
import { Client } from "../../sdk/source/client.ts";
import type { ShowSeatsResponse } from "../../sdk/source/generated/show.ts";
import type { Show } from "../../sdk/source/generated/show-shapes.ts";
import type { LayoutInput } from "../../sdk/source/generated/venue-shapes.ts";
import { daysAhead } from "./days-ahead.ts";
import { GREAT_HALL, STUDIO } from "./layouts.ts";

type Seat = ShowSeatsResponse["items"][number];
type Planned = {
  readonly name: string;
  readonly in_days: number;
  readonly hour: number;
  /** Whether this seat is to be sold. */
  readonly sold?: (seat: Seat) => boolean;
  readonly blocked?: { readonly seat: (seat: Seat) => boolean; readonly reason: string };
  readonly waiting?: readonly { readonly seats: number; readonly section?: string }[];
};

const AT_ONCE = 20;
const PLENTY = 20;
/** What nobody has bought for the opening night: five seats, no three of them together. */
const LEFT = new Set(["Circle-F-25", "Circle-F-26", "Circle-H-1", "Stalls-N-3", "Stalls-N-12"]);

function inRows(section: string, ...rows: string[]): (seat: Seat) => boolean {
  return (seat) => seat.section === section && rows.includes(seat.row);
}

const HALLS: readonly { readonly name: string; readonly layout: LayoutInput; readonly shows: readonly Planned[] }[] = [
  {
    name: "Harbour Theatre, Great Hall",
    layout: GREAT_HALL,
    shows: [
      {
        name: "The Tempest, opening night",
        in_days: 8,
        hour: 19,
        sold: ({ map_seat_id }) => !LEFT.has(map_seat_id),
        waiting: [{ seats: 4 }, { seats: 2, section: "Stalls" }],
      },
      { name: "The Tempest", in_days: 9, hour: 19, sold: inRows("Stalls", "A", "B", "C") },
      {
        name: "Organ by candlelight",
        in_days: 15,
        hour: 20,
        blocked: { seat: inRows("Stalls", "A", "B"), reason: "the stage comes forward" },
      },
    ],
  },
  {
    name: "Harbour Theatre, Studio",
    layout: STUDIO,
    shows: [{ name: "Short plays by new writers", in_days: 5, hour: 18, sold: inRows("Main", "A", "B") }],
  },
];

/** A show that has plenty of seats left, if there is one. */
export async function seedTheatre(client: Client, url: string): Promise<Show | undefined> {
  const venues = new Map<string, string>();
  for await (const { name, id } of client.venue.list({ text: "Harbour Theatre" })) venues.set(name, id);
  const shows: Show[] = [];
  const partner = onDemand(() => newPartner(client, url));
  for (const hall of HALLS) {
    const { name, layout } = hall;
    const venue_id = venues.get(name) ?? (await client.venue.create({ name, layout })).id;
    const known = new Map<string, Show>();
    for await (const show of client.show.list({ venue_id })) known.set(show.name, show);
    for (const planned of hall.shows) {
      shows.push(known.get(planned.name) ?? (await makeShow(client, await partner(), { venue_id, planned })));
    }
  }
  return openShow(client, shows);
}

/** As the show itself knows, which the list learns a moment later. */
async function openShow(client: Client, shows: readonly Show[]): Promise<Show | undefined> {
  for (const { id, starts_at } of shows) {
    if (Date.parse(starts_at) < Date.now()) continue;
    const show = await client.show.get({ show_id: id });
    if (show.status === "OPEN" && show.seats_available >= PLENTY) return show;
  }
  return undefined;
}

/** Made when it is wanted first: a restart needs no partner. */
function onDemand<Made>(make: () => Promise<Made>): () => Promise<Made> {
  let made: Promise<Made> | undefined;
  return () => (made ??= make());
}

async function newPartner(client: Client, url: string): Promise<Client> {
  const { key } = await client.key.create({
    name: "Harbour Tickets (demonstration)",
    permissions: ["book"],
    rate_limit: 100_000,
  });
  return new Client({ baseUrl: url, token: key });
}

async function makeShow(
  client: Client,
  partner: Client,
  { venue_id, planned }: { venue_id: string; planned: Planned },
): Promise<Show> {
  const { name, sold, blocked, waiting = [] } = planned;
  const show = await client.show.create({ venue_id, name, starts_at: daysAhead(planned) });
  const show_id = show.id;
  const { items } = await client.show.seats({ show_id });
  if (blocked) {
    const seat_ids = items.filter(blocked.seat).map(({ seat_id }) => seat_id);
    await client.seat.block({ show_id, seat_ids, reason: blocked.reason });
  }
  if (sold) await sell(partner, show_id, parties(items.filter(sold)));
  for (const [index, wish] of waiting.entries()) {
    await partner.waitlist.join({ show_id, customer_ref: `waiting-${index + 1}`, ...wish });
  }
  return show;
}

/** Seats of one row each, two to four to a party. */
function parties(seats: readonly Seat[]): string[][] {
  const made: { readonly row: string; readonly size: number; readonly seat_ids: string[] }[] = [];
  for (const { seat_id, section, row: label } of seats) {
    const last = made.at(-1);
    const row = `${section} ${label}`;
    if (last?.row === row && last.seat_ids.length < last.size) last.seat_ids.push(seat_id);
    else made.push({ row, size: 2 + (made.length % 3), seat_ids: [seat_id] });
  }
  return made.map(({ seat_ids }) => seat_ids);
}

async function sell(partner: Client, show_id: string, wanted: readonly string[][]): Promise<void> {
  for (let from = 0; from < wanted.length; from += AT_ONCE) {
    const reservations = wanted
      .slice(from, from + AT_ONCE)
      .map((seat_ids, index) => ({ seat_ids, customer_ref: `guest-${from + index + 1}` }));
    const { items } = await partner.reservation.createBatch({ show_id, reservations });
    await Promise.all(
      items.flatMap(({ reservation }) =>
        reservation ? [partner.booking.create({ reservation_id: reservation.id })] : [],
      ),
    );
  }
}
