// The Idempotency-Key header: 1 to 255 visible ASCII characters, bare or as a quoted string (IETF draft).
import { LIMITS } from "../domain/limits.ts";

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
