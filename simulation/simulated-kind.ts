// What a kind of sale, such as departures, is to the world: how its object is opened and asked, what its naive model
// does, and what is compared.
import type { Query as SaleQuery } from "../durable-objects/sale/answer-query.ts";
import type { SaleKinds } from "../durable-objects/sale/kinds.ts";
import type { Request } from "./naive-keys.ts";
import type { NaiveSale } from "./naive-sale.ts";
import type { NaiveActor, Said } from "./naive-things.ts";
import type { NamedCommand, Names } from "./names.ts";
import type { Random } from "./random.ts";
import type { Shop, SimulatedSale } from "./simulated-sale.ts";
import type { Whole } from "./whole-sale.ts";

export type Noun = "departure" | "show";
export type RequestDraft = Omit<Request, "key">;

/** What an object answers to a question, without its kind. */
type Answered = { readonly outcome: object };
/** A question, and what must be the answer to it. */
export type Question<Query> = { readonly query: Query; readonly said: () => object };

/** Whether a listener could go on from where it was, and what it heard wrongly. */
export type Listened = { readonly how: "went on" | "began again"; readonly wrong: string | undefined };

/** The parts of one sale, as those who know its kind see them. */
export type Parts<K extends SaleKinds, Books, Naive extends NaiveSale> = {
  readonly real: SimulatedSale<K, Books>;
  readonly naive: Naive;
  readonly names: Names;
};

/** The rows that D1 must have, by table, in the order of their ids. */
export type RowsInD1 = Readonly<Record<string, readonly object[]>>;

export type SimulatedKind<K extends SaleKinds, Books, Naive extends NaiveSale, Query> = {
  readonly noun: Noun;
  readonly shop: Shop<K, Books>;
  answer(books: Books, query: Query | SaleQuery, asker: { actor: NaiveActor; clock: number }): Answered;
  /** At entry: the command is of this kind. */
  obey(naive: Naive, command: NamedCommand, actor: NaiveActor): Said;
  /** With a method that this kind has not, any other. */
  draft(random: Random, naive: Naive, method: string | undefined): RequestDraft;
  /** What only this kind can be asked. */
  questions(random: Random, naive: Naive, actor: NaiveActor): readonly Question<Query>[];
  /** The rules that hold of every state, by the tables alone. */
  broken(parts: Parts<K, Books, Naive>, whole: Whole<K>): string[];
  /** Each place by itself, compared with the model after every commit. */
  placesDifference(parts: Parts<K, Books, Naive>): string | undefined;
  /** What else only this kind has, compared with the model. */
  ownDifference(parts: Parts<K, Books, Naive>): string | undefined;
  /** Somebody who listens hears what happened since they last did, or from the beginning. */
  listened(parts: Parts<K, Books, Naive>, random: Random): Listened | undefined;
  rowsInD1(parts: Parts<K, Books, Naive>, whole: Whole<K>): RowsInD1;
};

export type ReadBy = { readonly random: Random; readonly actor: NaiveActor; readonly clock: number };
