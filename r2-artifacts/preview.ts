// A picture of the hall for lists: rows as strokes, sectors in colours of their own with their names. It is made of what
// the drawing means and not of the drawing, and stays small whatever the hall's size.
import { middle } from "./matrix.ts";
import type { DrawnSeat, Normalised } from "./normalised.ts";
import { median } from "./spatial-grid.ts";
import { escapedText } from "./xml.ts";

const WIDTH = 480;
const POINTS_MAX = 3_000;
const NAMES_MAX = 40;
const COLORS = ["#4477aa", "#66ccee", "#228833", "#ccbb44", "#ee6677", "#aa3377"];

export function preview({ seats, sectors }: Normalised): string {
  const left = seats.reduce((least, { bounds }) => Math.min(least, bounds.left), Number.POSITIVE_INFINITY);
  const top = seats.reduce((least, { bounds }) => Math.min(least, bounds.top), Number.POSITIVE_INFINITY);
  const right = seats.reduce((most, { bounds }) => Math.max(most, bounds.right), Number.NEGATIVE_INFINITY);
  const bottom = seats.reduce((most, { bounds }) => Math.max(most, bounds.bottom), Number.NEGATIVE_INFINITY);
  if (seats.length === 0) return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${WIDTH / 2}"/>`;
  const scale = WIDTH / Math.max(right - left, bottom - top, 1e-9);
  const place = (x: number, y: number): string =>
    `${((x - left) * scale).toFixed(1)} ${((y - top) * scale).toFixed(1)}`;
  const stroke =
    0.8 * scale * median(seats.map(({ bounds }) => Math.min(bounds.right - bounds.left, bounds.bottom - bounds.top)));
  const step = Math.max(1, Math.ceil(seats.length / POINTS_MAX));
  const paths = sectors.map(({ name }, index) => {
    const members = seats.filter(({ sector }) => sector === name);
    return `<path stroke="${COLORS[index % COLORS.length]}" d="${strokes(members, step, place)}"/>`;
  });
  const names = sectors.slice(0, sectors.length > 1 ? NAMES_MAX : 0).map(({ name, bounds }) => {
    const { x, y } = middle(bounds);
    const [across = "0", down = "0"] = place(x, y).split(" ");
    return `<text x="${across}" y="${down}">${escapedText(name.slice(0, 24))}</text>`;
  });
  const size = `0 0 ${((right - left) * scale).toFixed(1)} ${((bottom - top) * scale).toFixed(1)}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${size}">`,
    `<g fill="none" stroke-linecap="round" stroke-linejoin="round" stroke-width="${stroke.toFixed(2)}">${paths.join("")}</g>`,
    names.length > 0 ? `<g font-family="sans-serif" font-size="16" text-anchor="middle">${names.join("")}</g>` : "",
    "</svg>",
  ].join("");
}

/** One stroke a run of neighbours, through some of its seats and both its ends. */
function strokes(seats: readonly DrawnSeat[], step: number, place: (x: number, y: number) => string): string {
  const written: string[] = [];
  for (const [index, seat] of seats.entries()) {
    const before = seats[index - 1];
    const after = seats[index + 1];
    const begins = !before || !follows(before, seat);
    const ends = !after || !follows(seat, after);
    if (begins) written.push(`M${place(seat.x, seat.y)}`);
    if (ends || (!begins && index % step === 0)) written.push(`L${place(seat.x, seat.y)}`);
  }
  return written.join("");
}

function follows(one: DrawnSeat, other: DrawnSeat): boolean {
  return one.row === other.row && one.sector === other.sector && other.position === one.position + 1;
}
