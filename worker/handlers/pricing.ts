import type { Handlers } from "../call.ts";
import { cursorAt, placeOf } from "../paging.ts";
import { invalid } from "../problem.ts";
import { changeScheme, guardOf, readScheme } from "../scheme-call.ts";

type Target = { readonly target_type?: string | undefined; readonly target_id?: string | null | undefined };

/** What is wrong with a rule's target; undefined when it is for everything else, or names what it is for. */
function targetFault({ target_type, target_id }: Target) {
  const named = target_id !== undefined && target_id !== null;
  if (target_type === "default" && named)
    return invalid([{ path: "/target_id", message: "must be absent of a default" }]);
  if (target_type !== undefined && target_type !== "default" && !named) {
    return invalid([{ path: "/target_id", message: `must name the ${target_type}` }]);
  }
  return undefined;
}

export const PRICING_HANDLERS: Handlers<
  | "pricing/get"
  | "pricing/create-category"
  | "pricing/update-category"
  | "pricing/delete-category"
  | "pricing/create-rule"
  | "pricing/update-rule"
  | "pricing/delete-rule"
  | "pricing/coverage"
  | "pricing/unpriced-seats"
  | "pricing/explain"
  | "pricing/diagnostics"
> = {
  "pricing/get": (input, call) => readScheme(call, input.scheme_id, { type: "pricing", guard: guardOf(input) }),

  "pricing/create-category": (input, call) => {
    const { name, color, amount = null } = input;
    const category = { name, color, unit_amount: amount };
    return changeScheme(call, input.scheme_id, { type: "add_category", guard: guardOf(input), category });
  },

  "pricing/update-category": (input, call) => {
    const { pricing_category_id: record_id, name, color, amount: unit_amount } = input;
    const changes = { name, color, unit_amount };
    return changeScheme(call, input.scheme_id, { type: "change_category", guard: guardOf(input), record_id, changes });
  },

  "pricing/delete-category": (input, call) => {
    const record_id = input.pricing_category_id;
    return changeScheme(call, input.scheme_id, { type: "remove_category", guard: guardOf(input), record_id });
  },

  "pricing/create-rule": async (input, call) => {
    const fault = targetFault(input);
    if (fault) return { ok: false, failure: fault };
    const { target_type, target_id = null, pricing_category_id, amount = null, priority = 0 } = input;
    const rule = { target_type, target_id, pricing_category_id, unit_amount: amount, priority };
    return changeScheme(call, input.scheme_id, { type: "add_rule", guard: guardOf(input), rule });
  },

  "pricing/update-rule": async (input, call) => {
    const fault = targetFault(input);
    if (fault) return { ok: false, failure: fault };
    const { price_rule_id: record_id, target_type, target_id, pricing_category_id, amount, priority } = input;
    const changes = { target_type, target_id, pricing_category_id, unit_amount: amount, priority };
    return changeScheme(call, input.scheme_id, { type: "change_rule", guard: guardOf(input), record_id, changes });
  },

  "pricing/delete-rule": (input, call) => {
    const record_id = input.price_rule_id;
    return changeScheme(call, input.scheme_id, { type: "remove_rule", guard: guardOf(input), record_id });
  },

  "pricing/coverage": (input, call) => readScheme(call, input.scheme_id, { type: "coverage", guard: guardOf(input) }),

  "pricing/unpriced-seats": async (input, call) => {
    const asked = { call, input };
    const place = placeOf(asked);
    if (!place.ok) return place;
    const [after] = place.after ?? [0];
    const { limit } = input;
    const reply = await readScheme(call, input.scheme_id, { type: "unpriced", guard: guardOf(input), after, limit });
    if (!reply.ok) return reply;
    const shown = after + reply.body.items.length;
    const next_cursor = shown < reply.body.total ? cursorAt(asked, [shown, ""]) : null;
    return { ...reply, body: { ...reply.body, next_cursor } };
  },

  "pricing/explain": (input, call) =>
    readScheme(call, input.scheme_id, { type: "explain", guard: guardOf(input), seat_id: input.seat_id }),

  "pricing/diagnostics": (input, call) =>
    readScheme(call, input.scheme_id, { type: "diagnostics", guard: guardOf(input) }),
};
