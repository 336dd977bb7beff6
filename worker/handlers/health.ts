import { CONTRACT_VERSION } from "../../contract/openapi.ts";
import { DRAWING_BYTES_MAX } from "../../contract/upload.ts";
import { SCHEME_LIMITS } from "../../domain/scheme/structure.ts";
import { isoTime } from "../../durable-objects/departure/wire.ts";
import { BODY_BYTES_MAX } from "../body.ts";
import type { Handlers } from "../call.ts";
import { database } from "../catalogue/database.ts";
import { askForNothing } from "../catalogue/reachable.ts";
import { elapsedMs } from "../context.ts";
import { overloaded } from "../problem.ts";

const RETRY_AFTER_MS = 1_000;

export const HEALTH_HANDLERS: Handlers<"health/ping" | "health/database" | "health/manifest"> = {
  "health/ping": (_input, call) =>
    Promise.resolve({ ok: true, body: { status: "ok", time: isoTime(call.context.now) } }),

  "health/database": async (_input, call) => {
    const before_ms = elapsedMs(call.context);
    try {
      await askForNothing(database(call.environment.CATALOGUE));
    } catch {
      return { ok: false, failure: overloaded(RETRY_AFTER_MS) };
    }
    return { ok: true, body: { status: "ok", latency_ms: elapsedMs(call.context) - before_ms } };
  },

  "health/manifest": () =>
    Promise.resolve({
      ok: true,
      body: {
        name: "holdfast",
        api_version: CONTRACT_VERSION,
        documents: { openapi: "/openapi.json", asyncapi: "/asyncapi.json", guide: "/docs" },
        limits: {
          body_bytes_max: BODY_BYTES_MAX,
          drawing_bytes_max: DRAWING_BYTES_MAX,
          scheme_seats_max: SCHEME_LIMITS.seats_max,
          scheme_sectors_max: SCHEME_LIMITS.sectors_max,
          scheme_groups_max: SCHEME_LIMITS.groups_max,
          scheme_versions_max: SCHEME_LIMITS.versions_max,
          seats_an_edit_max: SCHEME_LIMITS.seats_a_request_max,
        },
      },
    }),
};
