// The same key again: equal bytes, and nothing happens a second time.
import { abortAllDurableObjects, evictDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import type { Command } from "./commands.ts";
import { settled } from "./dumped-rows.ts";
import { creating, EVERY, rehearsed } from "./every-command.ts";
import {
  ANY,
  codeOf,
  enveloped,
  inScheme,
  newSchemeId,
  publishedScheme,
  schemeStub,
  sent,
  tablesOf,
  told,
} from "./rehearsal.ts";

it("every command that there is, is in the list", async () => {
  const id = await rehearsed();
  for (const command of EVERY) expect((await told(id, [command])).map(codeOf), command.type).toEqual(["ok"]);
  expect(new Set(EVERY.map(({ type }) => type)).size).toBe(EVERY.length);
});

describe.each([
  ["while it is there", () => Promise.resolve()],
  ["after it was evicted", (id: string) => evictDurableObject(schemeStub(id))],
  ["after it was aborted", () => abortAllDurableObjects()],
])("a command that is sent again with its key %s", (_when, end) => {
  it("gets the same bytes and happens once, whichever it is, and when it was refused", async () => {
    const id = await rehearsed();
    const refusals: Command[] = [
      { type: "publish", guard: ANY },
      { type: "change_version", guard: { version_id: "ver_other", revision: null }, focal: null },
      { type: "rollback", expected_current: null, target: null },
    ];
    const codes = new Set<string>();
    // It is a draft already and has no focal point: that nothing is changed is an answer, too.
    const idle: Command[] = [
      { type: "ensure_draft", expected_current: null },
      { type: "change_version", guard: ANY, focal: null },
    ];
    for (const command of [...refusals, ...idle, ...EVERY]) {
      const key = crypto.randomUUID();
      const first = await sent(id, command, key);
      codes.add(codeOf(first.outcome));
      const before = settled(await tablesOf(id));
      await end(id);
      const again = await sent(id, command, key);
      expect(JSON.stringify(again.outcome), command.type).toBe(JSON.stringify(first.outcome));
      expect([again.replayed, again.request_id], command.type).toEqual([true, first.request_id]);
      expect(settled(await tablesOf(id)), command.type).toEqual(before);
    }
    expect([...codes].sort()).toEqual(["ok", "publish_not_ready", "stale_draft_version", "version_not_published"]);
  });

  it("the scheme's creation, too", async () => {
    const id = newSchemeId();
    const first = await sent(id, creating(id), id);
    await end(id);
    const again = await sent(id, creating(id), id);
    expect(JSON.stringify(again.outcome)).toBe(JSON.stringify(first.outcome));
    const { versions, uploads } = await tablesOf(id);
    expect([versions?.length, uploads?.length]).toEqual([1, 1]);
  });

  it("what was not found is looked for again", async () => {
    const id = await rehearsed();
    const command: Command = { type: "remove_sector", guard: ANY, record_id: "sec_000000k" };
    const key = crypto.randomUUID();
    expect(codeOf((await sent(id, command, key)).outcome)).toBe("NOT_FOUND");
    await end(id);
    const again = await sent(id, command, key);
    expect([codeOf(again.outcome), again.replayed]).toEqual(["NOT_FOUND", false]);
  });
});

it("twenty of one key at once are one edit", async () => {
  const id = await rehearsed();
  const command: Command = {
    type: "add_sector",
    guard: ANY,
    sector: { sector_id: "box", name: "Box", element_id: null },
  };
  const answers = await inScheme(id, (object) =>
    Promise.all(Array.from({ length: 20 }, () => object.submit(enveloped(command, "one key")))),
  );
  expect(new Set(answers.map(({ outcome }) => JSON.stringify(outcome))).size).toBe(1);
  expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
  expect((await tablesOf(id))["sectors"]).toHaveLength(3);
});

it("what is stored is answered as it is, also when a later version stored more than this one knows", async () => {
  const { id, version_id } = await publishedScheme();
  const key = crypto.randomUUID();
  const first = await sent(id, { type: "ensure_draft", expected_current: version_id }, key);
  await inScheme(id, (_object, storage) => {
    storage.sql.exec("UPDATE changes SET outcome = json_set(outcome, '$.body.added_later', 1) WHERE key IS NOT NULL");
  });
  await evictDurableObject(schemeStub(id));
  const again = await sent(id, { type: "ensure_draft", expected_current: version_id }, key);
  expect(JSON.stringify(again.outcome)).toBe(JSON.stringify(first.outcome).replace(/\}\}$/, ',"added_later":1}}'));
});
