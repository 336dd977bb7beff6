// From a draft to what shows are made of, and back: publish, unpublish, rollback, versions, and who did it.
import { describe, expect, it } from "vitest";
import { call, must, send } from "../testing/api.ts";
import { makePartner } from "../testing/partners.ts";
import {
  guardOf,
  makeDraft,
  pricedDraft,
  publishedScheme,
  publishedWithDraft,
  readyDraft,
  recordsOf,
  SEAT,
  uploadHall,
} from "../testing/schemes.ts";

const reasonsOf = async (guard: object) => (await must("draft/readiness", guard)).reasons.map(({ code }) => code);

describe("a draft is ready", () => {
  it("when every seat has a price, nothing is wrong, and the prices were kept", async () => {
    const guard = await makeDraft();
    expect(await reasonsOf(guard)).toEqual(["unpriced_seats", "snapshot_missing"]);
    expect(await reasonsOf(guardOf(await pricedDraft()))).toEqual(["snapshot_missing"]);
    expect(await reasonsOf(guardOf(await readyDraft()))).toEqual([]);
  });

  it("no more after any edit of structure or prices, and again when the edit is taken back", async () => {
    const ready = await readyDraft();
    const { price_rule_id } = ready;
    const { seat_record_id, ...named } = await recordsOf(guardOf(ready));
    const guard = guardOf(named);
    await must("draft/update-seat", { ...guard, seat_record_id, accessible: true });
    expect(await reasonsOf(guard)).toEqual(["snapshot_stale"]);
    await must("draft/update-seat", { ...guard, seat_record_id, accessible: false });
    expect(await reasonsOf(guard)).toEqual([]);
    await must("pricing/update-rule", { ...guard, price_rule_id, amount: 1 });
    expect(await reasonsOf(guard)).toEqual(["snapshot_stale"]);
    const { snapshot, readiness } = await must("draft/snapshot", guard);
    expect([snapshot.is_current, readiness.ready]).toEqual([true, true]);
  });

  it("never without a seat that is sold, or with references that lead nowhere", async () => {
    const ready = await readyDraft();
    const { group_record_id, seat_record_id, ...named } = await recordsOf(guardOf(ready));
    const guard = guardOf(named);
    await must("draft/delete-group", { ...guard, group_record_id });
    expect(await reasonsOf(guard)).toContain("validation_errors");
    await must("draft/repair-references", guard);
    const { seats } = await must("draft/structure", guard);
    const items = seats.map(({ seat_id }) => ({ seat_id, changes: { sellable: false } }));
    await must("draft/update-seats", { ...guard, items });
    expect(await reasonsOf(guard)).toContain("no_seats");
    await must("draft/update-seat", { ...guard, seat_record_id, sellable: true });
    expect(await reasonsOf(guard)).not.toContain("no_seats");
  });
});

describe("scheme/publish", () => {
  it("puts the draft on sale, for good", async () => {
    const guard = guardOf(await readyDraft());
    const { scheme_id, expected_scheme_version_id: id } = guard;
    const published = await must("scheme/publish", guard);
    expect(published).toMatchObject({ scheme_version_id: id, status: "published", is_current: true });
    expect(published.published_at).not.toBeNull();
    const about = { current_status: "published", published_scheme_version_id: id, current_scheme_version_id: id };
    expect(await must("scheme/get", { scheme_id })).toMatchObject(about);
    expect(await must("scheme/current", { scheme_id })).toEqual(published);
    expect((await call("scheme/publish", guard)).body.code).toBe("draft_not_editable");
  });

  it("says everything that is in the way, and changes nothing", async () => {
    const guard = await makeDraft();
    const { status, body } = await call("scheme/publish", guard);
    expect([status, body]).toMatchObject([
      409,
      { code: "publish_not_ready", reasons: [{ code: "unpriced_seats", count: 2 }, { code: "snapshot_missing" }] },
    ]);
    expect(await must("scheme/current", { scheme_id: guard.scheme_id })).toMatchObject({
      status: "draft",
    });
  });

  it("takes what was ready when it was read only if it still is", async () => {
    const ready = await readyDraft();
    const guard = guardOf(ready);
    const [edited, published] = await Promise.all([
      call("pricing/update-rule", { ...guard, price_rule_id: ready.price_rule_id, amount: 7 }),
      call("scheme/publish", guard),
    ]);
    const codes = [edited.body.code, published.body.code];
    expect(codes).toContainEqual(expect.stringMatching(/^(publish_not_ready|draft_not_editable)$/));
    expect(codes).toContain(undefined);
  });
});

describe("scheme/unpublish", () => {
  it("withdraws the version from new shows, and makes it no draft", async () => {
    const { scheme_id } = await publishedScheme();
    const withdrawn = await must("scheme/unpublish", { scheme_id });
    expect(withdrawn).toMatchObject({ status: "unpublished", is_current: true });
    expect(withdrawn.unpublished_at).not.toBeNull();
    expect(await must("scheme/get", { scheme_id })).toMatchObject({ published_scheme_version_id: null });
    expect((await call("scheme/unpublish", { scheme_id })).body.code).toBe("version_not_published");
    expect(await must("draft/ensure", { scheme_id })).toMatchObject({ created: true });
  });

  it("of the newest leaves the one before it on sale; of a named one that one goes", async () => {
    const draft = await publishedWithDraft();
    const { scheme_id, expected_scheme_version_id: second } = draft;
    const first = (await must("scheme/get", { scheme_id })).published_scheme_version_id;
    await must("draft/snapshot", guardOf(draft));
    await must("scheme/publish", guardOf(draft));
    expect(await must("scheme/unpublish", { scheme_id })).toMatchObject({ scheme_version_id: second });
    expect(await must("scheme/get", { scheme_id })).toMatchObject({ published_scheme_version_id: first });
    const named = await must("scheme/unpublish", { scheme_id, scheme_version_id: first });
    expect(named).toMatchObject({ scheme_version_id: first, status: "unpublished", is_current: false });
  });

  it("knows no version of another scheme", async () => {
    const { scheme_id } = await publishedScheme();
    const { expected_scheme_version_id: scheme_version_id } = await publishedScheme();
    expect((await call("scheme/unpublish", { scheme_id, scheme_version_id })).status).toBe(404);
    const based = { scheme_id, based_on_scheme_version_id: scheme_version_id };
    expect((await call("scheme/create-version", based)).status).toBe(404);
    const target = { scheme_id, target_scheme_version_id: scheme_version_id };
    expect((await call("scheme/rollback", target)).status).toBe(404);
  });
});

describe("scheme/rollback", () => {
  it("makes a draft of what was published before, and leaves every version as it is", async () => {
    const draft = await publishedWithDraft();
    const { scheme_id } = draft;
    const { seat_record_id, ...named } = await recordsOf(guardOf(draft));
    await must("draft/update-seat", { ...guardOf(named), seat_record_id, x: 1 });
    const before = (await must("scheme/versions", { scheme_id })).items;
    const restored = await must("scheme/rollback", { scheme_id });
    expect(restored).toMatchObject({
      version_number: 3,
      status: "draft",
      is_current: true,
      based_on_scheme_version_id: before[0]?.scheme_version_id,
    });
    expect((await must("structure/seats", { scheme_id })).items[0]).toMatchObject({ seat_id: SEAT, x: 20 });
    const after = (await must("scheme/versions", { scheme_id })).items;
    expect(after.slice(0, 2)).toEqual(before.map((version) => ({ ...version, is_current: false })));
  });

  it("goes to the version that is named", async () => {
    const { scheme_id, expected_scheme_version_id: first } = await makeDraft();
    await must("scheme/create-version", { scheme_id });
    const restored = await must("scheme/rollback", { scheme_id, target_scheme_version_id: first });
    expect(restored).toMatchObject({ version_number: 3, based_on_scheme_version_id: first });
  });
});

describe("versions", () => {
  it("are listed oldest first, a page at a time", async () => {
    const { scheme_id } = await makeDraft();
    await must("scheme/create-version", { scheme_id });
    await must("scheme/create-version", { scheme_id });
    const first = await must("scheme/versions", { scheme_id, limit: 2 });
    expect(first.items.map(({ version_number }) => version_number)).toEqual([1, 2]);
    const rest = await must("scheme/versions", { scheme_id, limit: 2, cursor: first.next_cursor });
    expect([rest.items.map(({ version_number }) => version_number), rest.next_cursor]).toEqual([[3], null]);
  });

  it("are found in the list of schemes by the words of the scheme's name", async () => {
    const word = crypto.randomUUID();
    const { scheme } = await uploadHall({ name: `The ${word} hall` });
    expect((await must("scheme/list", { text: word })).items).toEqual([scheme]);
    expect((await must("scheme/list", { text: `${word}%` })).items).toEqual([]);
  });
});

describe("audit/list", () => {
  it("says who did what, and has every change once and no refusal", async () => {
    const { token, key_id } = await makePartner(["admin"]);
    const guard = await makeDraft();
    const { scheme_id } = guard;
    await call("scheme/publish", guard, { token });
    await call("draft/create-sector", { ...guard, sector_id: "balcony", name: "Balcony" }, { token, key: "twice" });
    await call("draft/create-sector", { ...guard, sector_id: "balcony", name: "Balcony" }, { token, key: "twice" });
    const { items } = await must("audit/list", { scheme_id });
    expect(items.map(({ action }) => action)).toEqual(["upload/create", "draft/create-sector"]);
    expect(items[1]).toMatchObject({
      actor: key_id,
      scheme_version_id: guard.expected_scheme_version_id,
      summary: "sector balcony added",
    });
    const page = await must("audit/list", { scheme_id, limit: 1 });
    const rest = await must("audit/list", { scheme_id, limit: 1, cursor: page.next_cursor });
    expect([...page.items, ...rest.items]).toEqual(items);
  });
});

describe("current/*", () => {
  it("is read with a key that may read, as X-API-Key, too; nothing else of schemes is", async () => {
    const { token } = await makePartner(["read"]);
    const { scheme_id } = await publishedScheme();
    const headers = { "x-api-key": token };
    const status = async (path: string) => (await send(`/api/v1/schemes/${scheme_id}${path}`, { headers })).status;
    const current = ["", "/sectors", "/groups", "/seats", `/seats/${SEAT}/price`, "/svg", "/svg/display"];
    for (const path of [...current, "/svg/display/meta"])
      expect([path, await status(`/current${path}`)]).toEqual([path, 200]);
    const others = ["", "/versions", "/audit", "/pricing", "/draft/summary", `/test/seats/${SEAT}`, "/editor/context"];
    for (const path of others) expect([path, await status(path)]).toEqual([path, 403]);
  });
});
