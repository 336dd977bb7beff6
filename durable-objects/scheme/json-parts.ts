// Lists as parameters of SQL. One takes at most 2 MB, of UTF-8: what people wrote is up to three bytes a character, and a
// seat is 250 bytes where its ids are short and four times as many where they are not.
const LENGTH_MAX = 500_000;

/** JSON texts of arrays, which together have the values in their order; a value that is too long for one is alone in its. */
export function jsonParts(values: readonly unknown[]): string[] {
  const parts: string[] = [];
  let part: string[] = [];
  let length = 0;
  for (const value of values) {
    const text = JSON.stringify(value);
    if (part.length > 0 && length + text.length > LENGTH_MAX) {
      parts.push(`[${part.join(",")}]`);
      part = [];
      length = 0;
    }
    part.push(text);
    length += text.length + 1;
  }
  if (part.length > 0) parts.push(`[${part.join(",")}]`);
  return parts;
}
