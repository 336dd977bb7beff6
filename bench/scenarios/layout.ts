// How long it takes to make the seats of the largest layouts, without a drawing: the rules alone, in the bench's process.

import { performance } from "node:perf_hooks";
import { buildHall } from "../../domain/hall.ts";
import { type Layout, layoutSeats } from "../../domain/layout.ts";
import { layoutFaults } from "../../domain/layout-faults.ts";
import { median } from "../rounds.ts";
import type { Scenario } from "../scenario.ts";
import { NOTHING } from "./load-steps.ts";

const TIMES = 20;
const QUICK_TIMES = 5;
const SECTIONS = 20;
const ROWS = 60;
const PRICE = { name: "Plain", unit_amount: 4_500, color: "#8B5CF6" } as const;

function oneTo(most: number): number[] {
  return Array.from({ length: most }, (_, index) => index + 1);
}

const LAYOUTS: Readonly<Record<string, Layout>> = {
  "one section, 1,000 rows of 60": { rows: 1_000, seats_per_row: 60, categories: [{ ...PRICE, rows: oneTo(1_000) }] },
  "20 curved sections, 60 rows of 50, an aisle, odd and even": {
    sections: oneTo(SECTIONS).map((section) => ({
      name: `Block no. ${section}, on the left`,
      rows: ROWS,
      seats_per_row: 50,
      categories: [{ ...PRICE, rows: oneTo(ROWS) }],
      row_labels: "letters",
      numbering: "odd_even",
      aisles_after: [25],
      curve: 40,
      accessible: [{ row: ROWS, seats: [1, 2] }],
    })),
  },
};

export const layouts: Scenario = {
  name: "shows-layout",
  title: "The seats of the largest layouts: checked and made, p50 of the slower",
  unit: "ms",
  higher_is_better: false,
  method: `the rules alone, without server or SQL, ${TIMES} times each; what a show's object does besides when it is made or wakes is building the hall`,
  rounds_max: 1,
  asks: ({ inside }) => inside !== undefined,
  measure: (_target, { quick }) => {
    const made = Object.entries(LAYOUTS).map(([name, layout]) => stepsOf(name, layout, quick ? QUICK_TIMES : TIMES));
    const value = Math.max(...made.map(({ faults_and_seats_ms }) => faults_and_seats_ms));
    const parts = Object.assign({}, ...made.map(({ rows }) => rows));
    return Promise.resolve({ value, details: {}, parts, violated: [], acknowledged: NOTHING });
  },
};

function stepsOf(name: string, layout: Layout, times: number) {
  const faults: number[] = [];
  const seats: number[] = [];
  const halls: number[] = [];
  let seats_total = 0;
  for (let time = 0; time < times; time += 1) {
    const found = timed(faults, () => layoutFaults(layout));
    if (found.length > 0) throw new Error(JSON.stringify(found));
    const made = timed(seats, () => layoutSeats(layout));
    seats_total = made.length;
    const hall = timed(halls, () => buildHall(made, layout.focal));
    if (!hall.ok) throw new Error(JSON.stringify(hall.violations));
  }
  const rows = {
    [`${name}: faults`]: figures(faults, seats_total),
    [`${name}: seats`]: figures(seats, seats_total),
    [`${name}: the hall`]: figures(halls, seats_total),
  };
  return { rows, faults_and_seats_ms: (median(faults) ?? 0) + (median(seats) ?? 0) };
}

function timed<Result>(times: number[], work: () => Result): Result {
  const started = performance.now();
  const result = work();
  times.push(performance.now() - started);
  return result;
}

/** The first, which nothing has compiled yet, the middle and the worst. */
function figures(times: readonly number[], seats: number) {
  return { seats, first_ms: times[0] ?? 0, p50_ms: median(times) ?? 0, max_ms: Math.max(...times) };
}
