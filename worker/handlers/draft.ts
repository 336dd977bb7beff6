import type { Handlers } from "../call.ts";
import { changeScheme, guardOf, readScheme } from "../scheme-call.ts";

export const DRAFT_HANDLERS: Handlers<
  | "draft/context"
  | "draft/ensure"
  | "draft/update"
  | "draft/readiness"
  | "draft/summary"
  | "draft/structure"
  | "draft/validation"
  | "draft/compare"
  | "draft/seat"
  | "draft/sector"
  | "draft/group"
  | "draft/snapshot"
  | "draft/preview"
> = {
  "draft/context": (input, call) => readScheme(call, input.scheme_id, { type: "context" }),

  "draft/ensure": (input, call) => {
    const expected_current = input.expected_current_scheme_version_id ?? null;
    return changeScheme(call, input.scheme_id, { type: "ensure_draft", expected_current });
  },

  "draft/update": (input, call) => {
    const { focal } = input;
    return changeScheme(call, input.scheme_id, { type: "change_version", guard: guardOf(input), focal });
  },

  "draft/readiness": (input, call) => readScheme(call, input.scheme_id, { type: "readiness", guard: guardOf(input) }),
  "draft/summary": (input, call) => readScheme(call, input.scheme_id, { type: "summary", guard: guardOf(input) }),
  "draft/structure": (input, call) => readScheme(call, input.scheme_id, { type: "structure", guard: guardOf(input) }),
  "draft/validation": (input, call) => readScheme(call, input.scheme_id, { type: "validation", guard: guardOf(input) }),
  "draft/compare": (input, call) => readScheme(call, input.scheme_id, { type: "compare", guard: guardOf(input) }),

  "draft/seat": (input, call) =>
    readScheme(call, input.scheme_id, { type: "seat", guard: guardOf(input), record_id: input.seat_record_id }),
  "draft/sector": (input, call) =>
    readScheme(call, input.scheme_id, { type: "sector", guard: guardOf(input), record_id: input.sector_record_id }),
  "draft/group": (input, call) =>
    readScheme(call, input.scheme_id, { type: "group", guard: guardOf(input), record_id: input.group_record_id }),

  "draft/snapshot": (input, call) => changeScheme(call, input.scheme_id, { type: "snapshot", guard: guardOf(input) }),
  "draft/preview": (input, call) => readScheme(call, input.scheme_id, { type: "preview", guard: guardOf(input) }),
};
