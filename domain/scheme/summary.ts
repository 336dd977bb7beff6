// A structure in figures.
import type { Structure } from "./structure.ts";

export type StructureCounts = {
  readonly sectors: number;
  readonly groups: number;
  readonly seats: number;
  readonly sellable_seats: number;
  /** Sellable or not. */
  readonly accessible_seats: number;
  /** That name none; those that name one that is not there are counted by validation. */
  readonly seats_without_sector: number;
  readonly seats_without_group: number;
};

export function structureCounts({ sectors, groups, seats }: Structure): StructureCounts {
  const counts = { sellable_seats: 0, accessible_seats: 0, seats_without_sector: 0, seats_without_group: 0 };
  for (const { sellable, accessible, sector_id, group_id } of seats.values()) {
    if (sellable) counts.sellable_seats += 1;
    if (accessible) counts.accessible_seats += 1;
    if (sector_id === null) counts.seats_without_sector += 1;
    if (group_id === null) counts.seats_without_group += 1;
  }
  return { sectors: sectors.size, groups: groups.size, seats: seats.size, ...counts };
}
