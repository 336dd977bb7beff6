// Reads of a show.
import type { Actor } from "../envelope.ts";
import { answerShared } from "../sale/answer-query.ts";
import { Ledger } from "../sale/ledger.ts";
import type { Listed, Outcome, Query, QueryAnswer, ShowKinds } from "./commands.ts";
import { showKind } from "./kind.ts";
import { seatsNow } from "./seats-now.ts";
import type { ShowBooks } from "./tables.ts";

export function answerQuery({ sale, stock }: ShowBooks, query: Query, { actor, clock }: Asker): QueryAnswer {
  const state = sale.load();
  if (!state) return { outcome: { ok: false, code: "NOT_FOUND", what: "show" }, seq: 0 };
  const ledger = new Ledger<ShowKinds>({ store: sale, kind: showKind(stock), state, clock });
  const outcome = isOfShow(query) ? find({ ledger, stock }, query) : answerShared(ledger, query, actor);
  return { outcome, seq: state.seq };
}

type Asker = { readonly actor: Actor; readonly clock: number };
type Asked = { readonly ledger: Ledger<ShowKinds>; readonly stock: ShowBooks["stock"] };

type OfShow = Extract<Query, { type: "show" | "seats" | "states" | "map" }>;

function isOfShow(query: Query): query is OfShow {
  return ["show", "seats", "states", "map"].includes(query.type);
}

function find({ ledger, stock }: Asked, query: OfShow): Listed | Outcome {
  const show = ledger.home;
  switch (query.type) {
    case "show":
      return { ok: true, show };
    case "seats": {
      const there = query.seats.filter((seat) => seat < stock.map.hall.size);
      return { ok: true, show, seats: seatsNow(stock, there) };
    }
    case "states": {
      const held_until = query.without_ends ? [] : [...stock.seats.heldUntil()];
      return { ok: true, show, states: stock.seats.all.states, held_until };
    }
    case "map":
      return { ok: true, show, map: stock.map.seats, layout: stock.map.layout };
  }
}
