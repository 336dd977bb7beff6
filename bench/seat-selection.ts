// How long it takes to choose the best seats in the largest hall: `node bench/seat-selection.ts`.

import { performance } from "node:perf_hooks";
import { buildHall, type Hall, type HallSeat } from "../domain/hall.ts";
import { selectSeats } from "../domain/seat-selection.ts";
import { SEAT_STATE } from "../domain/seat-state.ts";
import type { SeatWish } from "../domain/seat-wish.ts";
import { table } from "./report-table.ts";

const SECTIONS = 20;
const ROWS = 60;
const ROW_LENGTH = 50;
const AISLE_AFTER = 25;
const AIM_MS = 5;
const HALLS = 20;
const CALLS_PER_HALL = 25;
const WARM_UP_CALLS = 50;

function largestHall(): Hall {
  const built = buildHall(
    Array.from({ length: SECTIONS * ROWS * ROW_LENGTH }, (_, number) => {
      const section = Math.floor(number / (ROWS * ROW_LENGTH));
      const row = Math.floor(number / ROW_LENGTH) % ROWS;
      return seat(section, row, number % ROW_LENGTH);
    }),
  );
  if (!built.ok) throw new Error(JSON.stringify(built.violations));
  return built.hall;
}

/** Five sections side by side, four behind each other; every tenth row ends in a bay of two accessible seats. */
function seat(section: number, row: number, number: number): HallSeat {
  const accessible = row % 10 === 9 && number >= ROW_LENGTH - 2;
  const position = number + (number < AISLE_AFTER ? 0 : 2) + (accessible ? 2 : 0);
  const back = Math.floor(section / 5);
  return {
    id: `${section}-${row}-${number}`,
    section: `section ${section}`,
    row: String(row + 1),
    position,
    x: (section % 5) * (ROW_LENGTH + 8) + position,
    y: back * (ROWS + 4) + row,
    category: back < 2 ? "near" : "far",
    unit_amount: back < 2 ? 6_000 : 3_000,
    accessible,
  };
}

/** Mulberry32: the same halls at every run. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function scattered(hall: Hall, occupancy: number, seed: number): Uint8Array {
  const random = randomOf(seed);
  return Uint8Array.from({ length: hall.size }, () => (random() < occupancy ? SEAT_STATE.sold : SEAT_STATE.available));
}

function measured(hall: Hall, occupancy: number, wish: SeatWish): string[] {
  const times: number[] = [];
  let cpu_us = 0;
  const answers = new Map<string, number>();
  for (let number = 0; number < HALLS; number += 1) {
    const states = scattered(hall, occupancy, number + 1);
    const cpu_before = process.threadCpuUsage();
    for (let call = 0; call < (number === 0 ? WARM_UP_CALLS : CALLS_PER_HALL); call += 1) {
      const started = performance.now();
      const selection = selectSeats(hall, states, wish);
      const time = performance.now() - started;
      if (number === 0) continue;
      times.push(time);
      const answer = selection.ok ? (selection.adjacent ? "adjacent" : "split") : selection.code;
      answers.set(answer, (answers.get(answer) ?? 0) + 1);
    }
    const { user, system } = process.threadCpuUsage(cpu_before);
    if (number > 0) cpu_us += user + system;
  }
  const seen = [...answers].map(([answer, count]) => `${answer} ${count}`).join(", ");
  const p99 = quantile(times, 0.99);
  const figures = [quantile(times, 0.5), p99, quantile(times, 1), cpu_us / 1_000 / times.length];
  return [...figures.map((figure) => figure.toFixed(2)), p99 < AIM_MS ? "yes" : "no", seen];
}

function quantile(values: number[], share: number): number {
  values.sort((one, other) => one - other);
  return values[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;
}

const started = performance.now();
const hall = largestHall();
const built_ms = performance.now() - started;
const WISHES: readonly { readonly name: string; readonly wish: SeatWish }[] = [
  { name: "10 seats", wish: { quantity: 10 } },
  { name: "10 seats, may be split", wish: { quantity: 10, allow_split: true } },
  { name: "10 seats, 2 accessible, may be split", wish: { quantity: 10, accessible_seats: 2, allow_split: true } },
  { name: "10 seats, 1 accessible, may be split", wish: { quantity: 10, accessible_seats: 1, allow_split: true } },
  { name: "50 seats, may be split", wish: { quantity: 50, allow_split: true } },
];
const rows = WISHES.flatMap(({ name, wish }) =>
  [0, 0.5, 0.9, 0.99].map((occupancy) => [name, `${occupancy * 100} %`, ...measured(hall, occupancy, wish)]),
);
const HEAD = ["wish", "occupied", "p50 ms", "p99 ms", "most ms", "CPU mean", `p99 < ${AIM_MS}`, "answers"];
console.log(`${hall.size} seats, built in ${built_ms.toFixed(0)} ms\n\n${table(HEAD, rows)}`);
