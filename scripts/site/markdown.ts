// A page's Markdown as HTML. Links between files become the site's addresses, and a problem's code or an operation's name
// that stands alone in a code span leads to where it is explained: the same text reads well in the repository.
import { Marked, type Tokens } from "marked";
import { PROBLEM_CODES } from "../../contract/problems.ts";
import { isOperationName, type OperationName } from "../../contract/registry.ts";
import { escaped } from "./html.ts";

const CODES: ReadonlySet<string> = new Set(PROBLEM_CODES);

/** Addresses of what is a file in the repository and something else on the site. */
const ELSEWHERE: { readonly [link: string]: string } = {
  "../api.md": "/docs",
  "../api.md#problems": "/docs/errors",
  "../api-map.md": "/docs",
  "../changelog.md": "/docs/changelog",
};

export type Rendered = { readonly title: string; readonly html: string };

/** `address` is where the page will be, such as /docs/guides/errors. Throws when it has no title or a link of no use. */
export function rendered(markdown: string, address: string): Rendered {
  const marked = new Marked();
  let title: string | undefined;
  marked.use({
    renderer: {
      heading({ tokens, depth, text }: Tokens.Heading) {
        const inner = this.parser.parseInline(tokens);
        if (depth === 1) title ??= plain(text);
        return depth === 1 ? `<h1>${inner}</h1>\n` : heading(inner, depth, anchor(text));
      },
      codespan({ text }: Tokens.Codespan) {
        const code = `<code>${escaped(text)}</code>`;
        const target = explained(text);
        return target === undefined || target === address ? code : `<a href="${target}">${code}</a>`;
      },
      code({ text, lang = "" }: Tokens.Code) {
        const language = lang.split(" ", 1).join("");
        return `<pre tabindex="0"><code class="language-${escaped(language)}">${escaped(text)}</code></pre>\n`;
      },
      table(this, token: Tokens.Table) {
        const cells = (row: readonly Tokens.TableCell[], tag: "td" | "th") =>
          `<tr>${row.map((cell) => `<${tag}>${this.parser.parseInline(cell.tokens)}</${tag}>`).join("")}</tr>`;
        const body = token.rows.map((row) => cells(row, "td")).join("\n");
        return `<div class="table" tabindex="0"><table>\n<thead>${cells(token.header, "th")}</thead>\n<tbody>${body}</tbody>\n</table></div>\n`;
      },
      link({ href, tokens }: Tokens.Link) {
        const inner = this.parser.parseInline(tokens);
        const target = siteAddress(href, address);
        // What links to a code's page already is a link within this one.
        return `<a href="${escaped(target)}">${inner.replaceAll(/<\/?a\b[^>]*>/g, "")}</a>`;
      },
    },
  });
  const html = marked.parse(markdown, { async: false });
  if (title === undefined) throw new Error(`${address}: the page has no heading of the first level`);
  return { title, html };
}

/** Where a code span's text is explained: a problem's page, or an operation's place in the reference. */
function explained(text: string): string | undefined {
  if (CODES.has(text)) return `/docs/errors/${text}`;
  return isOperationName(text) ? operationAddress(text) : undefined;
}

/** As Scalar names the places in its page. */
export function operationAddress(name: OperationName): string {
  return `/docs#tag/${name.split("/", 1).join("")}/POST/v1/${name}`;
}

/** A link of a file in docs/ or docs/guides/ as the site has it. */
function siteAddress(href: string, address: string): string {
  if (/^(https?:|#|\/)/.test(href)) return href;
  const known = ELSEWHERE[href];
  if (known !== undefined) return known;
  const [, name, fragment = ""] = /^([a-z0-9-]+)\.md(#.*)?$/.exec(href) ?? [];
  if (name === undefined) throw new Error(`${address}: the site has no page for the link ${href}`);
  return `/docs/guides/${name}${fragment}`;
}

function heading(inner: string, depth: number, id: string): string {
  return `<h${depth} id="${id}">${inner} <a class="anchor" href="#${id}" aria-label="Link to this section">#</a></h${depth}>\n`;
}

/** As GitHub makes them, so that links to sections work in both places. */
function anchor(text: string): string {
  return plain(text)
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");
}

function plain(text: string): string {
  return text.replaceAll(/[`*]/g, "");
}
