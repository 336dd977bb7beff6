import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SHOW_MIGRATIONS } from "../../durable-objects/show/migrations.ts";
import { seatFaults } from "./show-seats.ts";

const FAULTS: readonly (readonly [string, string, string])[] = [
  ["a seat that two reservations name", "UPDATE holds SET seat_list = '[1,2]' WHERE no = 3", "kept twice"],
  ["a seat that is another's", "UPDATE seats SET owner = 3 WHERE seat = 1", "not their owners"],
  ["a sold seat that is held", "UPDATE seats SET state = 1 WHERE seat = 5", "not their owners"],
  ["a taken seat that nobody names", "INSERT INTO seats VALUES (9, 2, 7, 1)", "without owner"],
  ["a blocked seat that is not counted", "INSERT INTO seats VALUES (9, 3, NULL, 1)", "blocked otherwise"],
];

describe("a show's seats", () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "holdfast-seats-"));
    file = join(folder, "show.sqlite");
    write([...SHOW_MIGRATIONS, SOUND]);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function write(scripts: readonly string[]): void {
    const database = new DatabaseSync(file);
    for (const script of scripts) database.exec(script);
    database.close();
  }

  it("are sound when each has the owner that names it", () => {
    expect(seatFaults(file)).toEqual([]);
  });

  it.each(FAULTS)("are not with %s", (_what, fault, said) => {
    write([fault]);
    expect(seatFaults(file).join()).toContain(said);
  });
});

const HOLD = "'chn_1', NULL, 2, 'ACTIVE', 1, 2, NULL, NULL";
const SOUND = `
  INSERT INTO show VALUES (1, 'shw_1', 'ven_1', 'A show', 'OPEN', 9, 10, 4, 1, 1, 'EUR', 'off', 1, 1, '{}', NULL, 0, 2, 1, 1, 4, 1,
    4, NULL, NULL);
  INSERT INTO holds VALUES (2, ${HOLD}, '[1,2]', 2, 'EUR', NULL, NULL), (3, ${HOLD}, '[3,4]', 2, 'EUR', NULL, NULL);
  INSERT INTO bookings VALUES (4, 1, 1, 'code', 'chn_1', NULL, 1, 'CONFIRMED', 1, 1, '[5]', 1, 'EUR', NULL, NULL);
  INSERT INTO seats VALUES (1, 1, 2, 2), (2, 1, 2, 2), (3, 1, 3, 3), (4, 1, 3, 3), (5, 2, 4, 4), (6, 3, NULL, 1), (7, 0, NULL, 1)`;
