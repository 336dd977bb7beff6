// The frame of every page: header, navigation, contents. Plain HTML that needs no script.
import { escaped } from "./html.ts";

export type Entry = { readonly title: string; readonly address: string };
export type Navigation = readonly { readonly title: string; readonly entries: readonly Entry[] }[];

export type Shown = {
  readonly title: string;
  readonly address: string;
  /** What is in <main>, as HTML. */
  readonly main: string;
};

export type Frame = {
  readonly stylesheet: string;
  /** The sections of the site, at the top of every page. */
  readonly sections: readonly Entry[];
  readonly navigation: Navigation;
};

export function documentationPage(frame: Frame, { title, address, main }: Shown): string {
  const groups = frame.navigation.map(
    (group) =>
      `<h2>${escaped(group.title)}</h2>\n<ul>\n${group.entries.map((entry) => item(entry, address)).join("\n")}\n</ul>`,
  );
  return page(frame, {
    title,
    address,
    body: `<div class="columns">
<nav class="contents" aria-label="Pages">
<details open><summary>Pages</summary>
${groups.join("\n")}
</details>
</nav>
<main id="main">
${main}
</main>
</div>`,
  });
}

/** A page with only the header in common. */
export function page(
  frame: Frame,
  { title, address, body, head = "" }: { title: string; address: string; body: string; head?: string },
): string {
  const current = frame.sections.findLast((section) => address.startsWith(section.address));
  const sections = frame.sections.map((section) => item(section, current?.address ?? ""));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)} · Holdfast</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${frame.stylesheet}">
${head}</head>
<body>
<a class="skip" href="#main">Skip to the text</a>
<header class="top">
<a class="name" href="/docs">Holdfast</a>
<nav aria-label="Sections"><ul>${sections.join("")}</ul></nav>
</header>
${body}
</body>
</html>
`;
}

function item({ title, address }: Entry, current: string): string {
  const here = address === current ? ' aria-current="page"' : "";
  return `<li><a href="${escaped(address)}"${here}>${escaped(title)}</a></li>`;
}
