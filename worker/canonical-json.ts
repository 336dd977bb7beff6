// RFC 8785, and the digest of each field of a request (domain/idempotency.ts).
import { createHash } from "node:crypto";
import type { Digests } from "../domain/idempotency.ts";

/** The canonical text of a value that JSON.parse made: members sorted by UTF-16 code units, no white space. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
    return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join(",")}}`;
  }
  return JSON.stringify(value);
}

const VERBATIM_MAX = 64;

/** Short values stand for themselves, longer ones are hashed: `#` starts no JSON text. */
export function fieldDigests(body: Readonly<Record<string, unknown>>): Digests {
  const digests: Record<string, string> = {};
  for (const [name, value] of Object.entries(body)) {
    const text = canonicalJson(value);
    digests[name] = text.length <= VERBATIM_MAX ? text : `#${createHash("sha256").update(text).digest("base64url")}`;
  }
  return digests;
}
