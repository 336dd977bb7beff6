// The parser behind one door. It is strict and expands nothing that the file declares.
import { parseXml, type XmlElement, XmlElement as XmlElementClass, XmlError, XmlText } from "@rgrove/parse-xml";
import { type DrawingRefusal, refused } from "./drawing-problem.ts";

export type Element = XmlElement;

type Parsed = DrawingRefusal | { readonly ok: true; readonly root: Element };

/** The names that Illustrator declares in its document types. What a file declares for them is not looked at. */
const ILLUSTRATOR_ENTITIES: ReadonlyMap<string, string> = new Map([
  ["&ns_svg;", "http://www.w3.org/2000/svg"],
  ["&ns_xlink;", "http://www.w3.org/1999/xlink"],
  ["&ns_ai;", "http://ns.adobe.com/AdobeIllustrator/10.0/"],
  ["&ns_extend;", "http://ns.adobe.com/Extensibility/1.0/"],
  ["&ns_graphs;", "http://ns.adobe.com/Graphs/1.0/"],
  ["&ns_vars;", "http://ns.adobe.com/Variables/1.0/"],
  ["&ns_imrep;", "http://ns.adobe.com/ImageReplacement/1.0/"],
  ["&ns_sfw;", "http://ns.adobe.com/SaveForWeb/1.0/"],
  ["&ns_custom;", "http://ns.adobe.com/GenericCustomNamespace/1.0/"],
  ["&ns_adobe_xpath;", "http://ns.adobe.com/XPath/1.0/"],
  ["&ns_flows;", "http://ns.adobe.com/Flows/1.0/"],
]);

/** At entry: the markup went through scanMarkup, so it nests no deeper than the stack bears. */
export function parseMarkup(markup: string): Parsed {
  try {
    const { root } = parseXml(markup, { resolveUndefinedEntity: (entity) => ILLUSTRATOR_ENTITIES.get(entity) });
    return root ? { ok: true, root } : refused("malformed", "The drawing has no element.");
  } catch (error) {
    if (error instanceof XmlError) return refused("malformed", firstLine(error.message));
    throw error;
  }
}

function firstLine(message: string): string {
  return (message.split("\n")[0] ?? "").replace(/ \(line \d+, column \d+\)$/, ".").slice(0, 200);
}

export function childElements(element: Element): Element[] {
  return element.children.filter((child): child is Element => child instanceof XmlElementClass);
}

/** The texts of an element itself, without those of elements in it. */
export function ownText(element: Element): string {
  return element.children.map((child) => (child instanceof XmlText ? child.text : "")).join("");
}

/** Children that are elements or texts, in order; the scan and the parser's options leave no others. */
export function contents(element: Element): (Element | string)[] {
  return element.children.flatMap((child): (Element | string)[] => {
    if (child instanceof XmlElementClass) return [child];
    return child instanceof XmlText ? [child.text] : [];
  });
}

export function textOf(element: Element): string {
  return contents(element)
    .map((content) => (typeof content === "string" ? content : textOf(content)))
    .join("");
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\t": "&#9;",
  "\n": "&#10;",
  "\r": "&#13;",
};

export function escapedAttribute(value: string): string {
  return value.replaceAll(/[&<>"\t\n\r]/g, (character) => ESCAPES[character] ?? "");
}

export function escapedText(text: string): string {
  return text.replaceAll(/[&<>\r]/g, (character) => ESCAPES[character] ?? "");
}
