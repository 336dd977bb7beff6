// What the naive model keeps of each thing.

export type NaiveActor = { readonly channel: string; readonly key_id: string; readonly admin: boolean };
export type Said = { readonly ok: boolean; readonly [field: string]: unknown };

export type NaiveHold = {
  name: string;
  channel: string;
  customer: string;
  seats: number;
  state: "ACTIVE" | "EXPIRED" | "CONFIRMED" | "CANCELED";
  made: number;
  ends: number;
  amount: number;
  currency: string;
  wish: NaiveWish | null;
  booking: NaiveBooking | null;
  forgotten: boolean;
};
export type NaiveBooking = {
  name: string;
  hold: NaiveHold;
  code: string;
  seats: number;
  state: "CONFIRMED" | "CANCELED";
  made: number;
  changed: number;
};
export type NaiveWish = {
  name: string;
  channel: string;
  customer: string;
  seats: number;
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
