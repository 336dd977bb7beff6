// What the object of a show does otherwise than others. Without the platform, so that it also runs where that is not.
import type { Trade } from "../sale/selling.ts";
import type { ShowKinds } from "./commands.ts";
import { showKind } from "./kind.ts";
import { SHOW_MIGRATIONS } from "./migrations.ts";
import type { ShowBooks } from "./tables.ts";
import { changesFrame, pendingRows, snapshotFrame } from "./views.ts";

export function showTrade(books: ShowBooks): Trade<ShowKinds> {
  return {
    migrations: SHOW_MIGRATIONS,
    store: books.sale,
    kind: showKind(books.stock),
    makes: "create",
    isAt: (venue_id) => venue_id === books.sale.load()?.home.venue_id,
    pendingRows: (clock) => pendingRows(books, clock),
    changesFrame: (listener, from_seq, to_seq) => changesFrame(books, listener, { from_seq, to_seq }),
    snapshotFrame: (listener) => snapshotFrame(books, listener),
  };
}
