// Made from contract/*.ts: npm run generate
import type { Send } from "../call-options.ts";
import { AuthMethods, type AuthTokenRequest, type AuthValidateRequest } from "./auth.ts";
import {
  type BookingCancelRequest,
  type BookingConfirmRequest,
  type BookingCreateRequest,
  type BookingGetRequest,
  type BookingHoldRequest,
  type BookingListRequest,
  BookingMethods,
  type BookingModifyRequest,
  type BookingTotalsRequest,
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
  type ReservationCreateBatchRequest,
  type ReservationCreateRequest,
  type ReservationExtendRequest,
  type ReservationGetRequest,
  type ReservationListRequest,
  ReservationMethods,
  type ReservationReleaseRequest,
} from "./reservation.ts";
import {
  type SeatBlockRequest,
  type SeatBulkStatusRequest,
  type SeatGetRequest,
  SeatMethods,
  type SeatUnblockRequest,
} from "./seat.ts";
import {
  type ShowAvailabilityRequest,
  type ShowCancelRequest,
  type ShowCloseRequest,
  type ShowCreateRequest,
  type ShowGetRequest,
  type ShowListRequest,
  ShowMethods,
  type ShowReopenRequest,
  type ShowSeatsRequest,
  type ShowUpdateRequest,
} from "./show.ts";
import {
  type TourCreateRequest,
  type TourDeleteRequest,
  type TourGetRequest,
  type TourListRequest,
  TourMethods,
  type TourUpdateRequest,
} from "./tour.ts";
import {
  type VenueCreateRequest,
  type VenueGetRequest,
  type VenueListRequest,
  VenueMethods,
  type VenueSeatMapRequest,
  type VenueUpdateRequest,
} from "./venue.ts";
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
  readonly reservation: ReservationMethods;
  readonly seat: SeatMethods;
  readonly show: ShowMethods;
  readonly tour: TourMethods;
  readonly venue: VenueMethods;
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
    this.reservation = new ReservationMethods(send);
    this.seat = new SeatMethods(send);
    this.show = new ShowMethods(send);
    this.tour = new TourMethods(send);
    this.venue = new VenueMethods(send);
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
  readonly show_create = (request: ShowCreateRequest, idempotencyKey?: string) =>
    this.show.create(request, { idempotencyKey });
  readonly show_update = (request: ShowUpdateRequest, idempotencyKey?: string) =>
    this.show.update(request, { idempotencyKey });
  readonly show_get = (request: ShowGetRequest) => this.show.get(request);
  readonly show_list = (request: ShowListRequest = {}) => this.show.list(request);
  readonly show_close = (request: ShowCloseRequest, idempotencyKey?: string) =>
    this.show.close(request, { idempotencyKey });
  readonly show_reopen = (request: ShowReopenRequest, idempotencyKey?: string) =>
    this.show.reopen(request, { idempotencyKey });
  readonly show_cancel = (request: ShowCancelRequest, idempotencyKey?: string) =>
    this.show.cancel(request, { idempotencyKey });
  readonly show_seats = (request: ShowSeatsRequest) => this.show.seats(request);
  readonly show_availability = (request: ShowAvailabilityRequest) => this.show.availability(request);
  readonly seat_get = (request: SeatGetRequest) => this.seat.get(request);
  readonly seat_bulk_status = (request: SeatBulkStatusRequest) => this.seat.bulkStatus(request);
  readonly seat_block = (request: SeatBlockRequest, idempotencyKey?: string) =>
    this.seat.block(request, { idempotencyKey });
  readonly seat_unblock = (request: SeatUnblockRequest, idempotencyKey?: string) =>
    this.seat.unblock(request, { idempotencyKey });
  readonly reservation_create = (request: ReservationCreateRequest, idempotencyKey?: string) =>
    this.reservation.create(request, { idempotencyKey });
  readonly reservation_create_batch = (request: ReservationCreateBatchRequest, idempotencyKey?: string) =>
    this.reservation.createBatch(request, { idempotencyKey });
  readonly reservation_get = (request: ReservationGetRequest) => this.reservation.get(request);
  readonly reservation_list = (request: ReservationListRequest) => this.reservation.list(request);
  readonly reservation_extend = (request: ReservationExtendRequest, idempotencyKey?: string) =>
    this.reservation.extend(request, { idempotencyKey });
  readonly reservation_release = (request: ReservationReleaseRequest, idempotencyKey?: string) =>
    this.reservation.release(request, { idempotencyKey });
  readonly booking_hold = (request: BookingHoldRequest, idempotencyKey?: string) =>
    this.booking.hold(request, { idempotencyKey });
  readonly booking_create = (request: BookingCreateRequest, idempotencyKey?: string) =>
    this.booking.create(request, { idempotencyKey });
  readonly booking_confirm = (request: BookingConfirmRequest, idempotencyKey?: string) =>
    this.booking.confirm(request, { idempotencyKey });
  readonly booking_cancel = (request: BookingCancelRequest, idempotencyKey?: string) =>
    this.booking.cancel(request, { idempotencyKey });
  readonly booking_modify = (request: BookingModifyRequest, idempotencyKey?: string) =>
    this.booking.modify(request, { idempotencyKey });
  readonly booking_get = (request: BookingGetRequest) => this.booking.get(request);
  readonly booking_list = (request: BookingListRequest = {}) => this.booking.list(request);
  readonly booking_totals = (request: BookingTotalsRequest) => this.booking.totals(request);
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
  readonly waitlist_list = (request: WaitlistListRequest = {}) => this.waitlist.list(request);
  readonly waitlist_notify = (request: WaitlistNotifyRequest, idempotencyKey?: string) =>
    this.waitlist.notify(request, { idempotencyKey });
  readonly inventory_adjust = (request: InventoryAdjustRequest, idempotencyKey?: string) =>
    this.inventory.adjust(request, { idempotencyKey });
  readonly inventory_history = (request: InventoryHistoryRequest) => this.inventory.history(request);
  readonly venue_create = (request: VenueCreateRequest, idempotencyKey?: string) =>
    this.venue.create(request, { idempotencyKey });
  readonly venue_update = (request: VenueUpdateRequest, idempotencyKey?: string) =>
    this.venue.update(request, { idempotencyKey });
  readonly venue_get = (request: VenueGetRequest) => this.venue.get(request);
  readonly venue_list = (request: VenueListRequest = {}) => this.venue.list(request);
  readonly venue_seat_map = (request: VenueSeatMapRequest) => this.venue.seatMap(request);
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
