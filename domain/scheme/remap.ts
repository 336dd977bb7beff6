// Moving many seats to another sector or group at once. The preview and the remap are one function: what the preview
// shows is what is written. A remap changes what its target names and nothing besides: moving seats to a group leaves
// their sector, whichever it is, unless the target says one.
import { groupsById, leadsNowhere, refusedFor, sectorsById } from "./records.ts";
import type { SchemeRefusal } from "./refusal.ts";
import { type Edit, NO_EDIT, type Seat, type Structure } from "./structure.ts";

/** Seats that meet all of these; one is met by any of its values, and a list that is empty asks for nothing. */
export type RemapFilter = {
  readonly seat_ids?: readonly string[] | undefined;
  readonly sector_ids?: readonly string[] | undefined;
  readonly group_ids?: readonly string[] | undefined;
  readonly row_labels?: readonly string[] | undefined;
};

/** What is absent stays as it is, null is none. */
export type RemapTarget = {
  readonly sector_id?: string | null | undefined;
  readonly group_id?: string | null | undefined;
};

export type Remapped = {
  readonly ok: true;
  /** Seats that the filter means, of which `changed` are those that are not yet where the target says. */
  readonly matched: number;
  readonly changed: readonly { readonly before: Seat; readonly after: Seat }[];
  readonly edit: Edit;
};

export function planRemap(structure: Structure, filter: RemapFilter, target: RemapTarget): Remapped | SchemeRefusal {
  const { seat_ids = [], sector_ids = [], group_ids = [], row_labels = [] } = filter;
  if ([seat_ids, sector_ids, group_ids, row_labels].every((values) => values.length === 0)) {
    return { ok: false, code: "remap_filter_required" };
  }
  const refused = unknownOfFilter(structure, filter) ?? unknownOfTarget(structure, target);
  if (refused) return refused;
  const fits = [
    oneOf(seat_ids, ({ seat_id }) => seat_id),
    oneOf(sector_ids, ({ sector_id }) => sector_id),
    oneOf(group_ids, ({ group_id }) => group_id),
    oneOf(row_labels, ({ row_label }) => row_label),
  ];
  const matched = [...structure.seats.values()].filter((seat) => fits.every((fit) => fit(seat)));
  const changed = matched.flatMap((before) => {
    const { sector_id = before.sector_id, group_id = before.group_id } = target;
    const same = sector_id === before.sector_id && group_id === before.group_id;
    return same ? [] : [{ before, after: { ...before, sector_id, group_id } }];
  });
  const edit =
    changed.length === 0 ? NO_EDIT : { ...NO_EDIT, seats: { put: changed.map(({ after }) => after), removed: [] } };
  return { ok: true, matched: matched.length, changed, edit };
}

function oneOf(values: readonly string[], member: (seat: Seat) => string | null): (seat: Seat) => boolean {
  const wanted = new Set<string | null>(values);
  return (seat) => wanted.size === 0 || wanted.has(member(seat));
}

/** A sector or group is known when a record has its id or a seat names it: what leads nowhere is what one remaps. */
function unknownOfFilter(structure: Structure, filter: RemapFilter): SchemeRefusal | undefined {
  const seat_ids = new Set(filter.seat_ids);
  const sector_ids = new Set<string | null>(filter.sector_ids);
  const group_ids = new Set<string | null>(filter.group_ids);
  for (const seat of structure.seats.values()) {
    seat_ids.delete(seat.seat_id);
    sector_ids.delete(seat.sector_id);
    group_ids.delete(seat.group_id);
  }
  for (const { sector_id } of structure.sectors.values()) sector_ids.delete(sector_id);
  for (const { group_id } of structure.groups.values()) group_ids.delete(group_id);
  const named = (ids: ReadonlySet<string | null>) => [...ids].filter((id) => id !== null);
  return (
    refusedFor("unknown_seat_ids", seat_ids) ??
    refusedFor("unknown_sector_ids", named(sector_ids)) ??
    refusedFor("unknown_group_ids", named(group_ids))
  );
}

function unknownOfTarget(structure: Structure, { sector_id = null, group_id = null }: RemapTarget) {
  return (
    refusedFor("unknown_target_sector_id", leadsNowhere(sector_id, sectorsById(structure)) ? [sector_id] : []) ??
    refusedFor("unknown_target_group_id", leadsNowhere(group_id, groupsById(structure)) ? [group_id] : [])
  );
}
