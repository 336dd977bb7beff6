// Editors of one scheme at the same time, and a publication among them: every edit is in the version that its editor was
// told of or refused, and nothing of a published version is written again.
import { describe, expect, it } from "vitest";
import type { Command, CommandOf, Outcome } from "./commands.ts";
import { type Dump, rowsOfVersion } from "./dumped-rows.ts";
import {
  ANY,
  asked,
  codeOf,
  done,
  enveloped,
  inScheme,
  madeScheme,
  priced,
  publishedScheme,
  smallDrawing,
  tablesOf,
  told,
} from "./rehearsal.ts";

function moving(seat_id: string, x: number, guard = ANY): CommandOf<"change_seats"> {
  return { type: "change_seats", guard, items: [{ seat_id, changes: { x } }] };
}

async function seatsNow(id: string): Promise<Map<string, number>> {
  const { items } = await asked<"current_seats">(id, {
    type: "current_seats",
    sector_id: null,
    group_id: null,
    after_no: 0,
    limit: 100,
  });
  return new Map(items.map(({ seat_id, x }) => [seat_id, x]));
}

function revisionIn(outcome: Outcome | undefined): unknown {
  return outcome?.ok ? Reflect.get(outcome.body, "revision") : undefined;
}

describe("two editors of a draft", () => {
  it("without a revision: each edit is there, and each raises the revision by one, in one commit and in many", async () => {
    const { id, version_id } = await madeScheme();
    const guard = { version_id, revision: null };
    const edits = Array.from({ length: 40 }, (_, turn) =>
      moving(turn % 2 === 0 ? "row-a-1" : "row-b-1", 100 + turn, guard),
    );
    const outcomes = [
      ...(await told(id, edits.slice(0, 20))),
      ...(await Promise.all(edits.slice(20).map((edit) => told(id, [edit])))).flat(),
    ];
    expect(outcomes.map(codeOf)).toEqual(edits.map(() => "ok"));
    expect(outcomes.map(revisionIn)).toEqual(edits.map((_, turn) => turn + 1));
    const seats = await seatsNow(id);
    expect([seats.get("row-a-1"), seats.get("row-b-1")]).toEqual([138, 139]);
  });

  it("with the revision that both read: the first wins, and the other is told which revision there is", async () => {
    const { id, version_id } = await madeScheme();
    const guard = { version_id, revision: 0 };
    const outcomes = await told(id, [moving("row-a-1", 50, guard), moving("row-b-1", 60, guard)]);
    expect(outcomes.map(codeOf)).toEqual(["ok", "stale_draft_revision"]);
    expect(outcomes[1]).toMatchObject({ expected: 0, revision: 1 });
    expect((await seatsNow(id)).get("row-b-1")).toBe(1);
    expect(await told(id, [moving("row-b-1", 60, { version_id, revision: 1 })])).toMatchObject([{ ok: true }]);
  });

  it("who both read, edit and read again 25 times with guards: no edit is lost", async () => {
    const { id, version_id } = await madeScheme();
    const editor = async (seat_id: string) => {
      let lost = 0;
      for (let step = 1; step <= 25; ) {
        const { revision } = await asked<"structure">(id, { type: "structure", guard: { version_id, revision: null } });
        const [outcome] = await told(id, [moving(seat_id, 1_000 + step, { version_id, revision })]);
        if (outcome?.ok) step += 1;
        else {
          expect(outcome).toMatchObject({ code: "stale_draft_revision", expected: revision });
          lost += 1;
        }
      }
      return lost;
    };
    const lost = await Promise.all([editor("row-a-1"), editor("row-b-1"), editor("row-1-2")]);
    expect(lost.reduce((sum, one) => sum + one, 0)).toBeGreaterThan(0);
    const seats = await seatsNow(id);
    expect(["row-a-1", "row-b-1", "row-1-2"].map((seat) => seats.get(seat))).toEqual([1_025, 1_025, 1_025]);
    expect(await asked<"current">(id, { type: "current" })).toMatchObject({ revision: 75 });
  });

  it("one of whom has the draft before: refused with the version that is current", async () => {
    const { id, version_id } = await madeScheme();
    const { version } = await done<"upload">(id, {
      type: "upload",
      expected_current: version_id,
      drawing: smallDrawing(),
    });
    const outcomes = await told(id, [
      moving("row-a-1", 5, { version_id, revision: null }),
      { type: "upload", expected_current: version_id, drawing: smallDrawing() },
      { type: "ensure_draft", expected_current: version_id },
    ]);
    expect(outcomes).toMatchObject([
      { code: "stale_draft_version", expected: version_id, current: version.scheme_version_id },
      { code: "stale_current_version", expected: version_id, current: version.scheme_version_id },
      { code: "stale_current_version", expected: version_id, current: version.scheme_version_id },
    ]);
  });
});

describe("publishing while others edit", () => {
  it("in every order of snapshot, edit and publication: what is published is what the snapshot looked at", async () => {
    const { id, version_id } = await madeScheme();
    await priced(id);
    const guard = { version_id, revision: null };
    const snapshot: Command = { type: "snapshot", guard };
    const publish: Command = { type: "publish", guard };
    const stale = await told(id, [snapshot, moving("row-a-1", 77, guard), publish]);
    expect(stale.map(codeOf)).toEqual(["ok", "ok", "publish_not_ready"]);
    expect(stale[2]).toMatchObject({ reasons: [{ code: "snapshot_stale", count: 1 }] });
    const late = await told(id, [snapshot, publish, moving("row-a-1", 88, guard), snapshot]);
    expect(late.map(codeOf)).toEqual(["ok", "ok", "draft_not_editable", "draft_not_editable"]);
    expect(late[2]).toMatchObject({ scheme_version_id: version_id, status: "published" });
    expect((await seatsNow(id)).get("row-a-1")).toBe(77);
  });

  it("twice with one guard: one is published, the other is told that it is no draft any more", async () => {
    const { id, version_id } = await madeScheme();
    await priced(id);
    const { revision } = await done<"snapshot">(id, { type: "snapshot", guard: ANY });
    const publish: Command = { type: "publish", guard: { version_id, revision } };
    const outcomes = [...(await told(id, [publish, publish])), ...(await told(id, [publish]))];
    expect(outcomes.map(codeOf)).toEqual(["ok", "draft_not_editable", "draft_not_editable"]);
    expect(outcomes[1]).toEqual({
      ok: false,
      code: "draft_not_editable",
      scheme_version_id: version_id,
      status: "published",
    });
  });

  it("by 20 at once, half of whom edit first: one publication, and no edit after it", async () => {
    const { id, version_id } = await madeScheme();
    await priced(id);
    const guard = { version_id, revision: null };
    const turns = Array.from({ length: 20 }, (_, turn): Command[] => [
      ...(turn % 2 === 0 ? [moving("row-a-1", 200 + turn, guard)] : []),
      { type: "snapshot", guard },
      { type: "publish", guard },
    ]);
    const outcomes = await Promise.all(turns.map((commands) => told(id, commands)));
    const published = outcomes.filter((of) => of.at(-1)?.ok);
    expect(published).toHaveLength(1);
    expect(codeOf(outcomes[0]?.[0] ?? { ok: false })).toBe("ok");
    expect((await seatsNow(id)).get("row-a-1")).toBe(200);
    expect((await tablesOf(id))["versions"]).toMatchObject([{ no: 1, status: "published" }]);
  });
});

/** All that can be sent, aimed at what is current and at the version that was published. */
function everyCommand(version_id: string): Command[] {
  const guards = [ANY, { version_id, revision: null }];
  return guards.flatMap((guard): Command[] => [
    { type: "change_version", guard, focal: { x: 1, y: 2 } },
    { type: "add_sector", guard, sector: { sector_id: "new", name: "New", element_id: null } },
    { type: "add_group", guard, group: { group_id: "new", name: "New", element_id: null, sector_id: "stalls" } },
    { type: "change_sector", guard, record_id: "sec_0000001", changes: { sector_id: "parterre" } },
    { type: "change_group", guard, record_id: "grp_0000003", changes: { group_id: "row-x" } },
    { type: "change_seat", guard, record_id: "sst_0000006", changes: { seat_id: "renamed", x: 5 } },
    moving("row-b-1", 9, guard),
    { type: "remove_sector", guard, record_id: "sec_0000002" },
    { type: "remove_group", guard, record_id: "grp_0000005" },
    { type: "repair", guard },
    { type: "remap", guard, filter: { row_labels: ["row-a"] }, target: { sector_id: null } },
    { type: "add_category", guard, category: { name: "Other", color: "#00aa00", unit_amount: 1 } },
    { type: "change_category", guard, record_id: "cat_0000001", changes: { unit_amount: 9 } },
    { type: "remove_category", guard, record_id: "cat_0000001" },
    {
      type: "add_rule",
      guard,
      rule: {
        target_type: "default",
        target_id: null,
        pricing_category_id: "cat_0000001",
        unit_amount: 7,
        priority: 9,
      },
    },
    { type: "change_rule", guard, record_id: "rul_0000002", changes: { priority: 5 } },
    { type: "remove_rule", guard, record_id: "rul_0000002" },
    { type: "remove_category", guard, record_id: "cat_0000001" },
    { type: "snapshot", guard },
    { type: "publish", guard },
  ]);
}

function waysOn(version_id: string): Command[] {
  return [
    { type: "ensure_draft", expected_current: null },
    { type: "create_version", expected_current: null, based_on: version_id },
    { type: "rollback", expected_current: null, target: version_id },
    { type: "rollback", expected_current: null, target: null },
    { type: "upload", expected_current: null, drawing: smallDrawing() },
    {
      type: "replace_artifact",
      expected_current: null,
      restored: false,
      artifact: { kind: "display", sha256: "1".repeat(64), bytes: 1, media_type: "image/svg+xml" },
    },
  ];
}

describe("the rows of a version that was published", () => {
  it("are never written again, whatever is sent; but that it is withdrawn is noted", async () => {
    const { id, version_id } = await publishedScheme();
    const own = async (): Promise<Dump> => rowsOfVersion(await tablesOf(id), 1);
    const before = await own();
    expect([before["versions"]?.length, before["seats"]?.length, before["rules"]?.length]).toEqual([1, 6, 1]);
    const refused = new Set((await told(id, everyCommand(version_id))).map(codeOf));
    expect([...refused]).toEqual(["draft_not_editable"]);
    expect(await own()).toEqual(before);
    const seen = new Set<string>();
    for (const way of waysOn(version_id)) {
      await done(id, way);
      for (const code of (await told(id, everyCommand(version_id))).map(codeOf)) seen.add(code);
      expect(await own(), way.type).toEqual(before);
    }
    expect(seen).toContain("ok");
    expect(seen).toContain("stale_draft_version");
    await done<"unpublish">(id, { type: "unpublish", expected_current: null, version_id });
    const [noted] = before["versions"] ?? [];
    const at_ms = (await own())["versions"]?.[0]?.["unpublished_at_ms"];
    expect(await own()).toEqual({
      ...before,
      versions: [{ ...noted, status: "unpublished", unpublished_at_ms: at_ms, updated_at_ms: at_ms }],
    });
    expect((await told(id, [{ type: "unpublish", expected_current: null, version_id }])).map(codeOf)).toEqual([
      "version_not_published",
    ]);
  });
});

it("commands with and without keys, sent while a commit is under way, are each carried out once", async () => {
  const { id } = await madeScheme();
  const outcomes = await inScheme(id, (object) =>
    Promise.all(
      Array.from({ length: 60 }, (_, turn) =>
        object.submit(
          enveloped(
            { type: "add_sector", guard: ANY, sector: { sector_id: `s${turn % 30}`, name: "S", element_id: null } },
            turn % 3 === 0 ? `key ${turn}` : null,
          ),
        ),
      ),
    ),
  );
  const codes = outcomes.map(({ outcome }) => codeOf(outcome));
  expect([
    codes.filter((code) => code === "ok").length,
    codes.filter((code) => code === "duplicate_sector_id").length,
  ]).toEqual([30, 30]);
  const { sectors, audit = [] } = await tablesOf(id);
  expect(new Set(sectors?.map(({ record_no }) => record_no)).size).toBe(32);
  expect(audit.length).toBeLessThanOrEqual(31);
});
