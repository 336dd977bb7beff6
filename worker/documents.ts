// The contract's documents, as of this server's own address: /openapi.json and /asyncapi.json, open to everyone.
import { asyncApiDocument } from "../contract/asyncapi.ts";
import { openApiDocument } from "../contract/openapi.ts";

type Document = (url: URL) => object;

/** By the path they are served at. */
export const DOCUMENTS: { readonly [path: string]: Document } = {
  "/openapi.json": ({ origin }) => openApiDocument(origin),
  "/asyncapi.json": ({ host, protocol }) => asyncApiDocument(host, protocol === "https:" ? "wss" : "ws"),
};

/** What was written last, by path: one each, however many addresses are asked for. */
const written = new Map<string, { readonly origin: string; readonly text: string }>();

/** The document at that path as JSON. */
export function documentText(path: string, url: URL): string {
  const last = written.get(path);
  if (last?.origin === url.origin) return last.text;
  const document = DOCUMENTS[path];
  if (!document) throw new Error(`there is no document at ${path}`);
  const text = JSON.stringify(document(url));
  written.set(path, { origin: url.origin, text });
  return text;
}
