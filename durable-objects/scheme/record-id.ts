// Ids of records inside a scheme: a prefix and the record's number, which it keeps through all versions.
import { decodeNumber, encodeNumber } from "../../domain/identifier.ts";

const LENGTH = 7;

export type RecordPrefix = "sec" | "grp" | "sst" | "cat" | "rul";

export function recordId(prefix: RecordPrefix, no: number): string {
  return `${prefix}_${encodeNumber(no, LENGTH)}`;
}

/** The number, or -1, which no record has, for what is no such id. */
export function recordNo(prefix: RecordPrefix, id: string): number {
  const number = id.startsWith(`${prefix}_`) && id.length === prefix.length + 1 + LENGTH ? id.slice(-LENGTH) : "";
  return number === "" ? -1 : (decodeNumber(number) ?? -1);
}
