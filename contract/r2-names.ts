// How the partners' document (R2) writes what we write otherwise: its routes answer so.

/** How R2 names what seats of a show are. */
export const R2_STATUS = { available: "available", held: "reserved", sold: "sold", blocked: "blocked" } as const;

/** 7 of "7"; "07" and "7a" stay what they are. */
export function numberWhereWritten(text: string): number | string {
  return /^(0|[1-9]\d{0,8})$/.test(text) ? Number(text) : text;
}
