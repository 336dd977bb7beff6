// The show's own copy of its hall, in SQL: what is on each seat and where it is. Written once, when the show is made,
// in parts under the 2 MB that a row may have; read and built into a hall once a waking (about 0.2 s for 60,000 seats).
import { buildHall, type Hall, type Point } from "../../domain/hall.ts";
import type { MapSeat } from "../../domain/layout.ts";
import { first, inParts, type Sql } from "../sql.ts";

const SEATS_A_PART = 5_000;

export type SeatMap = {
  readonly seats: readonly MapSeat[];
  /** What the best seats are nearest to; null for the middle of the front. */
  readonly focal: Point | null;
  readonly layout: string;
};

type Packed = readonly [string, string, string, string, number, number, number, string, number, 0 | 1];

export class MapRows {
  readonly #sql: Sql;
  #loaded: { readonly seats: readonly MapSeat[]; readonly hall: Hall; readonly layout: string } | undefined;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  /** At entry: the seats are in hall order and make a hall. */
  insert({ seats, focal, layout }: SeatMap): void {
    this.#sql.run(
      "INSERT INTO map (one, focal, layout) VALUES (1, ?, ?)",
      focal === null ? null : JSON.stringify(focal),
      layout,
    );
    for (const [no, part] of inParts(seats, SEATS_A_PART).entries()) {
      this.#sql.run("INSERT INTO map_parts (no, body) VALUES (?, ?)", no, JSON.stringify(part.map(packed)));
    }
  }

  get hall(): Hall {
    return this.#load().hall;
  }

  /** In hall order: a seat's index is its place here. */
  get seats(): readonly MapSeat[] {
    return this.#load().seats;
  }

  /** The layout as the venue had it, as JSON text. */
  get layout(): string {
    return this.#load().layout;
  }

  forget(): void {
    this.#loaded = undefined;
  }

  #load() {
    if (this.#loaded) return this.#loaded;
    const about = first(this.#sql.all<{ focal: string | null; layout: string }>("SELECT focal, layout FROM map"));
    if (!about) throw new Error("the show has no map");
    const seats = this.#sql
      .all<{ body: string }>("SELECT body FROM map_parts ORDER BY no")
      // What insert() wrote.
      .flatMap(({ body }) => (JSON.parse(body) as Packed[]).map(unpacked));
    // As above.
    const built = buildHall(seats, about.focal === null ? undefined : (JSON.parse(about.focal) as Point));
    if (!built.ok) throw new Error("the show's own seats make no hall");
    this.#loaded = { seats, hall: built.hall, layout: about.layout };
    return this.#loaded;
  }
}

function packed(seat: MapSeat): Packed {
  const { id, section, row, number, position, x, y, category, unit_amount, accessible } = seat;
  return [id, section, row, number, position, x, y, category, unit_amount, accessible ? 1 : 0];
}

function unpacked([id, section, row, number, position, x, y, category, unit_amount, accessible]: Packed): MapSeat {
  return {
    id,
    map_seat_id: id,
    section,
    row,
    number,
    position,
    x,
    y,
    category,
    unit_amount,
    accessible: accessible === 1,
  };
}
