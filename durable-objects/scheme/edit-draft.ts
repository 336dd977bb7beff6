// What every edit of a draft has in common: the guard, the rule (domain/scheme/), the rows, and what was left.
import type { Noun } from "../../domain/refusal.ts";
import type { SchemeRefusal } from "../../domain/scheme/refusal.ts";
import type { DraftGuard, Version } from "../../domain/scheme/version.ts";
import type { Desk } from "./desk.ts";
import { type Done, notFound, refused } from "./done.ts";

type Content = ReturnType<Desk["content"]>;

type Editing<Part, Edit> = {
  readonly guard: DraftGuard;
  /** What the rule does not find when it answers undefined. */
  readonly noun: Noun;
  readonly part: (content: Content) => Part;
  readonly rule: (content: Content) => { readonly ok: true; readonly edit: Edit } | SchemeRefusal | undefined;
  readonly write: (draft: Version, edit: Edit) => Version;
};

/** The draft after an edit, and the part of its content that was edited, before and after. */
export type Left<Part> = {
  readonly version: Version;
  readonly before: Part;
  readonly after: Part;
  readonly changed: boolean;
};

export function editDraft<Part, Edit>(desk: Desk, editing: Editing<Part, Edit>): Left<Part> | Done {
  const { guard, noun, part, rule, write } = editing;
  const no = desk.notEditable(guard);
  if (no) return refused(no);
  const { current } = desk;
  const content = desk.content(current);
  const edited = rule(content);
  if (edited === undefined) return notFound(noun);
  if (!edited.ok) return refused(edited);
  const version = write(current, edited.edit);
  return {
    version,
    before: part(content),
    after: part(desk.content(version)),
    changed: version.revision !== current.revision,
  };
}

export function isDone<Part>(left: Left<Part> | Done): left is Done {
  return "outcome" in left;
}

/** Nothing is said of an edit that changed nothing. */
export function audited({ version, changed }: Omit<Left<unknown>, "before" | "after">, summary: string) {
  return changed ? { version_no: version.no, summary } : null;
}
