// Cursors: where a page ended, tied to the question it belongs to. Opaque, not secret: it holds only values that
// the page showed, and a made-up one can only start a page elsewhere in what the caller may see anyway.
import { createHash } from "node:crypto";
import { canonicalJson } from "../canonical-json.ts";

export type Position = readonly [value: number, id: string];

/** The question a cursor belongs to: every field of the input but the page's own. */
function question(input: Readonly<Record<string, unknown>>): string {
  const { cursor: _cursor, limit: _limit, ...rest } = input;
  return createHash("sha256").update(canonicalJson(rest)).digest("base64url").slice(0, 8);
}

export function writeCursor(input: Readonly<Record<string, unknown>>, [value, id]: Position): string {
  return btoa(JSON.stringify([question(input), value, id]))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

/** The position, or undefined when this is not a cursor of this question. */
export function readCursor(input: Readonly<Record<string, unknown>>, cursor: string): Position | undefined {
  try {
    const parts: unknown = JSON.parse(atob(cursor.replaceAll("-", "+").replaceAll("_", "/")));
    if (!Array.isArray(parts) || parts.length !== 3 || parts[0] !== question(input)) return undefined;
    const [, value, id] = parts as unknown[];
    return typeof value === "number" && Number.isSafeInteger(value) && typeof id === "string" ? [value, id] : undefined;
  } catch {
    return undefined;
  }
}
