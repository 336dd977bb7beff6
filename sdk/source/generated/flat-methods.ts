// Made from contract/*.ts: npm run generate
import type { Send } from "../call-options.ts";
import { AuthMethods, type AuthTokenRequest, type AuthValidateRequest } from "./auth.ts";
import {
  type BookingCancelRequest,
  type BookingConfirmRequest,
  type BookingGetRequest,
  type BookingHoldRequest,
  type BookingListRequest,
  BookingMethods,
  type BookingModifyRequest,
} from "./booking.ts";
import {
  type DepartureCancelRequest,
  type DepartureCloseRequest,
  type DepartureCreateRequest,
  type DepartureGetRequest,
  DepartureMethods,
  type DepartureReopenRequest,
  type DepartureSearchRequest,
  type DepartureUpdateRequest,
} from "./departure.ts";
import { FeedMethods, type FeedTicketRequest } from "./feed.ts";
import { HealthMethods, type HealthPingRequest } from "./health.ts";
import {
  type HoldExtendRequest,
  type HoldGetRequest,
  type HoldListRequest,
  HoldMethods,
  type HoldReleaseRequest,
} from "./hold.ts";
import { type InventoryAdjustRequest, type InventoryHistoryRequest, InventoryMethods } from "./inventory.ts";
import {
  type KeyCreateRequest,
  type KeyHistoryRequest,
  type KeyListRequest,
  KeyMethods,
  type KeyRevokeRequest,
  type KeyRotateRequest,
  type KeyUpdateRequest,
  type KeyUsageRequest,
} from "./key.ts";
import { type LogListRequest, LogMethods } from "./log.ts";
import {
  type TourCreateRequest,
  type TourDeleteRequest,
  type TourGetRequest,
  type TourListRequest,
  TourMethods,
  type TourUpdateRequest,
} from "./tour.ts";
import {
  type WaitlistGetRequest,
  type WaitlistJoinRequest,
  type WaitlistLeaveRequest,
  type WaitlistListRequest,
  WaitlistMethods,
  type WaitlistNotifyRequest,
} from "./waitlist.ts";

/** A group of methods a noun, and the same methods once more by flat names, `noun_method(request, idempotencyKey)`. */
export class FlatMethods {
  readonly auth: AuthMethods;
  readonly booking: BookingMethods;
  readonly departure: DepartureMethods;
  readonly feed: FeedMethods;
  readonly health: HealthMethods;
  readonly hold: HoldMethods;
  readonly inventory: InventoryMethods;
  readonly key: KeyMethods;
  readonly log: LogMethods;
  readonly tour: TourMethods;
  readonly waitlist: WaitlistMethods;

  constructor(send: Send) {
    this.auth = new AuthMethods(send);
    this.booking = new BookingMethods(send);
    this.departure = new DepartureMethods(send);
    this.feed = new FeedMethods(send);
    this.health = new HealthMethods(send);
    this.hold = new HoldMethods(send);
    this.inventory = new InventoryMethods(send);
    this.key = new KeyMethods(send);
    this.log = new LogMethods(send);
    this.tour = new TourMethods(send);
    this.waitlist = new WaitlistMethods(send);
  }

  readonly health_ping = (request: HealthPingRequest = {}) => this.health.ping(request);
  readonly tour_create = (request: TourCreateRequest, idempotencyKey?: string) =>
    this.tour.create(request, { idempotencyKey });
  readonly tour_update = (request: TourUpdateRequest, idempotencyKey?: string) =>
    this.tour.update(request, { idempotencyKey });
  readonly tour_get = (request: TourGetRequest) => this.tour.get(request);
  readonly tour_list = (request: TourListRequest = {}) => this.tour.list(request);
  readonly tour_delete = (request: TourDeleteRequest, idempotencyKey?: string) =>
    this.tour.delete(request, { idempotencyKey });
  readonly departure_create = (request: DepartureCreateRequest, idempotencyKey?: string) =>
    this.departure.create(request, { idempotencyKey });
  readonly departure_update = (request: DepartureUpdateRequest, idempotencyKey?: string) =>
    this.departure.update(request, { idempotencyKey });
  readonly departure_get = (request: DepartureGetRequest) => this.departure.get(request);
  readonly departure_close = (request: DepartureCloseRequest, idempotencyKey?: string) =>
    this.departure.close(request, { idempotencyKey });
  readonly departure_reopen = (request: DepartureReopenRequest, idempotencyKey?: string) =>
    this.departure.reopen(request, { idempotencyKey });
  readonly departure_cancel = (request: DepartureCancelRequest, idempotencyKey?: string) =>
    this.departure.cancel(request, { idempotencyKey });
  readonly departure_search = (request: DepartureSearchRequest = {}) => this.departure.search(request);
  readonly booking_hold = (request: BookingHoldRequest, idempotencyKey?: string) =>
    this.booking.hold(request, { idempotencyKey });
  readonly booking_confirm = (request: BookingConfirmRequest, idempotencyKey?: string) =>
    this.booking.confirm(request, { idempotencyKey });
  readonly booking_cancel = (request: BookingCancelRequest, idempotencyKey?: string) =>
    this.booking.cancel(request, { idempotencyKey });
  readonly booking_modify = (request: BookingModifyRequest, idempotencyKey?: string) =>
    this.booking.modify(request, { idempotencyKey });
  readonly booking_get = (request: BookingGetRequest) => this.booking.get(request);
  readonly booking_list = (request: BookingListRequest = {}) => this.booking.list(request);
  readonly hold_get = (request: HoldGetRequest) => this.hold.get(request);
  readonly hold_list = (request: HoldListRequest) => this.hold.list(request);
  readonly hold_extend = (request: HoldExtendRequest, idempotencyKey?: string) =>
    this.hold.extend(request, { idempotencyKey });
  readonly hold_release = (request: HoldReleaseRequest, idempotencyKey?: string) =>
    this.hold.release(request, { idempotencyKey });
  readonly waitlist_join = (request: WaitlistJoinRequest, idempotencyKey?: string) =>
    this.waitlist.join(request, { idempotencyKey });
  readonly waitlist_leave = (request: WaitlistLeaveRequest, idempotencyKey?: string) =>
    this.waitlist.leave(request, { idempotencyKey });
  readonly waitlist_get = (request: WaitlistGetRequest) => this.waitlist.get(request);
  readonly waitlist_list = (request: WaitlistListRequest) => this.waitlist.list(request);
  readonly waitlist_notify = (request: WaitlistNotifyRequest, idempotencyKey?: string) =>
    this.waitlist.notify(request, { idempotencyKey });
  readonly inventory_adjust = (request: InventoryAdjustRequest, idempotencyKey?: string) =>
    this.inventory.adjust(request, { idempotencyKey });
  readonly inventory_history = (request: InventoryHistoryRequest) => this.inventory.history(request);
  readonly key_create = (request: KeyCreateRequest, idempotencyKey?: string) =>
    this.key.create(request, { idempotencyKey });
  readonly key_list = (request: KeyListRequest = {}) => this.key.list(request);
  readonly key_update = (request: KeyUpdateRequest, idempotencyKey?: string) =>
    this.key.update(request, { idempotencyKey });
  readonly key_rotate = (request: KeyRotateRequest, idempotencyKey?: string) =>
    this.key.rotate(request, { idempotencyKey });
  readonly key_revoke = (request: KeyRevokeRequest, idempotencyKey?: string) =>
    this.key.revoke(request, { idempotencyKey });
  readonly key_history = (request: KeyHistoryRequest) => this.key.history(request);
  readonly key_usage = (request: KeyUsageRequest = {}) => this.key.usage(request);
  readonly auth_token = (request: AuthTokenRequest) => this.auth.token(request);
  readonly auth_validate = (request: AuthValidateRequest) => this.auth.validate(request);
  readonly log_list = (request: LogListRequest = {}) => this.log.list(request);
  readonly feed_ticket = (request: FeedTicketRequest) => this.feed.ticket(request);
}
