// Values that many schemas are made of.
import * as z from "zod";

export const currencyCode = z
  .string()
  .regex(/^[A-Z]{3}$/, { message: "must be a currency code of ISO 4217, such as EUR", abort: true })
  .max(3)
  .describe("ISO 4217");

/** `amount` in the currency's minor unit (cents), `currency` by ISO 4217. */
const moneyFields = {
  amount: z.int().min(0).max(100_000_000_000).describe("In the minor unit, such as cents"),
  currency: currencyCode,
};
/** As it is answered: up to what ten places cost at the highest price. */
const total = z.int().min(0).max(1_000_000_000_000).describe("In the minor unit, such as cents");
export const money = z.object({ ...moneyFields, amount: total }).meta({ id: "Money" });
/** As it is sent: without further members. */
export const moneyInput = z.strictObject(moneyFields).meta({ id: "MoneyInput" });

/**
 * A price as R2's routes show it: a number in the major unit, beside the Money that it is of. In the answers of REST
 * bindings only, which the lint of the contract holds it to.
 */
export const plainPrice = z.number().min(0).max(10_000_000_000).meta({
  id: "PlainPrice",
  description: "In the major unit, such as euros; its currency is that of the Money beside it",
  "x-holdfast-plain-price": "the seat-booking routes show prices as plain numbers",
});

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
  return lineOrNothing(length_max).min(1);
}

/** As a line, and what is not said is empty. */
export function lineOrNothing(length_max: number) {
  return z.string().max(length_max).refine(printable, "must be well-formed text without control characters");
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
/** Something counted, in an answer. */
export const count = z.int().min(0).max(2_147_483_647);

/** A text of ours in an answer, which a client can make room for. */
export function written(length_max: number) {
  return z.string().max(length_max);
}

export const seatCount = z.int().min(1).max(10);
export const ttlSeconds = z.int().min(60).max(3_600);

export const pageInput = {
  cursor: z
    .string()
    .min(1)
    .max(512)
    .optional()
    .meta({ description: "next_cursor of the page before", examples: ["WyJzNF9hIiwxNyxudWxsXQ"] }),
  limit: z.int().min(1).max(100).default(20),
};

export function page<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item).max(100),
    next_cursor: written(512).nullable().describe("null on the last page"),
  });
}
