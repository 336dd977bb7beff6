import type { Handlers } from "../call.ts";
import { ARTIFACT_HANDLERS } from "./artifact.ts";
import { AUTH_HANDLERS } from "./auth.ts";
import { BOOKING_HANDLERS } from "./booking.ts";
import { DEPARTURE_HANDLERS } from "./departure.ts";
import { DRAFT_HANDLERS } from "./draft.ts";
import { DRAFT_EDIT_HANDLERS } from "./draft-edit.ts";
import { FEED_HANDLERS } from "./feed.ts";
import { HEALTH_HANDLERS } from "./health.ts";
import { HOLD_HANDLERS } from "./hold.ts";
import { INVENTORY_HANDLERS } from "./inventory.ts";
import { JOB_HANDLERS } from "./job.ts";
import { KEY_HANDLERS } from "./key.ts";
import { KEY_RECORD_HANDLERS } from "./key-record.ts";
import { LOG_HANDLERS } from "./log.ts";
import { PRICING_HANDLERS } from "./pricing.ts";
import { RESERVATION_HANDLERS } from "./reservation.ts";
import { SCHEME_HANDLERS } from "./scheme.ts";
import { SEAT_HANDLERS } from "./seat.ts";
import { SHOW_HANDLERS } from "./show.ts";
import { STRUCTURE_HANDLERS } from "./structure.ts";
import { TOUR_HANDLERS } from "./tour.ts";
import { UPLOAD_HANDLERS } from "./upload.ts";
import { VENUE_HANDLERS } from "./venue.ts";
import { WAITLIST_HANDLERS } from "./waitlist.ts";

export const HANDLERS: Handlers = {
  ...HEALTH_HANDLERS,
  ...TOUR_HANDLERS,
  ...DEPARTURE_HANDLERS,
  ...SHOW_HANDLERS,
  ...SEAT_HANDLERS,
  ...RESERVATION_HANDLERS,
  ...HOLD_HANDLERS,
  ...BOOKING_HANDLERS,
  ...WAITLIST_HANDLERS,
  ...INVENTORY_HANDLERS,
  ...VENUE_HANDLERS,
  ...UPLOAD_HANDLERS,
  ...SCHEME_HANDLERS,
  ...DRAFT_HANDLERS,
  ...DRAFT_EDIT_HANDLERS,
  ...PRICING_HANDLERS,
  ...STRUCTURE_HANDLERS,
  ...ARTIFACT_HANDLERS,
  ...JOB_HANDLERS,
  ...KEY_HANDLERS,
  ...KEY_RECORD_HANDLERS,
  ...AUTH_HANDLERS,
  ...LOG_HANDLERS,
  ...FEED_HANDLERS,
};
