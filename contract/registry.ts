// Every operation of the API, by name. RPC: POST /v1/{name}.
import { ARTIFACT_OPERATIONS, AUDIT_OPERATIONS, JOB_OPERATIONS } from "./artifact.ts";
import { AUTH_OPERATIONS } from "./auth.ts";
import { BOOKING_OPERATIONS } from "./booking.ts";
import { DEPARTURE_OPERATIONS } from "./departure.ts";
import { DRAFT_OPERATIONS } from "./draft.ts";
import { DRAFT_EDIT_OPERATIONS } from "./draft-edit.ts";
import { FEED_OPERATIONS } from "./feed.ts";
import { HEALTH_OPERATIONS } from "./health.ts";
import { INVENTORY_OPERATIONS } from "./inventory.ts";
import { KEY_OPERATIONS } from "./key.ts";
import { LOG_OPERATIONS } from "./log.ts";
import type { Operation } from "./operation.ts";
import { PRICING_OPERATIONS } from "./pricing.ts";
import { RESERVATION_OPERATIONS } from "./reservation.ts";
import { SCHEME_OPERATIONS } from "./scheme.ts";
import { SEAT_OPERATIONS } from "./seat.ts";
import { SHOW_OPERATIONS } from "./show.ts";
import { STRUCTURE_OPERATIONS } from "./structure.ts";
import { TOUR_OPERATIONS } from "./tour.ts";
import { UPLOAD_OPERATIONS } from "./upload.ts";
import { VENUE_OPERATIONS } from "./venue.ts";
import { WAITLIST_OPERATIONS } from "./waitlist.ts";

export const OPERATIONS = {
  ...HEALTH_OPERATIONS,
  ...TOUR_OPERATIONS,
  ...DEPARTURE_OPERATIONS,
  ...SHOW_OPERATIONS,
  ...SEAT_OPERATIONS,
  ...RESERVATION_OPERATIONS,
  ...BOOKING_OPERATIONS,
  ...WAITLIST_OPERATIONS,
  ...INVENTORY_OPERATIONS,
  ...VENUE_OPERATIONS,
  ...UPLOAD_OPERATIONS,
  ...SCHEME_OPERATIONS,
  ...DRAFT_OPERATIONS,
  ...DRAFT_EDIT_OPERATIONS,
  ...PRICING_OPERATIONS,
  ...STRUCTURE_OPERATIONS,
  ...ARTIFACT_OPERATIONS,
  ...AUDIT_OPERATIONS,
  ...JOB_OPERATIONS,
  ...KEY_OPERATIONS,
  ...AUTH_OPERATIONS,
  ...LOG_OPERATIONS,
  ...FEED_OPERATIONS,
} as const;

export type Operations = typeof OPERATIONS;
export type OperationName = keyof Operations;

const BY_NAME: ReadonlyMap<string, Operation> = new Map(Object.entries(OPERATIONS));

export function operationNamed(name: string): Operation | undefined {
  return BY_NAME.get(name);
}

export function isOperationName(name: string): name is OperationName {
  return BY_NAME.has(name);
}
