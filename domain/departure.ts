// A departure: one dated run of a tour with counted places, all at one price.
import type { Sale } from "./sale.ts";

export type Departure = Sale & {
  readonly tour_id: string;
  readonly unit_amount: number;
  readonly currency: string;
};
