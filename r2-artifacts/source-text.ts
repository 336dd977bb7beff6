// From bytes to text: UTF-8 and nothing else, so that no two readers of the file see different characters in it.
import { type DrawingRefusal, refused } from "./drawing-problem.ts";
import type { DrawingLimits } from "./limits.ts";

type Decoded = DrawingRefusal | { readonly ok: true; readonly text: string };

const UTF8_NAMES = /^(?:utf-?8|us-ascii|ascii)$/i;

/** At exit: characters that XML allows, line ends are \n, no byte order mark, none outside the basic plane. */
export function sourceText(source: Uint8Array | string, limits: DrawingLimits): Decoded {
  if (source.length > limits.bytes_max) {
    return refused("too_large", `The drawing has more than ${limits.bytes_max} bytes.`);
  }
  const decoded = typeof source === "string" ? source : decode(source);
  if (decoded === undefined) {
    return refused("not_utf8", "The drawing is not UTF-8 throughout. Save it as UTF-8.");
  }
  const text = decoded.startsWith("\uFEFF") ? decoded.slice(1) : decoded;
  const encoding = /^<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([^"']{0,40})["']/.exec(text)?.[1];
  if (encoding !== undefined && !UTF8_NAMES.test(encoding)) {
    return refused("not_utf8", `The drawing says that its encoding is ${encoding}. Save it as UTF-8.`, 1);
  }
  const invalid = text.search(INVALID_CHARACTERS);
  if (invalid >= 0 || !text.isWellFormed()) {
    const line = invalid >= 0 ? lineAt(text, invalid) : undefined;
    return refused("invalid_character", "The drawing has a character that XML does not allow.", line);
  }
  return inBasicPlane(text.includes("\r") ? text.replaceAll(/\r\n?/g, "\n") : text, limits);
}

const INVALID_CHARACTERS = /[^\t\n\r\u0020-\uFFFD]/;

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The parser keeps a table as long as the text as soon as one character is outside; as references they are inside. */
function inBasicPlane(text: string, limits: DrawingLimits): Decoded {
  let astral = 0;
  const plain = text.replaceAll(/[\u{10000}-\u{10FFFF}]/gu, (character) => {
    astral += 1;
    return astral > limits.astral_characters_max ? "" : `&#${character.codePointAt(0)};`;
  });
  if (astral > limits.astral_characters_max) {
    return refused("invalid_character", `The drawing has ${astral} characters outside the basic plane.`);
  }
  return { ok: true, text: plain };
}

export function lineAt(text: string, index: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at >= 0 && at < index; at = text.indexOf("\n", at + 1)) line += 1;
  return line;
}
