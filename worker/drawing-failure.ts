// A refused drawing as a problem.
import type { DrawingRefusal } from "../r2-artifacts/drawing-problem.ts";
import type { Failure } from "./problem.ts";

const PROBLEMS_MAX = 20;

export function drawingFailure({ problems }: DrawingRefusal): Failure {
  const [first] = problems;
  const where = first?.line === undefined ? "" : ` (line ${first.line})`;
  const detail = `${first?.message ?? "The drawing is refused."}${where} Nothing was stored.`;
  return { code: "DRAWING_REFUSED", detail, facts: { problems: problems.slice(0, PROBLEMS_MAX) } };
}
