import { expect, it } from "vitest";
import { csv } from "../worker/csv.ts";
import { BOOKING_COLUMNS } from "./csv-columns.ts";
import { CSV_EXAMPLES } from "./csv-examples.ts";
import { OPERATION_EXAMPLES } from "./examples.ts";
import { OPERATIONS, type OperationName } from "./registry.ts";

it("an example in CSV has the rows of the example in JSON", () => {
  const { items } = OPERATION_EXAMPLES["booking/list"].response;
  expect(CSV_EXAMPLES["booking/list"]).toBe(csv(items, BOOKING_COLUMNS));
});

it("what can be asked for as CSV, and nothing else, has an example of it", () => {
  const names = Object.keys(OPERATIONS) as OperationName[];
  const produced = names.filter((name) => "produces" in OPERATIONS[name]);
  expect(Object.keys(CSV_EXAMPLES)).toEqual(produced);
});
