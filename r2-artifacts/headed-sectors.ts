// Sectors that only a text before each tells apart: STALLS before one heap of seats, BALCONY before another.
import { frontOf } from "./hall-front.ts";
import type { HallSurvey } from "./hall-survey.ts";
import { readName } from "./name-reading.ts";
import type { SceneText } from "./scene.ts";
import type { SeatDraft } from "./seat-draft.ts";
import { linked } from "./shape-classes.ts";
import { distance, median, nearestDistances } from "./spatial-grid.ts";

/** In pitches: what is further apart than an aisle is wide is another heap. */
const REACH = 2.2;
const HEADING_LENGTH_MAX = 40;
/** Each heap is held against each heading. */
const HEADINGS_MAX = 100;

/** Where nothing else names a sector, and each of two or more headings has a heap of its own to which it is nearest. */
export function headSectors(survey: HallSurvey, drafts: readonly SeatDraft[], texts: readonly SceneText[]): void {
  if (drafts.some(({ sector, sector_group }) => sector !== undefined || sector_group !== undefined)) return;
  const headings = headingsOf(texts);
  if (headings.length < 2 || headings.length > HEADINGS_MAX) return;
  const points = drafts.map(({ centre }) => centre);
  const size = median(drafts.map(({ found }) => found.shape.extent));
  const pitch = median(nearestDistances(points, size * 1.5).filter(Number.isFinite));
  const front = frontOf(survey, points);
  const heaps = linked(points, Math.max(pitch, size) * REACH).map((members) =>
    members.flatMap((at) => drafts[at] ?? []),
  );
  const headed = heaps.map((members) => {
    const first = nearest(members, ({ centre }) => distance(centre, front));
    return { members, heading: first && nearest(headings, ({ centre }) => distance(centre, first.centre)) };
  });
  if (new Set(headed.map(({ heading }) => heading)).size < headings.length) return;
  for (const { members, heading } of headed) {
    for (const draft of members) {
      draft.sector = heading?.text;
      draft.sector_guess = "a text before its seats";
    }
  }
}

function headingsOf(texts: readonly SceneText[]): SceneText[] {
  const by_name = new Map<string, SceneText | undefined>();
  for (const text of texts) {
    if (text.text.length > HEADING_LENGTH_MAX || readName(text.text).kind !== "sector") continue;
    by_name.set(text.text, by_name.has(text.text) ? undefined : text);
  }
  return [...by_name.values()].flatMap((text) => text ?? []);
}

function nearest<Thing>(things: readonly Thing[], far: (thing: Thing) => number): Thing | undefined {
  let best: { readonly thing: Thing; readonly far: number } | undefined;
  for (const thing of things) {
    const from_here = far(thing);
    if (!best || from_here < best.far) best = { thing, far: from_here };
  }
  return best?.thing;
}
