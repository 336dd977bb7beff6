// Shows in the world.
import { brokenShowInvariants } from "../domain/invariants.ts";
import { answerQuery } from "../durable-objects/show/answer-query.ts";
import type { Query, ShowKinds } from "../durable-objects/show/commands.ts";
import { SHOW_MIGRATIONS } from "../durable-objects/show/migrations.ts";
import { type ShowBooks, showBooks } from "../durable-objects/show/tables.ts";
import { showTrade } from "../durable-objects/show/trade.ts";
import type { NaiveShow } from "./naive-show.ts";
import { obeyShow } from "./naive-show-commands.ts";
import type { NamedShowCommand } from "./names.ts";
import type { Random } from "./random.ts";
import { requestOf } from "./requests.ts";
import { ShowListeners } from "./show-listeners.ts";
import { randomShowCommand, SHOW_MIX } from "./show-requests.ts";
import type { Parts, SimulatedKind } from "./simulated-kind.ts";

type SeatRow = { seat: number; state: number; owner: number | null; seq: number };
const STATES = ["available", "held", "sold", "blocked"] as const;

/** Shows with listeners of their own; they outlive the object's memory, as listeners do. */
export function shows(): SimulatedKind<ShowKinds, ShowBooks, NaiveShow, Query> {
  const listeners = new ShowListeners();
  return {
    noun: "show",
    shop: {
      migrations: SHOW_MIGRATIONS,
      open(sql) {
        const books = showBooks(sql);
        return { books, trade: showTrade(books) };
      },
    },
    answer: (books, query, asker) => answerQuery(books, query, asker),
    // A command of this kind, as the type says that it is at entry.
    obey: (naive, command, actor) => obeyShow(naive, command as NamedShowCommand, actor),
    draft(random, naive, method) {
      const known = Object.keys(SHOW_MIX).find((name) => name === method);
      // One of the names of the mix, as was just seen.
      const kind = (known as keyof typeof SHOW_MIX | undefined) ?? random.weighted(SHOW_MIX);
      return requestOf(random, naive, randomShowCommand(random, naive, kind));
    },
    questions,
    broken({ real }, { state, holds, bookings, entries }) {
      const { hall } = real.books.stock.map;
      const seats = seatRows(real);
      return brokenShowInvariants({ show: state.home, hall, seats, holds, bookings, entries }, state.committed_at_ms);
    },
    placesDifference,
    ownDifference: () => undefined,
    listened: ({ real, naive, names }, random) => listeners.hear({ trade: real.trade, naive, names }, random),
    rowsInD1({ real }, { state, bookings, entries }) {
      const { places, policy, ...rest } = state.home;
      const { capacity, held, sold, blocked } = places;
      const available = capacity - held - sold - blocked;
      const show_id = real.id;
      const { venue_id } = rest;
      return {
        shows: [{ ...rest, capacity, held, sold, blocked, available, policy: JSON.stringify(policy) }],
        bookings: bookings.map(({ metadata: _metadata, ...one }) => ({
          ...one,
          departure_id: show_id,
          show_id,
          venue_id,
          customer_ref: one.customer_ref ?? "",
          seat_list: JSON.stringify(one.seat_list),
        })),
        waitlist_entries: entries.map(({ wish: _wish, ...one }) => ({ ...one, customer_ref: one.customer_ref ?? "" })),
      };
    },
  };
}

type ShowParts = Parts<ShowKinds, ShowBooks, NaiveShow>;

function seatRows(real: ShowParts["real"]): SeatRow[] {
  return real.books.sale.sql.all<SeatRow>("SELECT seat, state, owner, seq FROM seats ORDER BY seat");
}

/** The seats' rows, their owners' rows and what is remembered of them, against the model. */
function placesDifference({ real, naive, names }: ShowParts): string | undefined {
  const rows = new Map(seatRows(real).map((row) => [row.seat, row]));
  const { states, seqs } = real.books.stock.seats.all;
  return (
    names.difference(
      naive.states(),
      naive.seats.map(({ index }) => STATES[rows.get(index)?.state ?? 0]),
      "seats",
    ) ??
    names.difference(
      naive.seats.map(({ index }) => [rows.get(index)?.state ?? 0, rows.get(index)?.seq ?? 0]),
      naive.seats.map(({ index }) => [states[index], seqs[index]]),
      "seats as remembered",
    ) ??
    owners(real)
  );
}

/** Every seat that is held or sold, once for the hold or booking that has it and lists it, and nothing else. */
function owners(real: ShowParts["real"]): string | undefined {
  const [wrong] = real.books.sale.sql.all<{ seat: number; state: number; owner: number }>(
    `SELECT seat, state, owner FROM (
       SELECT seat, state, owner FROM seats WHERE state IN (1, 2)
       UNION ALL SELECT value, 1, no FROM holds, json_each(seat_list) WHERE status = 'ACTIVE'
       UNION ALL SELECT value, 2, no FROM bookings, json_each(seat_list) WHERE status = 'CONFIRMED')
     GROUP BY seat, state, owner HAVING count(*) <> 2`,
  );
  return wrong && `a seat and its owner do not agree: ${JSON.stringify(wrong)}`;
}

function questions(random: Random, naive: NaiveShow) {
  const size = naive.seats.length;
  const some = Array.from({ length: random.between(1, 4) }, () => random.between(0, size + 1));
  const seats = [...new Set(some)];
  return [
    { query: { type: "show" } as const, said: () => ({ ok: true, show: naive.view() }) },
    {
      query: { type: "seats", seats } as const,
      said: () => ({
        ok: true,
        show: naive.view(),
        seats: seats.filter((seat) => seat < size).map((seat) => naive.seatNow(seat)),
      }),
    },
    {
      query: { type: "states" } as const,
      said: () => ({
        ok: true,
        show: naive.view(),
        states: Uint8Array.from(naive.states(), (state) => STATES.indexOf(state)),
        held_until: naive.seats.flatMap(({ index }) => {
          const until = naive.heldUntil(index);
          return until === null ? [] : [[index, until]];
        }),
      }),
    },
    {
      query: { type: "map" } as const,
      said: () => ({
        ok: true,
        show: naive.view(),
        map: naive.seats.map(({ index: _index, distance: _distance, ...seat }) => seat),
        layout: naive.map.layout,
      }),
    },
  ];
}
