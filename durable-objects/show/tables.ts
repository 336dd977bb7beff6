// What a show's tables have beside those of every sale, and all that is remembered of them.
import type { OrphanPolicy } from "../../domain/orphans.ts";
import type { OwnColumns, SaleTables } from "../sale/kinds.ts";
import { SaleStore } from "../sale/store.ts";
import type { Row, Sql } from "../sql.ts";
import type { ShowKinds } from "./commands.ts";
import { MapRows } from "./map-rows.ts";
import { SeatRows } from "./seat-rows.ts";
import { SeatStock } from "./stock.ts";

type Seated = {
  readonly seat_list: readonly number[];
  readonly total_amount: number;
  readonly currency: string;
  readonly external_booking_id: string | null;
  readonly metadata: string | null;
};

const SEATED: OwnColumns<Seated> = {
  columns: ["seat_list", "total_amount", "currency", "external_booking_id", "metadata"],
  changing: ["seat_list", "total_amount", "external_booking_id", "metadata"],
  write: ({ seat_list, total_amount, currency, external_booking_id, metadata }) => ({
    seat_list: JSON.stringify(seat_list),
    total_amount,
    currency,
    external_booking_id,
    metadata,
  }),
  read: ({ seat_list, total_amount, currency, external_booking_id, metadata }: Row) => ({
    // What write() wrote.
    seat_list: JSON.parse(String(seat_list)) as number[],
    total_amount,
    currency,
    external_booking_id,
    metadata,
  }),
};

const TABLES: SaleTables<ShowKinds> = {
  home: {
    table: "show",
    columns: ["venue_id", "name", "currency", "orphan_policy", "price_min", "price_max", "scheme_version_id"],
    changing: ["name", "orphan_policy"],
    write: ({ venue_id, name, currency, orphan_policy, price_min, price_max, scheme_version_id }) => ({
      venue_id,
      name,
      currency,
      orphan_policy,
      price_min,
      price_max,
      scheme_version_id,
    }),
    read: ({ venue_id, name, currency, orphan_policy, price_min, price_max, scheme_version_id }) => ({
      venue_id,
      name,
      currency,
      // The table's own check.
      orphan_policy: orphan_policy as OrphanPolicy,
      price_min,
      price_max,
      scheme_version_id,
    }),
  },
  hold: SEATED,
  booking: SEATED,
  entry: { columns: ["wish"], changing: [], write: ({ wish }) => ({ wish }), read: ({ wish }) => ({ wish }) },
};

/** Everything that a show's object knows: the sale, and its seats with what waits for them. */
export type ShowBooks = { readonly sale: SaleStore<ShowKinds>; readonly stock: SeatStock };

export function showBooks(sql: Sql): ShowBooks {
  const map = new MapRows(sql);
  const seats = new SeatRows(sql, () => map.hall.size);
  const stock = new SeatStock(map, seats);
  const sale = new SaleStore<ShowKinds>(sql, TABLES, () => {
    seats.forget();
    map.forget();
    stock.forget();
  });
  return { sale, stock };
}
