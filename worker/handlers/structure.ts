import type { Handlers } from "../call.ts";
import { cursorAt, placeOf } from "../paging.ts";
import { readScheme } from "../scheme-call.ts";

export const STRUCTURE_HANDLERS: Handlers<
  | "structure/sectors"
  | "structure/groups"
  | "structure/seats"
  | "structure/seat-price"
  | "structure/test-seat"
  | "structure/validation"
> = {
  "structure/sectors": (input, call) => readScheme(call, input.scheme_id, { type: "current_sectors" }),

  "structure/groups": (input, call) =>
    readScheme(call, input.scheme_id, { type: "current_groups", sector_id: input.sector_id ?? null }),

  "structure/seats": async (input, call) => {
    const asked = { call, input };
    const place = placeOf(asked);
    if (!place.ok) return place;
    const { sector_id = null, group_id = null, limit } = input;
    const reply = await readScheme(call, input.scheme_id, {
      type: "current_seats",
      sector_id,
      group_id,
      after_no: place.after?.[0] ?? 0,
      limit: limit + 1,
    });
    if (!reply.ok) return reply;
    const { numbers, items, ...about } = reply.body;
    const next_cursor = items.length > limit ? cursorAt(asked, [numbers[limit - 1] ?? 0, ""]) : null;
    return { ...reply, body: { ...about, items: items.slice(0, limit), next_cursor } };
  },

  "structure/seat-price": (input, call) =>
    readScheme(call, input.scheme_id, { type: "seat_price", seat_id: input.seat_id }),
  "structure/test-seat": (input, call) =>
    readScheme(call, input.scheme_id, { type: "test_seat", seat_id: input.seat_id }),
  "structure/validation": (input, call) => readScheme(call, input.scheme_id, { type: "current_validation" }),
};
