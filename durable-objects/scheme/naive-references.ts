// A second opinion, for tests, on what becomes of references: seats that are moved, and references that are mended.
import type { Seat } from "../../domain/scheme/structure.ts";
import type { CommandOf } from "./commands.ts";
import type { Records } from "./naive-prices.ts";

export function repaired({ sectors, groups, seats }: Records): Records {
  const isSector = (id: string | null | undefined) => sectors.some(({ sector_id }) => sector_id === id);
  const sectorOf = ({ sector_id, group_id }: Seat): string | null => {
    if (sector_id === null || isSector(sector_id)) return sector_id;
    const of_group = groups.find((group) => group.group_id === group_id)?.sector_id ?? null;
    return isSector(of_group) ? of_group : null;
  };
  return {
    sectors,
    groups: groups.map((group) => (isSector(group.sector_id) ? group : { ...group, sector_id: null })),
    seats: seats.map((seat) => {
      const kept = groups.some(({ group_id }) => group_id === seat.group_id);
      return { ...seat, sector_id: sectorOf(seat), group_id: kept ? seat.group_id : null };
    }),
  };
}

export function remapped(records: Records, { filter, target }: CommandOf<"remap">): Records | string {
  const { seat_ids = [], sector_ids = [], group_ids = [], row_labels = [] } = filter;
  const { sectors, groups, seats } = records;
  if (seat_ids.length + sector_ids.length + group_ids.length + row_labels.length === 0) return "remap_filter_required";
  if (!seat_ids.every((id) => seats.some(({ seat_id }) => seat_id === id))) return "unknown_seat_ids";
  if (!sector_ids.every((id) => [...sectors, ...seats].some(({ sector_id }) => sector_id === id))) {
    return "unknown_sector_ids";
  }
  if (!group_ids.every((id) => [...groups, ...seats].some(({ group_id }) => group_id === id)))
    return "unknown_group_ids";
  const { sector_id, group_id } = target;
  const known = <Item>(items: readonly Item[], id: string | null | undefined, idOf: (item: Item) => string) =>
    typeof id !== "string" || items.some((item) => idOf(item) === id);
  if (!known(sectors, sector_id, (sector) => sector.sector_id)) return "unknown_target_sector_id";
  if (!known(groups, group_id, (group) => group.group_id)) return "unknown_target_group_id";
  const among = (wanted: readonly string[], value: string | null) =>
    wanted.length === 0 || (value !== null && wanted.includes(value));
  const moved = seats.map((seat) => {
    const meant =
      among(seat_ids, seat.seat_id) &&
      among(sector_ids, seat.sector_id) &&
      among(group_ids, seat.group_id) &&
      among(row_labels, seat.row_label);
    if (!meant) return seat;
    return {
      ...seat,
      sector_id: sector_id === undefined ? seat.sector_id : sector_id,
      group_id: group_id === undefined ? seat.group_id : group_id,
    };
  });
  return { ...records, seats: moved };
}
