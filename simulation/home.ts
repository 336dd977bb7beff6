// One sale of the world: its object, the naive model of it, and everything that depends on which kind of sale it is
// behind functions, so that the world need not know.
import type { Envelope } from "../durable-objects/envelope.ts";
import type { SaleKinds } from "../durable-objects/sale/kinds.ts";
import { fullDifference, quickDifference } from "./checks.ts";
import type { NaiveSale } from "./naive-sale.ts";
import type { NaiveActor, Said } from "./naive-things.ts";
import { type NamedCommand, Names } from "./names.ts";
import type { Random } from "./random.ts";
import { readSomething } from "./reads.ts";
import type { Listened, Noun, ReadBy, RequestDraft, RowsInD1, SimulatedKind } from "./simulated-kind.ts";
import { type AnyAnswer, type Around, SimulatedSale } from "./simulated-sale.ts";
import { wholeOf } from "./whole-sale.ts";

/** The object, for those who do not know its kind. */
type Real = Pick<
  SimulatedSale<SaleKinds, unknown>,
  | "id"
  | "made"
  | "faults"
  | "dieAt"
  | "dieAfterCommit"
  | "inFile"
  | "calm"
  | "crashed"
  | "evict"
  | "restart"
  | "ring"
  | "alarm_at_ms"
  | "close"
>;

export type Home = {
  readonly noun: Noun;
  readonly real: Real;
  readonly naive: NaiveSale;
  readonly names: Names;
  submit(envelope: Envelope<{ readonly type: string }>): Promise<AnyAnswer>;
  obey(command: NamedCommand, actor: NaiveActor): Said;
  draft(random: Random, method?: string): RequestDraft;
  quickDifference(): string | undefined;
  fullDifference(): string | undefined;
  read(world: ReadBy): string | undefined;
  listened(random: Random): Listened | undefined;
  /** The outbox: what D1 has not been told, and that it was. */
  pendingRows(clock: number): ReturnType<SimulatedSale<SaleKinds, unknown>["trade"]["pendingRows"]>;
  told(seq: number): void;
  rowsInD1(): RowsInD1 | undefined;
};

/** A sale that is not made yet. */
export function newHome<K extends SaleKinds, Books, Naive extends NaiveSale, Query>(
  kind: SimulatedKind<K, Books, Naive, Query>,
  naive: Naive,
  place: { readonly around: Around; readonly path: string | undefined },
): Home {
  const real = new SimulatedSale(kind.shop, { ...place, id: naive.id });
  const names = new Names();
  const parts = { real, naive, names };
  return {
    noun: kind.noun,
    ...parts,
    // What is sent to a home was drawn by its own kind.
    submit: (envelope) => real.line.submit(envelope as Envelope<K["command"]>),
    obey: (command, actor) => kind.obey(naive, command, actor),
    draft: (random, method) => kind.draft(random, naive, method),
    quickDifference: () => quickDifference(kind, parts),
    fullDifference: () => fullDifference(kind, parts),
    read: (by) => readSomething(kind, parts, by),
    listened: (random) => kind.listened(parts, random),
    pendingRows: (clock) => real.trade.pendingRows(clock),
    told: (seq) => real.trade.store.saveProjected(seq),
    rowsInD1: () => {
      const whole = wholeOf(real);
      return whole && kind.rowsInD1(parts, whole);
    },
  };
}
