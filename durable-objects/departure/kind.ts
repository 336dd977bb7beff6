// What a departure does by itself: its places are only counted and all cost the same.
import type { Departure } from "../../domain/departure.ts";
import { LIMITS } from "../../domain/limits.ts";
import { placesAvailable } from "../../domain/places.ts";
import type { Refusal } from "../../domain/refusal.ts";
import type { OwnColumns, SaleKind, SaleTables, Stock } from "../sale/kinds.ts";
import { SaleStore } from "../sale/store.ts";
import type { Row, Sql } from "../sql.ts";
import type { Command, DepartureKinds, NewDeparture } from "./commands.ts";
import { executeDeparture, priceNow } from "./execute.ts";

type Priced = { readonly unit_amount: number; readonly currency: string };

const PRICED: OwnColumns<Priced> = {
  columns: ["unit_amount", "currency"],
  changing: [],
  write: ({ unit_amount, currency }) => ({ unit_amount, currency }),
  read: ({ unit_amount, currency }: Row) => ({ unit_amount, currency }),
};

const TABLES: SaleTables<DepartureKinds> = {
  home: {
    table: "departure",
    columns: ["tour_id", ...PRICED.columns],
    changing: PRICED.columns,
    write: ({ tour_id, unit_amount, currency }) => ({ tour_id, unit_amount, currency }),
    read: ({ tour_id, unit_amount, currency }) => ({ tour_id, unit_amount, currency }),
  },
  hold: PRICED,
  booking: PRICED,
  entry: { columns: [], changing: [], write: () => ({}), read: () => ({}) },
};

export function departureStore(sql: Sql): SaleStore<DepartureKinds> {
  return new SaleStore<DepartureKinds>(sql, TABLES);
}

const STOCK: Stock<DepartureKinds> = {
  queue(ledger) {
    const available = () => placesAvailable(ledger.home.places);
    const oldest = (seats_max: number) =>
      ledger.store.entries.oldestWaiting(ledger.home.id, Math.min(seats_max, LIMITS.seats_per_hold_max));
    return {
      head: () => oldest(LIMITS.seats_per_hold_max),
      fits: (entry) => entry.seats <= available(),
      oldestFitting: () => oldest(available()),
    };
  },
  offered: (ledger) => priceNow(ledger),
  // Counting is all there is, and the ledger counts.
  prolonged: () => undefined,
  freed: () => undefined,
  unsold: () => undefined,
  emptied: () => undefined,
};

function named(_thing: object, { id }: Departure): { readonly departure_id: string } {
  return { departure_id: id };
}

export const DEPARTURE: SaleKind<DepartureKinds> = {
  noun: "departure",
  logged: (command) => command,
  shown: { hold: named, booking: named, entry: named },
  stock: STOCK,
  start: (command: Command, now) => (command.type === "create" ? started(command.departure, now) : undefined),
  execute: executeDeparture,
};

function started(wanted: NewDeparture, now: number): Refusal | { readonly ok: true; readonly home: Departure } {
  if (wanted.starts_at_ms <= now) {
    const violations = [{ path: "/starts_at", message: "must be in the future" }];
    return { ok: false, code: "VALIDATION_FAILED", violations };
  }
  const { capacity, ...rest } = wanted;
  const home: Departure = {
    ...rest,
    status: "OPEN",
    places: { capacity, held: 0, sold: 0, blocked: 0 },
    waiting: 0,
    active_holds: 0,
    created_at_ms: now,
    updated_at_ms: now,
  };
  return { ok: true, home };
}
