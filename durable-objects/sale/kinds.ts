// What a departure and a show share, and where they differ. Both are sales: they have holds, bookings and a waitlist
// that live by the same rules (domain/). `SaleKinds` says what each of these is in one kind of sale; `SaleKind` is what
// a kind does by itself, and `Stock` how its places are kept apart from each other: not at all where they are only
// counted, seat by seat where they have names.
import type { BookingLife } from "../../domain/booking.ts";
import type { HoldLife } from "../../domain/hold.ts";
import type { Refusal } from "../../domain/refusal.ts";
import type { Sale } from "../../domain/sale.ts";
import type { EntryLife, Queue } from "../../domain/waitlist.ts";
import type { Ready } from "../command-line.ts";
import type { Answer } from "../envelope.ts";
import type { Row, Value } from "../sql.ts";
import type { Ledger } from "./ledger.ts";

export type SaleKinds = {
  readonly home: Sale;
  readonly hold: HoldLife;
  readonly booking: BookingLife;
  readonly entry: EntryLife;
  /** What holds, bookings and entries are shown with beside what they are, such as the sale that they are of. */
  readonly shown: { readonly hold: object; readonly booking: object; readonly entry: object };
  readonly command: { readonly type: string };
  readonly outcome: Refusal | { readonly ok: true };
};

export type HoldView<K extends SaleKinds> = K["hold"] &
  K["shown"]["hold"] & { readonly max_expires_at_ms: number; readonly entry_id: string | null };
export type BookingView<K extends SaleKinds> = K["booking"] & K["shown"]["booking"];
export type EntryView<K extends SaleKinds> = K["entry"] & K["shown"]["entry"] & { readonly position: number | null };
export type Offer<K extends SaleKinds> = { readonly entry: EntryView<K>; readonly hold: HoldView<K> };

/** What a hold, booking or entry of this kind has beside what all of them have. */
export type OwnHold<K extends SaleKinds> = Omit<K["hold"], keyof HoldLife>;
export type OwnBooking<K extends SaleKinds> = Omit<K["booking"], keyof BookingLife>;
export type OwnEntry<K extends SaleKinds> = Omit<K["entry"], keyof EntryLife>;

/** The columns of a table that only this kind has, and how they are written and read. */
export type OwnColumns<Thing> = {
  readonly columns: readonly string[];
  /** Those of them that change after the row was made. */
  readonly changing: readonly string[];
  /** By column. */
  write(thing: Thing): Readonly<Record<string, Value>>;
  read(row: Row): object;
};

export type SaleTables<K extends SaleKinds> = {
  /** The table of one row that is the sale itself. */
  readonly home: OwnColumns<K["home"]> & { readonly table: string };
  readonly hold: OwnColumns<K["hold"]>;
  readonly booking: OwnColumns<K["booking"]>;
  readonly entry: OwnColumns<K["entry"]>;
};

export type Stock<K extends SaleKinds> = {
  queue(ledger: Ledger<K>): Queue<K["entry"]>;
  /** An offer to this entry, which fits, as hold number `no`: its places are kept from here on. */
  offered(ledger: Ledger<K>, entry: K["entry"], no: number): OwnHold<K>;
  /** This active hold ends at another time than it did; the next change says so. */
  prolonged(ledger: Ledger<K>, hold: K["hold"]): void;
  /** These active holds are over: what they kept is free. */
  freed(ledger: Ledger<K>, hold_nos: readonly number[]): void;
  /** This booking is about to be canceled: what it had is free. */
  unsold(ledger: Ledger<K>, booking: K["booking"]): void;
  /** Every booking was canceled, with the sale itself. */
  emptied(ledger: Ledger<K>): void;
};

export type SaleKind<K extends SaleKinds> = {
  readonly noun: "departure" | "show";
  /** What the command is remembered as; itself, where it is short. */
  logged(command: K["command"]): object;
  readonly shown: {
    hold(hold: K["hold"], home: K["home"]): K["shown"]["hold"];
    booking(booking: K["booking"], home: K["home"]): K["shown"]["booking"];
    entry(entry: K["entry"], home: K["home"]): K["shown"]["entry"];
  };
  readonly stock: Stock<K>;
  /** What a command makes where there is nothing yet: a sale, a refusal, or undefined for commands that make nothing. */
  start(command: K["command"], now: number): { readonly ok: true; readonly home: K["home"] } | Refusal | undefined;
  execute(ledger: Ledger<K>, ready: Ready<K["command"]>): Answer<K["outcome"]>;
};

export type Page = { readonly after_no: number; readonly limit: number };

/** `no` is its change's number, taken with next(). */
export type NewHold<K extends SaleKinds> = {
  readonly no: number;
  readonly channel: string;
  readonly customer_ref: string | null;
  readonly seats: number;
  readonly expires_at_ms: number;
  readonly entry_no: number | null;
  readonly own: OwnHold<K>;
};

/** Kinds of changes; D1 has rows for those of bookings, entries and capacity. */
export type ChangeKind =
  | "departure_created"
  | "departure_updated"
  | "show_created"
  | "show_updated"
  | "seats_changed"
  | "capacity_adjusted"
  | "hold_created"
  | "hold_changed"
  | "hold_ended"
  | "booking_created"
  | "booking_changed"
  | "entry_joined"
  | "entry_changed"
  | "refused"
  | "nothing";
