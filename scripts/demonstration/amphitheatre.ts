// The Lighthouse: a hall that comes from its drawing. Two blocks of rows bent round a stage, a balcony behind them, priced
// and published, so that a venue and shows can be made of it. What is there by its name is left alone.
import type { Client } from "../../sdk/source/client.ts";

const NAME = "Lighthouse, from its drawing";
const STAGE = { x: 400, y: 60 };
const ROW_LETTERS = "ABCDEFGHJK";

type Block = {
  readonly name: string;
  readonly rows: string;
  readonly radius: number;
  /** In degrees, from the right to the left below the stage. */
  readonly from: number;
  readonly to: number;
  readonly seats: number;
};

const BLOCKS: readonly Block[] = [
  { name: "Left", rows: ROW_LETTERS.slice(0, 8), radius: 150, from: 96, to: 150, seats: 12 },
  { name: "Right", rows: ROW_LETTERS.slice(0, 8), radius: 150, from: 30, to: 84, seats: 12 },
  { name: "Balcony", rows: ROW_LETTERS.slice(0, 3), radius: 440, from: 40, to: 140, seats: 30 },
];

function drawing(): string {
  const blocks = BLOCKS.map(({ name, rows, radius, from, to, seats }) => {
    const drawn = [...rows].map((row, line) => {
      const circles = Array.from({ length: seats }, (_, index) => {
        const angle = ((to - ((to - from) * index) / (seats - 1)) * Math.PI) / 180;
        const x = (STAGE.x + (radius + line * 26) * Math.cos(angle)).toFixed(1);
        const y = (STAGE.y + (radius + line * 26) * Math.sin(angle)).toFixed(1);
        return `<circle data-seat="${index + 1}" id="${name}-${row}-${index + 1}" cx="${x}" cy="${y}" r="7"/>`;
      });
      return `<g data-row="${row}" id="${name}-row-${row}">${circles.join("")}</g>`;
    });
    return `<g data-sector="${name}" id="${name}">${drawn.join("")}</g>`;
  });
  const stage = `<rect id="stage" x="${STAGE.x - 90}" y="20" width="180" height="60" rx="8" fill="#445"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-140 0 1080 600">${stage}${blocks.join("")}</svg>`;
}

/** The scheme, published. */
export async function seedScheme(client: Client): Promise<string> {
  const { items } = await client.scheme.list({ text: "Lighthouse", limit: 100 });
  const known = items.find(({ name }) => name === NAME);
  if (known) return known.scheme_id;
  const { scheme, version } = await client.upload.create({ file: drawing(), name: NAME, file_name: "lighthouse.svg" });
  const { scheme_id } = scheme;
  const guard = { scheme_id, expected_scheme_version_id: version.scheme_version_id };
  await client.draft.update({ ...guard, focal: STAGE });
  const best = await client.pricing.createCategory({ ...guard, name: "Front", color: "#8B5CF6", amount: 6_800 });
  const other = await client.pricing.createCategory({ ...guard, name: "House", color: "#10B981", amount: 4_200 });
  for (const target_id of ["Left-A", "Left-B", "Right-A", "Right-B"]) {
    const { pricing_category_id } = best.category;
    await client.pricing.createRule({ ...guard, target_type: "group", target_id, pricing_category_id });
  }
  const { pricing_category_id } = other.category;
  await client.pricing.createRule({ ...guard, target_type: "default", pricing_category_id });
  const balcony = { target_type: "sector", target_id: "Balcony", pricing_category_id, amount: 2_900 } as const;
  await client.pricing.createRule({ ...guard, ...balcony });
  await client.draft.snapshot(guard);
  await client.scheme.publish(guard);
  return scheme_id;
}
