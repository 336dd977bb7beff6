// How long a drawing takes from bytes to what is shown, and how much memory: `node bench/drawings.ts`. A child process
// for each drawing and a heap of 96 MB, so that what does not fit into a Worker's isolate fails here.

import { spawnSync } from "node:child_process";
import { display } from "../r2-artifacts/display.ts";
import { normalise } from "../r2-artifacts/normalise.ts";
import { preview } from "../r2-artifacts/preview.ts";
import { sanitise } from "../r2-artifacts/sanitise.ts";
import { table } from "./report-table.ts";
import { threadTime } from "./thread-time.ts";

const ROUNDS = 5;
const HEAP_MB = 96;
const AIM_MS = 2_000;

type Kind = "groups" | "groups with ballast" | "circles" | "paths" | "shapes alone";

const DRAWINGS: readonly { readonly kind: Kind; readonly seats: number }[] = [
  { kind: "circles", seats: 20_000 },
  { kind: "groups", seats: 20_000 },
  { kind: "paths", seats: 20_000 },
  { kind: "shapes alone", seats: 20_000 },
  { kind: "circles", seats: 40_000 },
  { kind: "groups with ballast", seats: 23_000 },
];

const ROW_LENGTH = 50;
const ROWS = 20;

/** Sectors of twenty rows of fifty seats with an aisle in the middle, each turned a little. */
function drawing(kind: Kind, seats: number): string {
  const sectors = Array.from({ length: Math.ceil(seats / (ROWS * ROW_LENGTH)) }, (_, sector) => {
    const rows = Array.from({ length: ROWS }, (_, row) => {
      const members = Array.from({ length: ROW_LENGTH }, (_, seat) =>
        seatOf(kind, `${sector + 1}-${row + 1}`, { row, seat }),
      );
      return kind === "shapes alone"
        ? members.join("")
        : `<g class="row" id="s${sector + 1}-row-${row + 1}" data-row="${row + 1}">${members.join("\n")}</g>`;
    });
    const move = `translate(${(sector % 5) * 720 + 50} ${Math.floor(sector / 5) * 420 + 50}) rotate(${(sector % 5) - 2})`;
    return `<g ${kind === "shapes alone" ? "" : `class="sector" id="sector-${sector + 1}"`} transform="${move}">${rows.join("\n")}</g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3700 ${Math.ceil(sectors.length / 5) * 420 + 100}">${sectors.join("")}</svg>`;
}

function seatOf(kind: Kind, row_id: string, { row, seat }: { readonly row: number; readonly seat: number }): string {
  const x = seat * 12.123456 + (seat >= ROW_LENGTH / 2 ? 24 : 0);
  const y = row * 16.654321;
  switch (kind) {
    case "circles":
      return `<circle class="seat" id="${row_id}-${seat + 1}" data-seat="${seat + 1}" cx="${x}" cy="${y}" r="5" fill="#ccc"/>`;
    case "groups":
      return `<g class="seat" id="${row_id}-${seat + 1}"><rect x="${x}" y="${y}" width="10" height="10" rx="2" style="fill:#ccc;stroke:#333"/><text x="${x + 5}" y="${y + 7}" font-size="5" text-anchor="middle">${seat + 1}</text></g>`;
    case "groups with ballast":
      return `<g class="seat" id="${row_id}-${seat + 1}" transform="translate(${x / 7 - x / 7} 0)" style="display:inline;opacity:1;fill-opacity:1"><rect x="${x}" y="${y}" width="10.0000000001" height="10.0000000001" rx="2" style="fill:#cccccc;stroke:#333333;stroke-width:0.${seat}5;stroke-linecap:round;stroke-linejoin:round;stroke-miterlimit:4;stroke-dasharray:none"/><text x="${x + 5}" y="${y + 7}" font-size="5" text-anchor="middle" font-family="Helvetica">${seat + 1}</text></g>`;
    case "paths":
      return `<path id="Seat_x5F_${row_id}_x5F_${seat + 1}" class="st0" d="M${x + 5},${y}c0,2.7614-2.2386,5-5,5s-5-2.2386-5-5s2.2386-5,5-5S${x + 5},${y - 2.7},${x + 5},${y}z"/>`;
    case "shapes alone":
      return `<circle cx="${x}" cy="${y}" r="5"/>`;
  }
}

type Measured = {
  readonly times: Record<string, number>;
  readonly found: number;
  readonly sizes: readonly number[];
  readonly heap_mb: number;
};

function measure(kind: Kind, seats: number): Measured {
  const bytes = new TextEncoder().encode(drawing(kind, seats));
  const times: Record<string, number> = {};
  let measured: Measured | undefined;
  for (let round = 0; round < ROUNDS; round += 1) {
    const timed = <Result>(name: string, work: () => Result): Result => {
      const started = threadTime();
      const result = work();
      const time = threadTime() - started;
      if (round === 0) times[`${name} first`] = time;
      else times[name] = Math.min(times[name] ?? Number.POSITIVE_INFINITY, time);
      return result;
    };
    const sanitised = timed("sanitise", () => sanitise(bytes));
    if (!sanitised.ok) throw new Error(JSON.stringify(sanitised.problems));
    const result = timed("normalise", () => normalise(sanitised.svg));
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    const { normalised } = result;
    const displayed = timed("display", () => display(normalised, sanitised.svg));
    const small = timed("preview", () => preview(normalised));
    if (!displayed.ok) throw new Error(JSON.stringify(displayed.problems));
    const sizes = [bytes.length, displayed.svg.length, small.length];
    measured = { times, found: normalised.seats.length, sizes, heap_mb: process.memoryUsage().rss / 2 ** 20 };
  }
  if (!measured) throw new Error("nothing was measured");
  return measured;
}

function report(kind: Kind, seats: number): string[] {
  const flags = [`--max-old-space-size=${HEAP_MB}`, import.meta.filename, kind, String(seats)];
  const { stdout, status } = spawnSync(process.execPath, flags, { encoding: "utf8" });
  if (status !== 0) return [kind, String(seats), "does not fit"];
  const printed: unknown = JSON.parse(stdout);
  // The child is this file, and prints what measure() returns.
  const { times, found, sizes, heap_mb } = printed as Measured;
  const time = (name: string): number => times[name] ?? Number.NaN;
  const first = time("sanitise first") + time("normalise first") + time("display first") + time("preview first");
  const steps = ["sanitise", "normalise", "display", "preview"].map((name) => time(name).toFixed(0));
  const [bytes = 0, shown = 0, small = 0] = sizes.map((size) => size / 1_000);
  const lengths = [bytes, shown, small].map((size) => size.toFixed(0));
  return [
    kind,
    String(seats),
    String(found),
    ...steps,
    first.toFixed(0),
    first < AIM_MS ? "yes" : "no",
    ...lengths,
    heap_mb.toFixed(0),
  ];
}

const [, , kind, seats] = process.argv;
const asked = DRAWINGS.find((one) => one.kind === kind && String(one.seats) === seats);
if (asked) console.log(JSON.stringify(measure(asked.kind, asked.seats)));
else {
  const head = [
    "drawn as",
    "seats",
    "found",
    "sanitise ms",
    "normalise",
    "display",
    "preview",
    "all, first time",
    `< ${AIM_MS} ms`,
    "kB",
    "shown kB",
    "preview kB",
    "RSS MB",
  ];
  console.log(
    table(
      head,
      DRAWINGS.map((one) => report(one.kind, one.seats)),
    ),
  );
}
