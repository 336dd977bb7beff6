// Until when a seat is reserved is part of what everyone sees of it.
import { expect, it } from "vitest";
import { call, must } from "../../worker/testing/api.ts";
import { listenTo } from "../../worker/testing/listen-show.ts";
import { makeShow } from "../../worker/testing/shows.ts";

it.each(["extended", "refreshed with the same seats"])(
  "listeners hear the new end of a reservation that is %s",
  async (how) => {
    const show = await makeShow();
    const show_id = show.id;
    const customer_ref = "ada";
    const made = await must("reservation/create", { show_id, quantity: 2, customer_ref, ttl_seconds: 60 });
    const { seat_ids } = made;
    const socket = await listenTo(show);
    await socket.next();
    const { expires_at } =
      how === "extended"
        ? await must("reservation/extend", { reservation_id: made.id, ttl_seconds: 900 })
        : await must("reservation/create", { show_id, seat_ids, customer_ref, ttl_seconds: 900, refresh: true });
    const head = Number((await call("show/get", { show_id })).headers.get("holdfast-seq"));
    const frames = await socket.changesUntil(head);
    const heard = frames.flatMap(({ seat_status_changed }) => seat_status_changed);
    expect(heard).toEqual(seat_ids.map((seat_id) => ({ seat_id, status: "reserved", reserved_until: expires_at })));
    socket.close();
  },
);
