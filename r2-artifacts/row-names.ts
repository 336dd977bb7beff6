// Names for rows and sectors that have none: a text in their group or at an end of the row, else their order from the
// front. The front is the stage where one is drawn, else the top.
import { gapsAlong, orderAlong } from "../domain/row-line.ts";
import { frontOf } from "./hall-front.ts";
import type { HallSurvey } from "./hall-survey.ts";
import type { Point } from "./matrix.ts";
import { readName } from "./name-reading.ts";
import type { RowDraft, SectorDraft } from "./row-drafts.ts";
import type { SceneText } from "./scene.ts";
import { distance, median, nearby, spatialGrid } from "./spatial-grid.ts";

export const ONLY_SECTOR = "Main";

export function nameSectors(sectors: readonly SectorDraft[], texts: readonly SceneText[]): void {
  const used = new Set(sectors.map(({ name }) => name));
  let number = 0;
  for (const sector of sectors) {
    if (sector.name !== undefined) continue;
    const { group } = sector;
    const heading =
      group &&
      texts.find(({ item, text }) => item > group.item.index && item < group.item.end && /\p{L}{3}/u.test(text));
    if (heading && !used.has(heading.text)) {
      sector.name = heading.text;
      sector.name_guess = "a text in its group";
    } else if (!used.has(ONLY_SECTOR) && (!group || sectors.length === 1)) {
      sector.name = ONLY_SECTOR;
      sector.name_guess = "nothing names one";
    } else {
      do number += 1;
      while (used.has(`Sector ${number}`));
      sector.name = `Sector ${number}`;
      sector.name_guess = "its order in the file";
    }
    used.add(sector.name);
  }
}

export function nameRows(survey: HallSurvey, sectors: readonly SectorDraft[], texts: readonly SceneText[]): void {
  const labels = texts.flatMap((text) => {
    const name = rowLabel(text.text);
    return name === undefined ? [] : [{ ...text, name }];
  });
  const front = frontOf(
    survey,
    sectors.flatMap(({ seats }) => seats.map(({ centre }) => centre)),
  );
  for (const sector of sectors) {
    const nameless = sector.rows.filter(({ name }) => name === undefined);
    if (nameless.length === 0) continue;
    const used = new Set(sector.rows.flatMap(({ name }) => name ?? []));
    for (const { row, name, rests_on } of labelled(nameless, labels)) {
      if (row.name !== undefined || used.has(name)) continue;
      row.name = name;
      row.name_guess = rests_on;
      used.add(name);
    }
    numberRows(
      nameless.filter(({ name }) => name === undefined),
      front,
      used,
    );
  }
}

function rowLabel(text: string): string | undefined {
  if (/^(?:\p{L}{1,2}|\d{1,3}|\p{L}\d{1,2})$/u.test(text)) return text;
  const { kind, row } = text.length <= 20 ? readName(text) : { kind: undefined, row: undefined };
  return kind === "row" ? row : undefined;
}

type Label = SceneText & { readonly name: string };

type Labelled = { readonly row: RowDraft; readonly name: string; readonly far: number; readonly rests_on: string };

const REACH = 4;
/** The cosine of how far a text may be off the line: people write beside bent rows as beside straight ones. */
const STRAIGHT = 0.55;

/** Nearest first, so that a text between two rows goes to the one that it stands at. */
function labelled(rows: readonly RowDraft[], labels: readonly Label[]): Labelled[] {
  const found: Labelled[] = [];
  const pitch = median(rows.flatMap((row) => (row.seats.length > 1 ? [pitchOf(row)] : []))) || sizeOf(rows);
  const grid = spatialGrid(
    labels.map(({ centre }) => centre),
    pitch * REACH,
  );
  for (const row of rows) {
    const { group } = row;
    const inside = group ? labels.filter(({ item }) => item > group.item.index && item < group.item.end) : [];
    const [only] = inside;
    if (only && inside.every(({ name }) => name === only.name)) {
      found.push({ row, name: only.name, far: 0, rests_on: "a text in its group" });
    }
    for (const { end, outwards } of endsOf(row)) {
      for (const index of nearby(grid, end, pitch * REACH)) {
        const label = labels[index];
        const far = label ? distance(end, label.centre) : 0;
        if (!label || far > pitch * REACH || far === 0) continue;
        const ahead = ((label.centre.x - end.x) * outwards.x + (label.centre.y - end.y) * outwards.y) / far;
        if (ahead > STRAIGHT) {
          found.push({ row, name: label.name, far: far * (2 - ahead), rests_on: "a text at its end" });
        }
      }
    }
  }
  return found.sort((one, other) => one.far - other.far);
}

function pitchOf({ seats }: RowDraft): number {
  const points = seats.map(({ centre }) => centre);
  return median(gapsAlong(points, orderAlong(points)));
}

function sizeOf(rows: readonly RowDraft[]): number {
  return 1.3 * median(rows.flatMap(({ seats }) => seats.map(({ found }) => found.shape.extent)));
}

function endsOf({ seats }: RowDraft): { readonly end: Point; readonly outwards: Point }[] {
  const points = seats.map(({ centre }) => centre);
  const order = orderAlong(points);
  const [first, second] = [points[order[0] ?? 0], points[order[1] ?? 0]];
  const [last, before] = [points[order.at(-1) ?? 0], points[order.at(-2) ?? 0]];
  if (!first || !last) return [];
  if (!second || !before || points.length === 1) {
    return [-1, 1].map((x) => ({ end: first, outwards: { x, y: 0 } }));
  }
  return [
    { end: first, outwards: way(second, first) },
    { end: last, outwards: way(before, last) },
  ];
}

function way(from: Point, to: Point): Point {
  const far = distance(from, to) || 1;
  return { x: (to.x - from.x) / far, y: (to.y - from.y) / far };
}

/** From the front, by the seat of each row that is nearest to it. */
function numberRows(rows: readonly RowDraft[], front: Point, used: Set<string>): void {
  const far = new Map(
    rows.map((row) => [
      row,
      row.seats.reduce((least, { centre }) => Math.min(least, distance(centre, front)), Number.POSITIVE_INFINITY),
    ]),
  );
  let number = 0;
  for (const row of rows.toSorted((one, other) => (far.get(one) ?? 0) - (far.get(other) ?? 0))) {
    do number += 1;
    while (used.has(String(number)));
    row.name = String(number);
    row.name_guess = "its order from the front";
    used.add(row.name);
  }
}
