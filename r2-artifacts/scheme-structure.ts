// From what a drawing means to the records of a scheme's first draft: ids that people can read, made of names, each
// given once, and references by these ids.

import type { Group, Seat, Sector } from "../domain/scheme/structure.ts";
import { SCHEME_LIMITS } from "../domain/scheme/structure.ts";
import type { Normalised } from "./normalised.ts";

type Unnumbered<Item> = Omit<Item, "record_no">;

export type DrawnStructure = {
  readonly sectors: readonly Unnumbered<Sector>[];
  readonly groups: readonly Unnumbered<Group>[];
  readonly seats: readonly Unnumbered<Seat>[];
  /** Seats whose own id was another seat's already. */
  readonly renamed_seats: number;
};

const NAME_LENGTH = 64;
const LABEL_LENGTH = 16;
const SEAT_ID_LENGTH = 32;
const GIVEN_ID_LENGTH = 64;

/** At entry: names of sectors differ, and of groups within their sector. */
export function schemeStructure({ sectors, groups, seats }: Normalised): DrawnStructure {
  const sector_ids = new UniqueIds(GIVEN_ID_LENGTH);
  const group_ids = new UniqueIds(GIVEN_ID_LENGTH);
  const seat_ids = new UniqueIds(SEAT_ID_LENGTH);
  const id_by_sector = new Map<string, string>();
  const id_by_group = new Map<string, string>();
  const drawn_sectors = sectors.map(({ element_id, name }) => {
    const sector_id = sector_ids.of(name);
    id_by_sector.set(name, sector_id);
    return { sector_id, name: cut(name, NAME_LENGTH), element_id: drawnElement(element_id) };
  });
  const drawn_groups = groups.map(({ element_id, sector, name }) => {
    const sector_id = id_by_sector.get(sector) ?? null;
    const group_id = group_ids.of(sector_id === null ? name : `${sector_id}-${name}`);
    id_by_group.set(JSON.stringify([sector, name]), group_id);
    return { group_id, name: cut(name, NAME_LENGTH), element_id: drawnElement(element_id), sector_id };
  });
  const drawn_seats = seats.map(({ element_id, sector, row, number, x, y, accessible }) => {
    const sector_id = id_by_sector.get(sector) ?? null;
    const group_id = id_by_group.get(JSON.stringify([sector, row])) ?? null;
    const seat_id = seat_ids.of([sector_id ?? "", row, number].filter((part) => part !== "").join("-"));
    const row_label = cut(row, LABEL_LENGTH);
    const seat_number = cut(number, LABEL_LENGTH);
    return { seat_id, element_id, sector_id, group_id, row_label, seat_number, x, y, accessible, sellable: true };
  });
  return { sectors: drawn_sectors, groups: drawn_groups, seats: drawn_seats, renamed_seats: seat_ids.renamed };
}

/** Never through the middle of a character. */
function cut(text: string, length_max: number): string {
  if (text.length <= length_max) return text;
  const end = text.slice(0, length_max);
  return end.isWellFormed() ? end : end.slice(0, -1);
}

/** Sectors and rows that were put together of seats have no element: they are called after their first seat's. */
function drawnElement(element_id: string): string | null {
  return /^(?:sector|row)~/.test(element_id) ? null : element_id;
}

/** Structures larger than a scheme can be are refused where they are uploaded. */
export function tooLarge({ sectors, groups }: DrawnStructure): { what: string; most: number } | undefined {
  if (sectors.length > SCHEME_LIMITS.sectors_max) return { what: "sectors", most: SCHEME_LIMITS.sectors_max };
  if (groups.length > SCHEME_LIMITS.groups_max) return { what: "groups", most: SCHEME_LIMITS.groups_max };
  return undefined;
}

/** Ids of the letters that a map_seat_id may have, each given once: the second `row-a` is `row-a.2`. */
class UniqueIds {
  readonly #length: number;
  readonly #given = new Set<string>();
  /** The number that the next id of that name tries. */
  readonly #next = new Map<string, number>();
  renamed = 0;

  constructor(length: number) {
    this.#length = length;
  }

  of(name: string): string {
    const plain = name
      .normalize("NFKD")
      .replaceAll(/\p{M}/gu, "")
      .replaceAll(/[^A-Za-z0-9._-]+/g, "-")
      .replaceAll(/^-+|-+$/g, "");
    const base = plain === "" ? "x" : plain;
    const first = base.slice(0, this.#length);
    let id = first;
    for (let count = this.#next.get(first) ?? 1; this.#given.has(id); count += 1) {
      const suffix = `.${count + 1}`;
      id = `${first.slice(0, this.#length - suffix.length)}${suffix}`;
      this.#next.set(first, count + 1);
    }
    if (id !== plain) this.renamed += 1;
    this.#given.add(id);
    return id;
  }
}
