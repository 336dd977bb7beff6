// How long it takes to choose the best seats in the largest hall: the rule alone, in the bench's own process.

import { performance } from "node:perf_hooks";
import { buildHall, type Hall, type HallSeat } from "../../domain/hall.ts";
import { selectSeats } from "../../domain/seat-selection.ts";
import { SEAT_STATE } from "../../domain/seat-state.ts";
import type { SeatWish } from "../../domain/seat-wish.ts";
import { randomOf } from "../random.ts";
import type { Scenario } from "../scenario.ts";
import { NOTHING } from "./load-steps.ts";

const SECTIONS = 20;
const ROWS = 60;
const ROW_LENGTH = 50;
const AISLE_AFTER = 25;
const HALLS = 20;
const QUICK_HALLS = 4;
const CALLS_PER_HALL = 25;
const WARM_UP_CALLS = 50;
const OCCUPIED = [0, 0.5, 0.9, 0.99] as const;

const WISHES: Readonly<Record<string, SeatWish>> = {
  "10 seats": { quantity: 10 },
  "10 seats, may be split": { quantity: 10, allow_split: true },
  "10 seats, 2 accessible, may be split": { quantity: 10, accessible_seats: 2, allow_split: true },
  "10 seats, 1 accessible, may be split": { quantity: 10, accessible_seats: 1, allow_split: true },
  "50 seats, may be split": { quantity: 50, allow_split: true },
};

export const seatSelection: Scenario = {
  name: "shows-seat-selection",
  title: `Choosing the best of ${(SECTIONS * ROWS * ROW_LENGTH).toLocaleString("en")} seats, the worst p99`,
  unit: "ms",
  higher_is_better: false,
  method: `the rule alone, without server or SQL; ${HALLS} halls of 20 sections, in which seats are taken at random, ${CALLS_PER_HALL} calls each; the figure is the p99 of the occupancy that takes longest`,
  variants: Object.keys(WISHES),
  rounds_max: 1,
  asks: ({ inside }) => inside !== undefined,
  measure: (_target, { variant, quick }) => {
    const hall = largestHall();
    const wish = WISHES[variant] ?? { quantity: 10 };
    const halls = quick ? QUICK_HALLS : HALLS;
    const parts = Object.fromEntries(
      OCCUPIED.map((occupancy) => [`${occupancy * 100} % taken`, timesOf({ hall, occupancy, halls }, wish)]),
    );
    const value = Math.max(...Object.values(parts).map(({ p99_ms }) => p99_ms));
    return Promise.resolve({ value, details: {}, parts, violated: [], acknowledged: NOTHING });
  },
};

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

function scattered(hall: Hall, occupancy: number, seed: number): Uint8Array {
  const random = randomOf(seed);
  return Uint8Array.from({ length: hall.size }, () => (random() < occupancy ? SEAT_STATE.sold : SEAT_STATE.available));
}

interface Taken {
  readonly hall: Hall;
  readonly occupancy: number;
  readonly halls: number;
}

/** The first hall only warms up. */
function timesOf({ hall, occupancy, halls }: Taken, wish: SeatWish) {
  const times: number[] = [];
  let cpu_us = 0;
  const answers = new Map<string, number>();
  for (let number = 0; number < halls; number += 1) {
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
  return {
    p50_ms: quantile(times, 0.5),
    p99_ms: quantile(times, 0.99),
    max_ms: quantile(times, 1),
    cpu_mean_ms: cpu_us / 1_000 / times.length,
    answers: [...answers].map(([answer, count]) => `${answer} ${count}`).join(", "),
  };
}

function quantile(values: number[], share: number): number {
  values.sort((one, other) => one - other);
  return values[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;
}
