// The largest scheme: 60,000 seats, and the longest ids that there can be.
import { evictDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import type { Command, Drawing } from "./commands.ts";
import { jsonParts } from "./json-parts.ts";
import {
  ANY,
  asked,
  codeOf,
  done,
  enveloped,
  newSchemeId,
  priced,
  schemeStub,
  seatFields,
  smallDrawing,
  submitted,
  tablesOf,
  told,
} from "./rehearsal.ts";

const SIZE = 60_000;
const ROW = 50;
const SECTOR = 2_000;

/** Ids as long as `letters` makes them, at most. */
function largeDrawing(size: number, letters = ""): Drawing {
  const long = letters.repeat(256);
  const sectorId = (seat: number) => `sector-${Math.floor(seat / SECTOR)}`.padEnd(letters === "" ? 0 : 64, "-");
  const groupId = (seat: number) => `row-${Math.floor(seat / ROW)}`.padEnd(letters === "" ? 0 : 64, "-");
  const every = (step: number) => Array.from({ length: Math.ceil(size / step) }, (_, index) => index * step);
  const elementId = (kind: string, seat: number) => `${kind}${seat}${long}`.slice(0, 256);
  return smallDrawing({
    sectors: every(SECTOR).map((at) => ({
      sector_id: sectorId(at),
      name: `Sector ${at}`,
      element_id: elementId("s", at),
    })),
    groups: every(ROW).map((at) => ({
      group_id: groupId(at),
      name: `Row ${at}`,
      element_id: elementId("g", at),
      sector_id: sectorId(at),
    })),
    seats: every(1).map((at) =>
      seatFields(`seat-${at}`, {
        element_id: elementId("e", at),
        sector_id: sectorId(at),
        group_id: groupId(at),
        row_label: String(Math.floor(at / ROW)),
        seat_number: String((at % ROW) + 1),
        x: (at % ROW) * 10.125,
        y: Math.floor(at / ROW) * 12.5,
      }),
    ),
  });
}

/** From outside, so that the drawing travels as it does from the Worker. */
async function created(drawing: Drawing): Promise<string> {
  const id = newSchemeId();
  const command: Command = { type: "create", scheme: { id, name: "Large", currency: "EUR" }, drawing };
  const { outcome } = await submitted(id, enveloped(command));
  expect(outcome).toMatchObject({ ok: true });
  return id;
}

const moving = (seats: number, x: number): Command => ({
  type: "change_seats",
  guard: ANY,
  items: Array.from({ length: seats }, (_, at) => ({ seat_id: `seat-${at}`, changes: { x } })),
});

describe("a scheme of 60,000 seats", () => {
  it("is uploaded, priced, edited, published, made a show of and edited again, and answers after an eviction", async () => {
    const id = await created(largeDrawing(SIZE));
    await priced(id);
    expect((await told(id, [moving(1_000, 5), moving(1, 6)])).map(codeOf)).toEqual(["ok", "ok"]);
    await evictDurableObject(schemeStub(id));
    const structure = await asked<"structure">(id, { type: "structure", guard: ANY });
    expect(structure.seats).toHaveLength(SIZE);
    expect(structure.seats.slice(0, 2).map(({ x }) => x)).toEqual([6, 5]);
    await done(id, { type: "snapshot", guard: ANY });
    await done(id, { type: "publish", guard: ANY });
    const { seats } = await asked<"for_show">(id, { type: "for_show", version_id: null });
    expect(seats).toHaveLength(SIZE);
    expect(new Set(seats.map(({ section }) => section)).size).toBe(SIZE / SECTOR);
    await done(id, { type: "ensure_draft", expected_current: null });
    await done(id, moving(1_000, 7));
    const { counts, seats: changed, truncated } = await asked<"compare">(id, { type: "compare", guard: ANY });
    expect([counts.seats.changed, changed.changed.length, truncated]).toEqual([1_000, 1_000, false]);
    const { seats: rows = [] } = await tablesOf(id);
    expect(rows).toHaveLength(2 * SIZE);
  }, 120_000);
});

describe("ids as long as they can be", () => {
  it.each([
    ["of one byte a character", "x", SIZE],
    ["of three", "座", 35_000],
  ])(
    "%s: a large drawing comes over and fits into rows, and so does an answer of 1,000 seats",
    async (_what, letter, size) => {
      const id = await created(largeDrawing(size, letter));
      await done(id, moving(1_000, 3));
      await evictDurableObject(schemeStub(id));
      const { seats } = await asked<"structure">(id, { type: "structure", guard: ANY });
      expect(seats).toHaveLength(size);
      const { drawn_elements = [] } = await tablesOf(id);
      const longest = Math.max(...drawn_elements.map(({ element_ids }) => Buffer.byteLength(String(element_ids))));
      expect(longest).toBeLessThan(2_000_000);
    },
    120_000,
  );

  it("lists become parts that fit a parameter, with all of their values in order", () => {
    const values = Array.from({ length: 4_000 }, (_, index) => ({ id: `${index}`, text: "座".repeat(index % 700) }));
    const parts = jsonParts(values);
    expect(parts.flatMap((part) => JSON.parse(part) as unknown[])).toEqual(values);
    expect(Math.max(...parts.map((part) => Buffer.byteLength(part)))).toBeLessThan(2_000_000);
    expect(parts.length).toBeGreaterThan(2);
    expect([jsonParts([]), jsonParts(["x".repeat(600_000), 1]).length]).toEqual([[], 2]);
  });
});

it("100 versions are as many as there can be, and each of them is answered", async () => {
  const id = await created(largeDrawing(200));
  for (let made = 1; made < 100; made += 1)
    await done(id, { type: "create_version", expected_current: null, based_on: null });
  const ways: Command[] = [
    { type: "create_version", expected_current: null, based_on: null },
    {
      type: "rollback",
      expected_current: null,
      target: (await asked<"current">(id, { type: "current" })).scheme_version_id,
    },
    { type: "upload", expected_current: null, drawing: smallDrawing() },
  ];
  const before = await tablesOf(id);
  for (const way of ways) {
    expect((await told(id, [way]))[0]).toMatchObject({ code: "scheme_limit_reached", what: "versions", most: 100 });
  }
  const after = await tablesOf(id);
  expect([after["versions"], after["seats"]?.length]).toEqual([before["versions"], 100 * 200]);
  const { rows } = await asked<"versions">(id, { type: "versions", after_no: 0, limit: 100 });
  expect(rows.map(({ no }) => no)).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
}, 120_000);
