// What the object of a departure does otherwise than others. Without the platform, so that it also runs where that is
// not.
import type { Trade } from "../sale/selling.ts";
import type { SaleStore } from "../sale/store.ts";
import type { DepartureKinds } from "./commands.ts";
import { DEPARTURE } from "./kind.ts";
import { DEPARTURE_MIGRATIONS } from "./migrations.ts";
import { changesFrame, pendingRows, snapshotFrame } from "./views.ts";

export function departureTrade(store: SaleStore<DepartureKinds>): Trade<DepartureKinds> {
  return {
    migrations: DEPARTURE_MIGRATIONS,
    store,
    kind: DEPARTURE,
    makes: "create",
    isAt: (venue_id) => venue_id === null,
    pendingRows: (clock) => pendingRows(store, clock),
    changesFrame: (listener, from_seq, to_seq) => changesFrame(store, listener, from_seq, to_seq),
    snapshotFrame: (listener) => snapshotFrame(store, listener),
  };
}
