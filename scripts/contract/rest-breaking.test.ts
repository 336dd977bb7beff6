// What the differ says of REST bindings, in the document of worker/testing/desk-operations.ts.
import { expect, it } from "vitest";
import { asyncApiDocument } from "../../contract/asyncapi.ts";
import type { JsonObject } from "../../contract/json-schema.ts";
import { DESK_DOCUMENT } from "../../worker/testing/desk-operations.ts";
import { compareContracts } from "./compare.ts";
import { list } from "./document.ts";
import { type Edit, edited, field, plus, remove, to } from "./planted.ts";

const asyncapi = asyncApiDocument("api.holdfast.example", "wss");
const RESERVE = ["paths", "/api/reservations", "post"];
const SEAT = ["paths", "/api/seats/{seatId}", "get"];
const EXTEND = "DeskExtendPutApiReservationsReservationIdExtendRequest";
const SHOWN = "DeskReservePostApiReservationsResponse";

const REQUIRED_KEY: Edit = (before) =>
  list(before).map((parameter) =>
    JSON.stringify(parameter).includes("IdempotencyKeyOrBooking")
      ? { $ref: "#/components/parameters/IdempotencyKeyRequired" }
      : parameter,
  );
const created: Edit = (before) => ({ ...(before as JsonObject), 200: { description: "Done" } });

const CHANGES: readonly [fact: string, at: readonly string[], edit: Edit, told: string][] = [
  ["a route is gone", ["paths", "/api/seats/{seatId}"], remove, "breaking GET /api/seats/{seatId} is gone"],
  ["one method is gone", SEAT, remove, "breaking GET /api/seats/{seatId} is gone"],
  [
    "a path parameter has another name",
    [...SEAT, "parameters"],
    (before) => edited(before, [String(list(before).length - 1), "name"], to("id")),
    "breaking GET /api/seats/{seatId} the path parameter `seatId` is gone",
  ],
  [
    "a query parameter becomes possible",
    [...SEAT, "parameters"],
    plus({ name: "note", in: "query", required: false, schema: { type: "string" } }),
    "added GET /api/seats/{seatId} the query parameter `note` is new",
  ],
  [
    "a key is no longer made of the request",
    [...RESERVE, "parameters"],
    REQUIRED_KEY,
    "breaking POST /api/reservations the header parameter `idempotency-key` is required",
  ],
  ["another success is answered", [...RESERVE, "responses"], created, "breaking POST /api/reservations can answer 200"],
  ["a shape loses a member", field(SHOWN, "total_price"), remove, `breaking ${SHOWN} \`total_price\` is gone`],
  ["a body loses a member", field(EXTEND, "minutes"), remove, `breaking ${EXTEND} \`minutes\` is gone`],
];

it.each(CHANGES)("%s, and that is told", (_fact, at, edit, told) => {
  // An edit below the top of a document leaves an object.
  const openapi = edited(DESK_DOCUMENT, at, edit) as JsonObject;
  const changes = compareContracts({ openapi: DESK_DOCUMENT, asyncapi }, { openapi, asyncapi });
  expect(changes.map(({ kind, where, what }) => `${kind} ${where} ${what}`)).toContain(told);
});
