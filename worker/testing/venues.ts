// Venues of a test.
import { type Input, must, type Output } from "./api.ts";

/** Two rows of three with an aisle, at 15 and 9.50. */
export const SMALL_LAYOUT: NonNullable<Input<"venue/create">["layout"]> = {
  rows: 2,
  seats_per_row: 3,
  aisles_after: [1],
  categories: [
    { name: "Premium", rows: [1], price: 15, color: "#8B5CF6" },
    { name: "Standard", rows: [2], price: 9.5, color: "#10B981" },
  ],
};

export function makeVenue(overrides: Readonly<Record<string, unknown>> = {}): Promise<Output<"venue/create">> {
  return must("venue/create", { name: `Hall ${crypto.randomUUID()}`, layout: SMALL_LAYOUT, ...overrides });
}
