// Why a drawing is refused. What can be taken out without changing what is drawn is taken out instead, and reported.

export type DrawingProblemCode =
  | "too_large"
  | "not_utf8"
  | "invalid_character"
  | "malformed"
  | "not_svg"
  | "doctype_not_allowed"
  | "too_deep"
  | "too_many_elements"
  | "too_many_seats"
  | "too_many_attributes"
  | "value_too_long"
  | "style_too_large"
  | "reference_cycle"
  | "expands_too_far"
  | "image_too_large";

export type DrawingProblem = {
  readonly code: DrawingProblemCode;
  readonly message: string;
  /** In the file as it was sent, from 1, where it is known. */
  readonly line?: number;
};

export type DrawingRefusal = { readonly ok: false; readonly problems: readonly DrawingProblem[] };

export function refused(code: DrawingProblemCode, message: string, line?: number): DrawingRefusal {
  return { ok: false, problems: [line === undefined ? { code, message } : { code, message, line }] };
}
