// Until when a seat is reserved is part of what everyone sees of it.
import { expect, it } from "vitest";
import { call, must } from "../../worker/testing/api.ts";
import { listenTo } from "../../worker/testing/listen-show.ts";
import { makeShow } from "../../worker/testing/shows.ts";

type SeatFrame = { readonly seat_id: string; readonly status: string; readonly reserved_until: string | null };
type Frame = { readonly type: string; readonly to_seq: number; readonly seat_status_changed: readonly SeatFrame[] };

async function head(show_id: string): Promise<number> {
  return Number((await call("show/get", { show_id })).headers.get("holdfast-seq"));
}

it.each(["extended", "refreshed with the same seats"])(
  "listeners hear the new end of a reservation that is %s",
  async (how) => {
    const { id, venue_id } = await makeShow();
    const customer_ref = "ada";
    const made = await must("reservation/create", { show_id: id, quantity: 2, customer_ref, ttl_seconds: 60 });
    const { seat_ids } = made;
    const socket = await listenTo({ id, venue_id });
    await socket.nextText();
    const { expires_at } =
      how === "extended"
        ? await must("reservation/extend", { reservation_id: made.id, ttl_seconds: 900 })
        : await must("reservation/create", { show_id: id, seat_ids, customer_ref, ttl_seconds: 900, refresh: true });
    const heard = new Map<string, string | null>();
    for (const last = await head(id), at = { seq: 0 }; at.seq < last; ) {
      // Frames of a show, after the snapshot.
      const frame = JSON.parse(await socket.nextText()) as Frame;
      at.seq = frame.to_seq;
      for (const seat of frame.seat_status_changed) heard.set(seat.seat_id, seat.reserved_until);
    }
    expect(heard).toEqual(new Map(seat_ids.map((seat_id) => [seat_id, expires_at])));
    socket.close();
  },
);
