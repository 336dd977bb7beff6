// What is wrong with a sanitised drawing, as a second parser (saxes, which knows namespaces) sees it. It shares no code
// with what made the drawing, and no list.
import { SaxesParser } from "saxes";

const SVG = "http://www.w3.org/2000/svg";
const XML = "http://www.w3.org/XML/1998/namespace";
const HARMLESS =
  /^(?:svg|g|defs|symbol|use|title|desc|rect|circle|ellipse|line|polyline|polygon|path|text|tspan|style|linearGradient|radialGradient|stop|clipPath|mask|pattern)$/;

export function drawingFaults(svg: string): string[] {
  const faults: string[] = [];
  const parser = new SaxesParser({ xmlns: true });
  let in_style = false;
  parser.on("error", (error) => faults.push(`not well-formed: ${error.message}`));
  parser.on("doctype", () => faults.push("a document type"));
  parser.on("processinginstruction", ({ target }) => faults.push(`an instruction: ${target}`));
  parser.on("comment", () => faults.push("a comment"));
  parser.on("cdata", () => faults.push("a CDATA section"));
  parser.on("opentag", ({ local, uri, attributes }) => {
    in_style = local === "style";
    if (uri !== SVG || !HARMLESS.test(local)) faults.push(`an element: ${local} of ${uri}`);
    for (const { name, local: attribute, uri: space, value } of Object.values(attributes)) {
      if (name === "xmlns" && value === SVG) continue;
      if (space !== "" && !(space === XML && attribute === "space")) faults.push(`a namespace: ${name}`);
      faults.push(...attributeFaults(name, value));
    }
  });
  parser.on("text", (text) => {
    if (in_style && /[@\\<&]|\/\*|url\((?!#)|expression|import/i.test(text)) faults.push(`a style: ${text}`);
  });
  parser.on("closetag", () => {
    in_style = false;
  });
  parser.write(svg).close();
  return faults;
}

function attributeFaults(name: string, value: string): string[] {
  const faults: string[] = [];
  if (/^on/i.test(name)) faults.push(`a handler: ${name}`);
  if (/href|src|action|base/i.test(name) && !/^#[^\s]+$/.test(value)) faults.push(`a reference: ${name}=${value}`);
  if (name === "style" && /[\\@<&]|\/\*/.test(value)) faults.push(`a style: ${value}`);
  const free = /^(?:id|class|aria-label|data-[a-z-]+)$/.test(name);
  if (!free && /url\((?!#)|:\/\/|script|expression|data:/i.test(value)) faults.push(`a value: ${name}=${value}`);
  if (name.startsWith("data-") && /hx|turbo|controller|bind|action/.test(name)) faults.push(`a program: ${name}`);
  return faults;
}
