// What is wrong with a layout, by JSON pointer into it, before seats are made of it.
import { HALL_LIMITS } from "./hall-faults.ts";
import { idPartsOf, LAYOUT_LIMITS, type Layout, type LayoutSection, layoutSections, rowLengths } from "./layout.ts";
import type { Violation } from "./refusal.ts";

type At = { readonly path: string; readonly section: LayoutSection };

/** The first faults, empty when layoutSeats can make seats of it. */
export function layoutFaults(layout: Layout): Violation[] {
  const absent = absences(layout);
  if (absent.length > 0) return absent;
  const sections = layoutSections(layout);
  const { sections_max } = LAYOUT_LIMITS;
  if (sections.length === 0 || sections.length > sections_max) {
    return [fault("/sections", `must have 1 to ${sections_max} sections, not ${sections.length}`)];
  }
  const own = [...doubled(layout), ...pointFaults("/focal", layout.focal), ...sections.flatMap(sectionFaults)];
  // Rows that cannot be counted cannot be named, added up or compared either.
  const violations = own.length > 0 ? own : [...agreementFaults(sections), ...sizeFaults(sections)];
  return violations.slice(0, HALL_LIMITS.violations_max);
}

function fault(path: string, message: string): Violation {
  return { path, message };
}

function absences({ sections, rows, seats_per_row, categories }: Layout): Violation[] {
  if (sections) return [];
  return Object.entries({ rows, seats_per_row, categories }).flatMap(([member, value]) =>
    value === undefined ? [fault(`/${member}`, "must be given where there is no list of sections")] : [],
  );
}

/** Members of the only section have no meaning beside a list of sections. */
function doubled(layout: Layout): Violation[] {
  if (!layout.sections) return [];
  return Object.entries(layout).flatMap(([member, value]) =>
    value === undefined || member === "sections" || member === "focal"
      ? []
      : [fault(`/${member}`, "must be left out beside sections")],
  );
}

function sectionFaults({ path, section }: At): Violation[] {
  const { rows_max, coordinate_max, first_seat_number_max, spacing_min, spacing_max } = LAYOUT_LIMITS;
  const counted = [
    ...nameFaults(`${path}/name`, section.name),
    ...wholeFaults(`${path}/rows`, section.rows, [1, rows_max]),
    ...lengthFaults({ path, section }),
    ...wholeFaults(`${path}/first_seat_number`, section.first_seat_number, [0, first_seat_number_max]),
    ...rangeFaults(`${path}/seat_spacing`, section.seat_spacing, [spacing_min, spacing_max]),
    ...rangeFaults(`${path}/row_spacing`, section.row_spacing, [spacing_min, spacing_max]),
    ...rangeFaults(`${path}/curve`, section.curve, [spacing_min, coordinate_max]),
    ...pointFaults(`${path}/origin`, section.origin),
  ];
  if (counted.length > 0) return counted;
  const at = { path, section };
  return [...labelFaults(at), ...categoryFaults(at), ...aisleFaults(at), ...accessibleFaults(at), ...arcFaults(at)];
}

function nameFaults(path: string, name: string): Violation[] {
  const { name_length_max } = LAYOUT_LIMITS;
  const fits = name.length > 0 && name.length <= name_length_max;
  return fits ? [] : [fault(path, `must have 1 to ${name_length_max} characters`)];
}

type Range = readonly [least: number, most: number];

function wholeFaults(path: string, value: number | undefined, [least, most]: Range): Violation[] {
  if (value === undefined || (Number.isInteger(value) && value >= least && value <= most)) return [];
  return [fault(path, `must be a whole number from ${least} to ${most}, not ${value}`)];
}

function rangeFaults(path: string, value: number | undefined, [least, most]: Range): Violation[] {
  if (value === undefined || (value >= least && value <= most)) return [];
  return [fault(path, `must be a number from ${least} to ${most}, not ${value}`)];
}

function pointFaults(path: string, point: Layout["focal"]): Violation[] {
  const { coordinate_max: most } = LAYOUT_LIMITS;
  if (!point) return [];
  return [...rangeFaults(`${path}/x`, point.x, [-most, most]), ...rangeFaults(`${path}/y`, point.y, [-most, most])];
}

function lengthFaults({ path, section: { rows, seats_per_row } }: At): Violation[] {
  const { seats_per_row_max } = LAYOUT_LIMITS;
  const pointer = `${path}/seats_per_row`;
  if (typeof seats_per_row === "number") return wholeFaults(pointer, seats_per_row, [1, seats_per_row_max]);
  if (seats_per_row.length !== rows) return [fault(pointer, oneForEach(seats_per_row.length, rows))];
  return seats_per_row.flatMap((length, index) => wholeFaults(`${pointer}/${index}`, length, [1, seats_per_row_max]));
}

function oneForEach(length: number, rows: number): string {
  return `must have one for each of the ${rows} rows, not ${length}`;
}

function labelFaults({ path, section }: At): Violation[] {
  const { row_labels, rows } = section;
  const { row_label_length_max } = LAYOUT_LIMITS;
  if (typeof row_labels !== "object") return [];
  const pointer = `${path}/row_labels`;
  if (row_labels.length !== rows) return [fault(pointer, oneForEach(row_labels.length, rows))];
  const parts = idPartsOf(section).rows;
  const first_rows = new Map<string, number>();
  return row_labels.flatMap((label, index) => {
    const own = `${pointer}/${index}`;
    if (label === "" || label.length > row_label_length_max) {
      return [fault(own, `must have 1 to ${row_label_length_max} characters`)];
    }
    const part = parts[index] ?? "";
    const first = first_rows.get(part) ?? index;
    first_rows.set(part, first);
    return first < index ? [fault(own, `must differ from the label of row ${first + 1}`)] : [];
  });
}

/** Each row belongs to exactly one category. */
function categoryFaults({ path, section: { rows, categories } }: At): Violation[] {
  const owners = new Map<number, string>();
  const names = new Set<string>();
  const { categories_max } = LAYOUT_LIMITS;
  const pointer = `${path}/categories`;
  if (categories.length > categories_max) return [fault(pointer, `must be at most ${categories_max}`)];
  const violations = categories.flatMap((category, index) => {
    const { name, unit_amount, color } = category;
    const own = `${pointer}/${index}`;
    const found = [
      ...nameFaults(`${own}/name`, name),
      ...(names.has(name) ? [fault(`${own}/name`, "must differ from those before it")] : []),
      ...wholeFaults(`${own}/price`, unit_amount, [0, HALL_LIMITS.unit_amount_max]),
      ...(/^#[0-9A-Fa-f]{6}$/.test(color) ? [] : [fault(`${own}/color`, "must be #RRGGBB, such as #8B5CF6")]),
    ];
    names.add(name);
    for (const [place, row] of category.rows.entries()) {
      const owner = owners.get(row);
      found.push(...wholeFaults(`${own}/rows/${place}`, row, [1, rows]));
      if (owner !== undefined) found.push(fault(`${own}/rows/${place}`, `names row ${row}, which is in ${owner}`));
      owners.set(row, name);
    }
    return found;
  });
  const without = Array.from({ length: rows }, (_, index) => index + 1).filter((row) => !owners.has(row));
  if (without.length === 0) return violations;
  const some = without.slice(0, 5).join(", ") + (without.length > 5 ? ", …" : "");
  return [...violations, fault(pointer, `must name every row; in none: ${some}`)];
}

function aisleFaults({ path, section }: At): Violation[] {
  const { aisles_after = [] } = section;
  const longest = rowLengths(section).reduce((most, length) => Math.max(most, length), 0);
  const seen = new Set<number>();
  return aisles_after.flatMap((seat, index) => {
    const pointer = `${path}/aisles_after/${index}`;
    const again = seen.has(seat) ? [fault(pointer, "must differ from those before it")] : [];
    seen.add(seat);
    if (Number.isInteger(seat) && seat >= 1 && seat < longest) return again;
    return [fault(pointer, `must have a seat on each side in a row of ${longest}, not ${seat}`)];
  });
}

function accessibleFaults({ path, section }: At): Violation[] {
  const lengths = rowLengths(section);
  return (section.accessible ?? []).flatMap(({ row, seats }, index) => {
    const pointer = `${path}/accessible/${index}`;
    const length = lengths[row - 1];
    if (length === undefined) return wholeFaults(`${pointer}/row`, row, [1, lengths.length]);
    return seats.flatMap((seat, place) => wholeFaults(`${pointer}/seats/${place}`, seat, [1, length]));
  });
}

/** A row that is longer than its circle would lie on itself. */
function arcFaults({ path, section }: At): Violation[] {
  const { curve, seat_spacing = 1, row_spacing = 1, aisles_after = [] } = section;
  if (curve === undefined) return [];
  const long = rowLengths(section).findIndex((length, index) => {
    const places = length + aisles_after.filter((seat) => seat < length).length;
    return places * seat_spacing > 2 * Math.PI * (curve + index * row_spacing);
  });
  return long < 0 ? [] : [fault(`${path}/curve`, `must be larger: row ${long + 1} is longer than its circle`)];
}

/** A category is one over all sections; sections differ, and so do the ids that are made of their names. */
function agreementFaults(sections: readonly At[]): Violation[] {
  const names = new Map<string, string>();
  const categories = new Map<string, { readonly unit_amount: number; readonly color: string; readonly in: string }>();
  const violations = sections.flatMap(({ path, section }) => {
    const part = idPartsOf(section).section;
    const like = names.get(part);
    names.set(part, section.name);
    const found = like === undefined ? [] : [fault(`${path}/name`, `must differ more from section ${like}`)];
    for (const [index, { name, unit_amount, color }] of section.categories.entries()) {
      const known = categories.get(name) ?? { unit_amount, color, in: section.name };
      const own = `${path}/categories/${index}`;
      if (known.unit_amount !== unit_amount) found.push(fault(`${own}/price`, `must be as in section ${known.in}`));
      if (known.color.toUpperCase() !== color.toUpperCase())
        found.push(fault(`${own}/color`, `must be as in section ${known.in}`));
      categories.set(name, known);
    }
    return found;
  });
  const { categories_max } = LAYOUT_LIMITS;
  if (categories.size <= categories_max) return violations;
  return [...violations, fault("/sections", `must have at most ${categories_max} categories, not ${categories.size}`)];
}

function sizeFaults(sections: readonly At[]): Violation[] {
  const { seats_max } = HALL_LIMITS;
  const total = sections.flatMap(({ section }) => rowLengths(section)).reduce((seats, length) => seats + length, 0);
  if (total <= seats_max) return [];
  const pointer = sections[0]?.path === "" ? "/seats_per_row" : "/sections";
  return [fault(pointer, `must have at most ${seats_max} seats, not ${total}`)];
}
