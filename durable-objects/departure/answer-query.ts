// Reads of a departure.
import type { Actor } from "../envelope.ts";
import { answerShared } from "../sale/answer-query.ts";
import { Ledger } from "../sale/ledger.ts";
import type { SaleStore } from "../sale/store.ts";
import { AdjustmentRows } from "./adjustment-rows.ts";
import type { DepartureKinds, Listed, Outcome, Query, QueryAnswer } from "./commands.ts";
import { DEPARTURE } from "./kind.ts";

export function answerQuery(store: SaleStore<DepartureKinds>, query: Query, actor: Actor, clock: number): QueryAnswer {
  const state = store.load();
  if (!state) return { outcome: { ok: false, code: "NOT_FOUND", what: "departure" }, seq: 0 };
  const ledger = new Ledger<DepartureKinds>({ store, kind: DEPARTURE, state, clock });
  return { outcome: find(ledger, query, actor), seq: state.seq };
}

function find(ledger: Ledger<DepartureKinds>, query: Query, actor: Actor): Outcome | Listed {
  switch (query.type) {
    case "departure":
      return { ok: true, departure: ledger.home };
    case "adjustments": {
      const departure_id = ledger.home.id;
      const adjustments = new AdjustmentRows(ledger.store.sql).list(departure_id, query.page);
      return { ok: true, adjustments: adjustments.map((adjustment) => ({ ...adjustment, departure_id })) };
    }
    case "hold":
    case "booking":
    case "entry":
    case "holds":
    case "entries":
      return answerShared(ledger, query, actor);
  }
}
