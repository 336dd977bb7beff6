// Every file of the site, by its path: guides, problems, the changelog, the rendered reference and what they load.
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { PROBLEM_CODES } from "../../contract/problems.ts";
import { documentationPage, type Entry, type Frame, type Navigation, page } from "./layout.ts";
import { type Rendered, rendered } from "./markdown.ts";
import { problemPage, problemTable } from "./problem-pages.ts";
import { siteHeaders } from "./site-headers.ts";

export type SiteFiles = ReadonlyMap<string, string | Uint8Array>;

const project = resolve(import.meta.dirname, "../..");
const docs = join(project, "docs");
const scalar = join(project, "node_modules", "@scalar");

/** In the order in which they are read. Each is docs/guides/{name}.md. */
export const GUIDES = [
  "quick-start",
  "holding-and-booking",
  "selling-seats",
  "seating-schemes",
  "drawings",
  "idempotency-and-retries",
  "errors",
  "pagination",
  "rest",
  "access-tokens",
  "rate-limits",
  "real-time",
  "webhooks",
  "going-to-production",
] as const;

const TABLE_MARK = "<!-- all codes -->";

export function siteFiles(): SiteFiles {
  const files = new Map<string, string | Uint8Array>();
  const asset = (name: string, content: Uint8Array): string => {
    const digest = createHash("sha256").update(content).digest("hex").slice(0, 12);
    const address = `/docs/assets/${name.replace(/(\.\w+)$/, `-${digest}$1`)}`;
    files.set(address.slice(1), content);
    return address;
  };
  const texts = textPages();
  const frame: Frame = {
    stylesheet: asset("site.css", readFileSync(join(import.meta.dirname, "site.css"))),
    sections: sectionsOf(texts),
    navigation: navigationOf(texts),
  };
  for (const [address, { title, html }] of texts) {
    files.set(`${address.slice(1)}.html`, documentationPage(frame, { title, address, main: html }));
  }
  files.set("docs.html", referencePage(frame, asset));
  files.set("_headers", siteHeaders());
  return files;
}

/** Everything that is written in Markdown, by its address. */
function textPages(): ReadonlyMap<string, Rendered> {
  const texts = new Map<string, Rendered>();
  const add = (address: string, markdown: string) => texts.set(address, rendered(markdown, address));
  for (const name of GUIDES) {
    const markdown = readFileSync(join(docs, "guides", `${name}.md`), "utf8");
    add(`/docs/guides/${name}`, markdown.replace(TABLE_MARK, problemTable()));
  }
  const list = GUIDES.map((name) => `* [${texts.get(`/docs/guides/${name}`)?.title ?? name}](${name}.md)`);
  add("/docs/guides", ["# Guides", "", ...list].join("\n"));
  add("/docs/errors", `# Problem codes\n\nHow errors look says the guide on [errors](errors.md).\n\n${problemTable()}`);
  for (const code of PROBLEM_CODES) add(`/docs/errors/${code}`, problemPage(code));
  const changelog = join(docs, "changelog.md");
  if (existsSync(changelog)) add("/docs/changelog", readFileSync(changelog, "utf8"));
  return texts;
}

function sectionsOf(texts: ReadonlyMap<string, Rendered>): readonly Entry[] {
  return [
    { title: "Reference", address: "/docs" },
    { title: "Guides", address: "/docs/guides" },
    { title: "Errors", address: "/docs/errors" },
    ...(texts.has("/docs/changelog") ? [{ title: "Changelog", address: "/docs/changelog" }] : []),
  ];
}

function navigationOf(texts: ReadonlyMap<string, Rendered>): Navigation {
  const entries = (folder: string): Entry[] =>
    [...texts].filter(([address]) => address.startsWith(folder)).map(([address, { title }]) => ({ title, address }));
  return [
    { title: "Guides", entries: entries("/docs/guides/") },
    { title: "Errors", entries: entries("/docs/errors/") },
  ];
}

/** Scalar's own bundle for browsers, in one file. Its licence goes with it: the package leaves it to its sister. */
function referencePage(frame: Frame, asset: (name: string, content: Uint8Array) => string): string {
  const bundle = asset("scalar.js", readFileSync(join(scalar, "api-reference/dist/browser/standalone.js")));
  const start = asset("reference.js", readFileSync(join(import.meta.dirname, "reference-script.js")));
  const licence = asset("scalar-licence.txt", readFileSync(join(scalar, "api-client/LICENSE")));
  return page(frame, {
    title: "API reference",
    address: "/docs",
    head: `<link rel="license" href="${licence}">\n`,
    body: `<main id="main">
<div id="reference"></div>
<noscript>
<div class="script-off">
<h1>API reference</h1>
<p>The rendered reference needs JavaScript. The same is said by <a href="/openapi.json">the OpenAPI document</a>; the <a href="/docs/guides">guides</a> and the <a href="/docs/errors">errors</a> need none.</p>
</div>
</noscript>
</main>
<script src="${bundle}" defer></script>
<script src="${start}" defer></script>`,
  });
}
