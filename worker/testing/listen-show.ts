// A client of a show's feed, as listen.ts is of a departure's.
import { showFrame } from "../../contract/feed.ts";
import { handshakeAt, Listening, type ShowFrame, socketOf, type Wanted } from "./listen.ts";

export type ShowChanges = Extract<ShowFrame, { type: "changes" }>;
export type ShowListening = Listening<ShowFrame>;
export type Seated = { readonly id: string; readonly venue_id: string };

export function showHandshake({ id, venue_id }: Seated, wanted: Wanted = {}): Promise<Response> {
  return handshakeAt(`/ws/venues/${venue_id}/shows/${id}`, wanted);
}

export async function listenShow(show: Seated, wanted: Wanted = {}): Promise<ShowListening> {
  return new Listening(await socketOf(await showHandshake(show, wanted)), showFrame);
}
