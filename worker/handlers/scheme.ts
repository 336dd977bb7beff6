import type * as z from "zod";
import type { scheme, VERSION_STATUS } from "../../contract/scheme-values.ts";
import { isoTime } from "../../durable-objects/departure/wire.ts";
import type { Handlers } from "../call.ts";
import { database } from "../catalogue/database.ts";
import { type AuditRow, listAudit, listSchemes, type SchemeRow } from "../catalogue/schemes.ts";
import { paged, queryPage } from "../paging.ts";
import { caughtUp } from "../sale-making.ts";
import { changeScheme, guardOf, readScheme } from "../scheme-call.ts";

function listedBody(row: SchemeRow): z.input<typeof scheme> {
  const { id, current_version_id, published_version_id, current_status, created_at_ms, updated_at_ms, ...listed } = row;
  const { seq: _seq, ...fields } = listed;
  return {
    ...fields,
    scheme_id: id,
    current_scheme_version_id: current_version_id,
    // What the scheme's object wrote of its own.
    current_status: current_status as (typeof VERSION_STATUS)[number],
    published_scheme_version_id: published_version_id,
    created_at: isoTime(created_at_ms),
    updated_at: isoTime(updated_at_ms),
  };
}

function auditBody({ id, created_at_ms, seq: _seq, ...row }: AuditRow) {
  return { ...row, audit_id: id, created_at: isoTime(created_at_ms) };
}

export const SCHEME_HANDLERS: Handlers<
  | "scheme/list"
  | "scheme/get"
  | "scheme/current"
  | "scheme/versions"
  | "scheme/create-version"
  | "scheme/publish-validation"
  | "scheme/publish"
  | "scheme/unpublish"
  | "scheme/rollback"
  | "audit/list"
> = {
  "scheme/list": (input, call) =>
    paged(
      { call, input },
      (after, limit) => listSchemes(database(call.environment.CATALOGUE), input.text, { after, limit }),
      (row) => [row.created_at_ms, row.id],
      listedBody,
    ),

  "scheme/get": (input, call) => readScheme(call, input.scheme_id, { type: "scheme" }),
  "scheme/current": (input, call) => readScheme(call, input.scheme_id, { type: "current" }),

  "scheme/versions": (input, call) =>
    queryPage({ call, input }, async (page) => {
      const reply = await readScheme(call, input.scheme_id, { type: "versions", ...page });
      if (!reply.ok) return reply;
      const { rows } = reply.body;
      return { ...reply, body: { rows, items: rows.map(({ body }) => body) } };
    }),

  "scheme/create-version": (input, call) =>
    changeScheme(call, input.scheme_id, {
      type: "create_version",
      expected_current: input.expected_current_scheme_version_id ?? null,
      based_on: input.based_on_scheme_version_id ?? null,
    }),

  "scheme/publish-validation": (input, call) =>
    readScheme(call, input.scheme_id, { type: "publish_validation", guard: guardOf(input) }),

  "scheme/publish": (input, call) => changeScheme(call, input.scheme_id, { type: "publish", guard: guardOf(input) }),

  "scheme/unpublish": (input, call) =>
    changeScheme(call, input.scheme_id, {
      type: "unpublish",
      expected_current: input.expected_current_scheme_version_id ?? null,
      version_id: input.scheme_version_id ?? null,
    }),

  "scheme/rollback": (input, call) =>
    changeScheme(call, input.scheme_id, {
      type: "rollback",
      expected_current: input.expected_current_scheme_version_id ?? null,
      target: input.target_scheme_version_id ?? null,
    }),

  "audit/list": async (input, call) => {
    // Also says whether there is such a scheme.
    const known = await readScheme(call, input.scheme_id, { type: "context" });
    if (!known.ok) return known;
    await caughtUp(call.environment.SCHEME.getByName(input.scheme_id));
    return paged(
      { call, input },
      (after, limit) => listAudit(database(call.environment.CATALOGUE), input.scheme_id, { after, limit }),
      (row) => [row.seq, row.id],
      auditBody,
    );
  },
};
