// What a command did: its answer and, where it changed something, what the audit says of it.
import type { Refusal } from "../../domain/refusal.ts";
import type { Command, CommandBodies, Outcome, SchemeNo } from "./commands.ts";

export type Done = {
  readonly outcome: Outcome;
  /** For people; null when nothing was changed. */
  readonly summary: string | null;
  readonly version_no: number | null;
};

/** `_type` says which command's body it is. */
export function said<Type extends Command["type"]>(
  _type: Type,
  body: CommandBodies[Type],
  changed: { readonly version_no: number; readonly summary: string } | null,
): Done {
  return {
    outcome: { ok: true, body },
    summary: changed?.summary ?? null,
    version_no: changed?.version_no ?? null,
  };
}

export function refused(outcome: SchemeNo): Done {
  return { outcome, summary: null, version_no: null };
}

export function notFound(what: Extract<Refusal, { code: "NOT_FOUND" }>["what"]): Done {
  return refused({ ok: false, code: "NOT_FOUND", what });
}
