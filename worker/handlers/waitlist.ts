// Waiting for places of a departure or seats of a show.
import type * as z from "zod";
import type { entry } from "../../contract/waitlist.ts";
import { SECOND_MS } from "../../domain/limits.ts";
import { wishText } from "../../domain/seat-wish.ts";
import type { Command as ShowCommand } from "../../durable-objects/show/commands.ts";
import type { Call, Handlers, Reply } from "../call.ts";
import * as ofDeparture from "../departure-call.ts";
import { queryPage } from "../paging.ts";
import { childTarget, command, isSaleId, missing, query } from "../seller.ts";
import * as ofShow from "../show-call.ts";

const { DEPARTURES } = ofDeparture;
const { SHOWS } = ofShow;

type EntryBody = z.input<typeof entry>;
type Named = { readonly departure_id?: string | undefined; readonly show_id?: string | undefined };
type Sale = { readonly noun: "departure" | "show"; readonly home_id: string };

/** The departure or show that is named, of which there is one; a problem when we did not make its id. */
function saleOf(call: Call, { departure_id, show_id }: Named): Sale | ReturnType<typeof missing> {
  const noun = show_id === undefined ? "departure" : "show";
  const home_id = show_id ?? departure_id ?? "";
  return isSaleId(call, { noun }, home_id) ? { noun, home_id } : missing(noun);
}

export const WAITLIST_HANDLERS: Handlers<
  "waitlist/join" | "waitlist/leave" | "waitlist/get" | "waitlist/list" | "waitlist/notify"
> = {
  "waitlist/join": async (input, call): Promise<Reply<EntryBody>> => {
    const sale = saleOf(call, input);
    if ("ok" in sale) return sale;
    const { home_id } = sale;
    const { customer_ref, seats, section, category, accessible_seats, allow_split, max_price } = input;
    if (sale.noun === "departure") {
      return command(call, DEPARTURES, { home_id, command: { type: "join", customer_ref, seats } }, (said, wire) =>
        wire.entry(ofDeparture.part(said, "entry")),
      );
    }
    const wanted: ShowCommand = {
      type: "join",
      customer_ref,
      seats,
      wish: wishText({ section, category, accessible_seats, allow_split, price_max: max_price?.amount }),
      price_currency: max_price?.currency ?? null,
    };
    return command(call, SHOWS, { home_id, command: wanted }, (said, wire) => wire.entry(ofShow.part(said, "entry")));
  },

  "waitlist/leave": async (input, call): Promise<Reply<EntryBody>> => {
    const target = childTarget(call, "wle", input.entry_id);
    if (!target) return missing("waitlist entry");
    const sent = { home_id: target.home_id, command: { type: "leave", entry: target.child } } as const;
    return target.noun === "departure"
      ? command(call, DEPARTURES, sent, (said, wire) => wire.entry(ofDeparture.part(said, "entry")))
      : command(call, SHOWS, sent, (said, wire) => wire.entry(ofShow.part(said, "entry")));
  },

  "waitlist/get": async (input, call): Promise<Reply<EntryBody>> => {
    const target = childTarget(call, "wle", input.entry_id);
    if (!target) return missing("waitlist entry");
    const asked = { home_id: target.home_id, query: { type: "entry", entry: target.child } } as const;
    return target.noun === "departure"
      ? query(call, DEPARTURES, asked, (said, wire) => wire.entry(ofDeparture.part(said, "entry")))
      : query(call, SHOWS, asked, (said, wire) => wire.entry(ofShow.part(said, "entry")));
  },

  "waitlist/list": async (input, call) => {
    const sale = saleOf(call, input);
    if ("ok" in sale) return sale;
    const { home_id } = sale;
    const { status = null, customer_ref = null } = input;
    return queryPage<EntryBody>({ call, input }, async (page, encode) => {
      const asked = { home_id, query: { type: "entries", status, customer_ref, page } } as const;
      return sale.noun === "departure"
        ? query(call, DEPARTURES, asked, (said, wire) =>
            encode(ofDeparture.part(said, "entries"), (one): EntryBody => wire.entry(one)),
          )
        : query(call, SHOWS, asked, (said, wire) =>
            encode(ofShow.part(said, "entries"), (one): EntryBody => wire.entry(one)),
          );
    });
  },

  "waitlist/notify": async (input, call) => {
    const sale = saleOf(call, input);
    if ("ok" in sale) return sale;
    const { home_id } = sale;
    const target = input.entry_id === undefined ? undefined : childTarget(call, "wle", input.entry_id);
    if (input.entry_id !== undefined && target?.home_id !== home_id) return missing("waitlist entry");
    const ttl_ms = input.ttl_seconds === undefined ? null : input.ttl_seconds * SECOND_MS;
    const sent = { home_id, command: { type: "notify", entry: target?.child ?? null, ttl_ms } } as const;
    if (sale.noun === "departure") {
      return command(call, DEPARTURES, sent, (said, wire) => ({
        offers: ofDeparture
          .part(said, "offers")
          .map(({ entry: one, hold }) => ({ entry: wire.entry(one), hold: wire.hold(hold) })),
      }));
    }
    return command(call, SHOWS, sent, (said, wire) => ({
      offers: ofShow
        .part(said, "offers")
        .map(({ entry: one, hold }) => ({ entry: wire.entry(one), hold: wire.offer(hold) })),
    }));
  },
};
