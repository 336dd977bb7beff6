// CSS, as far as drawings need it: rules of plain selectors, declarations of known properties, values made of numbers,
// names, colours and references inside the drawing. Values are read piece by piece, and one piece that is not known
// makes the declaration go. There is no escape, no comment, no at-rule and no function but those of colours in what
// is written, so there is nothing in it that two readers could take differently.
import { LOOKS } from "./allowed.ts";
import type { DrawingLimits } from "./limits.ts";

export type Declaration = { readonly property: string; readonly value: string };

export type Rule = { readonly selector: string; readonly declarations: readonly Declaration[] };

/** An id in this drawing: what `url()` and `href` may name. */
const INTERNAL_ID = /^#([^\s"'()<>&%\\#;{}]{1,200})$/u;
const URL_PIECE = /^url\(\s*(["']?)(#[^\s"'()<>&%\\#;{}]{1,200})\1\s*\)$/iu;
const URLS = /url\((#[^\s"'()]{1,200})\)/gu;

const PIECES: readonly RegExp[] = [
  /[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?(?:%|[a-z]{1,4})?(?=[\s,/]|$)/iuy,
  /#[0-9a-f]{3,8}(?=[\s,/]|$)/iuy,
  /-?[\p{L}_][\p{L}\p{N}_-]*(?=[\s,/]|$)/uy,
  /"[\p{L}\p{N} ._-]{1,100}"(?=[\s,/]|$)/uy,
  /'[\p{L}\p{N} ._-]{1,100}'(?=[\s,/]|$)/uy,
  /(?:rgb|rgba|hsl|hsla)\([\d\s.,%/+-]{1,60}\)(?=[\s,/]|$)/iuy,
  /url\([^()\\]{1,210}\)(?=[\s,/]|$)/iuy,
];
const BETWEEN = /[\s,/]+/y;

/** The id that a reference names, or undefined for anything but a reference inside the drawing. */
export function internalId(reference: string): string | undefined {
  return INTERNAL_ID.exec(reference.trim())?.[1];
}

/** The value in its one way of writing; undefined if it has a piece that is not known to be harmless. */
export function safeValue(value: string): string | undefined {
  const text = value.trim();
  const pieces: string[] = [];
  let at = 0;
  while (at < text.length) {
    const piece = pieceAt(text, at);
    const written = piece === undefined ? undefined : safePiece(piece);
    if (piece === undefined || written === undefined) return undefined;
    at += piece.length;
    const between = matchAt(BETWEEN, text, at) ?? "";
    at += between.length;
    pieces.push(written, between.trim() === "" ? (between === "" ? "" : " ") : between.replaceAll(/\s+/g, ""));
  }
  const written = pieces.join("").trim();
  return written === "" ? undefined : written;
}

function pieceAt(text: string, at: number): string | undefined {
  for (const pattern of PIECES) {
    const found = matchAt(pattern, text, at);
    if (found !== undefined) return found;
  }
  return undefined;
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function safePiece(piece: string): string | undefined {
  if (!/^url\(/i.test(piece)) return piece;
  const reference = URL_PIECE.exec(piece)?.[2];
  return reference === undefined ? undefined : `url(${reference})`;
}

/** The ids that a safe value refers to. */
export function referencesOf(value: string): string[] {
  return value.includes("url(") ? [...value.matchAll(URLS)].map(([, id]) => (id ?? "").slice(1)) : [];
}

export type SafeDeclarations = { readonly kept: readonly Declaration[]; readonly left_out: readonly string[] };

/** Of a style attribute or of one rule. */
export function safeDeclarations(text: string): SafeDeclarations {
  const kept: Declaration[] = [];
  const left_out: string[] = [];
  for (const declaration of withoutComments(text).split(";")) {
    if (declaration.trim() === "") continue;
    const colon = declaration.indexOf(":");
    const property = declaration.slice(0, Math.max(0, colon)).trim().toLowerCase();
    const value = LOOKS.has(property)
      ? safeValue(declaration.slice(colon + 1).replace(/!\s*important\s*$/i, ""))
      : undefined;
    if (value === undefined) left_out.push(/^[a-z-]{1,40}$/.test(property) ? property : "declaration");
    else kept.push({ property, value });
  }
  return { kept, left_out };
}

const REMEMBERED_MAX = 2_000;

/** Most seats have one of a few styles: what was read is kept for the drawing. */
export function declarationsReader(): (text: string) => SafeDeclarations {
  const known = new Map<string, SafeDeclarations>();
  return (text) => {
    const found = known.get(text);
    if (found) return found;
    const read = safeDeclarations(text);
    if (known.size < REMEMBERED_MAX) known.set(text, read);
    return read;
  };
}

export function writtenDeclarations(declarations: readonly Declaration[]): string {
  return declarations.map(({ property, value }) => `${property}:${value}`).join(";");
}

const SELECTOR = /^[\p{L}\p{N}_.#*>,\s-]{1,500}$/u;

export type SafeStyle = { readonly rules: readonly Rule[]; readonly left_out: readonly string[] };

/** Of a style sheet. At-rules go as a whole, also those that would only apply to some media. */
export function safeStyle(text: string, limits: DrawingLimits): SafeStyle {
  const sheet = withoutComments(text);
  const rules: Rule[] = [];
  const left_out: string[] = [];
  let at = 0;
  while (at < sheet.length && rules.length < limits.style_rules_max) {
    const statement = statementAt(sheet, at);
    at = statement.end;
    const selector = statement.head.trim().replaceAll(/\s+/g, " ");
    if (selector === "" && statement.body === undefined) continue;
    if (statement.body === undefined || !SELECTOR.test(selector) || statement.body.includes("{")) {
      left_out.push(/^@[a-z-]{1,30}/i.exec(selector)?.[0] ?? "rule");
      continue;
    }
    const safe = safeDeclarations(statement.body);
    left_out.push(...safe.left_out);
    if (safe.kept.length > 0) rules.push({ selector, declarations: safe.kept });
  }
  if (at < sheet.length && sheet.slice(at).trim() !== "") left_out.push("rules beyond the limit");
  return { rules, left_out };
}

type Statement = { readonly head: string; readonly body: string | undefined; readonly end: number };

/** A rule, or an at-rule with or without a block: what stands before the block, the block, and where it ends. */
function statementAt(sheet: string, at: number): Statement {
  const mark = /[{};]/g;
  mark.lastIndex = at;
  const first = mark.exec(sheet);
  if (!first) return { head: sheet.slice(at), body: undefined, end: sheet.length };
  const head = sheet.slice(at, first.index);
  if (first[0] !== "{") return { head, body: undefined, end: first.index + 1 };
  let depth = 1;
  for (let brace = mark.exec(sheet); brace; brace = mark.exec(sheet)) {
    if (brace[0] === "{") depth += 1;
    if (brace[0] === "}") depth -= 1;
    if (depth === 0) return { head, body: sheet.slice(first.index + 1, brace.index), end: brace.index + 1 };
  }
  return { head, body: undefined, end: sheet.length };
}

export function writtenRules(rules: readonly Rule[]): string {
  return rules.map(({ selector, declarations }) => `${selector}{${writtenDeclarations(declarations)}}`).join("");
}

/** A comment is a space, as CSS has it; one that is not closed takes the rest. */
function withoutComments(text: string): string {
  if (!text.includes("/*")) return text;
  const pieces: string[] = [];
  let at = 0;
  for (let open = text.indexOf("/*"); open >= 0; open = text.indexOf("/*", at)) {
    const close = text.indexOf("*/", open + 2);
    pieces.push(text.slice(at, open));
    at = close < 0 ? text.length : close + 2;
  }
  pieces.push(text.slice(at));
  return pieces.join(" ");
}
