// Bookings in SQL.
import type { BookingLife } from "../../domain/booking.ts";
import { type ChildNumber, childId } from "../../domain/identifier.ts";
import type { Row, Sql } from "../sql.ts";
import type { OwnColumns } from "./kinds.ts";

type BookingRow = Row & Omit<BookingLife, "id" | "hold_id"> & { hold_no: number; hold_created_at_ms: number };

const BOOKING = [
  "no",
  "hold_no",
  "hold_created_at_ms",
  "code",
  "channel",
  "customer_ref",
  "seats",
  "status",
  "created_at_ms",
  "updated_at_ms",
];

export class BookingRows<Booking extends BookingLife> {
  readonly #sql: Sql;
  readonly #own: OwnColumns<Booking>;
  readonly #select: string;
  readonly #insert: string;
  readonly #update: string;

  constructor(sql: Sql, own: OwnColumns<Booking>) {
    this.#sql = sql;
    this.#own = own;
    const columns = [...BOOKING, ...own.columns];
    this.#select = `SELECT ${columns.join(", ")} FROM bookings`;
    this.#insert = `INSERT INTO bookings (${columns.join(", ")}) VALUES (${columns.map(() => "?").join(", ")})`;
    const changing = ["seats", "status", "updated_at_ms", ...own.changing];
    this.#update = `UPDATE bookings SET ${changing.map((column) => `${column} = ?`).join(", ")} WHERE no = ?`;
  }

  insert(booking: Booking, hold: ChildNumber): void {
    const own = this.#own.write(booking);
    this.#sql.run(
      this.#insert,
      booking.no,
      hold.no,
      hold.created_at_ms,
      booking.code,
      booking.channel,
      booking.customer_ref,
      booking.seats,
      booking.status,
      booking.created_at_ms,
      booking.updated_at_ms,
      ...this.#own.columns.map((column) => own[column] ?? null),
    );
  }

  update(booking: Booking): void {
    const own = this.#own.write(booking);
    const changing = this.#own.changing.map((column) => own[column] ?? null);
    this.#sql.run(this.#update, booking.seats, booking.status, booking.updated_at_ms, ...changing, booking.no);
  }

  find(home_id: string, child: ChildNumber): Booking | undefined {
    const [booking] = this.byNos(home_id, [child.no]);
    return booking?.created_at_ms === child.created_at_ms ? booking : undefined;
  }

  byNos(home_id: string, nos: readonly number[]): Booking[] {
    const query = `${this.#select} WHERE no IN (SELECT value FROM json_each(?)) ORDER BY no`;
    return this.#bookings(home_id, this.#sql.all<BookingRow>(query, JSON.stringify(nos)));
  }

  confirmed(home_id: string): Booking[] {
    return this.#bookings(home_id, this.#sql.all<BookingRow>(`${this.#select} WHERE status = 'CONFIRMED' ORDER BY no`));
  }

  #bookings(home_id: string, rows: BookingRow[]): Booking[] {
    return rows.map((row) => {
      const life: BookingLife = {
        id: childId("bkg", home_id, row),
        no: row.no,
        hold_id: childId("hold", home_id, { no: row.hold_no, created_at_ms: row.hold_created_at_ms }),
        code: row.code,
        channel: row.channel,
        customer_ref: row.customer_ref,
        seats: row.seats,
        status: row.status,
        created_at_ms: row.created_at_ms,
        updated_at_ms: row.updated_at_ms,
      };
      // The two parts of a booking of this kind: what every booking has, and its own columns, as insert() wrote them.
      return { ...life, ...this.#own.read(row) } as Booking;
    });
  }
}
