// Parses input by an operation's schema and names everything that is wrong with it, by JSON pointer.
import type * as z from "zod";
import type { Violation } from "../domain/refusal.ts";

export const VIOLATIONS_MAX = 100;

export type Parsed<Output> =
  | { readonly ok: true; readonly value: Output }
  | { readonly ok: false; readonly violations: Violation[] };

export function validate<Schema extends z.ZodType>(schema: Schema, value: unknown): Parsed<z.output<Schema>> {
  const result = schema.safeParse(value);
  if (result.success) return { ok: true, value: result.data };
  return { ok: false, violations: result.error.issues.flatMap(violationsOf).slice(0, VIOLATIONS_MAX) };
}

function violationsOf(issue: z.core.$ZodIssue): Violation[] {
  if (issue.code === "invalid_union") return ofUnion(issue);
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      path: pointer([...issue.path, key]),
      message: "is not a field of this operation",
    }));
  }
  return [{ path: pointer(issue.path), message: issue.message }];
}

/**
 * What is wrong with the one choice that has the type of what was sent; without one, that it is none of them. A list of
 * words is a choice of the wrong type too, where another choice fits from outside.
 */
function ofUnion({ errors, path }: z.core.$ZodIssueInvalidUnion): Violation[] {
  const typed = errors.filter((issues) => !issues.some((issue) => isOf(issue, "invalid_type")));
  const open = typed.filter((issues) => !issues.some((issue) => isOf(issue, "invalid_value")));
  const [meant, ...others] = open.length > 0 ? open : typed;
  if (meant === undefined || others.length > 0) return [{ path: pointer(path), message: "is none of what it may be" }];
  return meant.flatMap((issue) => violationsOf({ ...issue, path: [...path, ...issue.path] }));
}

function isOf(issue: z.core.$ZodIssue, code: z.core.$ZodIssue["code"]): boolean {
  return issue.code === code && issue.path.length === 0;
}

/** RFC 6901. */
export function pointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).slice(0, 100).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
