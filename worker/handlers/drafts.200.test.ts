// What an editor reads: whether there is a draft, how it stands, what is in it and what it changes.
import { describe, expect, it } from "vitest";
import { call, must } from "../testing/api.ts";
import {
  DRAWING,
  GROUP,
  guardOf,
  makeDraft,
  OTHER_SEAT,
  pricedDraft,
  publishedScheme,
  publishedWithDraft,
  readyDraft,
  recordsOf,
  SEAT,
  SECTOR,
} from "../testing/schemes.ts";

describe("draft/context", () => {
  it("recommends the draft that there is, and to make one of a published version", async () => {
    const { scheme_id, expected_scheme_version_id: current_scheme_version_id } = await readyDraft();
    const about = { scheme_id, current_scheme_version_id };
    expect(await must("draft/context", { scheme_id })).toEqual({
      ...about,
      current_status: "draft",
      current_is_draft: true,
      editor_available: true,
      should_create_draft: false,
      recommended_action: "use_current_draft",
    });
    await must("scheme/publish", { scheme_id, expected_scheme_version_id: current_scheme_version_id });
    expect(await must("draft/context", { scheme_id })).toEqual({
      ...about,
      current_status: "published",
      current_is_draft: false,
      editor_available: false,
      should_create_draft: true,
      recommended_action: "create_draft",
    });
  });
});

describe("draft/ensure", () => {
  it("answers the draft that there is, and makes nothing", async () => {
    const { scheme_id, expected_scheme_version_id } = await makeDraft();
    const { created, scheme_version_id } = await must("draft/ensure", { scheme_id });
    expect({ created, scheme_version_id }).toEqual({ created: false, scheme_version_id: expected_scheme_version_id });
    expect((await must("audit/list", { scheme_id })).items).toHaveLength(1);
  });

  it("clones a published version with its structure, its prices and its records' ids", async () => {
    const published = await publishedScheme();
    const { scheme_id } = published;
    const before = await must("structure/seats", { scheme_id });
    const prices = await must("pricing/get", { scheme_id });
    const { created, version } = await must("draft/ensure", { scheme_id });
    expect(created).toBe(true);
    expect(version).toMatchObject({
      status: "draft",
      version_number: 2,
      revision: 0,
      based_on_scheme_version_id: published.expected_scheme_version_id,
      snapshot: null,
    });
    expect((await must("structure/seats", { scheme_id })).items).toEqual(before.items);
    const { categories, rules } = await must("pricing/get", { scheme_id });
    expect({ categories, rules }).toEqual({ categories: prices.categories, rules: prices.rules });
    expect(await must("draft/ensure", { scheme_id })).toMatchObject({ created: false, version });
  });

  it("makes one draft for all who ask at once", async () => {
    const { scheme_id } = await publishedScheme();
    const ensured = await Promise.all(Array.from({ length: 5 }, () => must("draft/ensure", { scheme_id })));
    expect(new Set(ensured.map(({ scheme_version_id }) => scheme_version_id)).size).toBe(1);
    expect(ensured.filter(({ created }) => created)).toHaveLength(1);
    expect((await must("scheme/versions", { scheme_id })).items).toHaveLength(2);
  });
});

describe("a draft", () => {
  it("is read whole, and record by record", async () => {
    const named = await recordsOf(await makeDraft());
    const guard = guardOf(named);
    const { sectors, groups, seats, revision } = await must("draft/structure", guard);
    expect(revision).toBe(0);
    expect(sectors).toMatchObject([{ sector_id: SECTOR, name: "Stalls", element_id: "stalls" }]);
    expect(groups).toMatchObject([{ group_id: GROUP, name: "A", sector_id: SECTOR }]);
    expect(seats).toMatchObject([
      { seat_id: SEAT, row_label: "A", seat_number: "1", x: 20, y: 20, accessible: false, sellable: true },
      { seat_id: OTHER_SEAT, seat_number: "2", x: 40 },
    ]);
    const { sector_record_id, group_record_id, seat_record_id } = named;
    expect((await must("draft/sector", { ...guard, sector_record_id })).sector).toEqual(sectors[0]);
    expect((await must("draft/group", { ...guard, group_record_id })).group).toEqual(groups[0]);
    expect((await must("draft/seat", { ...guard, seat_record_id })).seat).toEqual(seats[0]);
  });

  it("has no record of another kind's id, of a number that nobody has, or of anything else", async () => {
    const { sector_record_id, seat_record_id, ...named } = await recordsOf(await makeDraft());
    const guard = guardOf(named);
    for (const id of [sector_record_id, "sst_0000099", "sst_", "sst_000000000003", seat_record_id.toUpperCase()]) {
      const { status, body } = await call("draft/seat", { ...guard, seat_record_id: id });
      expect([status, body.code, id]).toEqual([404, "NOT_FOUND", id]);
    }
  });

  it("says in short what is in it, what is wrong with it and what it would publish", async () => {
    const guard = await makeDraft();
    expect(await must("draft/summary", guard)).toMatchObject({
      status: "draft",
      counts: { sectors: 1, groups: 1, seats: 2, sellable_seats: 2, seats_without_sector: 0 },
      validation: { errors: 0, warnings: 0 },
      diff: { seats: { added: 2, removed: 0, changed: 0 } },
      pricing: { seats: 2, priced: 0, unpriced: 2 },
      readiness: { ready: false, reasons: [{ code: "unpriced_seats", count: 2 }, { code: "snapshot_missing" }] },
    });
    expect(await must("draft/preview", guard)).toMatchObject({ total_amount: null, priced_seats: 0, artifact: null });
    const ready = guardOf(await readyDraft());
    expect(await must("draft/summary", ready)).toMatchObject({ readiness: { ready: true, reasons: [] } });
    const preview = await must("draft/preview", ready);
    expect(preview).toMatchObject({
      total_amount: 5_000,
      currency: "EUR",
      categories: [{ name: "Standard", seats: 2, price_min: { amount: 2_500 }, price_max: { amount: 2_500 } }],
      sectors: [{ sector_id: SECTOR, seats: 2, priced: 2 }],
    });
    expect(preview.artifact?.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it("says by record and field what it changes in the version that it was cloned from", async () => {
    const draft = await publishedWithDraft();
    const { seat_record_id, group_record_id, ...named } = await recordsOf(guardOf(draft));
    const guard = guardOf(named);
    const { truncated, counts } = await must("draft/compare", guard);
    expect({ truncated, seats: counts.seats }).toEqual({
      truncated: false,
      seats: { added: 0, removed: 0, changed: 0 },
    });
    await must("draft/update-seat", { ...guard, seat_record_id, accessible: true, x: 21.5 });
    await must("draft/create-sector", { ...guard, sector_id: "balcony", name: "Balcony" });
    await must("draft/delete-group", { ...guard, group_record_id });
    await must("pricing/update-rule", { ...guard, price_rule_id: draft.price_rule_id, amount: 1 });
    const compared = await must("draft/compare", guard);
    expect(compared.sectors.added).toMatchObject([{ sector_id: "balcony" }]);
    expect(compared.groups.removed).toMatchObject([{ group_id: GROUP }]);
    expect(compared.seats.changed).toEqual([
      {
        record_id: seat_record_id,
        id: SEAT,
        fields: { accessible: { before: false, after: true }, x: { before: 20, after: 21.5 } },
      },
    ]);
    expect(compared.counts.price_rules).toEqual({ added: 0, removed: 0, changed: 1 });
  });

  it("of another drawing is compared by the names of what is drawn", async () => {
    const { scheme_id, expected_scheme_version_id: before } = await makeDraft();
    await must("upload/create", { file: DRAWING.replace('cx="40"', 'cx="41"'), scheme_id });
    const { counts, seats, compared_with_scheme_version_id } = await must("draft/compare", { scheme_id });
    expect(compared_with_scheme_version_id).toBe(before);
    expect(counts.seats).toEqual({ added: 0, removed: 0, changed: 1 });
    expect(seats.changed).toMatchObject([{ id: OTHER_SEAT, fields: { x: { before: 40, after: 41 } } }]);
  });
});

describe("a guard", () => {
  it("names the draft that is current instead", async () => {
    const { scheme_id, expected_scheme_version_id: before } = await publishedScheme();
    const { scheme_version_id: current } = await must("draft/ensure", { scheme_id });
    const stale = await call("draft/snapshot", { scheme_id, expected_scheme_version_id: before });
    expect([stale.status, stale.body]).toMatchObject([
      409,
      {
        code: "stale_draft_version",
        expected_scheme_version_id: before,
        current_scheme_version_id: current,
      },
    ]);
    const current_guard = { scheme_id, expected_current_scheme_version_id: before };
    expect((await call("scheme/create-version", current_guard)).body).toMatchObject({
      code: "stale_current_version",
      current_scheme_version_id: current,
    });
  });

  it("says of which status the version is that nobody can edit", async () => {
    const guard = guardOf(await publishedScheme());
    const refused = await call("draft/summary", { scheme_id: guard.scheme_id });
    expect(refused.body).toMatchObject({
      code: "draft_not_editable",
      scheme_version_id: guard.expected_scheme_version_id,
      version_status: "published",
    });
    await must("scheme/unpublish", { scheme_id: guard.scheme_id });
    expect((await call("draft/snapshot", guard)).body).toMatchObject({ version_status: "unpublished" });
  });

  it("of a revision lets one of two editors through, who read the same", async () => {
    const priced = await pricedDraft();
    const guard = { ...guardOf(priced), expected_revision: 2 };
    const edits = await Promise.all([
      call("draft/create-sector", { ...guard, sector_id: "one", name: "One" }),
      call("draft/create-sector", { ...guard, sector_id: "two", name: "Two" }),
    ]);
    expect(new Set(edits.map(({ status }) => status))).toEqual(new Set([200, 409]));
    const refused = edits.find(({ status }) => status === 409);
    expect(refused?.body).toMatchObject({ code: "stale_draft_revision", expected_revision: 2, revision: 3 });
  });
});
