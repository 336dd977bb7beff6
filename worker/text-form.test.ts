import { describe, expect, it } from "vitest";
import * as z from "zod";
import { operation } from "../contract/operation.ts";
import type { RestBinding } from "../contract/rest-binding.ts";
import { identifier, line, seatCount, timestamp } from "../contract/values.ts";
import { restRoutes } from "./rest-route.ts";
import { type TextForm, textForm } from "./text-form.ts";

const FORMS: readonly [what: string, schema: z.ZodType, form: TextForm | undefined][] = [
  ["a text", z.string(), "text"],
  ["a text with rules", line(20), "text"],
  ["a time", timestamp, "text"],
  ["one of some texts", z.enum(["a", "b"]), "text"],
  ["a number", z.number(), "number"],
  ["a whole number", z.int(), "number"],
  ["a number with rules", seatCount.refine((seats) => seats !== 7), "number"],
  ["true or false", z.boolean(), "boolean"],
  ["an optional number", z.int().optional(), "number"],
  ["a number with a default", z.int().default(7), "number"],
  ["a number that stands in when none is sent", z.int().prefault(7), "number"],
  ["a number or null", z.int().nullable().optional(), "number"],
  ["a number that is turned into something", z.int().transform(String), "number"],
  ["a number that is described", z.int().meta({ id: "TextFormNumber" }).describe("so many"), "number"],
  ["a certain number", z.literal(7), "number"],
  ["one of some numbers", z.literal([1, 2]), "number"],
  ["a certain text", z.literal("seven"), "text"],
  ["true", z.literal(true), "boolean"],
  ["a number of one kind or another", z.union([z.int().max(5), z.int().min(50)]), "number"],
  ["texts", z.array(identifier), { list_of: "text" }],
  ["numbers, perhaps", z.array(z.int()).max(9).optional(), { list_of: "number" }],
  ["a number or a text", z.union([z.int(), z.string()]), undefined],
  ["certain things of two kinds", z.literal([1, "1"]), undefined],
  ["an object", z.strictObject({ a: z.int() }), undefined],
  ["members by name", z.record(z.string(), z.int()).optional(), undefined],
  ["lists in a list", z.array(z.array(z.int())), undefined],
  ["objects in a list", z.array(z.object({})), undefined],
];

it.each(FORMS)("the form of %s", (_what, schema, form) => {
  expect(textForm(schema)).toEqual(form);
});

describe("a binding that cannot be served stops the Worker's start, and says why", () => {
  const routes = (input: z.ZodType, binding: RestBinding, key: "none" | "required" = "none") => {
    const declared = { summary: "Plant", scope: "none", key, input, output: z.object({}), errors: [] } as const;
    return () => restRoutes({ name: "planted/it", operation: operation({ ...declared, rest: [binding] }) });
  };
  const seat = z.strictObject({ seat_id: identifier });
  const guest = z.strictObject({ seat_id: identifier, guest: z.strictObject({}).optional() });

  it.each([
    ["its input has no text, number or boolean show_id", routes(seat, { method: "GET", path: "/api/{showId}" })],
    [
      "its input has no text, number or boolean ids",
      routes(z.strictObject({ ids: z.array(z.string()) }), { method: "GET", path: "/api/{ids}" }),
    ],
    ["guest cannot be said in a query", routes(guest, { method: "GET", path: "/api/{seatId}" })],
    ["guest cannot be said in a query", routes(guest, { method: "DELETE", path: "/api/{seatId}" })],
    ["its input is no object", routes(z.record(z.string(), z.int()), { method: "GET", path: "/api" })],
    [
      "there is no key to make",
      routes(seat, { method: "POST", path: "/api/{seatId}", missing_key: "from_request" }, "required"),
    ],
    [
      "there is no key to make",
      routes(z.strictObject({ external_booking_id: identifier }), {
        method: "POST",
        path: "/api",
        missing_key: "from_request",
      }),
    ],
  ])("%s", (why, start) => {
    expect(start).toThrow(why);
  });

  it("and one with an object beside the path of a PUT is served", () => {
    expect(routes(guest, { method: "PUT", path: "/api/{seatId}" })()).toMatchObject([{ pattern: "/api/:seatId" }]);
  });
});
