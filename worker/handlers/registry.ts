import type { Handlers } from "../call.ts";
import { AUTH_HANDLERS } from "./auth.ts";
import { BOOKING_HANDLERS } from "./booking.ts";
import { DEPARTURE_HANDLERS } from "./departure.ts";
import { FEED_HANDLERS } from "./feed.ts";
import { HEALTH_HANDLERS } from "./health.ts";
import { INVENTORY_HANDLERS } from "./inventory.ts";
import { KEY_HANDLERS } from "./key.ts";
import { KEY_RECORD_HANDLERS } from "./key-record.ts";
import { LOG_HANDLERS } from "./log.ts";
import { TOUR_HANDLERS } from "./tour.ts";
import { WAITLIST_HANDLERS } from "./waitlist.ts";

export const HANDLERS: Handlers = {
  ...HEALTH_HANDLERS,
  ...TOUR_HANDLERS,
  ...DEPARTURE_HANDLERS,
  ...BOOKING_HANDLERS,
  ...WAITLIST_HANDLERS,
  ...INVENTORY_HANDLERS,
  ...KEY_HANDLERS,
  ...KEY_RECORD_HANDLERS,
  ...AUTH_HANDLERS,
  ...LOG_HANDLERS,
  ...FEED_HANDLERS,
};
