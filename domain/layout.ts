// A venue's layout: sections of rows of seats, described without a drawing, and the seats that it means.
//
// Rows count from the front and seats from the left, both from 1, wherever the layout names one (categories, aisles,
// accessible seats), whatever is written on them. A seat's id is made of what is written: section, row label, number.
// So it depends on nothing but these three, and neither a section moved in the list nor a row put behind the others
// changes it. Rows are centred on their section's origin, which is the middle of its front row; y grows to the back.
import { byLabel, type HallSeat, type Point } from "./hall.ts";
import { encodeNumber } from "./identifier.ts";

export const LAYOUT_LIMITS = {
  sections_max: 200,
  categories_max: 50,
  rows_max: 1_000,
  seats_per_row_max: 1_000,
  first_seat_number_max: 10_000,
  name_length_max: 64,
  row_label_length_max: 16,
  coordinate_max: 1_000_000,
  spacing_min: 0.01,
  spacing_max: 1_000,
  map_seat_id_length_max: 32,
} as const;

export type LayoutCategory = {
  readonly name: string;
  /** Rows of its section, counted from the front. */
  readonly rows: readonly number[];
  /** The price in minor units. */
  readonly unit_amount: number;
  /** #RRGGBB */
  readonly color: string;
};

export type LayoutSection = {
  readonly name: string;
  readonly rows: number;
  /** Of every row, or of each. */
  readonly seats_per_row: number | readonly number[];
  readonly categories: readonly LayoutCategory[];
  readonly row_labels?: "numbers" | "letters" | readonly string[] | undefined;
  readonly first_seat_number?: number | undefined;
  /** odd_even: odd numbers left and even numbers right of the middle, rising outwards. */
  readonly numbering?: "left_to_right" | "right_to_left" | "odd_even" | undefined;
  /** Seats, counted from the left, with an aisle on their right: those on its two sides are not neighbours. */
  readonly aisles_after?: readonly number[] | undefined;
  /** The middle of the front row; without one, behind the sections before it. */
  readonly origin?: Point | undefined;
  readonly seat_spacing?: number | undefined;
  readonly row_spacing?: number | undefined;
  /** Rows are arcs round a point this far in front of the front row's middle; without it they are straight. */
  readonly curve?: number | undefined;
  readonly accessible?: readonly { readonly row: number; readonly seats: readonly number[] }[] | undefined;
};

type OnlySection = Omit<LayoutSection, "name">;

/** Sections; or the members of one, which is then named Main. */
export type Layout = { readonly [Member in keyof OnlySection]?: OnlySection[Member] | undefined } & {
  readonly sections?: readonly LayoutSection[] | undefined;
  /** What the best seats are nearest to; buildHall says which point it is without one. */
  readonly focal?: Point | undefined;
};

/** `id` is the map_seat_id, under the name that domain/hall.ts has for it. */
export type MapSeat = HallSeat & {
  /** Unique in the venue; at most 32 of A–Z a–z 0–9 . _ - */
  readonly map_seat_id: string;
  /** What is written on the seat. */
  readonly number: string;
};

const ONLY_SECTION = "Main";

/** The layout's sections and where in it each is (a JSON pointer). What is missing reads as nothing, which is a fault. */
export function layoutSections(layout: Layout): { readonly path: string; readonly section: LayoutSection }[] {
  const { sections, rows = 0, seats_per_row = 0, categories = [], ...members } = layout;
  if (sections) return sections.map((section, index) => ({ path: `/sections/${index}`, section }));
  return [{ path: "", section: { ...members, name: ONLY_SECTION, rows, seats_per_row, categories } }];
}

/** How many seats each row has, from the front. */
export function rowLengths({ rows, seats_per_row }: LayoutSection): readonly number[] {
  return typeof seats_per_row === "number" ? Array.from({ length: rows }, () => seats_per_row) : seats_per_row;
}

export function seatsTotal(layout: Layout): number {
  return layoutSections(layout)
    .flatMap(({ section }) => rowLengths(section))
    .reduce((total, length) => total + length, 0);
}

/** In hall order. At entry: the layout has no faults (domain/layout-faults.ts); then buildHall takes what is returned. */
export function layoutSeats(layout: Layout): MapSeat[] {
  return placed(layoutSections(layout).map(({ section }) => section))
    .sort((one, other) => byLabel(one.section.name, other.section.name))
    .flatMap(({ section, origin }) => sectionSeats(section, origin));
}

type Placed = { readonly section: LayoutSection; readonly origin: Point };

function placed(sections: readonly LayoutSection[]): Placed[] {
  let behind = 0;
  return sections.map((section) => {
    const { row_spacing = 1, rows, origin = { x: 0, y: behind } } = section;
    behind = Math.max(behind, origin.y + (rows + 1) * row_spacing);
    return { section, origin };
  });
}

function sectionSeats(section: LayoutSection, origin: Point): MapSeat[] {
  const labels = rowLabels(section);
  const category_by_row = new Map(
    section.categories.flatMap((category) => category.rows.map((row) => [row, category] as const)),
  );
  const id_start = idPart(section.name, SECTION_PART);
  return rowLengths(section)
    .flatMap((length, index) => {
      const category = category_by_row.get(index + 1);
      const row = labels[index];
      return category && row !== undefined ? [{ index, length, row, category }] : [];
    })
    .sort((one, other) => byLabel(one.row, other.row))
    .flatMap((row) => rowSeats(section, origin, { ...row, id_start: `${id_start}-${idPart(row.row, ROW_PART)}` }));
}

type Row = {
  readonly index: number;
  readonly length: number;
  readonly row: string;
  readonly category: LayoutCategory;
  readonly id_start: string;
};

function rowSeats(section: LayoutSection, origin: Point, { index, length, row, category, id_start }: Row): MapSeat[] {
  const positions = positionsOf(section, length);
  const middle = ((positions[0] ?? 0) + (positions.at(-1) ?? 0)) / 2;
  const { seat_spacing = 1 } = section;
  const accessible = new Set(
    (section.accessible ?? []).filter(({ row: at }) => at === index + 1).flatMap(({ seats }) => seats),
  );
  return positions.map((position, seat) => {
    const number = numberOf(section, seat, length);
    const id = `${id_start}-${number}`;
    return {
      id,
      map_seat_id: id,
      section: section.name,
      row,
      number: String(number),
      position,
      ...pointOf(section, origin, { index, along: (position - middle) * seat_spacing }),
      category: category.name,
      unit_amount: category.unit_amount,
      accessible: accessible.has(seat + 1),
    };
  });
}

/** Where in its row each seat is, by seat from the left: an aisle is a position left out. */
function positionsOf({ aisles_after = [] }: LayoutSection, length: number): number[] {
  const aisles = new Set(aisles_after);
  let position = 0;
  return Array.from({ length }, (_, seat) => {
    position += aisles.has(seat) ? 2 : 1;
    return position;
  });
}

/** `along` is how far right of the row's middle the seat is, measured in the row. */
function pointOf(
  section: LayoutSection,
  origin: Point,
  { index, along }: { readonly index: number; readonly along: number },
): Point {
  const { row_spacing = 1, curve } = section;
  const back = index * row_spacing;
  if (curve === undefined) return { x: rounded(origin.x + along), y: rounded(origin.y + back) };
  const radius = curve + back;
  return {
    x: rounded(origin.x + radius * Math.sin(along / radius)),
    y: rounded(origin.y - curve + radius * Math.cos(along / radius)),
  };
}

/** To thousandths; the addition makes 0 of -0. */
function rounded(value: number): number {
  return Math.round(value * 1_000) / 1_000 + 0;
}

function numberOf(section: LayoutSection, seat: number, length: number): number {
  const { first_seat_number: first = 1, numbering = "left_to_right" } = section;
  switch (numbering) {
    case "left_to_right":
      return first + seat;
    case "right_to_left":
      return first + length - 1 - seat;
    case "odd_even": {
      const least_odd = first + ((first + 1) % 2);
      const least_even = first + (first % 2);
      const odd_count = Math.floor((first + length - 1 - least_odd) / 2) + 1;
      return seat < odd_count ? least_odd + 2 * (odd_count - 1 - seat) : least_even + 2 * (seat - odd_count);
    }
  }
}

/** From the front. */
export function rowLabels({ rows, row_labels = "numbers" }: LayoutSection): readonly string[] {
  switch (row_labels) {
    case "numbers":
      return Array.from({ length: rows }, (_, index) => String(index + 1));
    case "letters":
      return Array.from({ length: rows }, (_, index) => letters(index));
  }
  return row_labels;
}

/** A to Z, then AA. */
function letters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last;
}

const HASH_LENGTH = 7;
/** With two hyphens and a number of five digits these make 32 characters. */
const SECTION_PART = 16;
const ROW_PART = 9;

/**
 * The text itself where it is short and plain; else its plain characters cut, a dot and a hash of it. Two such texts
 * can be alike in the hash, which idPartsOf shows and layoutFaults refuses.
 */
function idPart(text: string, length_max: number): string {
  if (text.length <= length_max && /^[A-Za-z0-9]+$/.test(text)) return text;
  const plain = text.replaceAll(/[^A-Za-z0-9]/g, "").slice(0, length_max - HASH_LENGTH - 1);
  return `${plain}.${encodeNumber(fnv1a(text), HASH_LENGTH)}`;
}

export function idPartsOf(section: LayoutSection): { readonly section: string; readonly rows: readonly string[] } {
  return {
    section: idPart(section.name, SECTION_PART),
    rows: rowLabels(section).map((label) => idPart(label, ROW_PART)),
  };
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}
