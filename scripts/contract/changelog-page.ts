// docs/changelog.md: what is not released yet comes from the documents' difference, what is stays as it was written.
import type { Change, ChangeKind } from "./change.ts";

const INTRO = `# Changelog

What changed in the contract for those who call it. Versions are [semantic](https://semver.org): a major one may break a client, a minor one adds. "Unreleased" is made from the difference between \`contract/\` and \`contract/released/\`.
`;
const UNRELEASED = "## Unreleased";
const NOTHING = "Nothing.";
const HEADINGS: { readonly [Kind in ChangeKind]: string } = {
  breaking: "Breaking",
  deprecated: "Deprecated",
  added: "Added",
  changed: "Narrower answers",
};

/** The page with its unreleased part made anew; without a baseline nothing was released yet. */
export function changelogPage(page: string, changes: readonly Change[] | undefined): string {
  const news = changes === undefined ? "Everything: there was no release yet." : section(changes);
  return `${INTRO}\n${UNRELEASED}\n\n${news}\n${released(page)}`;
}

/** The page after a release: what was unreleased belongs to that version. */
export function releasedPage(page: string, version: string, date: string): string {
  const [, news = ""] = page.slice(0, page.length - released(page).length).split(`${UNRELEASED}\n\n`);
  const told = news.trim().replace(/^Everything: .*$/, "The first release.");
  const words = told === NOTHING ? "Descriptions and examples only." : told;
  return `${INTRO}\n${UNRELEASED}\n\n${NOTHING}\n\n## ${version} (${date})\n\n${words}\n${released(page)}`;
}

/** From the first released version on, with the empty line before it. */
function released(page: string): string {
  const start = page.search(/\n## \d/);
  return start === -1 ? "" : page.slice(start);
}

function section(changes: readonly Change[]): string {
  const kinds = Object.entries(HEADINGS) as [ChangeKind, string][];
  const parts = kinds.flatMap(([kind, heading]) => {
    const lines = changes
      .filter((change) => change.kind === kind)
      .map(line)
      .sort();
    return lines.length === 0 ? [] : [`### ${heading}\n\n${lines.join("\n")}`];
  });
  return parts.length === 0 ? NOTHING : parts.join("\n\n");
}

export function line({ where, what }: Change): string {
  return `* **${where}** ${what}`;
}
