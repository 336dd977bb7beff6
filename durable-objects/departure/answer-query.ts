// Reads. At entry what is due has been settled, so that a read never shows a hold that is over as active.
import type { Actor } from "../envelope.ts";
import type { Listed, Outcome, Query, QueryAnswer } from "./commands.ts";
import { Ledger } from "./ledger.ts";
import type { DepartureStore } from "./store.ts";

export function answerQuery(store: DepartureStore, query: Query, actor: Actor, clock: number): QueryAnswer {
  const state = store.load();
  if (!state) return { outcome: { ok: false, code: "NOT_FOUND", what: "departure" }, seq: 0 };
  const ledger = new Ledger(store, state, clock);
  return { outcome: find(ledger, query, actor), seq: state.seq };
}

function find(ledger: Ledger, query: Query, actor: Actor): Outcome | Listed {
  const { store, departure } = ledger;
  const mine = (owner: { channel: string }) => actor.admin || owner.channel === actor.channel;
  const channel = actor.admin ? null : actor.channel;
  switch (query.type) {
    case "departure":
      return { ok: true, departure };
    case "hold": {
      const hold = store.holds.find(departure.id, query.hold);
      return hold && mine(hold)
        ? { ok: true, hold: ledger.holdView(hold) }
        : { ok: false, code: "NOT_FOUND", what: "hold" };
    }
    case "booking": {
      const booking = store.bookings.find(departure.id, query.booking);
      return booking && mine(booking)
        ? { ok: true, booking: ledger.bookingView(booking) }
        : { ok: false, code: "NOT_FOUND", what: "booking" };
    }
    case "entry": {
      const entry = store.entries.find(departure.id, query.entry);
      return entry && mine(entry)
        ? { ok: true, entry: ledger.entryView(entry), joined: false }
        : { ok: false, code: "NOT_FOUND", what: "waitlist entry" };
    }
    case "holds": {
      const holds = store.holds.list(
        departure.id,
        { channel, status: query.status, customer_ref: query.customer_ref },
        query.page,
      );
      return { ok: true, holds: holds.map((hold) => ledger.holdView(hold)) };
    }
    case "entries": {
      const entries = store.entries.list(
        departure.id,
        { channel, status: query.status, customer_ref: query.customer_ref },
        query.page,
      );
      return { ok: true, entries: entries.map((entry) => ledger.entryView(entry)) };
    }
    case "adjustments": {
      const adjustments = store.adjustments.list(departure.id, query.page);
      return {
        ok: true,
        adjustments: adjustments.map((adjustment) => ({ ...adjustment, departure_id: departure.id })),
      };
    }
  }
}
