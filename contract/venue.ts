import * as z from "zod";
import { layout, layoutInput, mapCategories, plainLayout } from "./layout.ts";
import { plainPrices } from "./major-units.ts";
import { operation } from "./operation.ts";
import { numberWhereWritten, R2_STATUS } from "./r2-names.ts";
import { shaped } from "./rest-binding.ts";
import { seatStatus } from "./seat.ts";
import {
  count,
  currencyCode,
  identifier,
  line,
  money,
  page,
  pageInput,
  plainPrice,
  timestamp,
  written,
} from "./values.ts";

const SEATS_MAX = 60_000;

const venueFields = {
  id: identifier,
  name: written(200),
  currency: currencyCode.describe("ISO 4217, of all its prices"),
  scheme_id: identifier.nullable().describe("The seating scheme whose published version its shows are made from"),
  seats_total: count.describe("Of the layout; of a scheme, of its version when the venue was made or changed"),
  created_at: timestamp,
  updated_at: timestamp,
};

export const venue = z
  .object({ ...venueFields, layout: layout.nullable().describe("null where a scheme says what seats there are") })
  .meta({ id: "Venue" });
/** As it is listed: layouts are up to 256 KiB each. */
const listedVenue = z.object(venueFields).meta({ id: "ListedVenue" });

const seatFields = {
  id: identifier.describe("The map_seat_id; where a show is asked about, the id of its seat"),
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
    status: seatStatus.optional().describe("Of a show's seat"),
    held_until: timestamp.nullable().optional().describe("Of a show's seat: when its hold ends"),
  })
  .meta({ id: "MapSeat" });

const mapScheme = z
  .object({
    scheme_id: identifier,
    scheme_version_id: identifier,
    categories: z.array(z.object({ name: written(64), color: written(7).describe("#RRGGBB") })).max(50),
  })
  .nullable()
  .describe("The published version of a scheme that the seats are of; null of a layout");

export const seatMap = z
  .object({
    venue_id: identifier,
    name: written(200),
    layout: layout.nullable().describe("null of a scheme"),
    scheme: mapScheme,
    seats: z.array(mapSeat).max(SEATS_MAX),
  })
  .meta({ id: "SeatMap" });

const wordOrNumber = z.union([z.int().min(0), written(16)]);

/** The shape of R2's `GET /api/venues/{venueId}/seat-map`. */
export const r2SeatMapBody = z.object({
  venue_id: identifier,
  name: written(200),
  layout: plainLayout.nullable().describe("null of a scheme"),
  scheme: mapScheme,
  seats: z
    .array(
      z.object({
        ...seatFields,
        row: wordOrNumber.describe("A number where a number is written"),
        number: wordOrNumber,
        price: plainPrice,
        price_money: money,
        status: z.enum(R2_STATUS).optional().describe("Of a show's seat"),
        reserved_until: timestamp.nullable().optional().describe("Of a show's seat: when its reservation ends"),
      }),
    )
    .max(SEATS_MAX),
});

/** The answer of venue/seat-map as R2 shows it: prices are plain numbers beside Money, rows and numbers numbers. */
export function r2SeatMap({ layout, seats, ...map }: z.input<typeof seatMap>): z.input<typeof r2SeatMapBody> {
  const plain = plainPrices();
  return {
    ...map,
    layout:
      layout &&
      mapCategories(layout, (category) => ({
        ...category,
        price: plain(category.price),
        price_money: category.price,
      })),
    seats: seats.map(({ row, number, price, status, held_until, ...seat }) => ({
      ...seat,
      row: numberWhereWritten(row),
      number: numberWhereWritten(number),
      price: plain(price),
      price_money: price,
      ...(status === undefined ? {} : { status: R2_STATUS[status], reserved_until: held_until ?? null }),
    })),
  };
}

export const VENUE_OPERATIONS = {
  "venue/create": operation({
    summary: "Create a venue of the seats that its layout describes, or that a seating scheme has",
    scope: "admin",
    key: "accepted",
    input: z
      .strictObject({
        name: line(200),
        currency: currencyCode
          .optional()
          .describe("ISO 4217, of all its prices; it stays. EUR by default, with a scheme the scheme's"),
        layout: layoutInput.optional(),
        scheme_id: identifier.optional().describe("Instead of a layout: shows are made from its published version"),
      })
      .refine(
        ({ layout, scheme_id }) => (layout === undefined) !== (scheme_id === undefined),
        "needs a layout or a scheme_id, one of them",
      ),
    output: venue,
    errors: ["NOT_FOUND", "IDEMPOTENCY_KEY_MISMATCH"],
  }),
  "venue/update": operation({
    summary: "Change a venue's name, layout or scheme; shows that exist keep the seats and prices they were made with",
    scope: "admin",
    key: "accepted",
    input: z
      .strictObject({
        venue_id: identifier,
        name: line(200).optional(),
        layout: layoutInput.optional(),
        scheme_id: identifier.optional().describe("Instead of a layout"),
      })
      .refine(
        ({ name, layout, scheme_id }) => name !== undefined || layout !== undefined || scheme_id !== undefined,
        "names nothing to change",
      )
      .refine(
        ({ layout, scheme_id }) => layout === undefined || scheme_id === undefined,
        "has a layout and a scheme_id: send one of them",
      ),
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
    input: z.strictObject({
      venue_id: identifier,
      show_id: identifier.optional().describe("A show there: its own seats and prices, with what they are now"),
    }),
    output: seatMap,
    errors: ["NOT_FOUND", "version_not_published"],
    rest: [{ method: "GET", path: "/api/venues/{venueId}/seat-map", shape: shaped(seatMap, r2SeatMapBody, r2SeatMap) }],
  }),
} as const;
