// The documents' venue: small enough that every seat of it is in its seat-map's example.
import type * as z from "zod";
import type { VENUE_OPERATIONS } from "./venue.ts";

type Declared = typeof VENUE_OPERATIONS;
type Example<Name extends keyof Declared> = {
  readonly request: z.input<Declared[Name]["input"]>;
  readonly response: z.input<Declared[Name]["output"]>;
};

export const VENUE_ID = "ven_1kq3tw5n00c8h3k6p2s9v4x7b0d5g8jt";

const CREATED = "2030-05-02T08:30:00.000Z";
const PREMIUM = { amount: 15_000, currency: "EUR" } as const;
const STANDARD = { amount: 9_050, currency: "EUR" } as const;
const LISTED = {
  id: VENUE_ID,
  name: "Main Theater",
  currency: "EUR",
  scheme_id: null,
  seats_total: 4,
  created_at: CREATED,
  updated_at: CREATED,
} as const;
const SHAPE = { rows: 2, seats_per_row: 2, aisles_after: [1], accessible: [{ row: 2, seats: [1] }] };

const VENUE: Example<"venue/get">["response"] = {
  ...LISTED,
  layout: {
    ...SHAPE,
    categories: [
      { name: "Premium", rows: [1], color: "#8B5CF6", price: PREMIUM },
      { name: "Standard", rows: [2], color: "#10B981", price: STANDARD },
    ],
  },
};

/** Two seats with an aisle between them: one to each side of the middle. */
function seat(row: number, number: number): Example<"venue/seat-map">["response"]["seats"][number] {
  const id = `Main-${row}-${number}`;
  return {
    id,
    map_seat_id: id,
    section: "Main",
    row: String(row),
    number: String(number),
    category: row === 1 ? "Premium" : "Standard",
    price: row === 1 ? PREMIUM : STANDARD,
    accessible: row === 2 && number === 1,
    x: number === 1 ? -1 : 1,
    y: row - 1,
  };
}

const venue_id = VENUE_ID;

export const VENUE_EXAMPLES: { readonly [Name in keyof Declared]: Example<Name> } = {
  "venue/create": {
    request: {
      name: VENUE.name,
      currency: VENUE.currency,
      layout: {
        ...SHAPE,
        categories: [
          { name: "Premium", rows: [1], color: "#8B5CF6", price: 150 },
          { name: "Standard", rows: [2], color: "#10B981", price: 90.5 },
        ],
      },
    },
    response: VENUE,
  },
  "venue/update": {
    request: { venue_id, name: "Grand Theater" },
    response: { ...VENUE, name: "Grand Theater", updated_at: "2030-05-03T12:00:00.000Z" },
  },
  "venue/get": { request: { venue_id }, response: VENUE },
  "venue/list": { request: { text: "theater", limit: 20 }, response: { items: [LISTED], next_cursor: null } },
  "venue/seat-map": {
    request: { venue_id },
    response: {
      venue_id,
      name: VENUE.name,
      layout: VENUE.layout,
      scheme: null,
      seats: [seat(1, 1), seat(1, 2), seat(2, 1), seat(2, 2)],
    },
  },
};
