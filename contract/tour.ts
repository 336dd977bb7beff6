import * as z from "zod";
import { operation } from "./operation.ts";
import { identifier, line, page, pageInput, paragraph, timestamp, written } from "./values.ts";

const slug = z
  .string()
  .max(80)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "must be lower-case words joined by hyphens");

export const tour = z
  .object({
    id: identifier,
    name: written(200),
    slug: written(80),
    description: written(5_000),
    created_at: timestamp,
    updated_at: timestamp,
  })
  .meta({ id: "Tour" });

export const TOUR_OPERATIONS = {
  "tour/create": operation({
    summary: "Create a tour; the same slug and body again answers the same tour",
    scope: "admin",
    key: "accepted",
    input: z.strictObject({ name: line(200), slug, description: paragraph(5_000).default("") }),
    output: tour,
    errors: ["ALREADY_EXISTS", "IDEMPOTENCY_KEY_MISMATCH"],
  }),
  "tour/update": operation({
    summary: "Change a tour's name or description",
    scope: "admin",
    key: "accepted",
    input: z
      .strictObject({
        tour_id: identifier,
        name: line(200).optional(),
        description: paragraph(5_000).optional(),
      })
      .refine((input) => input.name !== undefined || input.description !== undefined, "names nothing to change"),
    output: tour,
    errors: ["NOT_FOUND", "IDEMPOTENCY_KEY_MISMATCH"],
  }),
  "tour/get": operation({
    summary: "Read a tour",
    scope: "read",
    key: "none",
    input: z.strictObject({ tour_id: identifier }),
    output: tour,
    errors: ["NOT_FOUND"],
  }),
  "tour/list": operation({
    summary: "List tours, oldest first",
    scope: "read",
    key: "none",
    input: z.strictObject(pageInput),
    output: page(tour),
    errors: [],
  }),
  "tour/delete": operation({
    summary: "Delete a tour that has no departure on sale",
    scope: "admin",
    key: "accepted",
    input: z.strictObject({ tour_id: identifier }),
    output: z.object({ id: identifier, deleted: z.literal(true) }),
    errors: ["NOT_FOUND", "STILL_SELLING", "IDEMPOTENCY_KEY_MISMATCH"],
  }),
} as const;
