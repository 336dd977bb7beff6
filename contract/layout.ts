// A venue's layout on the wire: sections of rows of seats, or the members of the only one. Rows count from the front and
// seats from the left, both from 1, whatever is written on them.
import * as z from "zod";
import { line, money, moneyInput, plainPrice } from "./values.ts";

const COORDINATE_MAX = 1_000_000;
const ROWS_MAX = 1_000;
const SEATS_PER_ROW_MAX = 1_000;

const coordinate = z.number().min(-COORDINATE_MAX).max(COORDINATE_MAX);
const point = z.strictObject({ x: coordinate, y: coordinate });
const row = z.int().min(1).max(ROWS_MAX);
const seat = z.int().min(1).max(SEATS_PER_ROW_MAX);
const spacing = z.number().min(0.01).max(1_000);

const category = {
  name: line(64),
  rows: z.array(row).max(ROWS_MAX).describe("Rows of its section, counted from the front; each row is in one category"),
  color: z
    .string()
    .max(7)
    .regex(/^#[0-9A-Fa-f]{6}$/, "must be #RRGGBB, such as #8B5CF6"),
};

const categoryInput = z
  .strictObject({
    ...category,
    price: z
      .union([z.number().min(0).max(100_000_000_000), moneyInput])
      .describe("Of a seat: a number such as 150 or 12.5 in the venue's currency, or Money"),
  })
  .meta({ id: "LayoutCategoryInput" });

const categoryAnswered = z.object({ ...category, price: money }).meta({ id: "LayoutCategory" });

/** The members of a section but its name, with categories of that schema. */
function sectionMembers<Category extends z.ZodType>(of: Category) {
  return {
    rows: z.int().min(1).max(ROWS_MAX),
    seats_per_row: z
      .union([seat, z.array(seat).min(1).max(ROWS_MAX)])
      .describe("Of every row, or a list with one number a row"),
    categories: z.array(of).min(1).max(50),
    row_labels: z
      .union([z.enum(["numbers", "letters"]), z.array(line(16)).min(1).max(ROWS_MAX)])
      .optional()
      .describe("What is written at rows: numbers (default), letters, or a list with one label a row"),
    first_seat_number: z.int().min(0).max(10_000).optional().describe("The least number in each row; 1 by default"),
    numbering: z
      .enum(["left_to_right", "right_to_left", "odd_even"])
      .optional()
      .describe("left_to_right by default; odd_even has odd numbers left and even ones right of the middle"),
    aisles_after: z
      .array(seat)
      .max(SEATS_PER_ROW_MAX)
      .optional()
      .describe("Seats with an aisle on their right: those on its two sides are not neighbours"),
    origin: point
      .optional()
      .describe("The middle of the front row, y growing to the back; behind the sections before it by default"),
    seat_spacing: spacing.optional().describe("1 by default"),
    row_spacing: spacing.optional().describe("1 by default"),
    curve: z
      .number()
      .min(0.01)
      .max(COORDINATE_MAX)
      .optional()
      .describe("Rows are arcs round a point this far in front of the front row; straight by default"),
    accessible: z
      .array(z.strictObject({ row, seats: z.array(seat).min(1).max(SEATS_PER_ROW_MAX) }))
      .max(ROWS_MAX)
      .optional()
      .describe("Seats for wheelchair users, left for those who ask"),
  };
}

const SECTIONS_SAID =
  "At most 200, 60,000 seats and 50 categories together; in their place, the members of the only one";

/** A layout whose categories have that schema; where it has no sections, it has the members of one, named Main. */
function layoutOf<Category extends z.ZodType>(of: Category) {
  const members = sectionMembers(of);
  return {
    section: { name: line(64).describe("Different in each section"), ...members },
    layout: {
      ...z.object(members).partial().shape,
      focal: point
        .optional()
        .describe(
          "What the best seats are nearest to; the middle of the front by default, half way between outermost seats",
        ),
    },
  };
}

const received = layoutOf(categoryInput);
const answered = layoutOf(categoryAnswered);
const sectionInput = z.strictObject(received.section).meta({ id: "LayoutSectionInput" });
const sectionAnswered = z.object(answered.section).meta({ id: "LayoutSection" });

export const layoutInput = z
  .strictObject({
    ...received.layout,
    sections: z.array(sectionInput).min(1).max(200).optional().describe(SECTIONS_SAID),
  })
  .meta({ id: "LayoutInput" });

export const layout = z
  .object({ ...answered.layout, sections: z.array(sectionAnswered).max(200).optional().describe(SECTIONS_SAID) })
  .meta({ id: "Layout" });

/** The layout in the form of the seat-map that the requirements show: plain prices beside Money. */
const plain = layoutOf(z.object({ ...category, price: plainPrice, price_money: money }));
export const plainLayout = z.object({
  ...plain.layout,
  sections: z.array(z.object(plain.section)).max(200).optional(),
});

type SectionWith<Category> = Omit<z.output<typeof sectionAnswered>, "categories"> & { categories: Category[] };
export type LayoutWith<Category> = Omit<z.output<typeof layout>, "categories" | "sections"> & {
  categories?: Category[] | undefined;
  sections?: SectionWith<Category>[] | undefined;
};

/** The same layout with other categories; `path` is a JSON pointer to each. */
export function mapCategories<From, To>(
  { categories, sections, ...members }: LayoutWith<From>,
  map: (category: From, path: string) => To,
): LayoutWith<To> {
  const mapped = (list: readonly From[], path: string) =>
    list.map((category, index) => map(category, `${path}/categories/${index}`));
  return {
    ...members,
    ...(categories === undefined ? {} : { categories: mapped(categories, "") }),
    ...(sections === undefined
      ? {}
      : {
          sections: sections.map((section, index) => ({
            ...section,
            categories: mapped(section.categories, `/sections/${index}`),
          })),
        }),
  };
}
