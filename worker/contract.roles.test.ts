// Who may ask what, over the whole registry, beside what authenticate.403.test.ts (every permission and nobody) and
// ownership.404.test.ts (another's things) hold: keys that are no more, and the REST bindings.
import { beforeAll, describe, expect, it } from "vitest";
import { type Operation, SCOPES, type Scope } from "../contract/operation.ts";
import { isOperationName, OPERATIONS } from "../contract/registry.ts";
import { call, freshKey, must, read, send } from "./testing/api.ts";
import { checkProblem } from "./testing/check-answer.ts";
import { makePartner } from "./testing/partners.ts";

type Role = Scope | "nobody" | "revoked";
const ROLES: readonly Role[] = ["nobody", "revoked", ...SCOPES];
const NAMES = Object.keys(OPERATIONS).filter(isOperationName);
const tokens = new Map<Role, string>();

beforeAll(async () => {
  for (const scope of SCOPES) tokens.set(scope, (await makePartner([scope])).token);
  // Of every permission, so that only its end is what is wrong with it.
  const revoked = await makePartner(["admin"]);
  await must("key/revoke", { key_id: revoked.key_id });
  tokens.set("revoked", revoked.token);
});

/** The status of the refusal, or undefined for who is let in. */
function refusal(role: Role, needed: Operation["scope"]): 401 | 403 | undefined {
  if (needed === "none") return undefined;
  if (role === "nobody" || role === "revoked") return 401;
  return SCOPES.indexOf(role) >= SCOPES.indexOf(needed) ? undefined : 403;
}

describe("a revoked key", () => {
  it.each(NAMES.map((name) => ({ name, needed: OPERATIONS[name].scope })))(
    "is refused by $name, which needs $needed, as nobody's is",
    async ({ name, needed }) => {
      const called = await call(name, { nonsense: true }, { token: tokens.get("revoked") ?? "", key: freshKey() });
      const refused = refusal("revoked", needed);
      expect([called.status, called.body.code]).toEqual(
        refused === undefined ? [400, "VALIDATION_FAILED"] : [refused, "UNAUTHENTICATED"],
      );
    },
  );
});

const BINDINGS = NAMES.flatMap((name) => {
  const operation: Operation = OPERATIONS[name];
  // Who needs no permission and is refused all the same brings a key in the body: access-token.401.test.ts.
  if (operation.scope === "none" && operation.errors.includes("UNAUTHENTICATED")) return [];
  return (operation.rest ?? []).flatMap(({ method, path }) =>
    ROLES.map((role) => ({ role, method, path, needed: operation.scope })),
  );
});

describe("a REST binding", () => {
  it.each(BINDINGS)("$method $path, which needs $needed, lets $role in as its RPC does", async (binding) => {
    const { role, method, path, needed } = binding;
    const token = tokens.get(role);
    const headers: Record<string, string> = {
      "idempotency-key": freshKey(),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    };
    const sent = await read(await send(path.replaceAll(/\{\w+\}/g, "nonsense"), { method, headers }));
    const refused = refusal(role, needed);
    if (refused === undefined) return expect([401, 403]).not.toContain(sent.status);
    expect(sent.status).toBe(refused);
    expect(checkProblem(sent)).toBe(refused === 401 ? "UNAUTHENTICATED" : "FORBIDDEN");
  });
});
