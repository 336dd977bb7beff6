// What layouts for tests are made of.
import type { Layout } from "./layout.ts";

export const PREMIUM = { name: "Premium", unit_amount: 15_000, color: "#8B5CF6" } as const;
export const STANDARD = { name: "Standard", unit_amount: 9_000, color: "#10B981" } as const;

/** The example of the requirements: ten rows of ten. */
export const TEN_BY_TEN = {
  rows: 10,
  seats_per_row: 10,
  categories: [
    { ...PREMIUM, rows: [1, 2, 3] },
    { ...STANDARD, rows: [4, 5, 6, 7, 8, 9, 10] },
  ],
} as const satisfies Layout;
