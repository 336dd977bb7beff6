// The examples of a guide that can be tried: fenced blocks of shell marked `run`, and what a block marked `answer` after
// one shows of its output; and the blocks of TypeScript.

export type Example = {
  readonly shell: string;
  /** What the guide shows of the output; nothing where it shows none. */
  readonly shown?: { readonly kind: "json" | "text"; readonly text: string };
};

const FENCE = /^```([^\n]*)\n(.*?)^```$/gms;

export function shellExamples(markdown: string): readonly Example[] {
  const examples: Example[] = [];
  for (const [info, text] of fences(markdown)) {
    const last = examples.at(-1);
    if (info === "sh run") examples.push({ shell: text });
    else if (/^(json|text) answer$/.test(info)) {
      if (last === undefined || last.shown) throw new Error(`an answer without a command before it: ${text}`);
      examples[examples.length - 1] = { ...last, shown: { kind: info.startsWith("json") ? "json" : "text", text } };
    }
  }
  return examples;
}

/** All TypeScript of a guide: its blocks go on where the ones before ended. */
export function typescriptOf(markdown: string): string {
  const blocks = fences(markdown).filter(([info]) => info === "ts");
  return blocks.map(([, text]) => text).join("\n");
}

function fences(markdown: string): readonly (readonly [info: string, text: string])[] {
  return [...markdown.matchAll(FENCE)].map(([, info = "", text = ""]) => [info, text] as const);
}

/** Where an output differs from what is shown of it: members that are shown must be there, ids and times only alike. */
export function differences(shown: NonNullable<Example["shown"]>, output: string): readonly string[] {
  if (shown.kind === "text") {
    const [wanted, given] = [shown.text, output].map((text) => text.trim().replaceAll(/\d+/g, "0"));
    return wanted === given ? [] : [`instead of\n${wanted}\nit says\n${given}`];
  }
  let given: unknown;
  try {
    given = JSON.parse(output);
  } catch {
    return [`no JSON: ${output}`];
  }
  return unlike(JSON.parse(shown.text), given, "");
}

function unlike(shown: unknown, given: unknown, where: string): readonly string[] {
  if (typeof shown === "object" && shown !== null) {
    if (typeof given !== "object" || given === null || Array.isArray(shown) !== Array.isArray(given)) {
      return [`${where} is ${JSON.stringify(given)}`];
    }
    const members = given as Readonly<Record<string, unknown>>;
    return Object.entries(shown).flatMap(([name, value]) => unlike(value, members[name], `${where}/${name}`));
  }
  return kindOf(shown) === kindOf(given) ? [] : [`${where} is ${JSON.stringify(given)}, not ${JSON.stringify(shown)}`];
}

/** What a value is, where its exact text is made anew each time. */
const MADE: readonly (readonly [kind: string, pattern: RegExp])[] = [
  ["time", /^\d{4}-\d\d-\d\dT[\d:.]+Z$/],
  ["trace", /^[0-9a-f]{32}$/],
  ["booking's code", /^[0-9A-Z]{5}-[0-9A-Z]{5}$/],
  ["ticket", /^holdfast\.ticket\.[\w.-]+$/],
  ["id", /^(tour|dep|ven|shw|seat|hold|bkg|wle|key|chn|req)_[0-9a-z]+$/],
  ["cursor", /^[\w-]{16,}$/],
];

function kindOf(value: unknown): unknown {
  if (typeof value !== "string") return value;
  const [kind] = MADE.find(([, pattern]) => pattern.test(value)) ?? [];
  return kind === undefined ? value : kind === "id" ? value.split("_", 1).join("") : kind;
}
