// A client of a show's feed, as listen.ts is of a departure's.
import { showFrame } from "../../contract/feed.ts";
import { handshakeAt, Listening, type ShowFrame, socketOf, type Wanted } from "./listen.ts";

export type { ShowFrame };

export type ShowChanges = Extract<ShowFrame, { type: "changes" }>;
export type ShowSnapshot = Extract<ShowFrame, { type: "snapshot" }>;
export type ShowListening = Listening<ShowFrame>;
export type Seated = { readonly id: string; readonly venue_id: string };

export function handshakeOf({ id, venue_id }: Seated, wanted: Wanted = {}): Promise<Response> {
  return handshakeAt(`/ws/venues/${venue_id}/shows/${id}`, wanted);
}

export async function listenTo(show: Seated, wanted: Wanted = {}): Promise<ShowListening> {
  return new Listening(await socketOf(await handshakeOf(show, wanted)), showFrame);
}

const LETTERS = { available: "a", reserved: "h", sold: "s", blocked: "b" } as const;

/** The letters that a client has who started from the snapshot and heard these frames; `seats` are all ids in hall order. */
export function heard(snapshot: ShowSnapshot, frames: readonly ShowChanges[], seats: readonly string[]): string {
  const letters = [...snapshot.states];
  for (const { seat_status_changed } of frames) {
    for (const { seat_id, status } of seat_status_changed) letters[seats.indexOf(seat_id)] = LETTERS[status];
  }
  return letters.join("");
}
