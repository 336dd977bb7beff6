// How much a drawing is in the end, when every use, pattern, mask and clip path is drawn. A file of a kilobyte can
// mean a billion elements; here they are counted without being made.
//
// A node is an element that something refers to, with all that is in it but other nodes. What refers and what holds are
// edges alike, because who draws the one draws the other. Gradients hold nothing and are left out.
import { type DrawingRefusal, refused } from "./drawing-problem.ts";
import type { DrawingLimits } from "./limits.ts";

type Node = {
  /** For a sentence. */
  readonly name: string;
  elements: number;
  readonly inner: Node[];
  /** By id, how often. */
  readonly references: Map<string, number>;
  /** With everything that it draws; undefined until counted. */
  total: number | undefined;
  /** References through references, at most. */
  height: number;
  open: boolean;
};

export type ReferenceGraph = {
  readonly named: Map<string, Node>;
  /** The nodes that the walk is in; the first is the drawing. */
  readonly within: [Node, ...Node[]];
};

export function referenceGraph(): ReferenceGraph {
  return { named: new Map(), within: [node("The drawing")] };
}

function node(name: string): Node {
  return { name, elements: 0, inner: [], references: new Map(), total: undefined, height: 0, open: false };
}

function innermost({ within }: ReferenceGraph): Node {
  return within.at(-1) ?? within[0];
}

export function countElement(graph: ReferenceGraph): void {
  innermost(graph).elements += 1;
}

/** The first element of an id is the one that references find. */
export function enterNamed(graph: ReferenceGraph, id: string): void {
  const entered = node(`The element #${id}`);
  innermost(graph).inner.push(entered);
  if (!graph.named.has(id)) graph.named.set(id, entered);
  graph.within.push(entered);
}

export function leaveNamed(graph: ReferenceGraph): void {
  graph.within.pop();
}

export function refer(graph: ReferenceGraph, id: string): void {
  const { references } = innermost(graph);
  references.set(id, (references.get(id) ?? 0) + 1);
}

/** What a rule of a style sheet refers to, under the name by which elements find it; no id has a space in it. */
export function nameStyle(graph: ReferenceGraph, subject: string, ids: ReadonlySet<string>): void {
  const named = node(`The style of ${subject}`);
  for (const id of ids) named.references.set(id, 1);
  graph.named.set(` ${subject}`, named);
}

export function referToStyle(graph: ReferenceGraph, subject: string): void {
  if (graph.named.has(` ${subject}`)) refer(graph, ` ${subject}`);
}

export function expansionProblem(graph: ReferenceGraph, limits: DrawingLimits): DrawingRefusal | undefined {
  return counted({ graph, limits, node: graph.within[0] }, 0);
}

const NAME_LENGTH_MAX = 80;

export function tooDeep(name: string, { reference_depth_max }: DrawingLimits): DrawingRefusal {
  const what = name.slice(0, NAME_LENGTH_MAX);
  return refused("expands_too_far", `${what} is behind more than ${reference_depth_max} references.`);
}

type Counting = { readonly graph: ReferenceGraph; readonly limits: DrawingLimits; readonly node: Node };

function counted(counting: Counting, depth: number): DrawingRefusal | undefined {
  const { graph, limits, node } = counting;
  if (node.open) return refused("reference_cycle", `${node.name.slice(0, NAME_LENGTH_MAX)} is drawn within itself.`);
  if (depth + node.height > limits.reference_depth_max) {
    return tooDeep(node.name, limits);
  }
  if (node.total !== undefined) return undefined;
  node.open = true;
  let total = node.elements;
  for (const inner of node.inner) {
    const problem = counted({ graph, limits, node: inner }, depth);
    if (problem) return problem;
    total += inner.total ?? 0;
    node.height = Math.max(node.height, inner.height);
  }
  for (const [id, count] of node.references) {
    const target = graph.named.get(id);
    if (!target) continue;
    const problem = counted({ graph, limits, node: target }, depth + 1);
    if (problem) return problem;
    total += count * (target.total ?? 0);
    node.height = Math.max(node.height, target.height + 1);
  }
  node.open = false;
  node.total = total;
  if (total <= limits.expanded_elements_max) return undefined;
  const what = node.name.slice(0, NAME_LENGTH_MAX);
  return refused("expands_too_far", `${what} expands to more than ${limits.expanded_elements_max} elements.`);
}
