// Seats put together: into sectors by name or group, in each into rows by name, group or place.
import type { HallGroup } from "./hall-group.ts";
import { isLine } from "./line-fit.ts";
import { type FoundRows, rowsOf } from "./row-geometry.ts";
import type { SeatDraft } from "./seat-draft.ts";
import { linked } from "./shape-classes.ts";
import { median, nearestDistances } from "./spatial-grid.ts";

export type RowDraft = {
  readonly seats: readonly SeatDraft[];
  readonly group: HallGroup | undefined;
  name: string | undefined;
  /** Why these seats are one row, where nothing says so. */
  readonly guess: string | undefined;
  name_guess: string | undefined;
};

export type SectorDraft = {
  readonly seats: readonly SeatDraft[];
  readonly group: HallGroup | undefined;
  readonly rows: RowDraft[];
  name: string | undefined;
  name_guess: string | undefined;
};

export function sectorDrafts(drafts: readonly SeatDraft[]): SectorDraft[] {
  const by_key = new Map<string, SeatDraft[]>();
  for (const draft of drafts) {
    const name = draft.sector ?? draft.sector_group?.name;
    const key = name === undefined ? `group ${draft.sector_group?.item.index ?? ""}` : `name ${name}`;
    const seats = by_key.get(key);
    if (seats) seats.push(draft);
    else by_key.set(key, [draft]);
  }
  return [...by_key].map(([key, seats]) => {
    const name = key.startsWith("name ") ? key.slice(5) : undefined;
    const group = seats.find(
      ({ sector_group }) => sector_group && (name === undefined || sector_group.name === name),
    )?.sector_group;
    return { seats, group, name, name_guess: seats[0]?.sector_guess, rows: rowDrafts(seats) };
  });
}

function rowDrafts(seats: readonly SeatDraft[]): RowDraft[] {
  const by_key = new Map<string, SeatDraft[]>();
  const loose: SeatDraft[] = [];
  for (const draft of seats) {
    if (draft.row === undefined && !draft.row_group) {
      loose.push(draft);
      continue;
    }
    const key = draft.row === undefined ? `group ${draft.row_group?.item.index}` : `name ${draft.row}`;
    const row = by_key.get(key);
    if (row) row.push(draft);
    else by_key.set(key, [draft]);
  }
  const named = [...by_key.values()].map((row): RowDraft => {
    const group = row.find(({ row_group }) => row_group)?.row_group;
    return { seats: row, group, name: row[0]?.row, guess: group?.guess, name_guess: undefined };
  });
  return [...named, ...rowsByPlace(loose)];
}

function rowsByPlace(seats: readonly SeatDraft[]): RowDraft[] {
  if (seats.length === 0) return [];
  const points = seats.map(({ centre }) => centre);
  const size = median(seats.map(({ found }) => found.shape.extent));
  const { rows, rests_on } = bestRows(points, size);
  return rows.map((row) => ({
    seats: row.flatMap((index) => seats[index] ?? []),
    group: undefined,
    name: undefined,
    guess: `where its seats are: ${rests_on}`,
    name_guess: undefined,
  }));
}

const CHAINS = "chains of neighbours";
const BLOCK_MIN = 6;
const RING_REACH = 1.5;
const ORIGIN = { x: 0, y: 0 };

/** Where no one direction or centre fits the whole, one may fit each block. */
function bestRows(points: readonly { readonly x: number; readonly y: number }[], size: number): FoundRows {
  const whole = rowsOf(points, size);
  if (whole.rests_on !== CHAINS) return whole;
  const pitch = median(nearestDistances(points, size * 1.5).filter(Number.isFinite));
  const rings = linked(points, Math.max(pitch, size * 0.5) * RING_REACH);
  if (rings.length > 1 && rings.every((ring) => isLine(ring.map((index) => points[index] ?? ORIGIN)) === true)) {
    return { rows: rings, rests_on: "rings and lines apart from each other" };
  }
  const blocks = linked(points, Math.max(pitch, size * 0.5) * 2.2);
  if (blocks.length < 2) return whole;
  const rows: number[][] = [];
  let fitting = 0;
  for (const block of blocks) {
    const found = rowsOf(
      block.map((index) => points[index] ?? ORIGIN),
      size,
    );
    if (found.rests_on !== CHAINS || block.length < BLOCK_MIN) fitting += block.length;
    rows.push(...found.rows.map((row) => row.map((index) => block[index] ?? 0)));
  }
  return fitting > points.length / 2 ? { rows, rests_on: "straight lines or arcs, block by block" } : whole;
}
