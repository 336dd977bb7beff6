// Seats in SQL: which are taken, by what, and since which change. A seat has one row, so it has one owner; a statement
// that moves seats from one state to another moves exactly those it was given or throws, whatever the caller believed.
// The states are kept in arrays too, loaded once and changed with the rows; forget() when a transaction failed.
import { SEAT_STATE } from "../../domain/seat-state.ts";
import type { Row, Sql } from "../sql.ts";

export type SeatStates = {
  /** By seat: SEAT_STATE. */
  readonly states: Uint8Array;
  /** By seat: the change that it last changed with; 0 for never. */
  readonly seqs: Float64Array;
};

/** `owner` is the number of the hold or booking whose seats these are to be. */
type Taken = { readonly owner: number; readonly seq: number };

export class SeatRows {
  readonly #sql: Sql;
  readonly #size: () => number;
  #states: SeatStates | undefined;

  /** `size`: how many seats the show has, asked when the states are loaded. */
  constructor(sql: Sql, size: () => number) {
    this.#sql = sql;
    this.#size = size;
  }

  get all(): SeatStates {
    this.#states ??= this.#load();
    return this.#states;
  }

  forget(): void {
    this.#states = undefined;
  }

  #load(): SeatStates {
    const size = this.#size();
    const loaded = { states: new Uint8Array(size), seqs: new Float64Array(size) };
    for (const { seat, state, seq } of this.#sql.all<{ seat: number; state: number; seq: number }>(
      "SELECT seat, state, seq FROM seats",
    )) {
      loaded.states[seat] = state;
      loaded.seqs[seat] = seq;
    }
    return loaded;
  }

  /** available → held or sold */
  take(seats: readonly number[], state: "held" | "sold", { owner, seq }: Taken): void {
    this.#enter(seats, SEAT_STATE[state], { owner, seq });
  }

  /** available → blocked */
  block(seats: readonly number[], seq: number): void {
    this.#enter(seats, SEAT_STATE.blocked, { owner: null, seq });
  }

  /** held → sold, from a hold to its booking */
  sell(seats: readonly number[], hold_no: number, { owner, seq }: Taken): void {
    this.#move(
      seats,
      { state: SEAT_STATE.sold, seq },
      `UPDATE seats SET state = 2, owner = ?3, seq = ?2
       WHERE seat IN (SELECT value FROM json_each(?1)) AND state = 1 AND owner = ?4 RETURNING seat`,
      [owner, hold_no],
    );
  }

  /** held or sold by that owner → available */
  free(seats: readonly number[], state: "held" | "sold", { owner, seq }: Taken): void {
    this.#move(
      seats,
      { state: SEAT_STATE.available, seq },
      `UPDATE seats SET state = 0, owner = NULL, seq = ?2
       WHERE seat IN (SELECT value FROM json_each(?1)) AND state = ?3 AND owner = ?4 RETURNING seat`,
      [SEAT_STATE[state], owner],
    );
  }

  /** held → held, until another time */
  keep(seats: readonly number[], seq: number): void {
    this.#move(
      seats,
      { state: SEAT_STATE.held, seq },
      "UPDATE seats SET seq = ?2 WHERE seat IN (SELECT value FROM json_each(?1)) AND state = 1 RETURNING seat",
      [],
    );
  }

  /** held → available, whatever the holds */
  freeHeld(seats: readonly number[], seq: number): void {
    this.#move(
      seats,
      { state: SEAT_STATE.available, seq },
      "UPDATE seats SET state = 0, owner = NULL, seq = ?2 WHERE seat IN (SELECT value FROM json_each(?1)) AND state = 1 RETURNING seat",
      [],
    );
  }

  /** blocked → available */
  unblock(seats: readonly number[], seq: number): void {
    this.#move(
      seats,
      { state: SEAT_STATE.available, seq },
      "UPDATE seats SET state = 0, seq = ?2 WHERE seat IN (SELECT value FROM json_each(?1)) AND state = 3 RETURNING seat",
      [],
    );
  }

  /** Every sold seat is available. */
  freeSold(seq: number): void {
    this.#sql.run("UPDATE seats SET state = 0, owner = NULL, seq = ? WHERE state = 2", seq);
    const { states, seqs } = this.all;
    for (const [seat, state] of states.entries()) {
      if (state !== SEAT_STATE.sold) continue;
      states[seat] = SEAT_STATE.available;
      seqs[seat] = seq;
    }
  }

  /** When the holds of held seats end: of these seats, or of all. */
  heldUntil(seats?: readonly number[]): Map<number, number> {
    const some = seats === undefined ? "?1 IS NULL" : "seats.seat IN (SELECT value FROM json_each(?1))";
    const rows = this.#sql.all<{ seat: number; expires_at_ms: number }>(
      `SELECT seats.seat, holds.expires_at_ms FROM seats JOIN holds ON holds.no = seats.owner WHERE ${some} AND seats.state = 1`,
      seats === undefined ? null : JSON.stringify(seats),
    );
    return new Map(rows.map(({ seat, expires_at_ms }) => [seat, expires_at_ms]));
  }

  #enter(seats: readonly number[], state: number, { owner, seq }: { owner: number | null; seq: number }): void {
    this.#move(
      seats,
      { state, seq },
      `INSERT INTO seats (seat, state, owner, seq) SELECT value, ?4, ?3, ?2 FROM json_each(?1) WHERE true
       ON CONFLICT (seat) DO UPDATE SET state = excluded.state, owner = excluded.owner, seq = excluded.seq
       WHERE seats.state = 0 RETURNING seat`,
      [owner, state],
    );
  }

  #move(
    seats: readonly number[],
    to: { readonly state: number; readonly seq: number },
    statement: string,
    more: readonly (number | null)[],
  ): void {
    if (seats.length === 0) return;
    const moved = this.#sql.all<Row>(statement, JSON.stringify(seats), to.seq, ...more);
    if (moved.length !== seats.length) throw new Error(`${moved.length} of ${seats.length} seats could be moved`);
    const { states, seqs } = this.all;
    for (const seat of seats) {
      states[seat] = to.state;
      seqs[seat] = to.seq;
    }
  }
}
