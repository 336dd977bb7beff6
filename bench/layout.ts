// How long it takes to make the seats of the largest layouts, without a drawing: `node bench/layout.ts`.

import { performance } from "node:perf_hooks";
import { buildHall } from "../domain/hall.ts";
import { type Layout, layoutSeats } from "../domain/layout.ts";
import { layoutFaults } from "../domain/layout-faults.ts";
import { table } from "./report-table.ts";

const ROUNDS = 20;
const AIM_MS = 200;
const SECTIONS = 20;
const ROWS = 60;
const PRICE = { name: "Plain", unit_amount: 4_500, color: "#8B5CF6" } as const;

function oneTo(most: number): number[] {
  return Array.from({ length: most }, (_, index) => index + 1);
}

const LAYOUTS: readonly { readonly name: string; readonly layout: Layout }[] = [
  {
    name: "one section, 1,000 rows of 60",
    layout: { rows: 1_000, seats_per_row: 60, categories: [{ ...PRICE, rows: oneTo(1_000) }] },
  },
  {
    name: "20 curved sections, 60 rows of 50, an aisle, odd and even",
    layout: {
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
  },
];

function timed<Result>(times: number[], work: () => Result): Result {
  const started = performance.now();
  const result = work();
  times.push(performance.now() - started);
  return result;
}

/** The first, which nothing has compiled yet, the middle and the worst. */
function figures(times: readonly number[]): string[] {
  const sorted = times.toSorted((one, other) => one - other);
  return [times[0], sorted[Math.floor(sorted.length / 2)], sorted.at(-1)].map((time) => (time ?? 0).toFixed(0));
}

const rows = LAYOUTS.flatMap(({ name, layout }) => {
  const times: readonly [number[], number[], number[]] = [[], [], []];
  let seats = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const faults = timed(times[0], () => layoutFaults(layout));
    if (faults.length > 0) throw new Error(JSON.stringify(faults));
    const made = timed(times[1], () => layoutSeats(layout));
    seats = made.length;
    const hall = timed(times[2], () => buildHall(made, layout.focal));
    if (!hall.ok) throw new Error(JSON.stringify(hall.violations));
  }
  return ["layoutFaults", "layoutSeats", "buildHall"].map((step, index) => [
    name,
    String(seats),
    step,
    ...figures(times[index] ?? []),
  ]);
});
console.log(`Aim: faults and seats together well under ${AIM_MS} ms.\n`);
console.log(table(["layout", "seats", "step", "first ms", "p50 ms", "most ms"], rows));
