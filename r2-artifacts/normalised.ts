// What a drawing means: sectors, rows and seats with the elements that they are drawn with. It is plain data, kept as
// JSON beside the drawing. Coordinates are those of the outermost viewBox, so y grows downwards.
import type { Bounds } from "./matrix.ts";

export type DrawnSector = {
  /** Of its element, or made of the first seat's where it has none of its own. */
  readonly element_id: string;
  readonly name: string;
  readonly bounds: Bounds;
  readonly seats: number;
};

/** A row, which R5 calls a group. */
export type DrawnGroup = {
  readonly element_id: string;
  /** The sector's name and its own. */
  readonly sector: string;
  readonly name: string;
  readonly bounds: Bounds;
  readonly seats: number;
};

export type DrawnSeat = {
  readonly element_id: string;
  readonly sector: string;
  readonly row: string;
  readonly number: string;
  /** As domain/hall.ts counts: neighbours differ by one, an aisle is a position left out. */
  readonly position: number;
  readonly x: number;
  readonly y: number;
  readonly bounds: Bounds;
  readonly accessible: boolean;
};

/** Something that looks or is called like a part of the hall, and why it is none. */
export type NotUnderstood = {
  readonly element_id: string;
  /** Which child of which child, from the outermost element. */
  readonly place: string;
  readonly reason: string;
  /** Of how many things this is said. */
  readonly count: number;
};

export type GuessKind = "seat" | "row" | "row_name" | "sector" | "sector_name" | "number";

/** What the drawing does not say and was concluded, by row or sector. */
export type Guess = {
  readonly what: GuessKind;
  /** A seat's, row's or sector's. */
  readonly element_id: string;
  readonly rests_on: string;
  readonly count: number;
};

export type Normalised = {
  readonly view: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  readonly sectors: readonly DrawnSector[];
  readonly groups: readonly DrawnGroup[];
  readonly seats: readonly DrawnSeat[];
  readonly unknown: readonly NotUnderstood[];
  readonly guesses: readonly Guess[];
};
