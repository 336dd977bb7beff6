// What a drawing may be made of. Everything that is not named here is left out: a list of what is bad would have to
// know every trick, a list of what is good has to know only what seats are drawn with.

export function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}

export const SVG_NAMESPACE = "http://www.w3.org/2000/svg";
export const XLINK_NAMESPACE = "http://www.w3.org/1999/xlink";
export const INKSCAPE_NAMESPACE = "http://www.inkscape.org/namespaces/inkscape";
export const ILLUSTRATOR_NAMESPACE = "http://ns.adobe.com/AdobeIllustrator/10.0/";
export const AFFINITY_NAMESPACE = "http://www.serif.com/";

/** Editors' own: left out as everything else, but it is nobody's attack and no news to the person who drew. */
export const EDITOR_NAMESPACES: ReadonlySet<string> = new Set([
  INKSCAPE_NAMESPACE,
  ILLUSTRATOR_NAMESPACE,
  AFFINITY_NAMESPACE,
  "http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd",
  "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
  "http://creativecommons.org/ns#",
  "http://web.resource.org/cc/",
  "http://purl.org/dc/elements/1.1/",
  "http://ns.adobe.com/Extensibility/1.0/",
  "http://ns.adobe.com/Graphs/1.0/",
  "http://ns.adobe.com/Variables/1.0/",
  "http://ns.adobe.com/ImageReplacement/1.0/",
  "http://ns.adobe.com/SaveForWeb/1.0/",
  "http://ns.adobe.com/GenericCustomNamespace/1.0/",
  "http://ns.adobe.com/XPath/1.0/",
  "http://ns.adobe.com/Flows/1.0/",
  "http://www.figma.com/figma/ns",
  "http://www.bohemiancoding.com/sketch/ns",
  "http://www.inkscape.org/namespaces/svg2",
  "http://vectornator.io",
  "http://svgjs.com/svgjs",
  "http://svgjs.dev/svgjs",
  "http://boxy-svg.com",
]);

/** What holds other elements without a look of its own is a g: links lose their targets. */
export const RENAMED: ReadonlyMap<string, string> = new Map([
  ["a", "g"],
  ["switch", "g"],
]);

/** Elements whose texts are kept. */
export const WITH_TEXT: ReadonlySet<string> = new Set(["title", "desc", "text", "tspan"]);

const PLACE = ["x", "y", "width", "height"];

/** By element, the attributes that say where and how large it is. */
export const ELEMENTS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    svg: [...PLACE, "viewBox", "preserveAspectRatio"],
    g: [],
    defs: [],
    symbol: [...PLACE, "viewBox", "preserveAspectRatio", "refX", "refY"],
    use: [...PLACE, "href"],
    title: [],
    desc: [],
    rect: [...PLACE, "rx", "ry"],
    circle: ["cx", "cy", "r"],
    ellipse: ["cx", "cy", "rx", "ry"],
    line: ["x1", "y1", "x2", "y2"],
    polyline: ["points"],
    polygon: ["points"],
    path: ["d", "pathLength"],
    text: ["x", "y", "dx", "dy", "rotate", "textLength", "lengthAdjust"],
    tspan: ["x", "y", "dx", "dy", "rotate", "textLength", "lengthAdjust"],
    style: [],
    linearGradient: ["x1", "y1", "x2", "y2", "gradientUnits", "gradientTransform", "spreadMethod", "href"],
    radialGradient: ["cx", "cy", "r", "fx", "fy", "fr", "gradientUnits", "gradientTransform", "spreadMethod", "href"],
    stop: ["offset"],
    clipPath: ["clipPathUnits"],
    mask: [...PLACE, "maskUnits", "maskContentUnits"],
    pattern: [
      ...PLACE,
      "viewBox",
      "preserveAspectRatio",
      "patternUnits",
      "patternContentUnits",
      "patternTransform",
      "href",
    ],
    image: [...PLACE, "preserveAspectRatio", "href"],
  }).map(([name, attributes]) => [name, new Set(attributes)]),
);

/** What any element may have beside its look and its place. */
export const ANYWHERE: ReadonlySet<string> = new Set(["id", "class", "transform", "aria-label"]);

/** Attributes of their own and declarations in a style; their values are looked at by css.ts. */
export const LOOKS: ReadonlySet<string> = words(`
  alignment-baseline baseline-shift clip-path clip-rule color direction display dominant-baseline fill
  fill-opacity fill-rule font-family font-size font-stretch font-style font-variant font-weight
  isolation letter-spacing line-height mask mix-blend-mode opacity overflow paint-order pointer-events
  shape-rendering stop-color stop-opacity stroke stroke-linecap
  stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-align text-anchor text-decoration
  text-rendering text-transform unicode-bidi vector-effect visibility white-space word-spacing
  writing-mode
`);

/**
 * The words that a data attribute's name may be made of. Other data attributes are programs in pages that use them
 * (htmx, Alpine, Stimulus), so the drawing keeps only those that speak of seats.
 */
const DATA_WORDS: ReadonlySet<string> = words(`
  seat seats place chair spot row line sector section block zone area stand level tier floor table box
  group category cat price class type kind role number num no nr n index idx col column position pos
  order id name label title text code key ref layer status state accessible accessibility wheelchair
  ada handicap companion x y side entrance gate aisle letter hall stage element element-id is has map
  svg display full short sitz platz reihe bereich rang fila asiento butaca posto siege rangee mesto
  ryad sektor rad plads stoel rij vak miejsce rzad
`);

export function isDataOfSeats(name: string): boolean {
  return /^data-[a-z]{1,20}(?:-[a-z]{1,20}){0,3}$/.test(name)
    ? name
        .slice(5)
        .split("-")
        .every((word) => DATA_WORDS.has(word) || [...DATA_WORDS].some((one) => word === `${one}id`))
    : false;
}
