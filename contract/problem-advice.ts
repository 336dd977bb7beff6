// What each problem's page says, at /docs/errors/{code}: why it happens and what the caller does about it.
import type { ProblemCode } from "./problems.ts";
import { SCHEME_PROBLEM_ADVICE } from "./scheme-problem-advice.ts";

export type Advice = { readonly cause: string; readonly remedy: string };

const NEW_KEY = "The same key answers this again for 24 hours: a new try needs a new `Idempotency-Key`.";

export const PROBLEM_ADVICE: { readonly [Code in ProblemCode]: Advice } = {
  MALFORMED_JSON: {
    cause: "The body cannot be read as JSON in UTF-8. `detail` says where it stops making sense.",
    remedy: "Send one JSON object, written by a JSON library rather than put together from strings.",
  },
  VALIDATION_FAILED: {
    cause:
      "The body is JSON, but not what the operation takes: a field is missing, has the wrong type or is outside its limits, or there is one that the operation does not know. It is also the answer when a departure's own policy allows fewer places than were wanted.",
    remedy:
      "Go through `violations`: each has a JSON pointer to the field and what is wrong with it. Nothing was changed. The corrected request is another request: give it a new `Idempotency-Key`.",
  },
  IDEMPOTENCY_KEY_REQUIRED: {
    cause: "The operation changes something and was sent without an `Idempotency-Key`.",
    remedy:
      "Make a random value (a UUID will do) for each thing that you want done, keep it beside your own record of it, and send it with the first try and every retry.",
  },
  UNAUTHENTICATED: {
    cause:
      'There is no API key in the request, or it is unknown, revoked or has ended; or an access token has expired, which `WWW-Authenticate` tells by `error="invalid_token"`. On a WebSocket: the ticket was used, is older than 60 seconds or belongs to another departure.',
    remedy:
      "Send `Authorization: Bearer <key>` or `X-API-Key: <key>`. Check that the key is of this deployment and was copied whole; an administrator makes a new one by `key/create`. Take a new ticket for each WebSocket.",
  },
  FORBIDDEN: {
    cause:
      "The key is valid and lacks the permission that `required_scope` names; or the request came by http where only https is answered.",
    remedy:
      "Ask an administrator to give your key that permission (`key/update`): `book` includes `read`, `admin` includes both. If you sent an access token, exchange your key for one that has it.",
  },
  NOT_FOUND: {
    cause:
      "What the id names does not exist, or belongs to another channel, which is answered alike; or there is nothing at this path.",
    remedy: "Check the id, and that it was made with a key of the same channel. Retrying does not help.",
  },
  METHOD_NOT_ALLOWED: {
    cause: "The path exists, but not with this HTTP method.",
    remedy: "Use one of those that the header `Allow` lists. Every operation is a POST to `/v1/{service}/{method}`.",
  },
  ALREADY_EXISTS: {
    cause: "A tour with this slug exists, with another name or description.",
    remedy: "Choose another slug, or go on with the tour that `tour_id` names: read it, or change it by `tour/update`.",
  },
  BOOKING_CANCELED: {
    cause: "The booking was canceled before: by you, or together with its departure.",
    remedy: `There is nothing to cancel or change. Hold and book again if the customer wants places after all. ${NEW_KEY}`,
  },
  CANCELLATION_CLOSED: {
    cause: "The departure's policy ends canceling and changing at `closed_at`, and that has passed.",
    remedy: "Tell the customer. An administrator can change the policy by `departure/update`.",
  },
  CAPACITY_CONFLICT: {
    cause: "The capacity would fall below the places that are held and sold: `taken` of `capacity_total`.",
    remedy:
      "Take away at most what `delta_min` allows, or close the departure first so that no more is sold and cancel bookings until it fits.",
  },
  CAPACITY_LIMIT: {
    cause: "The capacity would be larger than a departure's may be, which is 1,000,000 places.",
    remedy: "Adjust by less, or create another departure.",
  },
  DEPARTURE_CANCELED: {
    cause: "The departure was canceled. That is final: it is neither changed, closed nor opened again.",
    remedy: "Create another departure of the tour.",
  },
  ENTRY_ENDED: {
    cause: "The waitlist entry no longer waits: `entry_status` says whether it was booked, lapsed or left.",
    remedy: "Read it with `waitlist/get`. To wait again, join again: the entry then starts at the end of the line.",
  },
  FULL: {
    cause:
      "Fewer places are available than were wanted, or others wait and come first. `available` and `waiting` are as of the decision.",
    remedy: `Offer fewer places, another departure, or the waitlist (\`waitlist/join\`). ${NEW_KEY}`,
  },
  HOLD_CANCELED: {
    cause: "The hold was released, or its departure was canceled.",
    remedy: "Make a new hold, if the departure still sells.",
  },
  HOLD_CONFIRMED: {
    cause: "The hold became the booking that `booking_id` names, by a request with another `Idempotency-Key`.",
    remedy:
      "Take that booking as the result: `booking/get` reads it. Retry with the key of the first try, and you get its answer instead of this problem.",
  },
  HOLD_CONFLICT: {
    cause: "The customer has an active hold on this departure: `hold_id`, until `expires_at`. One is allowed.",
    remedy: `Use that hold; or send \`refresh: true\` to extend it and change its places; or \`hold/release\` it first. ${NEW_KEY}`,
  },
  HOLD_EXPIRED: {
    cause: "The hold ended at `expired_at`, before this request was decided. Its places were given back.",
    remedy:
      "Hold again, and if that succeeds confirm the new hold. Let holds last as long as paying takes (`ttl_seconds`), or extend them with `hold/extend` while the customer is there.",
  },
  IDEMPOTENCY_IN_PROGRESS: {
    cause:
      "A request with the same key is still being worked on. Operations that take one step wait for the first request and answer the same; this is for work of several steps.",
    remedy: "Wait a moment and send the same request with the same key: it answers the first one's result.",
  },
  NO_ADJACENT_SEATS: {
    cause:
      "Enough seats that match the wish are free, but not so many next to each other in one row. `available` says how many match, `adjacent_max` how many of them are neighbours at most.",
    remedy: `Ask for \`adjacent_max\` or fewer, widen the wish, or send \`allow_split: true\` to sit in several places. ${NEW_KEY}`,
  },
  KEY_ENDED: {
    cause:
      "The key was revoked, has ended, or is being replaced: `revoked_at`, `ends_at` and `replaced_by` say which. A key that ends is rotated once.",
    remedy:
      "Go on with the key that `replaced_by` names, or make another with `key/create` and the `channel_id`. If you rotated it and the answer was lost, send the same request with the same `Idempotency-Key`: it shows the new key.",
  },
  NOT_FULL: {
    cause: "`available` places are free, enough for this wish, and nobody comes before it.",
    remedy: `Hold them with \`booking/hold\` instead of waiting. ${NEW_KEY}`,
  },
  SALES_CLOSED: {
    cause: "The departure does not sell: it was closed or canceled, or has departed. `reason` says which.",
    remedy: "Look for another one with `departure/search` and `status: OPEN`.",
  },
  SEAT_UNAVAILABLE: {
    cause:
      "Some of the seats that were named are held, sold or blocked. `seats` lists every one of them with its status; nothing was held. For admins `held_until` says when its hold ends.",
    remedy: `Take what \`seats\` lists out of the choice, or send \`quantity\` to be given the best that are free. Listen to the show's WebSocket to see changes as they happen. ${NEW_KEY}`,
  },
  SEATS_STRANDED: {
    cause:
      "The show does not allow a choice that leaves a single free seat between taken ones, which hardly anybody buys. `seat_ids` are those that would be left.",
    remedy: `Choose neighbours on the other side, take the seats in \`seat_ids\` too, or send \`quantity\`. ${NEW_KEY}`,
  },
  SHOW_CANCELED: {
    cause: "The show was canceled, with everything that was reserved and booked on it. That is final.",
    remedy: "Make another show where there is one to sell.",
  },
  STILL_SELLING: {
    cause: "The tour has departures that are still on sale.",
    remedy: "Cancel them, or wait until they have departed, and delete the tour then.",
  },
  WAITLIST_FULL: {
    cause: "100,000 entries wait for this departure, which is the most that may.",
    remedy: `Look for another departure. ${NEW_KEY}`,
  },
  PAYLOAD_TOO_LARGE: {
    cause: "The body is larger than 256 KiB, or than the 10 MiB that an uploaded drawing may have.",
    remedy:
      "Send less; no other operation needs more than a few kilobytes. A drawing gets smaller when it is saved as plain SVG without embedded pictures.",
  },
  UNSUPPORTED_MEDIA_TYPE: {
    cause: "The body came without `Content-Type: application/json`, or in another character set than UTF-8.",
    remedy:
      "Send that header. With curl: `-H 'Content-Type: application/json'`. The REST route of an upload takes `multipart/form-data` and `image/svg+xml` too.",
  },
  IDEMPOTENCY_KEY_MISMATCH: {
    cause:
      "The key was used within 24 hours for another request of this operation. `violations` names the fields that differ.",
    remedy:
      "A retry sends exactly what the first try did. Something else to be done needs a new key. If you sent neither, two parts of your program make the same keys.",
  },
  UPGRADE_REQUIRED: {
    cause: "A departure's feed was asked for by a plain HTTP request.",
    remedy: "Open the address as a WebSocket (`wss://…`), or poll `departure/get`.",
  },
  RATE_LIMITED: {
    cause: "The key made as many requests in this minute as it may.",
    remedy:
      "Wait for `Retry-After` seconds and send the same request with the same `Idempotency-Key`. Watch `RateLimit-Remaining` to slow down before; an administrator can give you a key with a higher limit.",
  },
  INTERNAL: {
    cause: "A fault of ours. It was logged under this `trace_id` and `request_id`.",
    remedy:
      "Retry with the same `Idempotency-Key`: whatever happened the first time, it has one effect. If it stays, report it with both ids.",
  },
  OVERLOADED: {
    cause: "The departure has more requests waiting than it takes on, or a part of the service did not answer in time.",
    remedy:
      "Wait for `Retry-After` seconds, longer after each failure, and send the same request with the same `Idempotency-Key`. Whatever became of the first try, it has one effect.",
  },
  ...SCHEME_PROBLEM_ADVICE,
};
