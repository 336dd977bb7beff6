// The second step: what a sanitised drawing means. Seats are found by what they are called, else by their look; named by
// what they, their groups, their titles and their texts say, else by where they are. Whatever is concluded and
// not read is listed among the guesses with what it rests on, and what looks like a part of the hall and is none, among
// the unknown with the reason.
//
// The same file gives the same result, ids included. Known weakness: what a legend, a pillar or a table is, only names
// and sizes can tell; a drawing of paths without names may have a shape too many or too few.
import { type DrawingRefusal, refused } from "./drawing-problem.ts";
import { elementId, type HallSurvey, madeId, notUnderstood, surveyHall } from "./hall-survey.ts";
import { headSectors } from "./headed-sectors.ts";
import { DRAWING_LIMITS } from "./limits.ts";
import { lookAlikes } from "./look-alikes.ts";
import { type Bounds, holds, united } from "./matrix.ts";
import { type FoundSeat, namedSeats } from "./named-seats.ts";
import type { DrawnGroup, DrawnSeat, DrawnSector, Guess, Normalised, NotUnderstood } from "./normalised.ts";
import { type RowDraft, type SectorDraft, sectorDrafts } from "./row-drafts.ts";
import { nameRows, nameSectors } from "./row-names.ts";
import { type PlacedSeat, pitchOfRows, placedRow } from "./row-order.ts";
import { sanitisedRoot } from "./sanitised-drawing.ts";
import { placeOf, sceneOf } from "./scene.ts";
import { seatDrafts } from "./seat-draft.ts";

export type NormaliseResult = DrawingRefusal | { readonly ok: true; readonly normalised: Normalised };

/** At entry: `svg` is what sanitise() returned. */
export function normalise(svg: string): NormaliseResult {
  const surveyed = surveyOf(svg);
  if (!surveyed.ok) return surveyed;
  const { survey } = surveyed;
  const named = namedSeats(survey);
  const alike = lookAlikes(survey, named);
  const found = withinView(survey, [...named, ...alike]).sort((one, other) => one.item.index - other.item.index);
  if (found.length > DRAWING_LIMITS.seats_max) {
    return refused("too_many_seats", `The drawing has ${found.length} seats, more than ${DRAWING_LIMITS.seats_max}.`);
  }
  const { drafts, texts } = seatDrafts(survey, found);
  headSectors(survey, drafts, texts);
  const sectors = sectorDrafts(drafts);
  nameSectors(sectors, texts);
  nameRows(survey, sectors, texts);
  return { ok: true, normalised: written(survey, sectors) };
}

/** Nobody sees what is outside of the drawing: editors' spare parts. Where most seats are, it is the viewBox that is wrong. */
function withinView(survey: HallSurvey, found: readonly FoundSeat[]): FoundSeat[] {
  const { bounded, view } = survey.scene;
  const edges = { left: view.x, top: view.y, right: view.x + view.width, bottom: view.y + view.height };
  const seen = found.filter(({ shape }) => holds(edges, shape.centre));
  if (!bounded || seen.length === found.length || seen.length * 2 < found.length) return [...found];
  const outside = found.filter(({ shape }) => !holds(edges, shape.centre));
  for (const { item } of outside) notUnderstood(survey, item, "outside of the drawing's viewBox, where nobody sees it");
  return seen;
}

/** By itself, so that nothing holds the tree when it has been surveyed. */
function surveyOf(svg: string): DrawingRefusal | { readonly ok: true; readonly survey: HallSurvey } {
  const parsed = sanitisedRoot(svg);
  return parsed.ok ? { ok: true, survey: surveyHall(sceneOf(parsed.root)) } : parsed;
}

type Output = {
  readonly survey: HallSurvey;
  readonly sectors: DrawnSector[];
  readonly groups: DrawnGroup[];
  readonly seats: DrawnSeat[];
  readonly guesses: Guess[];
};

function written(survey: HallSurvey, sectors: readonly SectorDraft[]): Normalised {
  const output: Output = { survey, sectors: [], groups: [], seats: [], guesses: [] };
  for (const sector of sectors) writeSector(output, sector);
  for (const place of survey.scene.hidden) {
    survey.unknown.push({ element_id: madeId(place), place, reason: "not shown", count: 1 });
  }
  if (output.seats.length === 0) noSeats(survey);
  const { x, y, width, height } = survey.scene.view;
  return {
    view: { x, y, width, height },
    sectors: output.sectors,
    groups: output.groups,
    seats: output.seats,
    unknown: summed(survey.unknown),
    guesses: output.guesses,
  };
}

/** Never in silence: an empty hall is a drawing that was not understood. */
function noSeats({ scene, unknown }: HallSurvey): void {
  const shapes = scene.items.filter(({ shape }) => shape !== undefined && shape.extent > 0).length;
  const reason =
    shapes === 0
      ? "no seat was found: nothing that is drawn has a size"
      : "no seat was found: nothing is called a seat, and no shapes of one size stand together as seats do";
  unknown.unshift({ element_id: madeId("0"), place: "0", reason, count: Math.max(1, shapes) });
}

function writeSector(output: Output, sector: SectorDraft): void {
  const { survey, sectors, guesses } = output;
  const { seats, group, name = "", name_guess, rows } = sector;
  const first = seats[0];
  if (!first) return;
  const element_id = group ? elementId(survey, group.item) : `sector~${elementId(survey, first.found.item)}`;
  sectors.push({
    element_id,
    name,
    bounds: boundsOf(seats.map(({ found }) => found.shape.bounds)),
    seats: seats.length,
  });
  if (group?.guess !== undefined)
    guesses.push({ what: "sector", element_id, rests_on: group.guess, count: seats.length });
  if (name_guess !== undefined) guesses.push({ what: "sector_name", element_id, rests_on: name_guess, count: 1 });
  const pitch = pitchOfRows(rows.map((row) => row.seats));
  for (const row of rows) writeRow(output, row, { name, pitch });
}

type InSector = { readonly name: string; readonly pitch: number };

function writeRow(output: Output, row: RowDraft, sector: InSector): void {
  const { survey, groups, seats, guesses } = output;
  const first = row.seats[0];
  if (!first) return;
  const { name = "", group } = row;
  const element_id = group ? elementId(survey, group.item) : `row~${elementId(survey, first.found.item)}`;
  groups.push({
    element_id,
    sector: sector.name,
    name,
    bounds: boundsOf(row.seats.map(({ found }) => found.shape.bounds)),
    seats: row.seats.length,
  });
  const count = row.seats.length;
  if (row.guess !== undefined) guesses.push({ what: "row", element_id, rests_on: row.guess, count });
  if (row.name_guess !== undefined) guesses.push({ what: "row_name", element_id, rests_on: row.name_guess, count: 1 });
  const placed = placedRow(row.seats, sector.pitch);
  const counted = placed.filter(({ number_is_guessed }) => number_is_guessed).length;
  if (counted > 0) guesses.push({ what: "number", element_id, rests_on: "its order in the row", count: counted });
  seatGuesses(output, element_id, row);
  for (const seat of placed) seats.push(drawnSeat(survey, seat, { sector: sector.name, row: name }));
  doubles(survey, placed, name);
  distrusted(survey, placed, name);
}

/** Seats of a row that were taken for some for one reason are one guess. */
function seatGuesses({ guesses }: Output, element_id: string, row: RowDraft): void {
  const counts = new Map<string, number>();
  for (const { found } of row.seats) {
    if (found.guess !== undefined) counts.set(found.guess, (counts.get(found.guess) ?? 0) + 1);
  }
  for (const [rests_on, count] of counts) guesses.push({ what: "seat", element_id, rests_on, count });
}

function drawnSeat(
  survey: HallSurvey,
  { draft, position, number }: PlacedSeat,
  { sector, row }: { readonly sector: string; readonly row: string },
): DrawnSeat {
  const { x, y } = draft.centre;
  return {
    element_id: elementId(survey, draft.found.item),
    sector,
    row,
    number,
    position,
    x: rounded(x),
    y: rounded(y),
    bounds: boundsOf([draft.found.shape.bounds]),
    accessible: draft.accessible,
  };
}

function doubles(survey: HallSurvey, placed: readonly PlacedSeat[], row: string): void {
  const seen = new Set<string>();
  for (const { draft, number } of placed) {
    const { item } = draft.found;
    if (seen.has(number)) {
      const reason = `a second seat ${number} in row ${row}`;
      notUnderstood(survey, item, reason);
    }
    seen.add(number);
  }
}

/** Numbers that were said and not believed, because they are mostly one. */
function distrusted(survey: HallSurvey, placed: readonly PlacedSeat[], row: string): void {
  const seats = placed.filter(({ draft, number_is_guessed }) => number_is_guessed && draft.number !== undefined);
  const first = seats[0]?.draft;
  if (!first) return;
  const reason = `the same number on most seats of row ${row} (${first.number}); they were counted`;
  const { item } = first.found;
  const place = placeOf(survey.scene.items, item.index);
  survey.unknown.push({ element_id: elementId(survey, item), place, reason, count: seats.length });
}

function boundsOf(all: readonly Bounds[]): Bounds {
  const nothing = {
    left: Number.POSITIVE_INFINITY,
    top: Number.POSITIVE_INFINITY,
    right: Number.NEGATIVE_INFINITY,
    bottom: Number.NEGATIVE_INFINITY,
  };
  const { left, top, right, bottom } = all.reduce(united, nothing);
  return { left: rounded(left), top: rounded(top), right: rounded(right), bottom: rounded(bottom) };
}

/** To thousandths; the addition makes 0 of -0. */
function rounded(value: number): number {
  return Math.round(value * 1_000) / 1_000 + 0;
}

const SAID_MAX = 500;

/** The first of them each by itself; of what is left, one for each reason with how many there are. */
function summed(unknown: readonly NotUnderstood[]): NotUnderstood[] {
  const more = new Map<string, NotUnderstood>();
  for (const one of unknown.slice(SAID_MAX)) {
    const reason = one.reason.replaceAll(/\d+/g, "…");
    const known = more.get(reason);
    more.set(reason, known ? { ...known, count: known.count + one.count } : { ...one, reason });
  }
  return [...unknown.slice(0, SAID_MAX), ...more.values()];
}
