// A map of seats that follows frames: it is what the last frame makes it, whatever came before.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { showChanges, showSnapshot } from "../testing/fault-feed.ts";
import { type SeatState, SeatStates } from "./seat-states.ts";

const UNTIL = "2030-05-20T14:00:00.000Z";
const LATER = "2030-05-20T14:05:00.000Z";
const free = { status: "available", held_until: null } as const;
const listed = (...states: readonly (typeof free | { status: "held"; held_until: string })[]) =>
  states.map((state, index) => ({ seat_id: `seat_${index}`, index, ...state }));
const THREE = listed(free, { status: "held", held_until: UNTIL }, free);

function letters(seats: SeatStates): string {
  return [...seats].map(([, { status }]) => status.charAt(0)).join("");
}

describe("the states of a show's seats", () => {
  it("are first those of the list, in its order, with the words of the frames", () => {
    const seats = new SeatStates(THREE);
    expect([...seats]).toEqual([
      ["seat_0", { status: "available", reserved_until: null }],
      ["seat_1", { status: "reserved", reserved_until: UNTIL }],
      ["seat_2", { status: "available", reserved_until: null }],
    ]);
    expect(seats.size).toBe(3);
    expect(seats.get("seat_3")).toBeUndefined();
  });

  it("are those of a snapshot after it, and it says which are others", () => {
    const seats = new SeatStates(THREE);
    const reserved = [{ seat_id: "seat_1", reserved_until: UNTIL }];
    expect(seats.apply({ ...showSnapshot(5, "aha"), reserved })).toEqual([]);
    expect(seats.apply({ ...showSnapshot(6, "shb"), reserved })).toEqual(["seat_0", "seat_2"]);
    expect(letters(seats)).toBe("srb");
    expect(seats.apply(showSnapshot(7, "shb"))).toEqual(["seat_1"]);
    expect(seats.get("seat_1")).toEqual({ status: "reserved", reserved_until: null });
  });

  it("change as frames say, a later end of a reservation is a change, and what is told again is none", () => {
    const seats = new SeatStates(THREE);
    const sold = { seat_id: "seat_0", status: "sold", reserved_until: null } as const;
    const longer = { seat_id: "seat_1", status: "reserved", reserved_until: LATER } as const;
    expect(seats.apply(showChanges(2, 3, [sold, longer]))).toEqual(["seat_0", "seat_1"]);
    expect(seats.apply(showChanges(4, 4, [sold, longer]))).toEqual([]);
    expect(seats.get("seat_1")).toEqual({ status: "reserved", reserved_until: LATER });
  });

  it("of a part of a show follow that part: letters are found by the seats' place in the hall", () => {
    const seats = new SeatStates(THREE.slice(1));
    seats.apply(showSnapshot(5, "sab"));
    expect(letters(seats)).toBe("ab");
    const others = { seat_id: "seat_0", status: "available", reserved_until: null } as const;
    expect(seats.apply(showChanges(6, 6, [others]))).toEqual([]);
    expect(seats.size).toBe(2);
  });

  it("are not made of a snapshot that is too short for the list, or has a letter that is not known", () => {
    for (const states of ["ah", "ah?", ""]) {
      expect(() => new SeatStates(THREE).apply(showSnapshot(5, states))).toThrow(
        /^the snapshot does not say what the seat seat_\d is$/,
      );
    }
  });

  it("are the same by every way that leads to the same present: merged frames, or a snapshot", () => {
    const state = fc.oneof(
      fc.constantFrom<SeatState>(
        { status: "available", reserved_until: null },
        { status: "sold", reserved_until: null },
        { status: "blocked", reserved_until: null },
        { status: "reserved", reserved_until: UNTIL },
        { status: "reserved", reserved_until: LATER },
      ),
    );
    const change = fc.record({ index: fc.nat(2), state });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 20 }), (told) => {
        const [single, merged, begun] = [new SeatStates(THREE), new SeatStates(THREE), new SeatStates(THREE)];
        const latest = new Map<string, SeatState>(single);
        for (const [seq, { index, state: now }] of told.entries()) {
          const seat = { seat_id: `seat_${index}`, ...now };
          const before = single.get(seat.seat_id);
          const differs = before?.status !== now.status || before.reserved_until !== now.reserved_until;
          expect(single.apply(showChanges(seq, seq, [seat]))).toEqual(differs ? [seat.seat_id] : []);
          latest.set(seat.seat_id, now);
        }
        merged.apply(
          showChanges(
            1,
            20,
            Array.from(latest, ([seat_id, now]) => ({ seat_id, ...now })),
          ),
        );
        const word = Array.from(latest.values(), ({ status }) => (status === "reserved" ? "h" : status.charAt(0)));
        const reserved = [...latest].flatMap(([seat_id, { reserved_until }]) =>
          reserved_until === null ? [] : [{ seat_id, reserved_until }],
        );
        begun.apply({ ...showSnapshot(20, word.join("")), reserved });
        expect([...merged]).toEqual([...latest]);
        expect([...single]).toEqual([...latest]);
        expect([...begun]).toEqual([...latest]);
      }),
    );
  });
});
