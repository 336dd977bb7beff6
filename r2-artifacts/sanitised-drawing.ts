// A sanitised drawing read again, by the steps that come after.
import { type DrawingRefusal, refused } from "./drawing-problem.ts";
import { DRAWING_LIMITS } from "./limits.ts";
import { sourceText } from "./source-text.ts";
import { type Element, parseMarkup } from "./xml.ts";

/** Written again a text can be longer, by what is escaped. */
const LIMITS = { ...DRAWING_LIMITS, bytes_max: 4 * DRAWING_LIMITS.bytes_max };

export function sanitisedRoot(svg: string): DrawingRefusal | { readonly ok: true; readonly root: Element } {
  const decoded = sourceText(svg, LIMITS);
  if (!decoded.ok) return decoded;
  const parsed = parseMarkup(decoded.text, LIMITS);
  if (!parsed.ok) return parsed;
  return parsed.root.name === "svg" ? parsed : refused("not_svg", "The drawing's outermost element is not svg.");
}
