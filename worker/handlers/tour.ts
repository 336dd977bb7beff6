import { eq } from "drizzle-orm";
import type * as z from "zod";
import type { tour } from "../../contract/tour.ts";
import { tours } from "../../d1-migrations/schema.ts";
import { isoTime } from "../../durable-objects/departure/wire.ts";
import type { Handlers } from "../call.ts";
import { database } from "../catalogue/database.ts";
import { isSelling, listTours, type TourRow, tourById, tourBySlug } from "../catalogue/tours.ts";
import { newHomeId } from "../identifiers.ts";
import { once } from "../once.ts";
import { paged } from "../paging.ts";
import { missing } from "../seller.ts";

function tourBody(row: TourRow): z.input<typeof tour> {
  const { id, name, slug, description } = row;
  return {
    id,
    name,
    slug,
    description,
    created_at: isoTime(row.created_at_ms),
    updated_at: isoTime(row.updated_at_ms),
  };
}

export const TOUR_HANDLERS: Handlers<"tour/create" | "tour/update" | "tour/get" | "tour/list" | "tour/delete"> = {
  "tour/create": (input, call) =>
    once(call, async (catalogue) => {
      const known = await tourBySlug(catalogue, input.slug);
      if (known) {
        const same = known.name === input.name && known.description === input.description;
        if (same) return { ok: true, body: tourBody(known), effects: [] };
        const detail = `Another tour has the slug ${input.slug}.`;
        return { ok: false, failure: { code: "ALREADY_EXISTS", detail, facts: { tour_id: known.id } } };
      }
      const { now } = call.context;
      const row: TourRow = {
        ...input,
        id: newHomeId(call.environment.ID_SECRET, "tour", now),
        created_at_ms: now,
        updated_at_ms: now,
      };
      return { ok: true, body: tourBody(row), effects: [catalogue.insert(tours).values(row)] };
    }),

  "tour/update": (input, call) =>
    once(call, async (catalogue) => {
      const known = await tourById(catalogue, input.tour_id);
      if (!known) return missing("tour");
      const { name = known.name, description = known.description } = input;
      const row: TourRow = { ...known, name, description, updated_at_ms: call.context.now };
      return { ok: true, body: tourBody(row), effects: [catalogue.update(tours).set(row).where(eq(tours.id, row.id))] };
    }),

  "tour/get": async (input, call) => {
    const row = await tourById(database(call.environment.CATALOGUE), input.tour_id);
    return row ? { ok: true, body: tourBody(row) } : missing("tour");
  },

  "tour/list": (input, call) =>
    paged(
      { call, input },
      (after, limit) => listTours(database(call.environment.CATALOGUE), after, limit),
      (row) => [row.created_at_ms, row.id],
      tourBody,
    ),

  "tour/delete": (input, call) =>
    once(call, async (catalogue) => {
      const known = await tourById(catalogue, input.tour_id);
      if (!known) return missing("tour");
      if (await isSelling(catalogue, known.id, call.context.now)) {
        const detail = "Cancel its departures that have not left first.";
        return { ok: false, failure: { code: "STILL_SELLING", detail } };
      }
      return {
        ok: true,
        body: { id: known.id, deleted: true },
        effects: [catalogue.delete(tours).where(eq(tours.id, known.id))],
      };
    }),
};
