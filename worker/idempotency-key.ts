// The Idempotency-Key header: 1 to 255 visible ASCII characters, bare or as a quoted string (IETF draft). Clients of some
// REST routes send none; where they name their own booking, that and the rest of the request stand for one.
import { createHash } from "node:crypto";
import type { RestBinding } from "../contract/rest-binding.ts";
import { LIMITS } from "../domain/limits.ts";
import { canonicalJson } from "./canonical-json.ts";

/** The key, null when there is none, or undefined when what is there cannot be one. */
export function readIdempotencyKey(header: string | null): string | null | undefined {
  if (header === null) return null;
  const key = header.startsWith('"') ? unquoted(header) : header;
  return key !== undefined && key.length <= LIMITS.idempotency_key_length_max && /^[\x21-\x7e]+$/.test(key)
    ? key
    : undefined;
}

function unquoted(header: string): string | undefined {
  const quoted = /^"((?:[^"\\]|\\["\\])*)"$/.exec(header);
  return quoted?.[1]?.replaceAll(/\\(["\\])/g, "$1");
}

/** The key that stands for all that a request says, or null where the route makes none. `input` is as it was received. */
export function keyOfRequest(
  { method, path, missing_key }: RestBinding,
  input: Readonly<Record<string, unknown>>,
): string | null {
  if (missing_key === undefined || typeof input["external_booking_id"] !== "string") return null;
  const hash = createHash("sha256").update(`${method} ${path} ${canonicalJson(input)}`);
  return `rest-${hash.digest("base64url")}`;
}
