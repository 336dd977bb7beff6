// One departure: its places, holds, bookings and waitlist.
import { DurableObject } from "cloudflare:workers";
import type { Actor, Answer, Envelope } from "../envelope.ts";
import type { Environment } from "../environment.ts";
import { Selling } from "../sale/selling.ts";
import { answerQuery } from "./answer-query.ts";
import type { Command, DepartureKinds, Outcome, Query, QueryAnswer } from "./commands.ts";
import { departureStore } from "./kind.ts";
import { departureTrade } from "./trade.ts";

export class DepartureObject extends DurableObject<Environment> {
  readonly #selling: Selling<DepartureKinds>;

  constructor(state: DurableObjectState, environment: Environment) {
    super(state, environment);
    this.#selling = new Selling(state, environment, (sql) => departureTrade(departureStore(sql)));
  }

  /** Carries out a command once, however often it is sent with its key. Never throws: a failure is an outcome. */
  submit(envelope: Envelope<Command>): Promise<Answer<Outcome>> {
    return this.#selling.submit(envelope);
  }

  ask(query: Query, actor: Actor): QueryAnswer {
    const answer = this.#selling.ask((store, now) => answerQuery(store, query, actor, now));
    return answer ?? { outcome: { ok: false, code: "NOT_FOUND", what: "departure" }, seq: 0 };
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
