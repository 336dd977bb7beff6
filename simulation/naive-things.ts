// What the naive model keeps of each thing.

export type NaiveActor = { readonly channel: string; readonly key_id: string; readonly admin: boolean };
export type Said = { readonly ok: boolean; readonly [field: string]: unknown };

export type NaiveHold = {
  name: string;
  channel: string;
  customer: string | null;
  seats: number;
  /** Which seats of a show, in its order; of a departure none, because its places have no names. */
  chosen: readonly number[];
  state: "ACTIVE" | "EXPIRED" | "CONFIRMED" | "CANCELED";
  made: number;
  ends: number;
  /** Of one place of a departure; of a show's seats together. */
  amount: number;
  currency: string;
  /** The partner's own. */
  reference: string | null;
  notes: string | null;
  wish: NaiveWish | null;
  booking: NaiveBooking | null;
  forgotten: boolean;
};
export type NaiveBooking = {
  name: string;
  hold: NaiveHold;
  code: string;
  seats: number;
  chosen: readonly number[];
  amount: number;
  reference: string | null;
  notes: string | null;
  state: "CONFIRMED" | "CANCELED";
  made: number;
  changed: number;
};
export type NaiveWish = {
  name: string;
  channel: string;
  customer: string | null;
  seats: number;
  /** What a show's seats must be like, as the Worker writes it; of a departure nothing. */
  text: string;
  state: "WAITING" | "OFFERED" | "BOOKED" | "LAPSED" | "LEFT";
  made: number;
  offered: number | null;
  hold: NaiveHold | null;
};
export type NaiveAdjustment = {
  name: string;
  delta: number;
  reason: string;
  actor: string;
  after: number;
  made: number;
};
