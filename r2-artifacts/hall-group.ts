// A group around seats, and what it is taken for.
import type { HallSurvey } from "./hall-survey.ts";
import type { FoundSeat } from "./named-seats.ts";
import type { Item } from "./scene.ts";

export type HallGroup = {
  readonly item: Item;
  /** Its seats, as a stretch of the list of seats. */
  readonly from: number;
  readonly to: number;
  kind: "row" | "sector" | undefined;
  /** What is written at it; undefined for a row or sector without a name. */
  name: string | undefined;
  /** Of a row whose name also names its sector. */
  sector: string | undefined;
  /** Why it is taken for what it is, when it does not say so. */
  guess: string | undefined;
};

export type HallGroups = ReadonlyMap<number, HallGroup>;

export type Taking = {
  readonly survey: HallSurvey;
  readonly seats: readonly FoundSeat[];
  /** By group, those directly in it. */
  readonly inner: ReadonlyMap<number, readonly HallGroup[]>;
};

/** The nearest group around another that is a sector. */
export function sectorAround(items: readonly Item[], groups: HallGroups, { item }: HallGroup): HallGroup | undefined {
  for (let parent = items[item.parent]; parent; parent = items[parent.parent]) {
    const group = groups.get(parent.index);
    if (group?.kind === "sector") return group;
  }
  return undefined;
}
