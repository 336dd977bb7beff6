// References that lead nowhere, mended: afterwards every group names a sector that is there or none, and every seat a
// sector and a group. A seat whose sector is gone takes its group's, where the group has one; everything else that
// leads nowhere is cleared. What leads somewhere is left alone, so a second repair finds nothing.
import { groupsById, leadsNowhere, sectorsById } from "./records.ts";
import { type Edit, type Group, type Seat, type Sector, type Structure } from "./structure.ts";

export const REPAIRS = [
  "group_sector_cleared",
  "seat_sector_cleared",
  "seat_sector_from_group",
  "seat_group_cleared",
] as const;
export type RepairKind = (typeof REPAIRS)[number];

/** `before` led nowhere; a seat can have two. */
export type Repair = {
  readonly kind: RepairKind;
  readonly record_no: number;
  readonly before: string;
  readonly after: string | null;
};

export function planRepair(structure: Structure): { readonly edit: Edit; readonly repairs: readonly Repair[] } {
  const sectors = sectorsById(structure);
  const groups = groupsById(structure);
  const group_repairs = [...structure.groups.values()].flatMap((group) => groupRepair(group, sectors));
  const seat_repairs = [...structure.seats.values()].flatMap((seat) => seatRepair(seat, sectors, groups));
  return {
    edit: {
      sectors: { put: [], removed: [] },
      groups: { put: group_repairs.map(({ group }) => group), removed: [] },
      seats: { put: seat_repairs.map(({ seat }) => seat), removed: [] },
    },
    repairs: [...group_repairs, ...seat_repairs].flatMap(({ repairs }) => repairs),
  };
}

function groupRepair(group: Group, sectors: ReadonlyMap<string, Sector>) {
  const { record_no, sector_id: before } = group;
  if (!leadsNowhere(before, sectors)) return [];
  const repairs: Repair[] = [{ kind: "group_sector_cleared", record_no, before, after: null }];
  return [{ group: { ...group, sector_id: null }, repairs }];
}

function seatRepair(seat: Seat, sectors: ReadonlyMap<string, Sector>, groups: ReadonlyMap<string, Group>) {
  const { record_no } = seat;
  const repairs: Repair[] = [];
  let { sector_id, group_id } = seat;
  if (leadsNowhere(sector_id, sectors)) {
    const of_group = (group_id === null ? undefined : groups.get(group_id)?.sector_id) ?? null;
    const after = leadsNowhere(of_group, sectors) ? null : of_group;
    const kind = after === null ? "seat_sector_cleared" : "seat_sector_from_group";
    repairs.push({ kind, record_no, before: sector_id, after });
    sector_id = after;
  }
  if (leadsNowhere(group_id, groups)) {
    repairs.push({ kind: "seat_group_cleared", record_no, before: group_id, after: null });
    group_id = null;
  }
  return repairs.length === 0 ? [] : [{ seat: { ...seat, sector_id, group_id }, repairs }];
}
