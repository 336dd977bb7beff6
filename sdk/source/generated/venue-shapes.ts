// Made from contract/*.ts: npm run generate
import type { Money, MoneyInput, Timestamp } from "./shapes.ts";

export interface Layout {
  /** 1 to 1000 */
  rows?: number | undefined;
  /** Of every row, or a list with one number a row */
  seats_per_row?: number | Array<number> | undefined;
  categories?: Array<LayoutCategory> | undefined;
  /** What is written at rows: numbers (default), letters, or a list with one label a row */
  row_labels?: "numbers" | "letters" | Array<string> | undefined;
  /** The least number in each row; 1 by default; 0 to 10000 */
  first_seat_number?: number | undefined;
  /** left_to_right by default; odd_even has odd numbers left and even ones right of the middle */
  numbering?: "left_to_right" | "right_to_left" | "odd_even" | undefined;
  /** Seats with an aisle on their right: those on its two sides are not neighbours */
  aisles_after?: Array<number> | undefined;
  /** The middle of the front row, y growing to the back; behind the sections before it by default */
  origin?:
    | {
        x: number;
        y: number;
      }
    | undefined;
  /** 1 by default */
  seat_spacing?: number | undefined;
  /** 1 by default */
  row_spacing?: number | undefined;
  /** Rows are arcs round a point this far in front of the front row; straight by default */
  curve?: number | undefined;
  /** Seats for wheelchair users, left for those who ask */
  accessible?:
    | Array<{
        /** 1 to 1000 */
        row: number;
        seats: Array<number>;
      }>
    | undefined;
  /** What the best seats are nearest to; the middle of the front by default, half way between outermost seats */
  focal?:
    | {
        x: number;
        y: number;
      }
    | undefined;
  /** At most 200, 60,000 seats and 50 categories together; in their place, the members of the only one */
  sections?: Array<LayoutSection> | undefined;
}

export interface LayoutCategory {
  /** 1 to 64 characters */
  name: string;
  /** Rows of its section, counted from the front; each row is in one category */
  rows: Array<number>;
  /** at most 7 characters */
  color: string;
  price: Money;
}

export interface LayoutCategoryInput {
  /** 1 to 64 characters */
  name: string;
  /** Rows of its section, counted from the front; each row is in one category */
  rows: Array<number>;
  /** at most 7 characters */
  color: string;
  /** Of a seat: a number such as 150 or 12.5 in the venue's currency, or Money */
  price: number | MoneyInput;
}

export interface LayoutInput {
  /** 1 to 1000 */
  rows?: number | undefined;
  /** Of every row, or a list with one number a row */
  seats_per_row?: number | Array<number> | undefined;
  categories?: Array<LayoutCategoryInput> | undefined;
  /** What is written at rows: numbers (default), letters, or a list with one label a row */
  row_labels?: "numbers" | "letters" | Array<string> | undefined;
  /** The least number in each row; 1 by default; 0 to 10000 */
  first_seat_number?: number | undefined;
  /** left_to_right by default; odd_even has odd numbers left and even ones right of the middle */
  numbering?: "left_to_right" | "right_to_left" | "odd_even" | undefined;
  /** Seats with an aisle on their right: those on its two sides are not neighbours */
  aisles_after?: Array<number> | undefined;
  /** The middle of the front row, y growing to the back; behind the sections before it by default */
  origin?:
    | {
        x: number;
        y: number;
      }
    | undefined;
  /** 1 by default */
  seat_spacing?: number | undefined;
  /** 1 by default */
  row_spacing?: number | undefined;
  /** Rows are arcs round a point this far in front of the front row; straight by default */
  curve?: number | undefined;
  /** Seats for wheelchair users, left for those who ask */
  accessible?:
    | Array<{
        /** 1 to 1000 */
        row: number;
        seats: Array<number>;
      }>
    | undefined;
  /** What the best seats are nearest to; the middle of the front by default, half way between outermost seats */
  focal?:
    | {
        x: number;
        y: number;
      }
    | undefined;
  /** At most 200, 60,000 seats and 50 categories together; in their place, the members of the only one */
  sections?: Array<LayoutSectionInput> | undefined;
}

export interface LayoutSection {
  /** Different in each section; 1 to 64 characters */
  name: string;
  /** 1 to 1000 */
  rows: number;
  /** Of every row, or a list with one number a row */
  seats_per_row: number | Array<number>;
  categories: Array<LayoutCategory>;
  /** What is written at rows: numbers (default), letters, or a list with one label a row */
  row_labels?: "numbers" | "letters" | Array<string> | undefined;
  /** The least number in each row; 1 by default; 0 to 10000 */
  first_seat_number?: number | undefined;
  /** left_to_right by default; odd_even has odd numbers left and even ones right of the middle */
  numbering?: "left_to_right" | "right_to_left" | "odd_even" | undefined;
  /** Seats with an aisle on their right: those on its two sides are not neighbours */
  aisles_after?: Array<number> | undefined;
  /** The middle of the front row, y growing to the back; behind the sections before it by default */
  origin?:
    | {
        x: number;
        y: number;
      }
    | undefined;
  /** 1 by default */
  seat_spacing?: number | undefined;
  /** 1 by default */
  row_spacing?: number | undefined;
  /** Rows are arcs round a point this far in front of the front row; straight by default */
  curve?: number | undefined;
  /** Seats for wheelchair users, left for those who ask */
  accessible?:
    | Array<{
        /** 1 to 1000 */
        row: number;
        seats: Array<number>;
      }>
    | undefined;
}

export interface LayoutSectionInput {
  /** Different in each section; 1 to 64 characters */
  name: string;
  /** 1 to 1000 */
  rows: number;
  /** Of every row, or a list with one number a row */
  seats_per_row: number | Array<number>;
  categories: Array<LayoutCategoryInput>;
  /** What is written at rows: numbers (default), letters, or a list with one label a row */
  row_labels?: "numbers" | "letters" | Array<string> | undefined;
  /** The least number in each row; 1 by default; 0 to 10000 */
  first_seat_number?: number | undefined;
  /** left_to_right by default; odd_even has odd numbers left and even ones right of the middle */
  numbering?: "left_to_right" | "right_to_left" | "odd_even" | undefined;
  /** Seats with an aisle on their right: those on its two sides are not neighbours */
  aisles_after?: Array<number> | undefined;
  /** The middle of the front row, y growing to the back; behind the sections before it by default */
  origin?:
    | {
        x: number;
        y: number;
      }
    | undefined;
  /** 1 by default */
  seat_spacing?: number | undefined;
  /** 1 by default */
  row_spacing?: number | undefined;
  /** Rows are arcs round a point this far in front of the front row; straight by default */
  curve?: number | undefined;
  /** Seats for wheelchair users, left for those who ask */
  accessible?:
    | Array<{
        /** 1 to 1000 */
        row: number;
        seats: Array<number>;
      }>
    | undefined;
}

export interface ListedVenue {
  id: string;
  /** at most 200 characters */
  name: string;
  /** ISO 4217, of all its prices; at most 3 characters */
  currency: string;
  /** The seating scheme whose published version its shows are made from */
  scheme_id: string | null;
  /** Of the layout; of a scheme, of its version when the venue was made or changed */
  seats_total: number;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface MapSeat {
  /** The map_seat_id; where a show is asked about, the id of its seat */
  id: string;
  /** Unique in the venue: made of section, row and number, and the same while they are; at most 32 characters */
  map_seat_id: string;
  /** at most 64 characters */
  section: string;
  /** at most 64 characters */
  category: string;
  accessible: boolean;
  x: number;
  y: number;
  /** What is written at the row; at most 16 characters */
  row: string;
  /** What is written on the seat; at most 16 characters */
  number: string;
  price: Money;
  /** Of a show's seat */
  status?: "available" | "held" | "sold" | "blocked" | undefined;
  /** Of a show's seat: when its hold ends */
  held_until?: Timestamp | null | undefined;
}

export interface SeatMap {
  venue_id: string;
  /** at most 200 characters */
  name: string;
  /** null of a scheme */
  layout: Layout | null;
  /** The published version of a scheme that the seats are of; null of a layout */
  scheme: {
    scheme_id: string;
    scheme_version_id: string;
    categories: Array<{
      /** at most 64 characters */
      name: string;
      /** #RRGGBB; at most 7 characters */
      color: string;
    }>;
  } | null;
  seats: Array<MapSeat>;
}

export interface Venue {
  id: string;
  /** at most 200 characters */
  name: string;
  /** ISO 4217, of all its prices; at most 3 characters */
  currency: string;
  /** The seating scheme whose published version its shows are made from */
  scheme_id: string | null;
  /** Of the layout; of a scheme, of its version when the venue was made or changed */
  seats_total: number;
  created_at: Timestamp;
  updated_at: Timestamp;
  /** null where a scheme says what seats there are */
  layout: Layout | null;
}
