// The halls of the Harbour Theatre, as a venue is described without a drawing.
import type { LayoutInput } from "../../sdk/source/generated/venue-shapes.ts";

const PREMIUM = { name: "Premium", price: 85, color: "#8B5CF6" };
const STANDARD = { name: "Standard", price: 55, color: "#10B981" };
const VALUE = { name: "Value", price: 30, color: "#F59E0B" };

function rows(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** Four boxes of seven, one behind the other along a wall. */
function boxes(name: string, first: number, x: number) {
  return {
    name,
    rows: 4,
    seats_per_row: 7,
    row_labels: rows(first, first + 3).map((box) => `Box ${box}`),
    categories: [{ ...PREMIUM, rows: rows(1, 4) }],
    origin: { x, y: 2 },
    row_spacing: 4,
  };
}

/** 600 seats. */
export const GREAT_HALL: LayoutInput = {
  sections: [
    {
      name: "Stalls",
      rows: 14,
      seats_per_row: 24,
      row_labels: "letters",
      aisles_after: [8, 16],
      curve: 20,
      categories: [
        { ...PREMIUM, rows: rows(1, 5) },
        { ...STANDARD, rows: rows(6, 11) },
        { ...VALUE, rows: rows(12, 14) },
      ],
      accessible: [
        { row: 8, seats: [1, 24] },
        { row: 14, seats: [1, 2, 23, 24] },
      ],
    },
    {
      name: "Circle",
      rows: 8,
      seats_per_row: 26,
      row_labels: "letters",
      aisles_after: [9, 17],
      origin: { x: 0, y: 18 },
      curve: 38,
      categories: [
        { ...STANDARD, rows: rows(1, 4) },
        { ...VALUE, rows: rows(5, 8) },
      ],
    },
    boxes("Boxes left", 1, -20),
    boxes("Boxes right", 5, 20),
  ],
};

/** 120 seats. */
export const STUDIO: LayoutInput = {
  rows: 8,
  seats_per_row: 15,
  row_labels: "letters",
  numbering: "odd_even",
  aisles_after: [8],
  curve: 15,
  categories: [
    { name: "Studio", price: 25, color: "#3B82F6", rows: rows(1, 6) },
    { name: "Bench", price: 15, color: "#94A3B8", rows: rows(7, 8) },
  ],
  accessible: [{ row: 1, seats: [1, 2] }],
};
