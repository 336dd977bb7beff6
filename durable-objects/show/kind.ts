// What a show does by itself.
import { buildHall } from "../../domain/hall.ts";
import type { Refusal } from "../../domain/refusal.ts";
import { areAdjacent } from "../../domain/seat-choice.ts";
import type { Show } from "../../domain/show.ts";
import type { SaleKind } from "../sale/kinds.ts";
import type { Command, ShowKinds } from "./commands.ts";
import { executeShow } from "./execute.ts";
import { seatFacts } from "./seats-now.ts";
import type { SeatStock } from "./stock.ts";

export function showKind(stock: SeatStock): SaleKind<ShowKinds> {
  const seated = ({ seat_list }: { seat_list: readonly number[] }, { id }: Show) => ({
    show_id: id,
    chosen: seatFacts(stock.map, seat_list),
    adjacent: areAdjacent(stock.map.hall, seat_list),
  });
  return {
    noun: "show",
    stock,
    // A map is megabytes, and has tables of its own.
    logged: (command) => (command.type === "create" ? { type: command.type, show: command.show } : command),
    shown: { hold: seated, booking: seated, entry: (_entry, { id, currency }) => ({ show_id: id, currency }) },
    start: (command, now) => (command.type === "create" ? started(stock, command, now) : undefined),
    execute: (ledger, ready) => executeShow(ledger, stock, ready),
  };
}

type Started = Refusal | { readonly ok: true; readonly home: Show };

/** At exit: the show's map is in its tables. */
function started(stock: SeatStock, { show, map }: Extract<Command, { type: "create" }>, now: number): Started {
  if (show.starts_at_ms <= now) {
    const violations = [{ path: "/starts_at", message: "must be in the future" }];
    return { ok: false, code: "VALIDATION_FAILED", violations };
  }
  const built = buildHall(map.seats, map.focal ?? undefined);
  if (!built.ok) return built;
  const { hall } = built;
  stock.map.insert({
    ...map,
    seats: map.seats.toSorted(
      (one, other) => (hall.index_by_id.get(one.id) ?? 0) - (hall.index_by_id.get(other.id) ?? 0),
    ),
  });
  const home: Show = {
    ...show,
    scheme_version_id: show.scheme_version_id ?? null,
    status: "OPEN",
    places: { capacity: hall.size, held: 0, sold: 0, blocked: 0 },
    price_min: hall.unit_amount.reduce((least, price) => Math.min(least, price)),
    price_max: hall.unit_amount.reduce((most, price) => Math.max(most, price)),
    waiting: 0,
    active_holds: 0,
    created_at_ms: now,
    updated_at_ms: now,
  };
  return { ok: true, home };
}
