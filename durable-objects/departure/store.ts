// All of a departure's SQL. Rows come in and go out as the domain's values; nothing is decided here.
// Cost of a hold's commit: 1 row in holds + 2 in its indexes, 1 in changes + 1 in its index; once a batch the
// departure's row. Statements: 1 look-up of the key, 1 of the active hold, 2 inserts; a batch adds 4.
import type { Booking } from "../../domain/booking.ts";
import type { Adjustment } from "../../domain/capacity.ts";
import type { Departure, Policy } from "../../domain/departure.ts";
import type { Hold } from "../../domain/hold.ts";
import { type ChildNumber, childId } from "../../domain/identifier.ts";
import { LIMITS } from "../../domain/limits.ts";
import type { Entry, Queue } from "../../domain/waitlist.ts";
import { first, type Row, type Sql } from "../sql.ts";
import type { Page } from "./commands.ts";

type HoldRow = Row & Omit<Hold, "id" | "booking_id"> & { booking_no: number | null };
type BookingRow = Row & Omit<Booking, "id" | "hold_id"> & { hold_no: number; hold_created_at_ms: number };
type EntryRow = Row & Omit<Entry, "id" | "hold_id"> & { hold_no: number | null; hold_created_at_ms: number | null };
type AdjustmentRow = Row & Omit<Adjustment, "id">;
type DepartureRow = Row & {
  id: string;
  tour_id: string;
  status: Departure["status"];
  starts_at_ms: number;
  capacity: number;
  held: number;
  sold: number;
  blocked: number;
  unit_amount: number;
  currency: string;
  policy: string;
  location_hint: string | null;
  waiting: number;
  active_holds: number;
  created_at_ms: number;
  updated_at_ms: number;
  seq: number;
  committed_at_ms: number;
  projected_seq: number;
  alarm_at_ms: number | null;
};

/** The departure with what its object must remember between commits. */
export type DepartureState = {
  readonly departure: Departure;
  readonly seq: number;
  readonly committed_at_ms: number;
  readonly projected_seq: number;
  readonly alarm_at_ms: number | null;
};

export type ListFilter = { readonly channel: string | null; readonly status: string | null; readonly customer_ref: string | null };
export type DueHold = { readonly no: number; readonly seats: number; readonly channel: string; readonly entry_no: number | null };

const HOLD = "no, channel, customer_ref, seats, status, created_at_ms, expires_at_ms, unit_amount, currency, entry_no, booking_no";
const BOOKING =
  "no, hold_no, hold_created_at_ms, code, channel, customer_ref, seats, status, unit_amount, currency, created_at_ms, updated_at_ms";
const ENTRY = "no, channel, customer_ref, seats, status, created_at_ms, notified_at_ms, hold_no, hold_created_at_ms";
const LISTED = "(?1 IS NULL OR channel = ?1) AND (?2 IS NULL OR status = ?2) AND (?3 IS NULL OR customer_ref = ?3) AND no > ?4 ORDER BY no LIMIT ?5";

export class DepartureStore {
  readonly sql: Sql;

  constructor(sql: Sql) {
    this.sql = sql;
  }

  load(): DepartureState | undefined {
    const row = first(this.sql.all<DepartureRow>("SELECT * FROM departure"));
    if (!row) return undefined;
    const { capacity, held, sold, blocked, policy, seq, committed_at_ms, projected_seq, alarm_at_ms, ...rest } = row;
    const departure: Departure = {
      id: rest.id,
      tour_id: rest.tour_id,
      status: rest.status,
      starts_at_ms: rest.starts_at_ms,
      places: { capacity, held, sold, blocked },
      unit_amount: rest.unit_amount,
      currency: rest.currency,
      // What save() wrote.
      policy: JSON.parse(policy) as Policy,
      location_hint: rest.location_hint,
      waiting: rest.waiting,
      active_holds: rest.active_holds,
      created_at_ms: rest.created_at_ms,
      updated_at_ms: rest.updated_at_ms,
    };
    return { departure, seq, committed_at_ms, projected_seq, alarm_at_ms };
  }

  create(state: DepartureState): void {
    const { departure } = state;
    this.sql.run(
      `INSERT INTO departure (one, id, tour_id, status, starts_at_ms, capacity, held, sold, blocked, unit_amount, currency, policy,
         location_hint, waiting, active_holds, created_at_ms, updated_at_ms, seq, committed_at_ms, projected_seq)
       VALUES (1, ?, ?, ?, ?, ?, 0, 0, 0, ?, ?, ?, ?, 0, 0, ?, ?, 0, ?, 0)`,
      departure.id,
      departure.tour_id,
      departure.status,
      departure.starts_at_ms,
      departure.places.capacity,
      departure.unit_amount,
      departure.currency,
      JSON.stringify(departure.policy),
      departure.location_hint,
      departure.created_at_ms,
      departure.updated_at_ms,
      state.committed_at_ms,
    );
  }

  /** The parts that a commit of places changes: written once a batch. */
  saveCounters(state: DepartureState): void {
    const { places, waiting, active_holds } = state.departure;
    this.sql.run(
      `UPDATE departure SET capacity = ?, held = ?, sold = ?, blocked = ?, waiting = ?, active_holds = ?, seq = ?, committed_at_ms = ?, alarm_at_ms = ?`,
      places.capacity,
      places.held,
      places.sold,
      places.blocked,
      waiting,
      active_holds,
      state.seq,
      state.committed_at_ms,
      state.alarm_at_ms,
    );
  }

  saveDetails(departure: Departure): void {
    this.sql.run(
      "UPDATE departure SET status = ?, starts_at_ms = ?, unit_amount = ?, currency = ?, policy = ?, updated_at_ms = ?",
      departure.status,
      departure.starts_at_ms,
      departure.unit_amount,
      departure.currency,
      JSON.stringify(departure.policy),
      departure.updated_at_ms,
    );
  }

  saveProjected(seq: number): void {
    this.sql.run("UPDATE departure SET projected_seq = ? WHERE projected_seq < ?", seq, seq);
  }

  saveAlarm(alarm_at_ms: number | null): void {
    this.sql.run("UPDATE departure SET alarm_at_ms = ?", alarm_at_ms);
  }

  // ── holds ──

  insertHold(hold: Hold): void {
    this.sql.run(
      `INSERT INTO holds (no, channel, customer_ref, seats, status, created_at_ms, expires_at_ms, unit_amount, currency, entry_no)
       VALUES (?, ?, ?, ?, 'ACTIVE', ?, ?, ?, ?, ?)`,
      hold.no,
      hold.channel,
      hold.customer_ref,
      hold.seats,
      hold.created_at_ms,
      hold.expires_at_ms,
      hold.unit_amount,
      hold.currency,
      hold.entry_no,
    );
  }

  updateHold(hold: Hold, booking_no: number | null): void {
    this.sql.run(
      "UPDATE holds SET seats = ?, status = ?, expires_at_ms = ?, booking_no = ? WHERE no = ?",
      hold.seats,
      hold.status,
      hold.expires_at_ms,
      booking_no,
      hold.no,
    );
  }

  activeHold(home_id: string, channel: string, customer_ref: string): Hold | undefined {
    const rows = this.sql.all<HoldRow>(
      `SELECT ${HOLD} FROM holds WHERE customer_ref = ? AND channel = ? AND status = 'ACTIVE' AND entry_no IS NULL`,
      customer_ref,
      channel,
    );
    return this.#holds(home_id, rows)[0];
  }

  hold(home_id: string, child: ChildNumber): Hold | undefined {
    const hold = this.holdByNo(home_id, child.no);
    return hold?.created_at_ms === child.created_at_ms ? hold : undefined;
  }

  holdByNo(home_id: string, no: number): Hold | undefined {
    return this.#holds(home_id, this.sql.all<HoldRow>(`SELECT ${HOLD} FROM holds WHERE no = ?`, no))[0];
  }

  holdsByNo(home_id: string, nos: readonly number[]): Hold[] {
    return this.#holds(
      home_id,
      this.sql.all<HoldRow>(`SELECT ${HOLD} FROM holds WHERE no IN (SELECT value FROM json_each(?)) ORDER BY no`, JSON.stringify(nos)),
    );
  }

  listHolds(home_id: string, filter: ListFilter, page: Page): Hold[] {
    return this.#holds(home_id, this.#list<HoldRow>(`SELECT ${HOLD} FROM holds WHERE ${LISTED}`, filter, page));
  }

  /** Active holds that are over at `now`, oldest end first. */
  dueHolds(now: number, rows_max: number): DueHold[] {
    return this.sql.all<DueHold & Row>(
      "SELECT no, seats, channel, entry_no FROM holds WHERE status = 'ACTIVE' AND expires_at_ms <= ? ORDER BY expires_at_ms LIMIT ?",
      now,
      rows_max,
    );
  }

  /** Whether a hold is over, or somebody still waits for a departure that has left. */
  anyDue(now: number): boolean {
    return (
      this.sql.all(
        `SELECT 1 AS due FROM holds WHERE status = 'ACTIVE' AND expires_at_ms <= ?1
         UNION ALL SELECT 1 FROM departure WHERE waiting > 0 AND starts_at_ms <= ?1 LIMIT 1`,
        now,
      ).length > 0
    );
  }

  nextExpiry(): number | undefined {
    return first(
      this.sql.all<{ expires_at_ms: number }>("SELECT expires_at_ms FROM holds WHERE status = 'ACTIVE' ORDER BY expires_at_ms LIMIT 1"),
    )?.expires_at_ms;
  }

  endHolds(nos: readonly number[], status: "EXPIRED" | "CANCELED"): void {
    this.sql.run("UPDATE holds SET status = ? WHERE no IN (SELECT value FROM json_each(?))", status, JSON.stringify(nos));
  }

  activeHolds(): DueHold[] {
    return this.sql.all<DueHold & Row>("SELECT no, seats, channel, entry_no FROM holds WHERE status = 'ACTIVE' ORDER BY no");
  }

  // ── bookings ──

  insertBooking(booking: Booking, hold: ChildNumber): void {
    this.sql.run(
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

  updateBooking(booking: Booking): void {
    this.sql.run(
      "UPDATE bookings SET seats = ?, status = ?, updated_at_ms = ? WHERE no = ?",
      booking.seats,
      booking.status,
      booking.updated_at_ms,
      booking.no,
    );
  }

  booking(home_id: string, child: ChildNumber): Booking | undefined {
    const [booking] = this.bookingsByNo(home_id, [child.no]);
    return booking?.created_at_ms === child.created_at_ms ? booking : undefined;
  }

  bookingsByNo(home_id: string, nos: readonly number[]): Booking[] {
    return this.#bookings(
      home_id,
      this.sql.all<BookingRow>(
        `SELECT ${BOOKING} FROM bookings WHERE no IN (SELECT value FROM json_each(?)) ORDER BY no`,
        JSON.stringify(nos),
      ),
    );
  }

  confirmedBookings(home_id: string): Booking[] {
    return this.#bookings(home_id, this.sql.all<BookingRow>(`SELECT ${BOOKING} FROM bookings WHERE status = 'CONFIRMED' ORDER BY no`));
  }

  // ── waitlist ──

  insertEntry(entry: Entry): void {
    this.sql.run(
      "INSERT INTO entries (no, channel, customer_ref, seats, status, created_at_ms) VALUES (?, ?, ?, ?, 'WAITING', ?)",
      entry.no,
      entry.channel,
      entry.customer_ref,
      entry.seats,
      entry.created_at_ms,
    );
  }

  offerEntry(no: number, hold: ChildNumber): void {
    this.sql.run(
      "UPDATE entries SET status = 'OFFERED', notified_at_ms = ?, hold_no = ?, hold_created_at_ms = ? WHERE no = ?",
      hold.created_at_ms,
      hold.no,
      hold.created_at_ms,
      no,
    );
  }

  endEntries(nos: readonly number[], status: "BOOKED" | "LAPSED" | "LEFT"): void {
    this.sql.run("UPDATE entries SET status = ? WHERE no IN (SELECT value FROM json_each(?))", status, JSON.stringify(nos));
  }

  waitingEntries(): { no: number; channel: string }[] {
    return this.sql.all<{ no: number; channel: string }>("SELECT no, channel FROM entries WHERE status = 'WAITING' ORDER BY no");
  }

  currentEntry(home_id: string, channel: string, customer_ref: string): Entry | undefined {
    const rows = this.sql.all<EntryRow>(
      `SELECT ${ENTRY} FROM entries WHERE customer_ref = ? AND channel = ? AND status IN ('WAITING', 'OFFERED')`,
      customer_ref,
      channel,
    );
    return this.#entries(home_id, rows)[0];
  }

  entry(home_id: string, child: ChildNumber): Entry | undefined {
    const entry = this.entryByNo(home_id, child.no);
    return entry?.created_at_ms === child.created_at_ms ? entry : undefined;
  }

  entryByNo(home_id: string, no: number): Entry | undefined {
    return this.entriesByNo(home_id, [no])[0];
  }

  entriesByNo(home_id: string, nos: readonly number[]): Entry[] {
    return this.#entries(
      home_id,
      this.sql.all<EntryRow>(`SELECT ${ENTRY} FROM entries WHERE no IN (SELECT value FROM json_each(?)) ORDER BY no`, JSON.stringify(nos)),
    );
  }

  listEntries(home_id: string, filter: ListFilter, page: Page): Entry[] {
    return this.#entries(home_id, this.#list<EntryRow>(`SELECT ${ENTRY} FROM entries WHERE ${LISTED}`, filter, page));
  }

  /** Place in the line, from 1; null when the entry does not wait. */
  position(entry: Entry): number | null {
    if (entry.status !== "WAITING") return null;
    const row = first(
      this.sql.all<{ ahead: number }>("SELECT count(*) AS ahead FROM entries WHERE status = 'WAITING' AND no < ?", entry.no),
    );
    return (row?.ahead ?? 0) + 1;
  }

  queue(home_id: string): Queue {
    const oldestFitting = (seats_max: number): Entry | undefined => {
      let oldest = Number.POSITIVE_INFINITY;
      // One probe of the index for each size of wish finds the oldest without walking the line.
      for (let seats = 1; seats <= Math.min(seats_max, LIMITS.seats_per_hold_max); seats += 1) {
        const row = first(
          this.sql.all<{ no: number }>("SELECT no FROM entries WHERE status = 'WAITING' AND seats = ? ORDER BY no LIMIT 1", seats),
        );
        if (row && row.no < oldest) oldest = row.no;
      }
      return oldest === Number.POSITIVE_INFINITY ? undefined : this.entryByNo(home_id, oldest);
    };
    return { oldestFitting, head: () => oldestFitting(LIMITS.seats_per_hold_max) };
  }

  // ── adjustments, tickets, clean-up ──

  insertAdjustment(adjustment: Adjustment): void {
    this.sql.run(
      "INSERT INTO adjustments (no, delta, reason, actor, capacity_after, created_at_ms) VALUES (?, ?, ?, ?, ?, ?)",
      adjustment.no,
      adjustment.delta,
      adjustment.reason,
      adjustment.actor,
      adjustment.capacity_after,
      adjustment.created_at_ms,
    );
  }

  adjustmentsByNo(home_id: string, nos: readonly number[]): Adjustment[] {
    return this.#adjustments(
      home_id,
      this.sql.all<AdjustmentRow>("SELECT * FROM adjustments WHERE no IN (SELECT value FROM json_each(?)) ORDER BY no", JSON.stringify(nos)),
    );
  }

  listAdjustments(home_id: string, page: Page): Adjustment[] {
    return this.#adjustments(
      home_id,
      this.sql.all<AdjustmentRow>("SELECT * FROM adjustments WHERE no > ? ORDER BY no LIMIT ?", page.after_no, page.limit),
    );
  }

  /** True the first time for a ticket; tickets that are over are forgotten on the way. */
  useTicket(id: string, expires_at_ms: number, now: number): boolean {
    this.sql.run("DELETE FROM used_tickets WHERE expires_at_ms <= ?", now);
    return this.sql.all("INSERT INTO used_tickets (id, expires_at_ms) VALUES (?, ?) ON CONFLICT DO NOTHING RETURNING id", id, expires_at_ms).length > 0;
  }

  /** When the oldest hold that is over has been kept for `kept_ms`. */
  oldestEndedHold(kept_ms: number): number | undefined {
    const row = first(this.sql.all<{ expires_at_ms: number }>("SELECT expires_at_ms FROM holds ORDER BY no LIMIT 1"));
    return row ? row.expires_at_ms + kept_ms : undefined;
  }

  /** Drops at most `rows_max` of the oldest holds that were over before `before_ms`; a sale lives on in its booking. */
  dropEndedHolds(before_ms: number, rows_max: number): number {
    return this.sql.all(
      `DELETE FROM holds WHERE no IN (SELECT no FROM holds ORDER BY no LIMIT ?) AND expires_at_ms < ? AND status <> 'ACTIVE' RETURNING no`,
      rows_max,
      before_ms,
    ).length;
  }

  // ── rows to values ──

  #list<T extends Row>(query: string, filter: ListFilter, page: Page): T[] {
    return this.sql.all<T>(query, filter.channel, filter.status, filter.customer_ref, page.after_no, page.limit);
  }

  #holds(home_id: string, rows: HoldRow[]): Hold[] {
    return rows.map(({ booking_no, ...row }) => ({
      ...row,
      id: childId("hold", home_id, row),
      booking_id: booking_no === null ? null : this.#bookingId(home_id, booking_no),
    }));
  }

  #bookings(home_id: string, rows: BookingRow[]): Booking[] {
    return rows.map(({ hold_no, hold_created_at_ms, ...row }) => ({
      ...row,
      id: childId("bkg", home_id, row),
      hold_id: childId("hold", home_id, { no: hold_no, created_at_ms: hold_created_at_ms }),
    }));
  }

  #entries(home_id: string, rows: EntryRow[]): Entry[] {
    return rows.map(({ hold_no, hold_created_at_ms, ...row }) => ({
      ...row,
      id: childId("wle", home_id, row),
      hold_id:
        hold_no === null || hold_created_at_ms === null
          ? null
          : childId("hold", home_id, { no: hold_no, created_at_ms: hold_created_at_ms }),
    }));
  }

  #adjustments(home_id: string, rows: AdjustmentRow[]): Adjustment[] {
    return rows.map((row) => ({
      id: childId("adj", home_id, row),
      no: row.no,
      delta: row.delta,
      reason: row.reason,
      actor: row.actor,
      capacity_after: row.capacity_after,
      created_at_ms: row.created_at_ms,
    }));
  }

  #bookingId(home_id: string, no: number): string {
    const row = first(this.sql.all<{ created_at_ms: number }>("SELECT created_at_ms FROM bookings WHERE no = ?", no));
    if (!row) throw new Error(`hold names booking ${no}, which is not there`);
    return childId("bkg", home_id, { no, created_at_ms: row.created_at_ms });
  }
}
