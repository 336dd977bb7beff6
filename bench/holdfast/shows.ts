// Shows of Holdfast, made through its API and checked in their files.

import { performance } from "node:perf_hooks";
import { seatId } from "../../domain/identifier.ts";
import { violatedInvariants } from "../invariants.ts";
import type { PlannedShow } from "../load/show-requests.ts";
import { randomOf } from "../random.ts";
import type { ExpectedOfShows, MadeShow, Shows, ShowWish } from "../shows.ts";
import { catalogueDiffers } from "./catalogue-file.ts";
import { SaleFiles } from "./sale-files.ts";
import type { ServedWorker } from "./served-worker.ts";
import { seatFaults } from "./show-seats.ts";

const DAYS_AHEAD_MS = 30 * 86_400_000;
const CATALOGUE_WITHIN_MS = 60_000;
const ROW_LENGTH = 50;
const ROWS_A_SECTION = 60;
const BLOCKED_A_REQUEST = 1_000;
const COLOR = "#8B5CF6";

export function showsOf(worker: ServedWorker): Shows {
  const files = new SaleFiles(worker.state, "show");
  const keys: Promise<string>[] = [];
  let listener: Promise<string> | undefined;
  return {
    make: (wish) => make(worker, wish),
    partners: (count) => {
      while (keys.length < count) keys.push(worker.makeKey("book"));
      return Promise.all(keys.slice(0, count));
    },
    feed: async (show) => {
      listener ??= worker.makeKey("read");
      return feedOf(worker, show, await listener);
    },
    check: (expected) => check(worker, files, expected),
  };
}

function feedOf({ url }: ServedWorker, { id, venue_id }: PlannedShow, key: string) {
  const headers = { authorization: `Bearer ${key}` };
  return { url: `${url.replace("http:", "ws:")}/ws/venues/${venue_id}/shows/${id}`, headers };
}

async function timed<Result>(work: () => Promise<Result>): Promise<readonly [Result, number]> {
  const started = performance.now();
  const result = await work();
  return [result, performance.now() - started];
}

async function make(worker: ServedWorker, { seats_total, blocked_share = 0 }: ShowWish): Promise<MadeShow> {
  const layout = layoutOf(seats_total);
  const [venue, venue_create_ms] = await timed(() => worker.ask("venue/create", { name: "The bench's hall", layout }));
  const starts_at = new Date(Date.now() + DAYS_AHEAD_MS).toISOString();
  const asked = { venue_id: venue["id"], name: "The bench's show", starts_at };
  const [show, show_create_ms] = await timed(() => worker.ask("show/create", asked));
  const id = String(show["id"]);
  if (show["seats_total"] !== seats_total) throw new Error(`a hall of ${String(show["seats_total"])} seats was made`);
  const blocked = scattered(seats_total, blocked_share).map((index) => seatId(id, index));
  const seats_blocked = blocked.length;
  for (let from = 0; from < seats_blocked; from += BLOCKED_A_REQUEST) {
    const seat_ids = blocked.slice(from, from + BLOCKED_A_REQUEST);
    await worker.ask("seat/block", { show_id: id, seat_ids, reason: "the bench" });
  }
  return { id, venue_id: String(venue["id"]), seats_total, seats_blocked, venue_create_ms, show_create_ms };
}

function scattered(seats_total: number, share: number): number[] {
  const random = randomOf(seats_total);
  return Array.from({ length: seats_total }, (_, index) => index).filter(() => random() < share);
}

/** Sections of up to 60 rows of 50; the front half of each costs more. */
function layoutOf(seats_total: number): Readonly<Record<string, unknown>> {
  const rows = seats_total / ROW_LENGTH;
  if (!Number.isInteger(rows)) throw new Error(`a hall has rows of ${ROW_LENGTH} seats, not ${seats_total} seats`);
  const sections = Array.from({ length: Math.ceil(rows / ROWS_A_SECTION) }, (_, index) => {
    const own = Math.min(ROWS_A_SECTION, rows - index * ROWS_A_SECTION);
    const counted = Array.from({ length: own }, (_, row) => row + 1);
    const front = counted.slice(0, Math.ceil(own / 2));
    const back = counted.slice(front.length);
    const categories = [
      { name: "Front", rows: front, price: 60, color: COLOR },
      ...(back.length === 0 ? [] : [{ name: "Back", rows: back, price: 30, color: COLOR }]),
    ];
    return { name: `Block ${index + 1}`, rows: own, seats_per_row: ROW_LENGTH, aisles_after: [25], categories };
  });
  return { sections };
}

async function check(worker: ServedWorker, files: SaleFiles, expected: ExpectedOfShows): Promise<readonly string[]> {
  const { shows, reservations, bookings, unknown } = expected;
  const saleIds = shows.map(({ id }) => id);
  const differing = await catalogueDiffers(worker.state, files, { saleIds, withinMs: CATALOGUE_WITHIN_MS });
  const [one] = shows;
  const capacity = one === undefined ? 0 : one.seats_total - one.seats_blocked;
  const sums = { sale_ids: saleIds, capacity, holds: reservations, bookings, unknown };
  const faults = saleIds.flatMap((id) => seatFaults(files.file(id)).map((fault) => `${id}: ${fault}`));
  return [...violatedInvariants(files.census(saleIds), sums), ...faults, ...differing];
}
