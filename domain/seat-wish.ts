// What somebody who wants the best seats says, and which free seats could serve them.
import type { Hall } from "./hall.ts";
import type { Violation } from "./refusal.ts";
import { isFree } from "./seat-state.ts";

export const WISH_LIMITS = { quantity_max: 50, accessible_seats_max: 10, labels_named_max: 20 } as const;

export type SeatWish = {
  readonly quantity: number;
  readonly section?: string | undefined;
  readonly category?: string | undefined;
  /** The most that one seat may cost, in minor units. */
  readonly price_max?: number | undefined;
  /** How many of the quantity must be accessible seats, at least; 0 when absent. The others are for companions. */
  readonly accessible_seats?: number | undefined;
  /** Whether to leave no single free seat behind where that can be helped; true when absent. */
  readonly prevent_orphans?: boolean | undefined;
  /** Whether the party may sit in several places when it cannot sit in one; false when absent. */
  readonly allow_split?: boolean | undefined;
};

/** What keeps the wish from being understood in this hall; empty when nothing does. */
export function wishFaults(hall: Hall, wish: SeatWish): Violation[] {
  const { quantity_max, accessible_seats_max } = WISH_LIMITS;
  const { quantity, section, category, price_max = 0, accessible_seats = 0 } = wish;
  const accessibleMost = Math.min(quantity, accessible_seats_max);
  return [
    ...unless(isWhole(quantity, 1, quantity_max), "/quantity", `must be a whole number from 1 to ${quantity_max}`),
    ...unless(
      isWhole(accessible_seats, 0, accessibleMost),
      "/accessible_seats",
      `must be a whole number from 0 to ${accessible_seats_max}, and not more than quantity`,
    ),
    ...unless(price_max >= 0, "/price_max", "must be 0 or more, in minor units"),
    ...unless(isOneOf(hall.sections, section), "/section", oneOf("a section", hall.sections)),
    ...unless(isOneOf(hall.categories, category), "/category", oneOf("a category", hall.categories)),
  ];
}

/** By seat, 1 where it is free and is in the section and category and within the price of the wish. */
export function matchingSeats(hall: Hall, states: Uint8Array, wish: SeatWish): Uint8Array {
  if (states.length !== hall.size) throw new Error(`${states.length} states for ${hall.size} seats`);
  const { price_max = Number.POSITIVE_INFINITY } = wish;
  const category = wish.category === undefined ? undefined : hall.categories.indexOf(wish.category);
  const section = wish.section === undefined ? undefined : hall.sections.indexOf(wish.section);
  const end = section === undefined ? hall.size : (hall.section_start[section + 1] ?? 0);
  const matching = new Uint8Array(hall.size);
  for (let seat = section === undefined ? 0 : (hall.section_start[section] ?? 0); seat < end; seat += 1) {
    const serves =
      isFree(states, seat) &&
      (category === undefined || hall.category[seat] === category) &&
      (hall.unit_amount[seat] ?? 0) <= price_max;
    if (serves) matching[seat] = 1;
  }
  return matching;
}

function isOneOf(labels: readonly string[], label: string | undefined): boolean {
  return label === undefined || labels.includes(label);
}

function oneOf(what: string, labels: readonly string[]): string {
  const others = labels.length > WISH_LIMITS.labels_named_max ? " and others" : "";
  return `must be ${what} of this hall: ${labels.slice(0, WISH_LIMITS.labels_named_max).join(", ")}${others}`;
}

function isWhole(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

function unless(sound: boolean, path: string, message: string): Violation[] {
  return sound ? [] : [{ path, message }];
}

export type WishText = string;

/** The wish without its quantity, so that equal wishes are equal texts. */
export function wishText(wish: Omit<SeatWish, "quantity">): WishText {
  const { section = null, category = null, price_max = null, accessible_seats = 0 } = wish;
  return JSON.stringify([
    section,
    category,
    price_max,
    accessible_seats,
    wish.prevent_orphans ?? true,
    wish.allow_split ?? false,
  ]);
}

type Written = readonly [string | null, string | null, number | null, number, boolean, boolean];

/** At entry: wishText wrote it. */
export function wishOf(text: WishText, quantity: number): SeatWish {
  // What wishText wrote.
  const [section, category, price_max, accessible_seats, prevent_orphans, allow_split] = JSON.parse(text) as Written;
  return {
    quantity,
    accessible_seats,
    prevent_orphans,
    allow_split,
    ...(section === null ? {} : { section }),
    ...(category === null ? {} : { category }),
    ...(price_max === null ? {} : { price_max }),
  };
}
