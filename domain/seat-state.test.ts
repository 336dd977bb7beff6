import { expect, it } from "vitest";
import { drawn } from "./hall-examples.ts";
import { isFree, SEAT_STATE, seatsTaken } from "./seat-state.ts";

it("seats taken are those that are held, sold or blocked, as they were chosen", () => {
  const { states } = drawn({ stalls: [".hsb.."] });
  expect(seatsTaken(states, [5, 3, 1, 0, 2])).toEqual([3, 1, 2]);
});

it("a seat that does not exist is not free", () => {
  const { states } = drawn({ stalls: [".."] });
  expect([-1, 0, 1, 2].map((seat) => isFree(states, seat))).toEqual([false, true, true, false]);
});

it("the numbers of the states are those that are stored", () => {
  expect(SEAT_STATE).toEqual({ available: 0, held: 1, sold: 2, blocked: 3 });
});
