// RFC 4180, with nested values flattened to name_member. A cell that a spreadsheet would run is made text.

type Cell = string | number | boolean | null;

/** A line of names, then one for each item. The names are `columns`, or else all that the items have. */
export function csv(items: readonly object[], columns?: readonly string[]): string {
  const rows = items.map((item) => flat(item));
  const names = columns ?? [...new Set(rows.flatMap((row) => [...row.keys()]))];
  const lines = [names, ...rows.map((row) => names.map((name) => row.get(name) ?? null))];
  return lines.map((line) => `${line.map(cell).join(",")}\r\n`).join("");
}

function flat(item: object): Map<string, Cell> {
  const cells = new Map<string, Cell>();
  for (const [name, value] of Object.entries(item)) {
    if (typeof value === "object" && value !== null) {
      for (const [member, inner] of flat(value as object)) cells.set(`${name}_${member}`, inner);
    } else {
      cells.set(name, value as Cell);
    }
  }
  return cells;
}

function cell(value: Cell): string {
  if (value === null) return "";
  const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
