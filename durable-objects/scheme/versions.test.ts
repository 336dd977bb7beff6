// Ways between versions: what a clone has, what a comparison says after edits, what a snapshot is worth after an edit was
// taken back, and where prices go when a drawing is uploaded anew.
import { evictDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import type { Command } from "./commands.ts";
import { rowsOfVersion } from "./dumped-rows.ts";
import { current, type Naive, NOTHING, text, toldTo } from "./naive-scheme.ts";
import { Chance, randomCommand, randomDrawing } from "./random-commands.ts";
import {
  ANY,
  asked,
  codeOf,
  done,
  madeScheme,
  priced,
  publishedScheme,
  schemeStub,
  seatFields,
  smallDrawing,
  tablesOf,
  told,
} from "./rehearsal.ts";

async function versionIds(id: string): Promise<string[]> {
  const { rows } = await asked<"versions">(id, { type: "versions", after_no: 0, limit: 100 });
  return rows.map(({ id: version_id }) => version_id);
}

const isCurrent = async (id: string) => (await asked<"current">(id, { type: "current" })).snapshot?.is_current;

function moving(x: number): Command {
  return { type: "change_seats", guard: ANY, items: [{ seat_id: "row-a-1", changes: { x } }] };
}

type Item = { readonly [member: string]: unknown };

/** Members that differ between two lists of records of the same numbers, and which are there once only. */
function netEdits(before: readonly Item[], after: readonly Item[]): object {
  const by_no = new Map(before.map((item) => [item["record_no"], item]));
  const kept = after.filter(({ record_no }) => by_no.has(record_no));
  const changed = kept.flatMap((item) => {
    const old = by_no.get(item["record_no"]);
    const fields = Object.entries(item).filter(([member, value]) => old?.[member] !== value);
    return fields.length === 0
      ? []
      : [Object.fromEntries(fields.map(([member, value]) => [member, { before: old?.[member], after: value }]))];
  });
  return { added: after.length - kept.length, removed: before.length - kept.length, changed };
}

describe("a comparison after a clone and random edits", () => {
  it.each([3, 5, 8, 13])("seed %i: it says the net edits, by record and member, and nothing else", async (seed) => {
    const chance = new Chance(seed);
    const { id } = await madeScheme(randomDrawing(chance));
    await priced(id);
    await done<"create_version">(id, { type: "create_version", expected_current: null, based_on: null });
    let naive: Naive = NOTHING;
    // The model is of this seed's drawing, too: it takes the same turns.
    naive = model(
      naive,
      { type: "create", scheme: { id, name: "", currency: "EUR" }, drawing: randomDrawing(new Chance(seed)) },
      [],
    );
    naive = await pricedModel(naive);
    naive = model(naive, { type: "create_version", expected_current: null, based_on: null }, []);
    const before = current(naive).records;
    const version_ids = await versionIds(id);
    let edits = 0;
    for (let step = 0; step < 60; step += 1) {
      const command = randomCommand(chance, naive, version_ids);
      if (!("guard" in command) || command.type === "publish") continue;
      const [outcome] = await told(id, [command]);
      if (outcome?.ok) edits += 1;
      const after = toldTo(naive, command, new Map(version_ids.map((one, index) => [one, index + 1])));
      expect(outcome?.ok).toBe(after.ok);
      if (after.ok) naive = after.naive;
    }
    expect(edits).toBeGreaterThan(10);
    await evictDurableObject(schemeStub(id));
    const { sectors, groups, seats, compared_with_scheme_version_id } = await asked<"compare">(id, {
      type: "compare",
      guard: ANY,
    });
    expect(compared_with_scheme_version_id).toBe(version_ids[0]);
    const after = current(naive).records;
    for (const [compared, was, is] of [
      [sectors, before.sectors, after.sectors],
      [groups, before.groups, after.groups],
      [seats, before.seats, after.seats],
    ] as const) {
      const said = {
        added: compared.added.length,
        removed: compared.removed.length,
        changed: compared.changed.map(({ fields }) => fields),
      };
      // What was taken out and put in again under its id is the same record, which numbers do not show.
      if (compared.added.length === 0) expect(said).toMatchObject(netEdits(was, is));
      else expect(said.added).toBeLessThanOrEqual(is.length);
    }
  });
});

function model(naive: Naive, command: Command, ids: readonly string[]): Naive {
  const after = toldTo(naive, command, new Map(ids.map((one, index) => [one, index + 1])));
  if (!after.ok) throw new Error(after.codes.join(" "));
  return after.naive;
}

/** As priced() does it. */
function pricedModel(naive: Naive): Promise<Naive> {
  const category = { name: "At 2500", color: "#aa0000", unit_amount: 2_500 };
  const pricing_category_id = "cat_0000001";
  const rule = {
    target_type: "default",
    target_id: null,
    pricing_category_id,
    unit_amount: null,
    priority: 0,
  } as const;
  const with_category = model(naive, { type: "add_category", guard: ANY, category }, []);
  return Promise.resolve(model(with_category, { type: "add_rule", guard: ANY, rule }, []));
}

describe("a snapshot", () => {
  it("is stale after an edit and current again when the edit is taken back, whichever edit, also after an eviction", async () => {
    const { id } = await madeScheme();
    const category = await priced(id);
    await done(id, { type: "snapshot", guard: ANY });
    const there: Command[] = [
      moving(50.5),
      { type: "add_sector", guard: ANY, sector: { sector_id: "box", name: "Box", element_id: null } },
      { type: "change_version", guard: ANY, focal: { x: 3, y: 4 } },
      { type: "change_category", guard: ANY, record_id: category, changes: { unit_amount: 1 } },
      { type: "change_sector", guard: ANY, record_id: "sec_0000001", changes: { sector_id: "parterre" } },
    ];
    const back: Command[] = [
      moving(1),
      { type: "remove_sector", guard: ANY, record_id: "sec_000000c" },
      { type: "change_version", guard: ANY, focal: null },
      { type: "change_category", guard: ANY, record_id: category, changes: { unit_amount: 2_500 } },
      { type: "change_sector", guard: ANY, record_id: "sec_0000001", changes: { sector_id: "stalls" } },
    ];
    for (const [index, command] of there.entries()) {
      expect((await told(id, [command])).map(codeOf)).toEqual(["ok"]);
      expect(await isCurrent(id), command.type).toBe(false);
      expect(await told(id, [{ type: "publish", guard: ANY }])).toMatchObject([
        { code: "publish_not_ready", reasons: [{ code: "snapshot_stale" }] },
      ]);
      await done(id, back[index] ?? command);
      expect(await isCurrent(id), command.type).toBe(true);
      await evictDurableObject(schemeStub(id));
      expect(await isCurrent(id), command.type).toBe(true);
    }
    expect((await told(id, [{ type: "publish", guard: ANY }])).map(codeOf)).toEqual(["ok"]);
  });

  it("stays with its version: a clone of it has none, and is published only with one of its own", async () => {
    const { id } = await madeScheme();
    await priced(id);
    await done(id, { type: "snapshot", guard: ANY });
    await done(id, { type: "create_version", expected_current: null, based_on: null });
    expect(await isCurrent(id)).toBeUndefined();
    expect((await told(id, [{ type: "publish", guard: ANY }])).map(codeOf)).toEqual(["publish_not_ready"]);
    await done(id, { type: "snapshot", guard: ANY });
    expect((await told(id, [{ type: "publish", guard: ANY }])).map(codeOf)).toEqual(["ok"]);
  });
});

describe("a version that is made of another", () => {
  it("has its structure, prices, focal point and drawing, whichever it is and however it is asked for", async () => {
    const { id, version_id } = await publishedScheme();
    const [draft, other] = [
      await done<"ensure_draft">(id, { type: "ensure_draft", expected_current: null }),
      await done<"upload">(id, { type: "upload", expected_current: null, drawing: smallDrawing({ groups: [] }) }),
    ];
    const of = async (no: number) => {
      const { versions: [version] = [], ...rows } = rowsOfVersion(await tablesOf(id), no);
      const own = Object.entries(rows).map(([table, all]) => [table, all.map((row) => ({ ...row, version_no: 0 }))]);
      return [version?.["upload_no"], version?.["focal"], own];
    };
    const ways: [Command, number][] = [
      [{ type: "rollback", expected_current: null, target: null }, 1],
      [{ type: "rollback", expected_current: null, target: version_id }, 1],
      [{ type: "rollback", expected_current: null, target: draft.scheme_version_id }, 2],
      [{ type: "create_version", expected_current: null, based_on: other.version.scheme_version_id }, 3],
      [{ type: "create_version", expected_current: null, based_on: draft.scheme_version_id }, 2],
    ];
    for (const [index, [way, from_no]] of ways.entries()) {
      await done(id, way);
      expect(await of(4 + index)).toEqual(await of(from_no));
      expect(await asked<"current">(id, { type: "current" })).toMatchObject({
        version_number: 4 + index,
        status: "draft",
        revision: 0,
      });
      const { counts } = await asked<"compare">(id, { type: "compare", guard: ANY });
      const none = { added: 0, removed: 0, changed: 0 };
      expect(counts).toEqual({ sectors: none, groups: none, seats: none, pricing_categories: none, price_rules: none });
    }
    const { published_scheme_version_id } = await asked<"scheme">(id, { type: "scheme" });
    expect(published_scheme_version_id).toBe(version_id);
  });

  it("after a new drawing: prices are the scheme's, seats are compared by their ids, and shows keep what is published", async () => {
    const { id, version_id } = await publishedScheme();
    const { seats } = smallDrawing();
    const drawing = smallDrawing({ seats: [...seats.slice(1), seatFields("fresh", { row_label: "C" })] });
    const before = await asked<"for_show">(id, { type: "for_show", version_id: null });
    const { version } = await done<"upload">(id, { type: "upload", expected_current: version_id, drawing });
    expect(version).toMatchObject({
      version_number: 2,
      seats_total: 6,
      based_on_scheme_version_id: version_id,
      snapshot: null,
    });
    const { seats: compared, counts } = await asked<"compare">(id, { type: "compare", guard: ANY });
    expect([compared.added, compared.removed].map((all) => all.map(({ seat_id }) => seat_id))).toEqual([
      ["fresh"],
      ["row-a-1"],
    ]);
    expect(counts).toMatchObject({ seats: { changed: 0 }, price_rules: { added: 0, removed: 0, changed: 0 } });
    expect(await asked<"coverage">(id, { type: "coverage", guard: ANY })).toMatchObject({ priced_seats: 6 });
    expect(await asked<"for_show">(id, { type: "for_show", version_id: null })).toEqual(before);
    await done(id, { type: "snapshot", guard: ANY });
    await done(id, { type: "publish", guard: ANY });
    const after = await asked<"for_show">(id, { type: "for_show", version_id: null });
    expect(after.seats.map(({ id: seat_id }) => seat_id)).toContain("fresh");
    expect(await asked<"for_show">(id, { type: "for_show", version_id })).toEqual(before);
  });
});

it("the model tells versions of different content apart", () => {
  const naive = model(
    NOTHING,
    { type: "create", scheme: { id: "", name: "", currency: "EUR" }, drawing: smallDrawing() },
    [],
  );
  const moved = model(naive, moving(9), []);
  expect(text(current(moved))).not.toBe(text(current(naive)));
  expect(text(current(model(moved, moving(1), [])))).toBe(text(current(naive)));
});
