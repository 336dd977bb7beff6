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
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      path: pointer([...issue.path, key]),
      message: "is not a field of this operation",
    }));
  }
  return [{ path: pointer(issue.path), message: issue.message }];
}

/** RFC 6901. */
export function pointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).slice(0, 100).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
