// Departures in the world.
import { brokenInvariants } from "../domain/invariants.ts";
import { AdjustmentRows } from "../durable-objects/departure/adjustment-rows.ts";
import { answerQuery } from "../durable-objects/departure/answer-query.ts";
import type { DepartureKinds, Query } from "../durable-objects/departure/commands.ts";
import { departureStore } from "../durable-objects/departure/kind.ts";
import { DEPARTURE_MIGRATIONS } from "../durable-objects/departure/migrations.ts";
import { departureTrade } from "../durable-objects/departure/trade.ts";
import type { SaleStore } from "../durable-objects/sale/store.ts";
import { DEPARTURE_MIX, randomDepartureCommand } from "./departure-requests.ts";
import type { NaiveDeparture } from "./naive-departure.ts";
import { obeyDeparture } from "./naive-departure-commands.ts";
import type { NamedDepartureCommand } from "./names.ts";
import { requestOf } from "./requests.ts";
import type { SimulatedKind } from "./simulated-kind.ts";

const ALL = { after_no: 0, limit: 1_000_000 };

export const DEPARTURES: SimulatedKind<DepartureKinds, SaleStore<DepartureKinds>, NaiveDeparture, Query> = {
  noun: "departure",
  shop: {
    migrations: DEPARTURE_MIGRATIONS,
    open(sql) {
      const books = departureStore(sql);
      return { books, trade: departureTrade(books) };
    },
  },
  answer: (books, query, { actor, clock }) => answerQuery(books, query, actor, clock),
  // A command of this kind, as the type says that it is at entry.
  obey: (naive, command, actor) => obeyDeparture(naive, command as NamedDepartureCommand, actor),
  draft(random, naive, method) {
    const known = Object.keys(DEPARTURE_MIX).find((name) => name === method);
    // One of the names of the mix, as was just seen.
    const kind = (known as keyof typeof DEPARTURE_MIX | undefined) ?? random.weighted(DEPARTURE_MIX);
    return requestOf(random, naive, randomDepartureCommand(random, naive, kind));
  },
  questions: (_random, naive) => [
    { query: { type: "departure" }, said: () => ({ ok: true, departure: naive.view() }) },
    { query: { type: "adjustments", page: ALL }, said: () => ({ ok: true, adjustments: adjustments(naive) }) },
  ],
  broken: (_parts, { state, holds, bookings, entries }) =>
    brokenInvariants({ departure: state.home, holds, bookings, entries }, state.committed_at_ms),
  placesDifference: () => undefined,
  ownDifference({ real, naive, names }) {
    const departure_id = real.id;
    const rows = new AdjustmentRows(real.books.sql).list(departure_id, ALL);
    return names.difference(
      adjustments(naive),
      rows.map((one) => ({ ...one, departure_id })),
      "adjustments",
    );
  },
  listened: () => undefined,
  rowsInD1({ real }, { state, bookings, entries }) {
    const { id } = real;
    const { places, policy, ...rest } = state.home;
    const { capacity, held, sold } = places;
    const available = capacity - held - sold - places.blocked;
    return {
      departures: [{ ...rest, capacity, held, sold, available, policy: JSON.stringify(policy) }],
      bookings: bookings.map((one) => ({ ...one, departure_id: id, tour_id: rest.tour_id })),
      waitlist_entries: entries,
      adjustments: new AdjustmentRows(real.books.sql).list(id, ALL),
    };
  },
};

function adjustments(naive: NaiveDeparture): object[] {
  return naive.adjustments.map((one) => naive.adjustmentView(one));
}
