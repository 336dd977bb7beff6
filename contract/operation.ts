// How an operation is declared. Everything else about the wire is a fold over these declarations.
import type * as z from "zod";
import type { ProblemCode } from "./problems.ts";
import type { RestBinding } from "./rest-binding.ts";

export const SCOPES = ["read", "book", "admin"] as const;
export type Scope = (typeof SCOPES)[number];

export type Operation<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> = {
  readonly summary: string;
  /** The permission that a key needs; "none" for what anyone may ask. */
  readonly scope: Scope | "none";
  /** Whether `Idempotency-Key` is required, accepted, or without meaning because the operation only reads. */
  readonly key: "required" | "accepted" | "none";
  readonly input: Input;
  readonly output: Output;
  /** Codes that this operation can answer beside those that every one can. */
  readonly errors: readonly ProblemCode[];
  readonly rest?: readonly RestBinding<z.input<Output>>[];
  /** Media types beside JSON that `Accept` can ask for. */
  readonly produces?: readonly "text/csv"[];
  readonly file?: FileBody;
};

/** A file that the request brings: as a part of multipart/form-data, as the body itself, or as a text of the JSON. */
export type FileBody = {
  /** The input's field that it is; of a form the part of this name. */
  readonly field: string;
  readonly media_types: readonly string[];
  readonly bytes_max: number;
};

const BODY_BYTES_MAX = 262_144;

/** The most bytes that a request's body may have. A file as a text of the JSON is longer than itself: a quote is two. */
export function bodyBytesMax({ file }: Pick<Operation, "file">): number {
  return file === undefined ? BODY_BYTES_MAX : 2 * file.bytes_max;
}

const COMMON = [
  "MALFORMED_JSON",
  "VALIDATION_FAILED",
  "PAYLOAD_TOO_LARGE",
  "UNSUPPORTED_MEDIA_TYPE",
  "INTERNAL",
] as const satisfies readonly ProblemCode[];
const OF_KEYS = [
  "UNAUTHENTICATED",
  "FORBIDDEN",
  "RATE_LIMITED",
  "OVERLOADED",
] as const satisfies readonly ProblemCode[];

/** Every code that an operation can answer. A wrong method is another operation's path, so 405 is not among them. */
export function problemsOf({ scope, key, errors }: Operation): readonly ProblemCode[] {
  // What judges a key by itself answers as what needs one.
  const of_keys = scope === "none" && !errors.includes("UNAUTHENTICATED") ? [] : OF_KEYS;
  const required = key === "required" ? (["IDEMPOTENCY_KEY_REQUIRED"] as const) : [];
  return [...new Set<ProblemCode>([...COMMON, ...required, ...of_keys, ...errors])];
}

export function operation<Input extends z.ZodType, Output extends z.ZodType>(
  declared: Operation<Input, Output>,
): Operation<Input, Output> {
  return declared;
}
