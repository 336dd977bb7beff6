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
  const other = typeof source === "string" ? undefined : otherFormat(source);
  if (other) return other;
  const decoded = typeof source === "string" ? source : decode(source);
  if (decoded === undefined) {
    const line = typeof source === "string" ? undefined : unreadableLine(source);
    return refused("not_utf8", "The drawing is not UTF-8 throughout. Save it as UTF-8.", line);
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

/** The first bytes of what people send in a drawing's stead. */
const FORMATS: readonly (readonly [begins: string, advice: string])[] = [
  ["1f8b", "The file is compressed (an .svgz). Unpack it, or save it as plain SVG."],
  ["504b0304", "The file is a ZIP archive. Unpack it, and send the drawing that is in it."],
  ["89504e47", "The file is a PNG picture. A picture has no seats in it; send the drawing that it was made of."],
  ["ffd8ff", "The file is a JPEG picture. A picture has no seats in it; send the drawing that it was made of."],
  ["47494638", "The file is a GIF picture. A picture has no seats in it; send the drawing that it was made of."],
  ["25504446", "The file is a PDF, or a drawing in Illustrator's own format. Save it as SVG."],
  ["25215053", "The file is PostScript. Save it as SVG."],
];

/** UTF-16 and UTF-32, with their marks or as they write the first < of a drawing. */
const ENCODINGS: readonly (readonly [begins: string, name: string])[] = [
  ["fffe0000", "UTF-32"],
  ["0000feff", "UTF-32"],
  ["3c000000", "UTF-32"],
  ["0000003c", "UTF-32"],
  ["fffe", "UTF-16"],
  ["feff", "UTF-16"],
  ["3c00", "UTF-16"],
  ["003c", "UTF-16"],
];

function otherFormat(bytes: Uint8Array): DrawingRefusal | undefined {
  const begins = [...bytes.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const format = FORMATS.find(([start]) => begins.startsWith(start));
  if (format) return refused("not_svg", format[1]);
  const encoding = ENCODINGS.find(([start]) => begins.startsWith(start));
  return encoding ? refused("not_utf8", `The drawing is in ${encoding[1]}. Save it as UTF-8.`, 1) : undefined;
}

const INVALID_CHARACTERS = /[^\t\n\r\u0020-\uFFFD]/;

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    return undefined;
  }
}

const LINE_END = 10;

/** Of the first byte that is none of UTF-8. No character holds the byte of a line's end, so halves can be cut there. */
function unreadableLine(bytes: Uint8Array): number {
  let from = 0;
  let to = bytes.length;
  for (;;) {
    const half = bytes.lastIndexOf(LINE_END, Math.floor((from + to) / 2));
    const end = half < from ? bytes.indexOf(LINE_END, from) : half;
    if (end < 0 || end >= to - 1) break;
    if (decode(bytes.subarray(from, end + 1)) === undefined) to = end + 1;
    else from = end + 1;
  }
  return bytes.subarray(0, from).reduce((line, byte) => (byte === LINE_END ? line + 1 : line), 1);
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
