// Bookings in SQL.
import type { Booking } from "../../domain/booking.ts";
import { type ChildNumber, childId } from "../../domain/identifier.ts";
import type { Row, Sql } from "../sql.ts";

type BookingRow = Row & Omit<Booking, "id" | "hold_id"> & { hold_no: number; hold_created_at_ms: number };

const BOOKING =
  "no, hold_no, hold_created_at_ms, code, channel, customer_ref, seats, status, unit_amount, currency, created_at_ms, updated_at_ms";

export class BookingRows {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  insert(booking: Booking, hold: ChildNumber): void {
    this.#sql.run(
      `INSERT INTO bookings (${BOOKING}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      booking.no,
      hold.no,
      hold.created_at_ms,
      booking.code,
      booking.channel,
      booking.customer_ref,
      booking.seats,
      booking.status,
      booking.unit_amount,
      booking.currency,
      booking.created_at_ms,
      booking.updated_at_ms,
    );
  }

  update(booking: Booking): void {
    this.#sql.run(
      "UPDATE bookings SET seats = ?, status = ?, updated_at_ms = ? WHERE no = ?",
      booking.seats,
      booking.status,
      booking.updated_at_ms,
      booking.no,
    );
  }

  find(home_id: string, child: ChildNumber): Booking | undefined {
    const [booking] = this.byNos(home_id, [child.no]);
    return booking?.created_at_ms === child.created_at_ms ? booking : undefined;
  }

  byNos(home_id: string, nos: readonly number[]): Booking[] {
    return this.#bookings(
      home_id,
      this.#sql.all<BookingRow>(
        `SELECT ${BOOKING} FROM bookings WHERE no IN (SELECT value FROM json_each(?)) ORDER BY no`,
        JSON.stringify(nos),
      ),
    );
  }

  confirmed(home_id: string): Booking[] {
    return this.#bookings(
      home_id,
      this.#sql.all<BookingRow>(`SELECT ${BOOKING} FROM bookings WHERE status = 'CONFIRMED' ORDER BY no`),
    );
  }

  #bookings(home_id: string, rows: BookingRow[]): Booking[] {
    return rows.map(({ hold_no, hold_created_at_ms, ...row }) => ({
      ...row,
      id: childId("bkg", home_id, row),
      hold_id: childId("hold", home_id, { no: hold_no, created_at_ms: hold_created_at_ms }),
    }));
  }
}
