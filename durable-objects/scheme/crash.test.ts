// A scheme's object that ends between two requests or between commit and answer, and transactions of it that fail: what was
// answered is there, what was not is there once or not at all, and what is remembered is what the tables say.
import { abortAllDurableObjects, evictDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import type { Command } from "./commands.ts";
import { dumped, settled } from "./dumped-rows.ts";
import { creating, EVERY, rehearsed } from "./every-command.ts";
import {
  ANY,
  asked,
  codeOf,
  done,
  enveloped,
  inScheme,
  madeScheme,
  newSchemeId,
  publishedScheme,
  schemeStub,
  seatFields,
  sent,
  smallDrawing,
  submitted,
  tablesOf,
  told,
} from "./rehearsal.ts";

it("an object that ends between commit and answer: the command is answered by a retry, and was carried out once", async () => {
  const [focal, sector] = EVERY;
  for (const command of [
    focal,
    sector,
    ...EVERY.filter(({ type }) => type === "change_seat" || type === "add_category"),
  ]) {
    if (!command) throw new Error("there are more than two commands");
    const id = await rehearsed();
    const key = crypto.randomUUID();
    const { revision } = await asked<"current">(id, { type: "current" });
    const lost = inScheme(id, async (object, storage) => {
      const answer = object.submit(enveloped(command, key));
      // The commit is this turn or a later one; what is written is looked at, the answer is not waited for.
      while ((dumped(storage)["changes"] ?? []).every((change) => !String(change["key"]).includes(key))) {
        await scheduler.wait(0);
      }
      void answer;
      await storage.sync();
    });
    await lost;
    await abortAllDurableObjects();
    const again = await sent(id, command, key);
    expect([codeOf(again.outcome), again.replayed]).toEqual(["ok", true]);
    expect(await asked<"current">(id, { type: "current" })).toMatchObject({ revision: revision + 1 });
  }
});

describe.each([
  ["evicted", (id: string) => evictDurableObject(schemeStub(id))],
  ["aborted", () => abortAllDurableObjects()],
])("a scheme that is %s under a burst of 60 edits", (_how, end) => {
  it("has what was answered, and takes what failed when it is sent again, each once", async () => {
    const seats = Array.from({ length: 60 }, (_, index) => seatFields(`s${index}`));
    const { id } = await madeScheme(smallDrawing({ seats }));
    const wishes = seats.map(({ seat_id }, index) => ({
      key: crypto.randomUUID(),
      command: { type: "change_seats", guard: ANY, items: [{ seat_id, changes: { x: 1_000 + index } }] } as const,
    }));
    const place = ({ command, key }: (typeof wishes)[number]) =>
      submitted(id, enveloped(command, key)).then(
        ({ outcome }) => JSON.stringify(outcome),
        () => "failed",
      );
    const answers: Promise<string>[] = [];
    for (const [index, wish] of wishes.entries()) {
      answers.push(place(wish));
      if (index % 20 === 10) await end(id);
    }
    const first = await Promise.all(answers);
    const again = await Promise.all(wishes.map(place));
    for (const [index, text] of first.entries()) if (text.startsWith('{"ok":true')) expect(again[index]).toBe(text);
    expect(again.every((text) => text.startsWith('{"ok":true'))).toBe(true);
    expect(await asked<"current">(id, { type: "current" })).toMatchObject({ revision: 60 });
    const { seats: rows = [] } = await tablesOf(id);
    expect(rows.map(({ x }) => x)).toEqual(seats.map((_, index) => 1_000 + index));
  });
});

/** Runs SQL in the scheme without making the object forget anything. */
function trouble(id: string, statement: string): Promise<void> {
  return inScheme(id, (_object, storage) => {
    storage.sql.exec(statement);
  });
}

const AT_THE_END = `CREATE TRIGGER trouble BEFORE INSERT ON scheme BEGIN SELECT RAISE(ABORT, 'trouble'); END`;
const OVER = "DROP TRIGGER trouble";

async function answersOf(id: string): Promise<string> {
  const queries = [
    await asked<"structure">(id, { type: "structure", guard: ANY }),
    await asked<"summary">(id, { type: "summary", guard: ANY }),
    await asked<"pricing">(id, { type: "pricing", guard: ANY }),
    await asked<"scheme">(id, { type: "scheme" }),
    await asked<"current_validation">(id, { type: "current_validation" }),
  ];
  return JSON.stringify(queries);
}

describe("a transaction that fails", () => {
  it("at its end leaves tables and what is remembered of them as they were, whatever was in it", async () => {
    const id = await rehearsed();
    for (const command of EVERY) {
      const isDraft = (await asked<"current">(id, { type: "current" })).status === "draft";
      const before = [settled(await tablesOf(id)), isDraft ? await answersOf(id) : ""];
      await trouble(id, AT_THE_END);
      const [failed] = await told(id, [command]);
      expect(failed, command.type).toEqual({ ok: false, code: "INTERNAL" });
      await trouble(id, OVER);
      expect([settled(await tablesOf(id)), isDraft ? await answersOf(id) : ""], command.type).toEqual(before);
      expect((await told(id, [command])).map(codeOf), command.type).toEqual(["ok"]);
    }
  });

  it("for one of a batch fails for that one alone", async () => {
    const { id } = await madeScheme();
    await trouble(
      id,
      `CREATE TRIGGER trouble BEFORE INSERT ON sectors WHEN NEW.sector_id = 'unlucky'
       BEGIN SELECT RAISE(ABORT, 'trouble'); END`,
    );
    const adding = (sector_id: string): Command => ({
      type: "add_sector",
      guard: ANY,
      sector: { sector_id, name: sector_id, element_id: null },
    });
    const commands = [adding("lucky"), adding("unlucky"), adding("also-lucky"), adding("lucky")];
    expect((await told(id, commands)).map(codeOf)).toEqual(["ok", "INTERNAL", "ok", "duplicate_sector_id"]);
    const { sectors } = await tablesOf(id);
    expect(sectors?.map(({ sector_id }) => sector_id)).toEqual(["stalls", "balcony", "lucky", "also-lucky"]);
    const { sectors: remembered } = await asked<"structure">(id, { type: "structure", guard: ANY });
    expect(remembered.map(({ sector_id }) => sector_id)).toEqual(["stalls", "balcony", "lucky", "also-lucky"]);
  });

  it("with a drawing in it: nothing of the drawing is remembered when another takes its place", async () => {
    const { id } = await publishedScheme();
    const upload = (element_id: string): Command => ({
      type: "upload",
      expected_current: null,
      drawing: smallDrawing({ seats: [seatFields("only", { element_id })], groups: [], sectors: [] }),
    });
    await trouble(id, AT_THE_END);
    // Together the second looks at the drawing of the first; alone, at none.
    const failing = await told(id, [upload("e-first"), { type: "snapshot", guard: ANY }]);
    expect(failing.map(codeOf)).toEqual(["INTERNAL", "INTERNAL"]);
    await trouble(id, OVER);
    await done(id, upload("e-second"));
    const { issues } = await asked<"validation">(id, { type: "validation", guard: ANY });
    expect(issues.map(({ code }) => code)).not.toContain("element_not_in_drawing");
  });

  it("when a scheme is made leaves nothing of it, and the next attempt makes it", async () => {
    const id = newSchemeId();
    const other: Command = { type: "snapshot", guard: ANY };
    expect((await told(id, [other])).map(codeOf)).toEqual(["NOT_FOUND"]);
    expect(await tablesOf(id)).toEqual({});
    await inScheme(id, async (object, storage) => {
      const first = object.submit(enveloped(creating(id)));
      storage.sql.exec(AT_THE_END);
      expect((await first).outcome).toEqual({ ok: false, code: "INTERNAL" });
      storage.sql.exec(OVER);
    });
    const rows = Object.entries(await tablesOf(id)).filter(([name, all]) => name !== "_meta" && all.length > 0);
    expect(rows).toEqual([]);
    expect((await told(id, [other, creating(id), other, creating(id)])).map(codeOf)).toEqual([
      "NOT_FOUND",
      "ok",
      "ok",
      "NOT_FOUND",
    ]);
  });
});
