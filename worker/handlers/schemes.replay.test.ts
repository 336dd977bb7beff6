// Every change of a scheme, sent twice with one key: one effect, and the first answer's bytes, over either door.
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../contract/json-schema.ts";
import type { Operation } from "../../contract/operation.ts";
import { isOperationName, OPERATIONS } from "../../contract/registry.ts";
import { call, credentials, freshKey, read, send } from "../testing/api.ts";
import { restRequest } from "../testing/rest-request.ts";
import { SCHEME_EXAMPLES, type SchemeOperationName } from "../testing/scheme-examples.ts";
import { schemeState } from "../testing/schemes.ts";

function isOfSchemes(name: string): name is SchemeOperationName {
  return isOperationName(name) && name in SCHEME_EXAMPLES;
}

const CHANGES = Object.keys(OPERATIONS)
  .filter(isOfSchemes)
  .filter((name) => OPERATIONS[name].key === "accepted");

/** What is one scheme's now: the one that the request or its answer names; a job's answer is all that it is at first. */
function stateOf(input: object, answer: string): Promise<unknown> {
  const scheme_id = /"scheme_id":"(sch_\w+)"/.exec(JSON.stringify(input) + answer)?.[1];
  return scheme_id === undefined ? Promise.resolve(null) : schemeState(scheme_id);
}

/** The same request but for one field, which is right as well. */
function other(name: SchemeOperationName, input: JsonObject): JsonObject {
  const fields = Object.keys(OPERATIONS[name].input.shape);
  if (fields.includes("expected_revision")) return { ...input, expected_revision: 0 };
  if (fields.includes("dry_run")) return { ...input, dry_run: input["dry_run"] !== true };
  if (name === "upload/create") return { ...input, name: "Another name" };
  return { ...input, expected_current_scheme_version_id: "ver_1" };
}

describe.concurrent.each(CHANGES)("%s", (name) => {
  const { rest = [] }: Operation = OPERATIONS[name];

  it("answers a retry as it answered first, by RPC and by its route, and does nothing again", async () => {
    const key = freshKey();
    const input = await SCHEME_EXAMPLES[name]();
    const first = await call(name, input, { key });
    expect(first.status, first.text).toBe(200);
    const state = await stateOf(input, first.text);
    const again = [await call(name, input, { key })];
    for (const binding of rest) {
      // A request is an object, by its schema and by its type.
      const { path, ...init } = restRequest(binding, input as unknown as JsonObject);
      const headers = { ...credentials({ key }), "content-type": "application/json" };
      const answer = await read(await send(path, { ...init, headers }));
      expect(answer.status).toBe(binding.status ?? 200);
      again.push({ ...first, ...answer, body: first.body });
    }
    for (const { text, headers } of again) {
      expect(text).toBe(first.text);
      expect(headers.get("idempotency-replayed")).toBe("true");
    }
    expect(await stateOf(input, first.text)).toEqual(state);
  });

  it("answers twins that are sent at once alike, and does it once", async () => {
    const key = freshKey();
    const input = await SCHEME_EXAMPLES[name]();
    const [one, twin] = await Promise.all([call(name, input, { key }), call(name, input, { key })]);
    expect([one.status, twin.status], `${one.text}\n${twin.text}`).toEqual([200, 200]);
    expect(twin.text).toBe(one.text);
  });

  it("refuses another request with that key", async () => {
    const key = freshKey();
    const input = await SCHEME_EXAMPLES[name]();
    const first = await call(name, input, { key });
    const state = await stateOf(input, first.text);
    // As above.
    const changed = other(name, input as unknown as JsonObject);
    const refused = await call(name, changed, { key });
    expect(refused.body.code, refused.text).toBe("IDEMPOTENCY_KEY_MISMATCH");
    expect(await stateOf(input, first.text)).toEqual(state);
  });
});

describe("a refusal that the scheme decided", () => {
  it("is answered again for its key, also when it would be carried out by now", async () => {
    const key = freshKey();
    const guard = await SCHEME_EXAMPLES["draft/snapshot"]();
    const first = await call("scheme/publish", guard, { key });
    expect(first.body.code).toBe("publish_not_ready");
    const category = await call("pricing/create-category", { ...guard, name: "All", color: "#10B981", amount: 1 });
    const { pricing_category_id } = category.body.category;
    await call("pricing/create-rule", { ...guard, target_type: "default", pricing_category_id });
    await call("draft/snapshot", guard);
    const again = await call("scheme/publish", guard, { key });
    expect([again.text, again.headers.get("idempotency-replayed")]).toEqual([first.text, "true"]);
    expect((await call("scheme/publish", guard, { key: freshKey() })).status).toBe(200);
  });
});
