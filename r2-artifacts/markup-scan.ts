// A first look at the markup, in one pass and without recursion: how deep it nests, how many elements it has, how long
// its pieces are. What the parser need not see is left out: declaration, document type, comments and processing
// instructions.
//
// The rest goes to the parser in batches, flat: a tag that opens is written as one that closes itself, one that closes
// as a mark. So the parser never recurses, holds no more than a batch, and an error of it (which copies the line it is
// in, a character at a time) costs a batch and no more. What is no markup at all is refused here, and tags that do not
// match; what is wrong in a subtler way is left to the parser, which is strict.
import { type DrawingRefusal, refused } from "./drawing-problem.ts";
import type { DrawingLimits } from "./limits.ts";
import { lineAt } from "./source-text.ts";

export type LeftOut = "document type" | "comment" | "processing instruction";

export type TagKind = "opens" | "closes" | "whole";

export type Batch = {
  readonly markup: string;
  /** What each element of the markup stands for, in order. */
  readonly tags: readonly TagKind[];
  /** Where it begins in the drawing. */
  readonly line: () => number;
};

type TakeBatch = (batch: Batch) => DrawingRefusal | undefined;

type Scanned = DrawingRefusal | { readonly ok: true; readonly left_out: ReadonlyMap<LeftOut, number> };

type Scan = {
  readonly text: string;
  readonly limits: DrawingLimits;
  readonly take: TakeBatch;
  readonly left_out: Map<LeftOut, number>;
  /** Names of the elements that are open. */
  readonly open: string[];
  pieces: string[];
  tags: TagKind[];
  length: number;
  begins: number;
  elements: number;
  roots: number;
};

const BATCH_LENGTH = 65_536;

export function scanMarkup(text: string, limits: DrawingLimits, take: TakeBatch): Scanned {
  const scan: Scan = {
    text,
    limits,
    take,
    left_out: new Map(),
    open: [],
    pieces: [],
    tags: [],
    length: 0,
    begins: 0,
    elements: 0,
    roots: 0,
  };
  let at = 0;
  while (at < text.length) {
    const tag = text.indexOf("<", at);
    const problem = takeText(scan, at, tag < 0 ? text.length : tag);
    if (problem) return problem;
    if (tag < 0) break;
    const end = pieceEnd(scan, tag);
    if (typeof end !== "number") return end;
    at = end;
  }
  const open = scan.open.at(-1);
  if (open !== undefined) {
    return refused("malformed", `The element ${open.slice(0, 64)} is not closed.`, lineAt(text, text.length));
  }
  return flush(scan, text.length) ?? { ok: true, left_out: scan.left_out };
}

function takeText(scan: Scan, from: number, to: number): DrawingRefusal | undefined {
  if (to === from) return undefined;
  if (to - from > scan.limits.style_length_max) {
    return refused("value_too_long", "A text of the drawing is too long.", lineAt(scan.text, from));
  }
  const text = scan.text.slice(from, to);
  if (scan.open.length > 0) push(scan, text);
  else if (text.trim() !== "") {
    return refused("malformed", "There is text outside the outermost element.", lineAt(scan.text, from));
  }
  return undefined;
}

function push(scan: Scan, piece: string): void {
  scan.pieces.push(piece);
  scan.length += piece.length;
}

function flush(scan: Scan, to: number): DrawingRefusal | undefined {
  const { pieces, tags, begins, text } = scan;
  scan.pieces = [];
  scan.tags = [];
  scan.length = 0;
  scan.begins = to;
  return pieces.length === 0
    ? undefined
    : scan.take({ markup: pieces.join(""), tags, line: () => lineAt(text, begins) });
}

/** Where the tag, comment, section or instruction ends that begins at `at`. */
function pieceEnd(scan: Scan, at: number): number | DrawingRefusal {
  const { text } = scan;
  if (text.startsWith("<!--", at)) return leaveOut(scan, "comment", { at, end: text.indexOf("-->", at + 4), close: 3 });
  if (text.startsWith("<?", at)) {
    const what = at === 0 && /^<\?xml\s/.test(text.slice(0, 6)) ? undefined : "processing instruction";
    return leaveOut(scan, what, { at, end: text.indexOf("?>", at + 2), close: 2 });
  }
  if (text.startsWith("<![CDATA[", at)) return section(scan, at);
  if (text.startsWith("<!DOCTYPE", at)) return documentType(scan, at);
  const end = tagEnd(scan, at);
  return typeof end === "number" && scan.length > BATCH_LENGTH ? (flush(scan, end) ?? end) : end;
}

function section(scan: Scan, at: number): number | DrawingRefusal {
  const end = scan.text.indexOf("]]>", at);
  if (end < 0 || scan.open.length === 0) {
    return refused("malformed", "A CDATA section is not closed, or outside.", lineAt(scan.text, at));
  }
  if (end - at > scan.limits.style_length_max) {
    return refused("value_too_long", "A CDATA section is too long.", lineAt(scan.text, at));
  }
  push(scan, scan.text.slice(at, end + 3));
  return end + 3;
}

type Piece = { readonly at: number; readonly end: number; readonly close: number };

function leaveOut(scan: Scan, what: LeftOut | undefined, { at, end, close }: Piece): number | DrawingRefusal {
  if (end < 0) return refused("malformed", `A ${what ?? "declaration"} is not closed.`, lineAt(scan.text, at));
  if (what) scan.left_out.set(what, (scan.left_out.get(what) ?? 0) + 1);
  return end + close;
}

const NAMESPACE_ENTITY = /^\s*<!ENTITY\s+ns_[a-z_]{1,20}\s+"[^"<&%]{0,100}"\s*>\s*/;

/**
 * A plain document type says nothing that we read. One with declarations of its own is refused, but for those of
 * names of namespaces that Illustrator writes, which are not read either: xml.ts knows what they stand for.
 */
function documentType(scan: Scan, at: number): number | DrawingRefusal {
  const { text } = scan;
  const head = /^<!DOCTYPE\s+[\w:.-]{1,100}(?:\s+(?:PUBLIC\s+"[^"<>]{0,200}"|SYSTEM))?(?:\s+"[^"<>]{0,200}")?\s*/.exec(
    text.slice(at, at + 600),
  )?.[0];
  if (head === undefined || scan.elements > 0 || scan.left_out.has("document type")) {
    return refused("doctype_not_allowed", "The document type cannot be read. Take it out.", lineAt(text, at));
  }
  let end = at + head.length;
  if (text[end] === "[") {
    end += 1;
    for (let declarations = 0; declarations < 20; declarations += 1) {
      end += NAMESPACE_ENTITY.exec(text.slice(end, end + 300))?.[0].length ?? 0;
    }
    end += /^\s*\]\s*/.exec(text.slice(end, end + 100))?.[0].length ?? 0;
  }
  if (text[end] === ">") return leaveOut(scan, "document type", { at, end, close: 1 });
  const message = "The document type declares something. Save the drawing as plain SVG.";
  return refused("doctype_not_allowed", message, lineAt(text, at));
}

const QUOTE = 34;
const APOSTROPHE = 39;
const LESS = 60;
const GREATER = 62;
const SLASH = 47;

const NAME = /[A-Za-z_:\u0080-\uFFFF][^\s<>/"'=&]*/y;

function tagEnd(scan: Scan, at: number): number | DrawingRefusal {
  const { text, limits, open } = scan;
  const closing = text.charCodeAt(at + 1) === SLASH;
  NAME.lastIndex = at + (closing ? 2 : 1);
  const name = NAME.exec(text)?.[0];
  if (name === undefined) return refused("malformed", "There is a < that begins no tag.", lineAt(text, at));
  const end = closingBracket(text, NAME.lastIndex, limits.attributes_per_element_max);
  if (end === CROWDED) {
    const message = `The element ${name.slice(0, 64)} has more than ${limits.attributes_per_element_max} attributes.`;
    return refused("too_many_attributes", message, lineAt(text, at));
  }
  if (end < 0) return refused("malformed", "A tag is not closed, or has a < in it.", lineAt(text, at));
  if (end - at > limits.path_length_max * 2) return refused("value_too_long", "A tag is too long.", lineAt(text, at));
  if (closing) {
    if (open.pop() !== name || text.slice(at + 2 + name.length, end).trim() !== "") {
      return refused("malformed", `The element ${name.slice(0, 64)} is closed where it is not open.`, lineAt(text, at));
    }
    scan.tags.push("closes");
    push(scan, "<_/>");
    return end + 1;
  }
  const whole = text.charCodeAt(end - 1) === SLASH;
  const problem = entering(scan, at);
  if (problem) return problem;
  scan.tags.push(whole ? "whole" : "opens");
  push(scan, whole ? text.slice(at, end + 1) : `${text.slice(at, end)}/>`);
  if (!whole) open.push(name);
  return end + 1;
}

function entering(scan: Scan, at: number): DrawingRefusal | undefined {
  const { limits, open, text } = scan;
  scan.elements += 1;
  if (scan.elements > limits.elements_max) {
    const message = `The drawing has more than ${limits.elements_max} elements.`;
    return refused("too_many_elements", message, lineAt(text, at));
  }
  if (open.length >= limits.depth_max) {
    return refused("too_deep", `The drawing nests deeper than ${limits.depth_max} elements.`, lineAt(text, at));
  }
  if (open.length === 0) scan.roots += 1;
  return scan.roots > 1 ? refused("malformed", "There is a second outermost element.", lineAt(text, at)) : undefined;
}

const CROWDED = -2;

/** The > that ends a tag: outside quotes. -1 when there is none, or a < before it; CROWDED when more is quoted than may be. */
function closingBracket(text: string, from: number, quoted_max: number): number {
  let count = 0;
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === GREATER) return at;
    if (code === LESS) return -1;
    if (code === QUOTE || code === APOSTROPHE) {
      const quoted = text.indexOf(code === QUOTE ? '"' : "'", at + 1);
      if (quoted < 0) return -1;
      count += 1;
      if (count > quoted_max) return CROWDED;
      at = quoted;
    }
  }
  return -1;
}
