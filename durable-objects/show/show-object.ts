// One show: its seats, holds, bookings and waitlist.
import { DurableObject } from "cloudflare:workers";
import type { Actor, Answer, Envelope } from "../envelope.ts";
import type { Environment } from "../environment.ts";
import { Selling } from "../sale/selling.ts";
import { answerQuery } from "./answer-query.ts";
import type { Command, Outcome, Query, QueryAnswer, ShowKinds } from "./commands.ts";
import { type ShowBooks, showBooks } from "./tables.ts";
import { showTrade } from "./trade.ts";

export class ShowObject extends DurableObject<Environment> {
  readonly #selling: Selling<ShowKinds>;
  #books: ShowBooks | undefined;

  constructor(state: DurableObjectState, environment: Environment) {
    super(state, environment);
    this.#selling = new Selling(state, environment, (sql) => {
      this.#books = showBooks(sql);
      return showTrade(this.#books);
    });
  }

  /** Carries out a command once, however often it is sent with its key. Never throws: a failure is an outcome. */
  submit(envelope: Envelope<Command>): Promise<Answer<Outcome>> {
    return this.#selling.submit(envelope);
  }

  ask(query: Query, actor: Actor): QueryAnswer {
    const books = this.#books;
    const answer = books && this.#selling.ask((_store, clock) => answerQuery(books, query, { actor, clock }));
    return answer ?? { outcome: { ok: false, code: "NOT_FOUND", what: "show" }, seq: 0 };
  }

  /** Forgets what is remembered of the tables: for whoever changed them from outside, as a repair or a test does. */
  forget(): void {
    this.#selling.forget();
  }

  projected(): Promise<boolean> {
    return this.#selling.projected();
  }

  override fetch(request: Request): Response {
    return this.#selling.open(request);
  }

  override webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): void {
    this.#selling.message(socket, message);
  }

  override webSocketClose(socket: WebSocket, code: number): void {
    this.#selling.closed(socket, code);
  }

  override webSocketError(socket: WebSocket): void {
    this.#selling.broken(socket);
  }

  override alarm(): Promise<void> {
    return this.#selling.alarm();
  }
}
