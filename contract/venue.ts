import * as z from "zod";
import { layout, layoutInput, mapCategories, plainLayout } from "./layout.ts";
import { majorUnits } from "./major-units.ts";
import { operation } from "./operation.ts";
import { count, currencyCode, identifier, line, money, page, pageInput, timestamp, written } from "./values.ts";

const SEATS_MAX = 60_000;

const venueFields = {
  id: identifier,
  name: written(200),
  currency: currencyCode.describe("ISO 4217, of all its prices"),
  seats_total: count,
  created_at: timestamp,
  updated_at: timestamp,
};

export const venue = z.object({ ...venueFields, layout }).meta({ id: "Venue" });
/** As it is listed: layouts are up to 256 KiB each. */
const listedVenue = z.object(venueFields).meta({ id: "ListedVenue" });

const seatFields = {
  id: identifier.describe("The map_seat_id, where no show is asked about"),
  map_seat_id: written(32).describe(
    "Unique in the venue: made of section, row and number, and the same while they are",
  ),
  section: written(64),
  category: written(64),
  accessible: z.boolean(),
  x: z.number(),
  y: z.number(),
};

export const mapSeat = z
  .object({
    ...seatFields,
    row: written(16).describe("What is written at the row"),
    number: written(16).describe("What is written on the seat"),
    price: money,
  })
  .meta({ id: "MapSeat" });

export const seatMap = z
  .object({ venue_id: identifier, name: written(200), layout, seats: z.array(mapSeat).max(SEATS_MAX) })
  .meta({ id: "SeatMap" });

export const VENUE_OPERATIONS = {
  "venue/create": operation({
    summary: "Create a venue of the seats that its layout describes",
    scope: "admin",
    key: "accepted",
    input: z.strictObject({
      name: line(200),
      currency: currencyCode.default("EUR").describe("ISO 4217, of all its prices; it stays"),
      layout: layoutInput,
    }),
    output: venue,
    errors: ["IDEMPOTENCY_KEY_MISMATCH"],
  }),
  "venue/update": operation({
    summary: "Change a venue's name or layout; shows that exist keep the seats and prices they were made with",
    scope: "admin",
    key: "accepted",
    input: z
      .strictObject({ venue_id: identifier, name: line(200).optional(), layout: layoutInput.optional() })
      .refine((input) => input.name !== undefined || input.layout !== undefined, "names nothing to change"),
    output: venue,
    errors: ["NOT_FOUND", "IDEMPOTENCY_KEY_MISMATCH"],
  }),
  "venue/get": operation({
    summary: "Read a venue with its layout",
    scope: "read",
    key: "none",
    input: z.strictObject({ venue_id: identifier }),
    output: venue,
    errors: ["NOT_FOUND"],
  }),
  "venue/list": operation({
    summary: "List venues without their layouts, oldest first",
    scope: "read",
    key: "none",
    input: z.strictObject({
      text: line(200).optional().describe("Words that the venue's name contains"),
      ...pageInput,
    }),
    output: page(listedVenue),
    errors: [],
  }),
  "venue/seat-map": operation({
    summary: "Read every seat of a venue: where it is, what is written on it, its category and price",
    scope: "read",
    key: "none",
    input: z.strictObject({ venue_id: identifier }),
    output: seatMap,
    errors: ["NOT_FOUND"],
  }),
} as const;

/** How R2 names what seats of a show are. */
const R2_STATUS = { available: "available", held: "reserved", sold: "sold", blocked: "blocked" } as const;

const wordOrNumber = z.union([z.int().min(0), z.string()]);

/** The shape of R2's `GET /api/venues/{venueId}/seat-map`. */
export const r2SeatMapBody = z.object({
  venue_id: identifier,
  name: written(200),
  layout: plainLayout,
  seats: z
    .array(
      z.object({
        ...seatFields,
        row: wordOrNumber.describe("A number where a number is written"),
        number: wordOrNumber,
        price: z.number().min(0),
        price_money: money,
        status: z.enum(R2_STATUS).optional().describe("Of a show's seat"),
      }),
    )
    .max(SEATS_MAX),
});

type Seat = z.output<typeof mapSeat> & { readonly status?: keyof typeof R2_STATUS };
type SeatMap = Omit<z.output<typeof seatMap>, "seats"> & { readonly seats: readonly Seat[] };

/** The answer of venue/seat-map as R2 shows it: prices are plain numbers beside Money, rows and numbers numbers. */
export function r2SeatMap({ layout, seats, ...map }: SeatMap): z.input<typeof r2SeatMapBody> {
  // Seats have few prices, and to ask a currency's digits for each of 60,000 would take a second.
  const prices = new Map<string, number>();
  const plain = ({ amount, currency }: z.output<typeof money>) => {
    const known = prices.get(`${amount} ${currency}`) ?? majorUnits(amount, currency);
    prices.set(`${amount} ${currency}`, known);
    return known;
  };
  return {
    ...map,
    layout: mapCategories(layout, (category) => ({
      ...category,
      price: plain(category.price),
      price_money: category.price,
    })),
    seats: seats.map(({ row, number, price, status, ...seat }) => ({
      ...seat,
      row: numberWhereWritten(row),
      number: numberWhereWritten(number),
      price: plain(price),
      price_money: price,
      ...(status === undefined ? {} : { status: R2_STATUS[status] }),
    })),
  };
}

/** 7 of "7"; "07" and "7a" stay what they are. */
function numberWhereWritten(text: string): number | string {
  return /^(0|[1-9]\d{0,8})$/.test(text) ? Number(text) : text;
}
