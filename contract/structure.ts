// What the current version of a scheme consists of, for whoever shows it: a draft, or what was published last.
import * as z from "zod";
import { operation } from "./operation.ts";
import { seatPrice } from "./pricing.ts";
import {
  groupRecord,
  namedId,
  readiness,
  SEATS_MAX,
  schemeId,
  seatRecord,
  sectorRecord,
  VERSION_STATUS,
  validation,
} from "./scheme-values.ts";
import { identifier, pageInput, written } from "./values.ts";

const BASE = "/api/v1/schemes/{scheme_id}";
const CURRENT = `${BASE}/current`;

const versionState = { scheme_version_id: identifier, status: z.enum(VERSION_STATUS) };

export const STRUCTURE_OPERATIONS = {
  "structure/sectors": operation({
    summary: "List the sectors of a scheme's current version",
    scope: "read",
    key: "none",
    input: z.strictObject(schemeId),
    output: z.object({ ...versionState, items: z.array(sectorRecord).max(500) }),
    errors: ["NOT_FOUND"],
    rest: [{ method: "GET", path: `${CURRENT}/sectors` }],
  }),
  "structure/groups": operation({
    summary: "List the groups of a scheme's current version, of all sectors or one",
    scope: "read",
    key: "none",
    input: z.strictObject({ ...schemeId, sector_id: namedId.optional() }),
    output: z.object({ ...versionState, items: z.array(groupRecord).max(20_000) }),
    errors: ["NOT_FOUND"],
    rest: [{ method: "GET", path: `${CURRENT}/groups` }],
  }),
  "structure/seats": operation({
    summary: "List the seats of a scheme's current version; filtered, or a page at a time, where you ask for it",
    scope: "read",
    key: "none",
    input: z.strictObject({
      ...schemeId,
      sector_id: namedId.optional(),
      group_id: namedId.optional(),
      cursor: pageInput.cursor,
      limit: z.int().min(1).max(SEATS_MAX).default(SEATS_MAX),
    }),
    output: z.object({
      ...versionState,
      items: z.array(seatRecord).max(SEATS_MAX),
      next_cursor: written(512).nullable().describe("null on the last page"),
    }),
    errors: ["NOT_FOUND"],
    rest: [{ method: "GET", path: `${CURRENT}/seats` }],
  }),
  "structure/seat-price": operation({
    summary: "Read what a seat of a scheme's current version costs",
    scope: "read",
    key: "none",
    input: z.strictObject({ ...schemeId, seat_id: namedId }),
    output: z.object({ ...versionState, ...seatPrice.shape }),
    errors: ["NOT_FOUND"],
    rest: [{ method: "GET", path: `${CURRENT}/seats/{seat_id}/price` }],
  }),
  "structure/test-seat": operation({
    summary: "Try a seat of the current version: whether a show would sell it, at which price, and why not",
    scope: "admin",
    key: "none",
    input: z.strictObject({ ...schemeId, seat_id: namedId }),
    output: z
      .object({
        ...versionState,
        seat: seatRecord,
        ...seatPrice.shape,
        sellable: z.boolean(),
        reason: z
          .enum(["ok", "not_sellable", "unpriced"])
          .meta({ description: "More may come", "x-holdfast-open": true }),
        message: written(500),
      })
      .meta({ id: "TestedSeat" }),
    errors: ["NOT_FOUND"],
    rest: [{ method: "GET", path: `${BASE}/test/seats/{seat_id}` }],
  }),
  "structure/validation": operation({
    summary: "Read what is wrong or doubtful in the current version, whatever its status",
    scope: "admin",
    key: "none",
    input: z.strictObject(schemeId),
    output: z.object({ ...versionState, validation, readiness }),
    errors: ["NOT_FOUND"],
    rest: [{ method: "GET", path: "/api/v1/admin/schemes/{scheme_id}/current/validation" }],
  }),
} as const;
