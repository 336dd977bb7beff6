import { and, type Column, or, type SQL, sql } from "drizzle-orm";

const WORDS_MAX = 10;

/** Each word is in one of the columns. Not by LIKE, of which D1 takes patterns of 50 bytes only. */
export function hasWords(text: string, columns: readonly Column[]): SQL | undefined {
  const words = text
    .split(/\s+/)
    .filter((word) => word !== "")
    .slice(0, WORDS_MAX);
  return and(...words.map((word) => or(...columns.map((column) => sql`instr(lower(${column}), lower(${word})) > 0`))));
}
