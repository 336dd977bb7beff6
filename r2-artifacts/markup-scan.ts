// A first look at the markup, in one pass and without recursion, before the parser: how deep it nests, how many
// elements it has, how long its pieces are. What the parser need not see is left out: declaration, document type,
// comments and processing instructions. So the parser meets elements, texts and CDATA alone, none of them
// large enough to hurt: it recurses once a level, and an error of it copies the line that it is in.
//
// What is no markup at all is refused here; what is wrong in a subtler way is left to the parser, which is strict.
import { type DrawingRefusal, refused } from "./drawing-problem.ts";
import type { DrawingLimits } from "./limits.ts";
import { lineAt } from "./source-text.ts";

export type LeftOut = "document type" | "comment" | "processing instruction";

type Scanned =
  | DrawingRefusal
  | { readonly ok: true; readonly markup: string; readonly left_out: ReadonlyMap<LeftOut, number> };

type Scan = {
  readonly text: string;
  readonly limits: DrawingLimits;
  readonly left_out: Map<LeftOut, number>;
  readonly kept: string[];
  depth: number;
  elements: number;
  /** From here on the text is not yet in `kept`. */
  kept_to: number;
};

const LONG_LINE = 65_536;

export function scanMarkup(text: string, limits: DrawingLimits): Scanned {
  const scan: Scan = { text, limits, left_out: new Map(), kept: [], depth: 0, elements: 0, kept_to: 0 };
  let at = 0;
  while (at < text.length) {
    const tag = text.indexOf("<", at);
    const text_end = tag < 0 ? text.length : tag;
    if (text_end - at > limits.style_length_max) {
      return refused("value_too_long", "A text of the drawing is too long.", lineAt(text, at));
    }
    if (tag < 0) break;
    const end = pieceEnd(scan, tag);
    if (typeof end !== "number") return end;
    at = end;
  }
  if (scan.depth !== 0) return refused("malformed", "An element of the drawing is not closed.");
  scan.kept.push(text.slice(scan.kept_to));
  return { ok: true, markup: withShortLines(scan.kept.join("")), left_out: scan.left_out };
}

/** Where the tag, comment, section or instruction ends that begins at `at`. */
function pieceEnd(scan: Scan, at: number): number | DrawingRefusal {
  const { text } = scan;
  if (text.startsWith("<!--", at)) return leaveOut(scan, "comment", { at, end: text.indexOf("-->", at + 4), close: 3 });
  if (text.startsWith("<?", at)) {
    const what = /^<\?xml\s/.test(text.slice(at, at + 6)) && at === 0 ? undefined : "processing instruction";
    return leaveOut(scan, what, { at, end: text.indexOf("?>", at + 2), close: 2 });
  }
  if (text.startsWith("<![CDATA[", at)) {
    const end = text.indexOf("]]>", at);
    if (end < 0) return refused("malformed", "A CDATA section is not closed.", lineAt(text, at));
    if (end - at <= scan.limits.style_length_max) return end + 3;
    return refused("value_too_long", "A CDATA section is too long.", lineAt(text, at));
  }
  if (text.startsWith("<!DOCTYPE", at)) return documentType(scan, at);
  return tagEnd(scan, at);
}

type Piece = { readonly at: number; readonly end: number; readonly close: number };

function leaveOut(scan: Scan, what: LeftOut | undefined, { at, end, close }: Piece): number | DrawingRefusal {
  if (end < 0) return refused("malformed", `A ${what ?? "declaration"} is not closed.`, lineAt(scan.text, at));
  if (what) scan.left_out.set(what, (scan.left_out.get(what) ?? 0) + 1);
  scan.kept.push(scan.text.slice(scan.kept_to, at));
  scan.kept_to = end + close;
  return scan.kept_to;
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

function tagEnd(scan: Scan, at: number): number | DrawingRefusal {
  const { text, limits } = scan;
  const closing = text.charCodeAt(at + 1) === SLASH;
  if (!/[A-Za-z_:\u0080-\uFFFF]/.test(text[at + (closing ? 2 : 1)] ?? "")) {
    return refused("malformed", "There is a < that begins no tag.", lineAt(text, at));
  }
  const end = closingBracket(text, at + 1);
  if (end < 0) return refused("malformed", "A tag is not closed, or has a < in it.", lineAt(text, at));
  if (end - at > limits.path_length_max * 2) return refused("value_too_long", "A tag is too long.", lineAt(text, at));
  if (closing) {
    scan.depth -= 1;
    return scan.depth >= 0 ? end + 1 : refused("malformed", "An element is closed twice.", lineAt(text, at));
  }
  scan.elements += 1;
  if (scan.elements > limits.elements_max) {
    return refused("too_many_elements", `The drawing has more than ${limits.elements_max} elements.`);
  }
  if (text.charCodeAt(end - 1) === SLASH) return end + 1;
  scan.depth += 1;
  if (scan.depth <= limits.depth_max) return end + 1;
  return refused("too_deep", `The drawing nests deeper than ${limits.depth_max} elements.`, lineAt(text, at));
}

/** The > that ends a tag: outside quotes. -1 when there is none, or a < before it. */
function closingBracket(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === GREATER) return at;
    if (code === LESS) return -1;
    if (code === QUOTE || code === APOSTROPHE) {
      const quoted = text.indexOf(code === QUOTE ? '"' : "'", at + 1);
      if (quoted < 0) return -1;
      at = quoted;
    }
  }
  return -1;
}

/** A file of one line of megabytes gets lines: inside its tags, where they mean nothing. */
function withShortLines(markup: string): string {
  let longest = 0;
  let from = 0;
  while (from < markup.length && longest <= LONG_LINE) {
    const end = markup.indexOf("\n", from);
    const next = end < 0 ? markup.length : end;
    longest = Math.max(longest, next - from);
    from = next + 1;
  }
  return longest <= LONG_LINE ? markup : markup.replaceAll(/<[A-Za-z_:][^\s<>/"'=]*(?=[\s/>])/g, "$&\n");
}
