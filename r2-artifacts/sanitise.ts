// The first step of the drawing's way: from bytes that anyone may have made to an SVG that holds nothing but shapes,
// texts and plain styles. The drawing is not cleaned but written again, piece by piece, of what allowed.ts names.
//
// Two answers: what makes the file unreadable, ambiguous or too expensive refuses it (drawing-problem.ts); what is
// readable and not allowed is left out and counted. So a drawing with a script comes through without the script.
//
// The result is a fixed point: sanitised again, it is the same text. It has one namespace and no prefix but xml:space;
// what editors wrote of names and layers in theirs is in data-label and data-layer.
import { EDITOR_NAMESPACES, ELEMENTS, RENAMED, SVG_NAMESPACE, WITH_TEXT } from "./allowed.ts";
import { rebuiltAttributes } from "./attributes.ts";
import { declarationsReader, referencesOf, type SafeDeclarations } from "./css.ts";
import { type DrawingRefusal, refused } from "./drawing-problem.ts";
import { DRAWING_LIMITS, type DrawingLimits } from "./limits.ts";
import { OUTER_SCOPE, qualifiedElement, type Scope, scopeWithin } from "./namespaces.ts";
import {
  countElement,
  enterNamed,
  expansionProblem,
  leaveNamed,
  nameStyle,
  type ReferenceGraph,
  refer,
  referenceGraph,
  referToStyle,
  tooDeep,
} from "./reference-graph.ts";
import { type Removal, type Removals, removed, reported } from "./removal-report.ts";
import { sourceText } from "./source-text.ts";
import { longChain, type Survey, survey } from "./survey.ts";
import { type Element, escapedAttribute, escapedText, ownText, parseMarkup } from "./xml.ts";

export type SanitiseOptions = {
  readonly limits?: DrawingLimits | undefined;
  /** Raster images inside the drawing, each with at most this many characters of data; without it there are none. */
  readonly image_length_max?: number | undefined;
};

export type SanitiseReport = {
  readonly elements: number;
  readonly removed: readonly Removal[];
  /** More kinds of things were left out than are listed. */
  readonly removed_more: boolean;
};

export type Sanitised = DrawingRefusal | { readonly ok: true; readonly svg: string; readonly report: SanitiseReport };

export function sanitise(source: Uint8Array | string, options: SanitiseOptions = {}): Sanitised {
  const { limits = DRAWING_LIMITS } = options;
  const decoded = sourceText(source, limits);
  if (!decoded.ok) return decoded;
  const parsed = parseMarkup(decoded.text, limits);
  if (!parsed.ok) return parsed;
  const removals: Removals = new Map();
  for (const [what, count] of parsed.left_out) removals.set(what, { what, name: what, count });
  return written(parsed.root, { limits, image_length_max: options.image_length_max, removals });
}

type Writing = {
  readonly limits: DrawingLimits;
  readonly image_length_max: number | undefined;
  readonly removals: Removals;
  readonly surveyed: Survey;
  readonly read: (text: string) => SafeDeclarations;
  readonly graph: ReferenceGraph;
  readonly output: string[];
  /** The namespace that the drawing's elements are in: SVG's, or none in files that forgot it. */
  readonly namespace: string;
  elements: number;
  path_length: number;
  problem: DrawingRefusal | undefined;
};

function written(root: Element, given: Pick<Writing, "limits" | "image_length_max" | "removals">): Sanitised {
  const { namespace, local } = qualifiedElement(root.name, scopeWithin(OUTER_SCOPE, root.attributes));
  if (local !== "svg" || (namespace !== SVG_NAMESPACE && namespace !== "")) {
    return refused(
      "not_svg",
      `The drawing's outermost element is ${foreignName(local, namespace)}, and not SVG's svg.`,
    );
  }
  const surveyed = survey(root, OUTER_SCOPE, given.limits);
  if (surveyed.style_length > given.limits.style_length_max) {
    return refused("style_too_large", `Style sheets have more than ${given.limits.style_length_max} characters.`);
  }
  const chained = longChain(surveyed, given.limits.reference_depth_max);
  if (chained !== undefined) return tooDeep(`The element #${chained}`, given.limits);
  const graph = referenceGraph();
  for (const [subject, ids] of surveyed.style_references) nameStyle(graph, subject, ids);
  const writing: Writing = {
    ...given,
    surveyed,
    read: declarationsReader(),
    graph,
    output: [],
    namespace,
    elements: 0,
    path_length: 0,
    problem: undefined,
  };
  writeElement(writing, root, OUTER_SCOPE);
  const problem = writing.problem ?? expansionProblem(graph, given.limits);
  if (problem) return problem;
  const { report_entries_max } = given.limits;
  const report = {
    elements: writing.elements,
    removed: reported(given.removals, report_entries_max),
    removed_more: given.removals.size > report_entries_max,
  };
  return { ok: true, svg: writing.output.join(""), report };
}

function writeElement(writing: Writing, element: Element, outer: Scope): void {
  if (writing.problem) return;
  const scope = scopeWithin(outer, element.attributes);
  const { namespace, local } = qualifiedElement(element.name, scope);
  if (namespace !== writing.namespace) {
    const editors = namespace !== undefined && EDITOR_NAMESPACES.has(namespace);
    removed(writing.removals, editors ? "editor data" : "foreign namespace", local);
    return;
  }
  const name = RENAMED.get(local) ?? local;
  if (!ELEMENTS.has(name) || (name === "image" && writing.image_length_max === undefined)) {
    removed(writing.removals, local === "metadata" ? "editor data" : "element", local);
    return;
  }
  writing.problem = attributesProblem(writing, element, name);
  if (writing.problem) return;
  const rebuilt = rebuiltAttributes(element, {
    element: name,
    scope,
    image_length_max: writing.image_length_max,
    read: writing.read,
  });
  for (const { what, name: attribute } of rebuilt.left_out) removed(writing.removals, what, attribute);
  if ((name === "use" || name === "image") && !rebuilt.written.has("href")) {
    removed(writing.removals, "reference", name);
    return;
  }
  writing.elements += 1;
  const id = rebuilt.written.get("id");
  const named = id !== undefined && writing.surveyed.referred.has(id);
  if (named) enterNamed(writing.graph, id);
  countElement(writing.graph);
  noteReferences(writing, name, rebuilt.written);
  writeTag(writing, { element, name, local, scope, attributes: rebuilt.written });
  if (named) leaveNamed(writing.graph);
}

type Tag = {
  readonly element: Element;
  /** As it is written, and as it was. */
  readonly name: string;
  readonly local: string;
  readonly scope: Scope;
  readonly attributes: ReadonlyMap<string, string>;
};

function writeTag(writing: Writing, tag: Tag): void {
  const { output } = writing;
  const start = output.length;
  output.push(`<${tag.name}`);
  if (start === 0) output.push(` xmlns="${SVG_NAMESPACE}"`);
  for (const [attribute, value] of tag.attributes) output.push(` ${attribute}="${escapedAttribute(value)}"`);
  output.push(">");
  const empty = output.length;
  if (tag.name === "style") writeStyle(writing, tag.element);
  else if (tag.local === "switch") writeFirst(writing, tag);
  else for (const content of tag.element.contents) writeContent(writing, tag, content);
  if (output.length > empty) output.push(`</${tag.name}>`);
  else if (tag.name === "style") output.length = start;
  else output[empty - 1] = "/>";
}

function writeContent(writing: Writing, { name, scope }: Tag, content: Element | string): void {
  if (typeof content !== "string") {
    if (name !== "title" && name !== "desc") writeElement(writing, content, scope);
    else removed(writing.removals, "element", content.name);
  } else if (WITH_TEXT.has(name)) {
    if (content.length <= writing.limits.text_length_max) writing.output.push(escapedText(content));
    else {
      const message = `A ${name} has more than ${writing.limits.text_length_max} characters.`;
      writing.problem ??= refused("value_too_long", message);
    }
  } else if (content.trim() !== "") removed(writing.removals, "text", name);
}

/** Of a switch, renderers draw one child: the first that they can. */
function writeFirst(writing: Writing, { element, scope }: Tag): void {
  const before = writing.output.length;
  for (const content of element.contents) {
    if (typeof content !== "string" && writing.output.length === before) writeElement(writing, content, scope);
  }
}

function writeStyle(writing: Writing, element: Element): void {
  const sheet = writing.surveyed.styles.get(element);
  for (const name of sheet?.left_out ?? []) removed(writing.removals, "style", name);
  if (sheet && sheet.text !== "") writing.output.push(escapedText(sheet.text));
  else if (ownText(element).trim() !== "") removed(writing.removals, "element", "style");
}

function attributesProblem(writing: Writing, element: Element, name: string): DrawingRefusal | undefined {
  const { limits, image_length_max = 0 } = writing;
  let count = 0;
  for (const attribute in element.attributes) {
    count += 1;
    const { length } = element.attributes[attribute] ?? "";
    if (attribute === "d" || attribute === "points") {
      writing.path_length += length;
      if (length <= limits.path_length_max && writing.path_length <= limits.path_length_total_max) continue;
      return length > limits.path_length_max
        ? refused("value_too_long", `${tooLong(element, attribute)} ${limits.path_length_max} characters.`)
        : refused("value_too_long", `All paths together have more than ${limits.path_length_total_max} characters.`);
    }
    if (length <= limits.attribute_length_max) continue;
    const image = name === "image" && (attribute === "href" || attribute.endsWith(":href"));
    if (!image) {
      return refused("value_too_long", `${tooLong(element, attribute)} ${limits.attribute_length_max} characters.`);
    }
    if (length > image_length_max) {
      return refused("image_too_large", `${tooLong(element, attribute)} ${image_length_max} characters.`);
    }
  }
  return count <= limits.attributes_per_element_max
    ? undefined
    : refused("too_many_attributes", `An element ${element.name.slice(0, NAME_LENGTH_MAX)} has ${count} attributes.`);
}

const NAME_LENGTH_MAX = 64;

function tooLong({ name, attributes }: Element, attribute: string): string {
  const { id } = attributes;
  const whose = id === undefined || attribute === "id" ? "" : ` #${id.slice(0, NAME_LENGTH_MAX)}`;
  return `The ${attribute.slice(0, NAME_LENGTH_MAX)} of the ${name.slice(0, NAME_LENGTH_MAX)}${whose} has more than`;
}

/** For a sentence: what is called svg and is none is called by its namespace. */
function foreignName(local: string, namespace: string | undefined): string {
  const name = local.slice(0, NAME_LENGTH_MAX);
  return local === "svg" ? `${name} of ${namespace?.slice(0, NAME_LENGTH_MAX) ?? "no namespace"}` : name;
}

/** Every reference that makes renderers draw something once more; those of gradients do not. */
function noteReferences({ graph, surveyed }: Writing, name: string, attributes: ReadonlyMap<string, string>): void {
  for (const [attribute, value] of attributes) {
    if (attribute === "href") {
      if (!name.endsWith("Gradient") && name !== "image") refer(graph, value.slice(1));
    } else for (const id of referencesOf(value)) refer(graph, id);
  }
  if (surveyed.style_references.size === 0) return;
  const classes = (attributes.get("class") ?? "").split(/\s+/).map((one) => `.${one}`);
  for (const subject of ["*", name, `#${attributes.get("id") ?? ""}`, ...new Set(classes)]) {
    referToStyle(graph, subject);
  }
}
