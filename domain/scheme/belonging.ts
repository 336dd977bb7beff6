// The group and the sector that a seat belongs to.
//
// A reference that leads nowhere counts as none, which is what a repair makes of it: so prices and the hall are the
// same before a repair and after it. A seat without a sector belongs to its group's.
import type { Group, Seat, Sector, Structure } from "./structure.ts";

export type Belonging = { readonly group: Group | undefined; readonly sector: Sector | undefined };

export function belongingFinder(structure: Structure): (seat: Seat) => Belonging {
  const groups = new Map([...structure.groups.values()].map((group) => [group.group_id, group]));
  const sectors = new Map([...structure.sectors.values()].map((sector) => [sector.sector_id, sector]));
  const sectorOf = (sector_id: string | null | undefined): Sector | undefined =>
    typeof sector_id === "string" ? sectors.get(sector_id) : undefined;
  return (seat) => {
    const group = seat.group_id === null ? undefined : groups.get(seat.group_id);
    return { group, sector: sectorOf(seat.sector_id) ?? sectorOf(group?.sector_id) };
  };
}

/** Of the seats that belong to no sector, as a layout of one section has it. */
const ONLY_SECTION = "Main";

/** The section of a show's hall that the seats of a sector are in. */
export function sectionName(sector: Sector | undefined): string {
  return sector ? sector.name : ONLY_SECTION;
}
