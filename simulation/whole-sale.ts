// Everything that a sale's tables say.
import type { SaleKinds } from "../durable-objects/sale/kinds.ts";
import type { SaleState } from "../durable-objects/sale/store.ts";
import type { Row } from "../durable-objects/sql.ts";
import type { SimulatedSale } from "./simulated-sale.ts";

export type Whole<K extends SaleKinds> = {
  readonly state: SaleState<K>;
  readonly holds: readonly K["hold"][];
  readonly bookings: readonly K["booking"][];
  readonly entries: readonly K["entry"][];
};

const ALL = { after_no: 0, limit: 1_000_000 };
const ANYONE = { channel: null, status: null, customer_ref: null };

export function wholeOf<K extends SaleKinds, Books>({ id, trade }: SimulatedSale<K, Books>): Whole<K> | undefined {
  const { store } = trade;
  const state = store.load();
  if (!state) return undefined;
  const numbers = store.sql.all<Row & { no: number }>("SELECT no FROM bookings ORDER BY no").map(({ no }) => no);
  return {
    state,
    holds: store.holds.list(id, ANYONE, ALL),
    bookings: store.bookings.byNos(id, numbers),
    entries: store.entries.list(id, ANYONE, ALL),
  };
}
