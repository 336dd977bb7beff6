// The sums that must hold after every scenario, written once for all targets.

import type { Expected } from "./targets.ts";

/** What one departure or show says about itself, and what its rows add up to. */
export interface SaleCensus {
  readonly id: string;
  /** Without what is blocked. */
  readonly capacity: number;
  readonly sold: number;
  readonly held: number;
  readonly available: number;
  readonly active_holds: { readonly rows: number; readonly seats: number };
  /** All holds ever made, whatever became of them. */
  readonly holds: { readonly rows: number; readonly seats: number };
  readonly bookings: { readonly rows: number; readonly seats: number };
}

export function violatedInvariants(census: readonly SaleCensus[], expected: Expected): string[] {
  const violated: string[] = [];
  const require = (holds: boolean, sentence: string): void => {
    if (!holds) violated.push(sentence);
  };
  require(census.length === expected.sale_ids.length, `${census.length} of ${expected.sale_ids.length} sales found`);
  for (const sale of census) {
    const { id, capacity, sold, held, available } = sale;
    require(capacity === expected.capacity, `${id}: capacity ${capacity} instead of ${expected.capacity}`);
    require(sold + held + available ===
      capacity, `${id}: sold ${sold} + held ${held} + available ${available} is not ${capacity}`);
    require(Math.min(sold, held, available) >= 0, `${id}: a negative count among ${sold}, ${held}, ${available}`);
    require(sale.active_holds.seats ===
      held, `${id}: active holds add up to ${sale.active_holds.seats}, held is ${held}`);
    require(sale.bookings.seats === sold, `${id}: bookings add up to ${sale.bookings.seats}, sold is ${sold}`);
  }
  const holds = total(census.map((sale) => sale.holds));
  const bookings = total(census.map((sale) => sale.bookings));
  within(violated, "holds", holds.rows, expected.holds.requests, expected.unknown.requests);
  within(violated, "places in holds", holds.seats, expected.holds.seats, expected.unknown.seats);
  within(violated, "bookings", bookings.rows, expected.bookings, expected.unknown.requests);
  return violated;
}

function within(violated: string[], what: string, found: number, acknowledged: number, unknown: number): void {
  if (found < acknowledged) violated.push(`${acknowledged} ${what} acknowledged, only ${found} found`);
  if (found > acknowledged + unknown)
    violated.push(`${found} ${what} found, only ${acknowledged} acknowledged and ${unknown} unknown`);
}

function total(parts: readonly { rows: number; seats: number }[]): { rows: number; seats: number } {
  return parts.reduce((sum, part) => ({ rows: sum.rows + part.rows, seats: sum.seats + part.seats }), {
    rows: 0,
    seats: 0,
  });
}
