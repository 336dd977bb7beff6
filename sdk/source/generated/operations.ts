// Made from contract/*.ts: npm run generate
import type { AuthTokenRequest, AuthTokenResponse, AuthValidateRequest, AuthValidateResponse } from "./auth.ts";
import type {
  BookingCancelRequest,
  BookingCancelResponse,
  BookingConfirmRequest,
  BookingConfirmResponse,
  BookingCreateRequest,
  BookingCreateResponse,
  BookingGetRequest,
  BookingGetResponse,
  BookingHoldRequest,
  BookingHoldResponse,
  BookingListRequest,
  BookingListResponse,
  BookingModifyRequest,
  BookingModifyResponse,
  BookingTotalsRequest,
  BookingTotalsResponse,
} from "./booking.ts";
import type {
  DepartureCancelRequest,
  DepartureCancelResponse,
  DepartureCloseRequest,
  DepartureCloseResponse,
  DepartureCreateRequest,
  DepartureCreateResponse,
  DepartureGetRequest,
  DepartureGetResponse,
  DepartureReopenRequest,
  DepartureReopenResponse,
  DepartureSearchRequest,
  DepartureSearchResponse,
  DepartureUpdateRequest,
  DepartureUpdateResponse,
} from "./departure.ts";
import type { FeedTicketRequest, FeedTicketResponse } from "./feed.ts";
import type { HealthPingRequest, HealthPingResponse } from "./health.ts";
import type {
  HoldExtendRequest,
  HoldExtendResponse,
  HoldGetRequest,
  HoldGetResponse,
  HoldListRequest,
  HoldListResponse,
  HoldReleaseRequest,
  HoldReleaseResponse,
} from "./hold.ts";
import type {
  InventoryAdjustRequest,
  InventoryAdjustResponse,
  InventoryHistoryRequest,
  InventoryHistoryResponse,
} from "./inventory.ts";
import type {
  KeyCreateRequest,
  KeyCreateResponse,
  KeyHistoryRequest,
  KeyHistoryResponse,
  KeyListRequest,
  KeyListResponse,
  KeyRevokeRequest,
  KeyRevokeResponse,
  KeyRotateRequest,
  KeyRotateResponse,
  KeyUpdateRequest,
  KeyUpdateResponse,
  KeyUsageRequest,
  KeyUsageResponse,
} from "./key.ts";
import type { LogListRequest, LogListResponse } from "./log.ts";
import type {
  ReservationCreateBatchRequest,
  ReservationCreateBatchResponse,
  ReservationCreateRequest,
  ReservationCreateResponse,
  ReservationExtendRequest,
  ReservationExtendResponse,
  ReservationGetRequest,
  ReservationGetResponse,
  ReservationListRequest,
  ReservationListResponse,
  ReservationReleaseRequest,
  ReservationReleaseResponse,
} from "./reservation.ts";
import type {
  SeatBlockRequest,
  SeatBlockResponse,
  SeatBulkStatusRequest,
  SeatBulkStatusResponse,
  SeatGetRequest,
  SeatGetResponse,
  SeatUnblockRequest,
  SeatUnblockResponse,
} from "./seat.ts";
import type {
  ShowAvailabilityRequest,
  ShowAvailabilityResponse,
  ShowCancelRequest,
  ShowCancelResponse,
  ShowCloseRequest,
  ShowCloseResponse,
  ShowCreateRequest,
  ShowCreateResponse,
  ShowGetRequest,
  ShowGetResponse,
  ShowListRequest,
  ShowListResponse,
  ShowReopenRequest,
  ShowReopenResponse,
  ShowSeatsRequest,
  ShowSeatsResponse,
  ShowUpdateRequest,
  ShowUpdateResponse,
} from "./show.ts";
import type {
  TourCreateRequest,
  TourCreateResponse,
  TourDeleteRequest,
  TourDeleteResponse,
  TourGetRequest,
  TourGetResponse,
  TourListRequest,
  TourListResponse,
  TourUpdateRequest,
  TourUpdateResponse,
} from "./tour.ts";
import type {
  VenueCreateRequest,
  VenueCreateResponse,
  VenueGetRequest,
  VenueGetResponse,
  VenueListRequest,
  VenueListResponse,
  VenueSeatMapRequest,
  VenueSeatMapResponse,
  VenueUpdateRequest,
  VenueUpdateResponse,
} from "./venue.ts";
import type {
  WaitlistGetRequest,
  WaitlistGetResponse,
  WaitlistJoinRequest,
  WaitlistJoinResponse,
  WaitlistLeaveRequest,
  WaitlistLeaveResponse,
  WaitlistListRequest,
  WaitlistListResponse,
  WaitlistNotifyRequest,
  WaitlistNotifyResponse,
} from "./waitlist.ts";

/** What each operation is asked. */
export interface Requests {
  "health/ping": HealthPingRequest;
  "tour/create": TourCreateRequest;
  "tour/update": TourUpdateRequest;
  "tour/get": TourGetRequest;
  "tour/list": TourListRequest;
  "tour/delete": TourDeleteRequest;
  "departure/create": DepartureCreateRequest;
  "departure/update": DepartureUpdateRequest;
  "departure/get": DepartureGetRequest;
  "departure/close": DepartureCloseRequest;
  "departure/reopen": DepartureReopenRequest;
  "departure/cancel": DepartureCancelRequest;
  "departure/search": DepartureSearchRequest;
  "show/create": ShowCreateRequest;
  "show/update": ShowUpdateRequest;
  "show/get": ShowGetRequest;
  "show/list": ShowListRequest;
  "show/close": ShowCloseRequest;
  "show/reopen": ShowReopenRequest;
  "show/cancel": ShowCancelRequest;
  "show/seats": ShowSeatsRequest;
  "show/availability": ShowAvailabilityRequest;
  "seat/get": SeatGetRequest;
  "seat/bulk-status": SeatBulkStatusRequest;
  "seat/block": SeatBlockRequest;
  "seat/unblock": SeatUnblockRequest;
  "reservation/create": ReservationCreateRequest;
  "reservation/create-batch": ReservationCreateBatchRequest;
  "reservation/get": ReservationGetRequest;
  "reservation/list": ReservationListRequest;
  "reservation/extend": ReservationExtendRequest;
  "reservation/release": ReservationReleaseRequest;
  "booking/hold": BookingHoldRequest;
  "booking/create": BookingCreateRequest;
  "booking/confirm": BookingConfirmRequest;
  "booking/cancel": BookingCancelRequest;
  "booking/modify": BookingModifyRequest;
  "booking/get": BookingGetRequest;
  "booking/list": BookingListRequest;
  "booking/totals": BookingTotalsRequest;
  "hold/get": HoldGetRequest;
  "hold/list": HoldListRequest;
  "hold/extend": HoldExtendRequest;
  "hold/release": HoldReleaseRequest;
  "waitlist/join": WaitlistJoinRequest;
  "waitlist/leave": WaitlistLeaveRequest;
  "waitlist/get": WaitlistGetRequest;
  "waitlist/list": WaitlistListRequest;
  "waitlist/notify": WaitlistNotifyRequest;
  "inventory/adjust": InventoryAdjustRequest;
  "inventory/history": InventoryHistoryRequest;
  "venue/create": VenueCreateRequest;
  "venue/update": VenueUpdateRequest;
  "venue/get": VenueGetRequest;
  "venue/list": VenueListRequest;
  "venue/seat-map": VenueSeatMapRequest;
  "key/create": KeyCreateRequest;
  "key/list": KeyListRequest;
  "key/update": KeyUpdateRequest;
  "key/rotate": KeyRotateRequest;
  "key/revoke": KeyRevokeRequest;
  "key/history": KeyHistoryRequest;
  "key/usage": KeyUsageRequest;
  "auth/token": AuthTokenRequest;
  "auth/validate": AuthValidateRequest;
  "log/list": LogListRequest;
  "feed/ticket": FeedTicketRequest;
}

/** What each operation answers. */
export interface Responses {
  "health/ping": HealthPingResponse;
  "tour/create": TourCreateResponse;
  "tour/update": TourUpdateResponse;
  "tour/get": TourGetResponse;
  "tour/list": TourListResponse;
  "tour/delete": TourDeleteResponse;
  "departure/create": DepartureCreateResponse;
  "departure/update": DepartureUpdateResponse;
  "departure/get": DepartureGetResponse;
  "departure/close": DepartureCloseResponse;
  "departure/reopen": DepartureReopenResponse;
  "departure/cancel": DepartureCancelResponse;
  "departure/search": DepartureSearchResponse;
  "show/create": ShowCreateResponse;
  "show/update": ShowUpdateResponse;
  "show/get": ShowGetResponse;
  "show/list": ShowListResponse;
  "show/close": ShowCloseResponse;
  "show/reopen": ShowReopenResponse;
  "show/cancel": ShowCancelResponse;
  "show/seats": ShowSeatsResponse;
  "show/availability": ShowAvailabilityResponse;
  "seat/get": SeatGetResponse;
  "seat/bulk-status": SeatBulkStatusResponse;
  "seat/block": SeatBlockResponse;
  "seat/unblock": SeatUnblockResponse;
  "reservation/create": ReservationCreateResponse;
  "reservation/create-batch": ReservationCreateBatchResponse;
  "reservation/get": ReservationGetResponse;
  "reservation/list": ReservationListResponse;
  "reservation/extend": ReservationExtendResponse;
  "reservation/release": ReservationReleaseResponse;
  "booking/hold": BookingHoldResponse;
  "booking/create": BookingCreateResponse;
  "booking/confirm": BookingConfirmResponse;
  "booking/cancel": BookingCancelResponse;
  "booking/modify": BookingModifyResponse;
  "booking/get": BookingGetResponse;
  "booking/list": BookingListResponse;
  "booking/totals": BookingTotalsResponse;
  "hold/get": HoldGetResponse;
  "hold/list": HoldListResponse;
  "hold/extend": HoldExtendResponse;
  "hold/release": HoldReleaseResponse;
  "waitlist/join": WaitlistJoinResponse;
  "waitlist/leave": WaitlistLeaveResponse;
  "waitlist/get": WaitlistGetResponse;
  "waitlist/list": WaitlistListResponse;
  "waitlist/notify": WaitlistNotifyResponse;
  "inventory/adjust": InventoryAdjustResponse;
  "inventory/history": InventoryHistoryResponse;
  "venue/create": VenueCreateResponse;
  "venue/update": VenueUpdateResponse;
  "venue/get": VenueGetResponse;
  "venue/list": VenueListResponse;
  "venue/seat-map": VenueSeatMapResponse;
  "key/create": KeyCreateResponse;
  "key/list": KeyListResponse;
  "key/update": KeyUpdateResponse;
  "key/rotate": KeyRotateResponse;
  "key/revoke": KeyRevokeResponse;
  "key/history": KeyHistoryResponse;
  "key/usage": KeyUsageResponse;
  "auth/token": AuthTokenResponse;
  "auth/validate": AuthValidateResponse;
  "log/list": LogListResponse;
  "feed/ticket": FeedTicketResponse;
}

export type OperationName = keyof Requests;
