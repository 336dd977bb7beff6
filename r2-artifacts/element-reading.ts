// What an element says of itself: in its data attributes, its class, its names and its title. Data attributes are the
// clearest, names given by people come next, classes say what kind of thing it is.
import { type NameKind, type NameReader, type NameReading, NO_NAME, plain } from "./name-reading.ts";
import { childElements, type Element, textOf } from "./xml.ts";

export type ElementReading = NameReading & {
  /** Where `kind` was read; empty without a kind. */
  readonly kind_rests_on: string;
  /** The number was said plainly, in data or a title, and not only in an id, which may count something else. */
  readonly number_is_stated: boolean;
  /** A name that a person gave, in whatever attribute. */
  readonly named: boolean;
};

export const SILENT: ElementReading = { ...NO_NAME, kind_rests_on: "", number_is_stated: false, named: false };

export function readElement(element: Element, read: NameReader): ElementReading {
  const { attributes } = element;
  if (!speaks(element)) return SILENT;
  const data = dataReading(attributes, read);
  const title = titleOf(element);
  const label = attributes["data-label"] ?? attributes["data-name"] ?? "";
  const sources = [
    { reading: data, rests_on: "data attributes" },
    { reading: read(label), rests_on: "its label" },
    { reading: spoken(title, read), rests_on: "its title" },
    { reading: spoken(attributes["aria-label"] ?? "", read), rests_on: "its aria-label" },
    { reading: read(attributes["id"] ?? ""), rests_on: "its id" },
    { reading: classReading(attributes["class"] ?? "", read), rests_on: "its class" },
  ].filter(({ reading }) => reading !== NO_NAME);
  if (sources.length === 0) return SILENT;
  const readings = sources.map(({ reading }) => reading);
  const kind_source = kindSource(sources);
  return {
    kind: kind_source?.reading.kind,
    kind_rests_on: kind_source?.rests_on ?? "",
    sector: first(readings, "sector"),
    row: first(readings, "row"),
    number: first(readings, "number"),
    number_is_stated: readings
      .filter((_, index) => /data|title|aria/.test(sources[index]?.rests_on ?? ""))
      .some(({ number }) => number !== undefined),
    loose: readings.find(({ loose }) => loose.length > 0)?.loose ?? [],
    prefix: readings.find(({ prefix }) => prefix !== "")?.prefix ?? "",
    accessible: readings.some(({ accessible }) => accessible),
    wrapper: readings.some(({ wrapper }) => wrapper),
    label: readings.find((reading) => reading.label !== "")?.label ?? "",
    named: sources.some(({ reading, rests_on }) => reading.label !== "" && rests_on !== "its class"),
  };
}

/** Most elements, the shapes and numbers within seats, have nothing by which anything is called. */
function speaks({ attributes, contents }: Element): boolean {
  for (const name in attributes) {
    if (name === "id" || name === "class" || name === "aria-label" || name.startsWith("data-")) return true;
  }
  return contents.some((content) => typeof content !== "string" && content.name === "title");
}

type Source = { readonly reading: NameReading; readonly rests_on: string };

const FIRMNESS: readonly (NameKind | undefined)[] = [undefined, "part", "sector", "row", "aside", "seat", "sample"];

/** Data says what it is; else the class, if it is one of the four; else the name that says most. */
function kindSource(sources: readonly Source[]): Source | undefined {
  const said = sources.filter(({ reading }) => reading.kind !== undefined);
  const first =
    said.find(({ rests_on }) => rests_on === "data attributes") ??
    said.find(({ rests_on, reading }) => rests_on === "its class" && reading.kind !== "part");
  if (first) return first;
  return said.toSorted((one, other) => FIRMNESS.indexOf(other.reading.kind) - FIRMNESS.indexOf(one.reading.kind))[0];
}

function first(readings: readonly NameReading[], member: "sector" | "row" | "number"): string | undefined {
  return readings.find((reading) => reading[member] !== undefined)?.[member];
}

function titleOf(element: Element): string {
  const title = childElements(element).find(({ name }) => name === "title");
  return title ? textOf(title).trim() : "";
}

const PRICES =
  /[€$£₽¥]\s*\d+(?:[.,]\d+)*|\d+(?:[.,]\d+)*\s*(?:[€$£₽¥]|(?:eur|usd|gbp|chf|czk|kr|руб|грн)\b)|\d+[.,]\d\d\b/giu;

/** Sentences for people: what keywords bind counts, values alone only where there is nothing else in it. */
function spoken(text: string, read: NameReader): NameReading {
  if (text === "") return NO_NAME;
  const reading = read(text.replaceAll(PRICES, " ").replaceAll(/[\s,;:]+/g, " "));
  return /^[\p{L}\p{N}]{1,4}(?:[\s-][\p{L}\p{N}]{1,4}){0,2}$/u.test(text)
    ? reading
    : { ...reading, loose: [], prefix: "" };
}

/** Each class by itself; one that only colours says nothing. */
function classReading(text: string, read: NameReader): NameReading {
  if (text === "") return NO_NAME;
  const merged: DataDraft = { ...NO_NAME };
  for (const name of text.split(/\s+/)) {
    const reading = read(name);
    if (FIRMNESS.indexOf(reading.kind) > FIRMNESS.indexOf(merged.kind)) merged.kind = reading.kind;
    if (isValue(reading.sector)) merged.sector ??= reading.sector;
    if (isValue(reading.row)) merged.row ??= reading.row;
    if (/\d/.test(reading.number ?? "")) merged.number ??= reading.number;
    merged.accessible ||= reading.accessible && !/^disabled$/i.test(name);
  }
  return merged.kind === undefined && !merged.accessible ? NO_NAME : merged;
}

/** seat-row and row-container say what it is and not which. */
function isValue(text: string | undefined): boolean {
  return text !== undefined && (/\d/.test(text) || text.length <= 2);
}

const SECTOR_KEYS =
  /^(?:sector|section|block|zone|area|stand|tier|level|floor|bereich|sektor|vak)(?:-?(?:id|name|label|number|no|code|key))?$/;
const ROW_KEYS =
  /^(?:seat-)?(?:row|line|reihe|fila|rangee|ryad|rad|rij|rzad|table|group)(?:-?(?:id|name|label|number|num|no|nr|letter|code|key|index))?$/;
/** A German tier and a French row: a tier only where another attribute is the row. */
const RANG_KEYS = /^rang(?:-?(?:id|name|label|number|num|no|nr))?$/;
const NUMBER_KEYS =
  /^(?:(?:seat|place|chair)-?(?:number|num|no|nr|n|label|name|index)|number|num|no|nr|n|col|column|position|pos)$/;
const SEAT_KEYS =
  /^(?:is-)?(?:seat|place|chair|spot|sitz|platz|asiento|butaca|posto|siege|mesto|plads|stoel|miejsce)(?:-?(?:id|key|code|ref))?$/;
const KIND_KEYS = /^(?:(?:seat|element)-)?(?:type|kind|class|role|category|cat)$/;
const NAME_KEYS = /^(?:id|key|code|ref|full-name|short-name|display-name|text|title)$/;

type DataDraft = { -readonly [Member in keyof NameReading]: NameReading[Member] };

function dataReading(attributes: Readonly<Record<string, string>>, read: NameReader): NameReading {
  let draft: DataDraft | undefined;
  for (const name in attributes) {
    if (!name.startsWith("data-")) continue;
    const key = name.slice(5);
    if (key === "label" || key === "name" || key === "layer") continue;
    draft ??= { ...NO_NAME };
    const value = (attributes[name] ?? "").trim();
    if (RANG_KEYS.test(key)) readData(draft, hasRow(attributes) ? "sector" : "row", { value, read });
    else readData(draft, key, { value, read });
  }
  if (!draft) return NO_NAME;
  if (draft.kind === undefined && draft.number !== undefined && draft.row !== undefined) draft.kind = "seat";
  if (draft.kind === undefined && draft.row !== undefined) draft.kind = "row";
  if (draft.kind === undefined && draft.sector !== undefined) draft.kind = "sector";
  return draft;
}

function hasRow(attributes: Readonly<Record<string, string>>): boolean {
  return Object.keys(attributes).some((name) => name.startsWith("data-") && ROW_KEYS.test(name.slice(5)));
}

function readData(
  draft: DataDraft,
  key: string,
  { value, read }: { readonly value: string; readonly read: NameReader },
): void {
  const reading = read(value);
  if (/^(?:is-)?(?:accessible|accessibility|wheelchair|ada|handicap)$/.test(key)) {
    draft.accessible ||= !/^(?:|0|false|no|none)$/i.test(value) || value === "";
  } else if (SECTOR_KEYS.test(key)) {
    if (value !== "") draft.sector ??= reading.sector ?? spaced(value);
  } else if (ROW_KEYS.test(key)) {
    if (value !== "") draft.row ??= reading.row ?? plain(spaced(value));
  } else if (NUMBER_KEYS.test(key)) {
    if (value !== "") draft.number = reading.number ?? plain(spaced(value));
  } else if (SEAT_KEYS.test(key)) {
    if (/^(?:0|false|no)$/i.test(value) && key !== "seat") return;
    draft.kind = "seat";
    adopt(draft, reading);
  } else if (KIND_KEYS.test(key)) {
    if (reading.kind !== undefined) draft.kind ??= reading.kind;
    draft.accessible ||= reading.accessible;
  } else if (NAME_KEYS.test(key)) adopt(draft, reading);
}

/** What the value of a data attribute says as a name, where nothing was said more plainly. */
function adopt(draft: DataDraft, reading: NameReading): void {
  draft.sector ??= reading.sector;
  draft.row ??= reading.row;
  draft.number ??= reading.number;
  if (draft.loose.length === 0) draft.loose = reading.loose;
  draft.prefix ||= reading.prefix;
  draft.accessible ||= reading.accessible;
  if (draft.label === "") draft.label = reading.label;
}

function spaced(value: string): string {
  return value.replaceAll(/[_\s]+/g, " ").slice(0, 120);
}
