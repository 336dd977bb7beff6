// What a name says: "Row A Seat 12", "5 ряд 12 место", "Balcony-A-12", "r5s12", "A12", "Sector_x5F_3".
//
// A name is cut into words and values. A keyword binds the value after it, or the one before it where the name begins
// with a value and ends with a keyword. What no keyword binds is loose: whoever knows where the element stands can say
// whether A-12 is row A, seat 12.
import {
  ACCESSIBLE_WORDS,
  ASIDE_WORDS,
  AUTOMATIC_NAME,
  FIRM_ASIDE_WORDS,
  HOUSE_WORDS,
  PART_WORDS,
  ROW_OR_SECTOR_WORDS,
  ROW_WORDS,
  SEAT_WORDS,
  SEATS_WORDS,
  SECTOR_WORDS,
  TABLE_WORDS,
  WRAPPER_WORDS,
} from "./words.ts";

/** `aside`: what is drawn beside seats; `sample`: seats that explain colours; `part`: a piece of a seat, row or sector, such as its label. */
export type NameKind = "seat" | "row" | "sector" | "aside" | "part" | "sample";

export type NameReading = {
  readonly kind: NameKind | undefined;
  readonly sector: string | undefined;
  readonly row: string | undefined;
  readonly number: string | undefined;
  /** Values that no keyword binds, in order. */
  readonly loose: readonly string[];
  /** Words that no keyword is, before the values: the Golden of Golden-A-12. */
  readonly prefix: string;
  readonly accessible: boolean;
  /** It names a wrapper around everything, and no sector. */
  readonly wrapper: boolean;
  /** The name as people would write it; empty when an editor gave it. */
  readonly label: string;
};

export const NO_NAME: NameReading = {
  kind: undefined,
  sector: undefined,
  row: undefined,
  number: undefined,
  loose: [],
  prefix: "",
  accessible: false,
  wrapper: false,
  label: "",
};

const NAME_LENGTH_MAX = 120;

/** Illustrator writes characters as _x5F_ and numbers what it copies: Row_x5F_A_1_, Row_A_00000012345678901234_. */
export function decodedName(text: string): string {
  return text
    .slice(0, NAME_LENGTH_MAX)
    .replaceAll(/_x([0-9A-F]{2,4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/(?:_0{4}\d{8,}_?)?(?:_\d+_)*$/, "")
    .trim();
}

/** r5s12, s1-r5-n12, р5м12; t3s4 and b3s4 of tables and boxes. */
const SHORT_FORMS: readonly RegExp[] = [
  /^(?:(?:sec|blk|s|b|z)(?:[-_. ]?(?=\d|[a-z][-_. ])|[-_. ])(?<sector>\d+|[a-z]{1,3})[-_. ]?)?r[-_. ]?(?<row>\d+|[a-z]{1,2}?)[-_. ]?[snpc][-_. ]?(?<number>\d+[a-z]?)$/iu,
  /^(?:с[-_. ]?(?<sector>\d+|[а-я])[-_. ]?)?р[-_. ]?(?<row>\d+|[а-я])[-_. ]?м[-_. ]?(?<number>\d+)$/iu,
  /^t[-_. ]?(?<row>\d+)[-_. ]?[snpc][-_. ]?(?<number>\d+)$/iu,
  /^b[-_. ]?\d+[-_. ]?[snpc][-_. ]?(?<number>\d+)$/iu,
  /^(?<sector>\p{L}[\p{L}\p{N} _-]{1,40}?)[-_. ]r[-_. ]?(?<row>\d+|[a-z]{1,2}?)[-_. ][snpc][-_. ]?(?<number>\d+[a-z]?)$/iu,
];

export type NameReader = (text: string) => NameReading;

const KNOWN_MAX = 5_000;

/** Names repeat (classes do on every seat), so a reader keeps some of what it read. */
export function nameReader(): NameReader {
  const known = new Map<string, NameReading>();
  return (text) => {
    const found = known.get(text);
    if (found) return found;
    const reading = readName(text);
    if (known.size < KNOWN_MAX) known.set(text, reading);
    return reading;
  };
}

export function readName(text: string): NameReading {
  const label = decodedName(text);
  if (label === "" || AUTOMATIC_NAME.test(label) || /^[0-9a-f]{8}-[0-9a-f-]{10,}$/i.test(label)) return NO_NAME;
  for (const form of SHORT_FORMS) {
    const { sector, row, number } = form.exec(label)?.groups ?? {};
    if (number === undefined) continue;
    return {
      ...NO_NAME,
      kind: "seat",
      sector: sector === undefined ? sector : placeName(sector),
      row: row === undefined ? row : plain(row),
      number: plain(number),
      label,
    };
  }
  return readTokens(tokensOf(label), label);
}

/** The sector before r5-s12, unless it only says what the thing is: seat-r5-s12, map-r5-s12. */
function placeName(text: string): string | undefined {
  const name = text.replaceAll(/[_\s-]+/g, " ").trim();
  const says = name.split(" ").some((word) => roleOf(word) !== "seat" && !isWrapping(word));
  return says ? name : undefined;
}

function isWrapping(word: string): boolean {
  return WRAPPER_WORDS.has(word.toLowerCase()) || SEATS_WORDS.has(word.toLowerCase());
}

type Role = "seat" | "seats" | "row" | "table" | "either" | "sector" | "house" | "value" | "word";

type Token = { readonly text: string; readonly role: Role; readonly glued: boolean };

const TOKENS = /\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})|\p{L}+|\d+/gu;
const ORDINALS = new Set(["st", "nd", "rd", "th", "й", "ый", "ой", "я", "ème", "er", "º", "ª"]);

function tokensOf(label: string): Token[] {
  const tokens: Token[] = [];
  let end = -1;
  for (const match of label.matchAll(TOKENS)) {
    const [text] = match;
    const glued = match.index === end;
    end = match.index + text.length;
    if (glued && ORDINALS.has(text.toLowerCase()) && /^\d+$/.test(tokens.at(-1)?.text ?? "")) continue;
    const before = tokens.at(-1);
    const ends = !/\d/.test(label[end] ?? "");
    if (ends && glued && before?.role === "value" && /^\d+$/.test(before.text) && /^[A-Za-z]$/.test(text)) {
      tokens[tokens.length - 1] = { ...before, text: before.text + text };
      continue;
    }
    tokens.push({ text, role: roleOf(text), glued });
  }
  return tokens;
}

function roleOf(text: string): Role {
  const word = text.toLowerCase();
  if (SEAT_WORDS.has(word)) return "seat";
  if (SEATS_WORDS.has(word)) return "seats";
  if (ROW_WORDS.has(word)) return "row";
  if (TABLE_WORDS.has(word)) return "table";
  if (ROW_OR_SECTOR_WORDS.has(word)) return "either";
  if (SECTOR_WORDS.has(word)) return "sector";
  if (HOUSE_WORDS.has(word)) return "house";
  return /^\d+$/.test(text) || text.length <= 2 ? "value" : "word";
}

type Bound = { readonly keyword: Token | undefined; readonly values: Token[] };

/** The name in stretches: what stands before the first keyword, then each keyword with what it binds. */
function stretches(tokens: readonly Token[]): Bound[] {
  const value = tokens.findIndex(({ role }) => role === "value");
  const last = tokens.at(-1);
  const keyword = tokens.findIndex(({ role }) => BINDING.has(role));
  if (last === undefined || !BINDING.has(last.role) || value < 0 || keyword < value) return bound(tokens);
  const backwards = bound(tokens.slice(value).toReversed()).map(({ keyword, values }) => ({
    keyword,
    values: values.toReversed(),
  }));
  return [...bound(tokens.slice(0, value)), ...backwards.toReversed()];
}

/** Names of houses bind nothing that stands before them. */
const BINDING: ReadonlySet<Role> = new Set<Role>(["seat", "row", "table", "either", "sector"]);

function bound(tokens: readonly Token[]): Bound[] {
  const stretches: Bound[] = [{ keyword: undefined, values: [] }];
  for (const token of tokens) {
    if (token.role === "value" || token.role === "word") stretches.at(-1)?.values.push(token);
    else stretches.push({ keyword: token, values: [] });
  }
  return stretches;
}

type Draft = {
  kind: NameKind | undefined;
  sector: string | undefined;
  row: string | undefined;
  number: string | undefined;
  readonly loose: string[];
  prefix: string;
};

function readTokens(tokens: readonly Token[], label: string): NameReading {
  const lower = tokens.map(({ text }) => text.toLowerCase());
  const has = (vocabulary: ReadonlySet<string>): boolean => lower.some((word) => vocabulary.has(word));
  const draft: Draft = { kind: undefined, sector: undefined, row: undefined, number: undefined, loose: [], prefix: "" };
  for (const { keyword, values } of stretches(tokens)) bind(draft, keyword, values);
  const rest = {
    accessible: has(ACCESSIBLE_WORDS) || /[\u267F\u{1F9BD}\u{1F9BC}]/u.test(label),
    wrapper: lower.some(isWrapping),
    label: label.replaceAll(/[_\s]+/g, " ").trim(),
  };
  const piece = draft.kind !== undefined && lower.slice(1).some((word) => PART_WORDS.has(word));
  const named = draft.kind === "seat" || draft.kind === "row" || draft.kind === "sector";
  if (has(FIRM_ASIDE_WORDS)) return { ...NO_NAME, ...rest, kind: "sample" };
  if (!named && has(ASIDE_WORDS)) return { ...NO_NAME, ...rest, kind: "aside" };
  if (piece && draft.number === undefined) return { ...NO_NAME, ...rest, kind: "part" };
  return { ...draft, ...rest };
}

const RANK: readonly (NameKind | undefined)[] = [undefined, "sector", "row", "seat"];

function deeper(draft: Draft, kind: NameKind): void {
  if (RANK.indexOf(kind) > RANK.indexOf(draft.kind)) draft.kind = kind;
}

function bind(draft: Draft, keyword: Token | undefined, tokens: readonly Token[]): void {
  const values = tokens.filter(({ role }) => role === "value").map(({ text }) => plain(text));
  const others = tokens.filter(({ role }) => role === "word").map(({ text }) => text);
  switch (keyword?.role) {
    case undefined:
    case "value":
    case "word":
      draft.prefix ||= others.join(" ");
      draft.loose.push(...values);
      break;
    case "seats":
      draft.loose.push(...values);
      break;
    case "seat":
      deeper(draft, "seat");
      draft.number = values.pop() ?? draft.number;
      draft.loose.push(...values);
      break;
    case "either":
    case "row":
      deeper(draft, "row");
      draft.row = values.shift() ?? others[0] ?? draft.row;
      draft.loose.push(...values);
      break;
    case "table": {
      deeper(draft, "row");
      const name = values.shift() ?? others[0];
      if (name !== undefined) draft.row = `${keyword.text.charAt(0).toUpperCase()}${keyword.text.slice(1)} ${name}`;
      draft.loose.push(...values);
      break;
    }
    case "sector":
      deeper(draft, "sector");
      draft.sector = sectorName([draft.prefix, ...others, ...values.splice(0, 1)], draft.sector);
      draft.prefix = "";
      draft.loose.push(...values);
      break;
    case "house": {
      deeper(draft, "sector");
      const own = values.length === 1 ? values.splice(0, 1) : [];
      draft.sector = sectorName([draft.sector ?? "", draft.prefix, keyword.text, ...others, ...own], undefined);
      draft.prefix = "";
      draft.loose.push(...values);
      break;
    }
  }
}

function sectorName(words: readonly string[], before: string | undefined): string | undefined {
  const name = words.filter((word) => word !== "").join(" ");
  return name === "" ? before : name;
}

/** 007 is written 7. */
export function plain(value: string): string {
  return value.replace(/^0+(?=\d)/, "");
}
