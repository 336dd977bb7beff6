// What becomes of a drawing on the whole way from bytes to what is shown, for tests of drawings that mean harm.
import { display } from "./display.ts";
import { drawingFaults } from "./drawing-faults.ts";
import type { DrawingProblem } from "./drawing-problem.ts";
import { normalise } from "./normalise.ts";
import type { Normalised } from "./normalised.ts";
import { preview } from "./preview.ts";
import type { Removal } from "./removal-report.ts";
import { sanitise } from "./sanitise.ts";

export type DrawingOutcome =
  | { readonly ok: false; readonly problems: readonly DrawingProblem[] }
  | {
      readonly ok: true;
      readonly removed: readonly Removal[];
      readonly normalised: Normalised;
      /** What is wrong, to another parser, with the sanitised drawing, the one that is shown and the preview. */
      readonly faults: readonly string[];
    };

export function drawingOutcome(source: Uint8Array | string): DrawingOutcome {
  const sanitised = sanitise(source);
  if (!sanitised.ok) return sanitised;
  const result = normalise(sanitised.svg);
  if (!result.ok) return result;
  const shown = display(result.normalised, sanitised.svg);
  if (!shown.ok) return shown;
  const again = sanitise(sanitised.svg);
  return {
    ok: true,
    removed: sanitised.report.removed,
    normalised: result.normalised,
    faults: [
      ...drawingFaults(sanitised.svg),
      ...drawingFaults(withoutOwnStyle(shown.svg)),
      ...drawingFaults(preview(result.normalised)),
      ...(again.ok && again.svg === sanitised.svg ? [] : ["another drawing when it is sanitised again"]),
    ],
  };
}

/** What display() itself puts in: the first style sheet, which has more in it than drawings may have. */
function withoutOwnStyle(svg: string): string {
  return svg.replace(/<style>\.hall-seat\{[^<]*<\/style>/, "");
}
