// Values that many schemas are made of.
import * as z from "zod";

/** `amount` in the currency's minor unit (cents), `currency` by ISO 4217. */
export const money = z
  .strictObject({
    amount: z.int().min(0).max(100_000_000_000),
    currency: z.string().regex(/^[A-Z]{3}$/, "must be a currency code of ISO 4217, such as EUR"),
  })
  .meta({ id: "Money" });

export const timestamp = z.iso
  .datetime({ message: "must be a UTC time such as 2026-12-24T18:00:00Z" })
  .refine((text) => Number.isFinite(Date.parse(text)), "must be a time that exists")
  .meta({ id: "Timestamp", description: "ISO 8601, UTC, with Z" });

/** Ids are opaque; what does not look like one is answered as not found, not as malformed. */
export const identifier = z.string().min(1).max(128);

const CONTROL = /\p{Cc}/u;

function printable(text: string): boolean {
  return text.isWellFormed() && !CONTROL.test(text);
}

export function line(length_max: number) {
  return z.string().min(1).max(length_max).refine(printable, "must be well-formed text without control characters");
}

export function paragraph(length_max: number) {
  return z
    .string()
    .max(length_max)
    .refine(
      (text) => printable(text.replaceAll(/[\n\r\t]/g, "")),
      "must be well-formed text without control characters",
    );
}

export const customerRef = line(128).describe(
  "Your own reference of the customer; one active hold a customer and departure",
);
export const seatCount = z.int().min(1).max(10);
export const ttlSeconds = z.int().min(60).max(3_600);

export const pageInput = {
  cursor: z.string().min(1).max(512).optional().describe("next_cursor of the page before"),
  limit: z.int().min(1).max(100).default(20),
};

export function page<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next_cursor: z.string().nullable().describe("null on the last page") });
}
