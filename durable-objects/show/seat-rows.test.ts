// The tables' own guard, under whatever the commands decided: a statement moves exactly the seats it was given, from
// the state and the owner that it says, or nothing.
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { makeShow, oneRow } from "../../worker/testing/shows.ts";
import { objectSql } from "../sql.ts";
import { SeatRows } from "./seat-rows.ts";

const SIZE = 6;
type Seen = { readonly remembered: string; readonly written: string };

/** Runs the moves against the empty tables of a show: after each its seats are as it says, or it throws. */
async function walk(moves: readonly [move: (rows: SeatRows) => void, states: string][]): Promise<void> {
  const { id } = await makeShow({}, oneRow(SIZE));
  const seen = await runInDurableObject(env.SHOW.getByName(id), (_object, state): (Seen | "throws")[] => {
    const sql = objectSql(state.storage);
    const rows = new SeatRows(sql, () => SIZE);
    return moves.map(([move]) => {
      try {
        sql.transaction(() => move(rows));
      } catch {
        rows.forget();
        return "throws";
      }
      return { remembered: rows.all.states.join(""), written: new SeatRows(sql, () => SIZE).all.states.join("") };
    });
  });
  expect(seen).toEqual(
    moves.map(([, states]) => (states === "throws" ? states : { remembered: states, written: states })),
  );
}

it("no seat is taken, sold or blocked that is not free", async () => {
  await walk([
    [(rows) => rows.take([0, 1], "held", { owner: 7, seq: 7 }), "110000"],
    [(rows) => rows.take([1, 2], "held", { owner: 8, seq: 8 }), "throws"],
    [(rows) => rows.take([0], "held", { owner: 7, seq: 8 }), "throws"],
    [(rows) => rows.take([2, 1], "sold", { owner: 8, seq: 8 }), "throws"],
    [(rows) => rows.block([1, 3], 8), "throws"],
    [(rows) => rows.block([3], 8), "110300"],
    [(rows) => rows.block([3], 9), "throws"],
    [(rows) => rows.take([3], "sold", { owner: 9, seq: 9 }), "throws"],
    [(rows) => rows.take([2], "sold", { owner: 9, seq: 9 }), "112300"],
  ]);
});

it("seats are sold from the hold that has them, and come free from the owner that has them", async () => {
  await walk([
    [(rows) => rows.take([0, 1], "held", { owner: 7, seq: 7 }), "110000"],
    [(rows) => rows.take([2], "held", { owner: 8, seq: 8 }), "111000"],
    [(rows) => rows.sell([0, 2], 7, { owner: 9, seq: 9 }), "throws"],
    [(rows) => rows.sell([0, 3], 7, { owner: 9, seq: 9 }), "throws"],
    [(rows) => rows.free([0, 2], "held", { owner: 7, seq: 9 }), "throws"],
    [(rows) => rows.free([0], "sold", { owner: 7, seq: 9 }), "throws"],
    [(rows) => rows.sell([0], 7, { owner: 9, seq: 9 }), "211000"],
    [(rows) => rows.sell([0], 9, { owner: 10, seq: 10 }), "throws"],
    [(rows) => rows.free([0], "sold", { owner: 7, seq: 10 }), "throws"],
    [(rows) => rows.freeHeld([0, 1], 10), "throws"],
    [(rows) => rows.free([1], "held", { owner: 7, seq: 10 }), "201000"],
    [(rows) => rows.freeHeld([2], 11), "200000"],
    [(rows) => rows.free([0], "sold", { owner: 9, seq: 12 }), "000000"],
    [(rows) => rows.free([0], "sold", { owner: 9, seq: 13 }), "throws"],
  ]);
});

it("only blocked seats are unblocked, and all sold ones come free at once, no others", async () => {
  await walk([
    [(rows) => rows.take([0], "held", { owner: 7, seq: 7 }), "100000"],
    [(rows) => rows.take([1, 2], "sold", { owner: 8, seq: 8 }), "122000"],
    [(rows) => rows.block([3, 4], 9), "122330"],
    [(rows) => rows.unblock([3, 0], 10), "throws"],
    [(rows) => rows.unblock([5], 10), "throws"],
    [(rows) => rows.unblock([3], 10), "122030"],
    [(rows) => rows.freeSold(11), "100030"],
    [(rows) => rows.take([], "held", { owner: 12, seq: 12 }), "100030"],
  ]);
});
