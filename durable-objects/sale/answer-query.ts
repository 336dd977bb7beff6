// Reads that every kind of sale knows. At entry what is due has been settled, so that a read never shows a hold
// that is over as active.
import type { HoldStatus } from "../../domain/hold.ts";
import type { ChildNumber } from "../../domain/identifier.ts";
import type { EntryStatus } from "../../domain/waitlist.ts";
import type { Actor } from "../envelope.ts";
import { mine, type SaleOutcome } from "./execute.ts";
import type { EntryView, HoldView, Page, SaleKinds } from "./kinds.ts";
import type { Ledger } from "./ledger.ts";

export type Query =
  | { readonly type: "hold"; readonly hold: ChildNumber }
  | { readonly type: "booking"; readonly booking: ChildNumber }
  | { readonly type: "entry"; readonly entry: ChildNumber }
  | {
      readonly type: "holds";
      readonly status: HoldStatus | null;
      readonly customer_ref: string | null;
      readonly page: Page;
    }
  | {
      readonly type: "entries";
      readonly status: EntryStatus | null;
      readonly customer_ref: string | null;
      readonly page: Page;
    };

export type Listed<K extends SaleKinds> =
  | { readonly ok: true; readonly holds: readonly HoldView<K>[] }
  | { readonly ok: true; readonly entries: readonly EntryView<K>[] };

export function answerShared<K extends SaleKinds>(
  ledger: Ledger<K>,
  query: Query,
  actor: Actor,
): SaleOutcome<K> | Listed<K> {
  const { store, home } = ledger;
  switch (query.type) {
    case "hold": {
      const hold = store.holds.find(home.id, query.hold);
      return hold && mine(actor, hold)
        ? { ok: true, hold: ledger.holdView(hold) }
        : { ok: false, code: "NOT_FOUND", what: "hold" };
    }
    case "booking": {
      const booking = store.bookings.find(home.id, query.booking);
      return booking && mine(actor, booking)
        ? { ok: true, booking: ledger.bookingView(booking) }
        : { ok: false, code: "NOT_FOUND", what: "booking" };
    }
    case "entry": {
      const entry = store.entries.find(home.id, query.entry);
      return entry && mine(actor, entry)
        ? { ok: true, entry: ledger.entryView(entry), joined: false }
        : { ok: false, code: "NOT_FOUND", what: "waitlist entry" };
    }
    case "holds": {
      const holds = store.holds.list(home.id, owned(query, actor), query.page);
      return { ok: true, holds: holds.map((hold) => ledger.holdView(hold)) };
    }
    case "entries": {
      const entries = store.entries.list(home.id, owned(query, actor), query.page);
      return { ok: true, entries: entries.map((entry) => ledger.entryView(entry)) };
    }
  }
}

function owned(query: { status: string | null; customer_ref: string | null }, actor: Actor) {
  return { channel: actor.admin ? null : actor.channel, status: query.status, customer_ref: query.customer_ref };
}
