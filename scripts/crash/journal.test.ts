import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Wanted } from "../traffic/wanted.ts";
import { openJournal, readJournal } from "./journal.ts";

const folder = mkdtempSync(join(tmpdir(), "holdfast-journal-"));
const FIRST: Wanted = { name: "booking/cancel", request: { booking_id: "b1" }, key: "traffic-1" };
const SECOND: Wanted = { name: "reservation/release", request: { reservation_id: "r1" }, key: "traffic-2" };

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("a partner's journal", () => {
  it("says to the next life what has no answer, and how many keys were used", () => {
    const file = join(folder, "next-life");
    const { writes } = openJournal(file);
    writes.wanted(FIRST);
    writes.wanted(SECOND);
    writes.decided(FIRST, { ok: false, code: "NOT_FOUND" });
    writes.wanted(SECOND);
    const { memory, asked } = openJournal(file);
    expect([...memory.unanswered.values()]).toEqual([SECOND]);
    expect(memory.surprises).toEqual(["booking/cancel was refused with NOT_FOUND"]);
    expect(asked).toBe(2);
  });

  it("leaves out what was being written when the process was killed, and goes on in a line of its own", () => {
    const file = join(folder, "half-a-line");
    openJournal(file).writes.wanted(FIRST);
    appendFileSync(file, '{"wanted":{"name":"booki');
    openJournal(file).writes.wanted(SECOND);
    expect([...readJournal(readFileSync(file, "utf8")).memory.unanswered.keys()]).toEqual(["traffic-1", "traffic-2"]);
  });
});
