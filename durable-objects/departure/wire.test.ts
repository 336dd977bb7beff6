// Golden: outcomes as version 1 stored them, written out, and the bytes that a replay of them must have for as long
// as answers of version 1 are kept. When one of these tests fails, the encoder has been changed instead of added to.
import { describe, expect, it } from "vitest";
import type { Departure } from "../../domain/departure.ts";
import type { AdjustmentView, BookingView, EntryView, HoldView } from "./commands.ts";
import { ENCODER, isoTime, wire } from "./wire.ts";

type Outcome = {
  readonly departure: Departure;
  readonly hold: HoldView;
  readonly booking: BookingView;
  readonly entry: EntryView;
  readonly adjustment: AdjustmentView;
};

/** What storedAnswer() reads back; each text here has one of the parts. */
function stored(text: string): Outcome {
  return JSON.parse(text) as Outcome;
}

const DEPARTURE_STORED =
  '{"ok":true,"departure":{"id":"dep_1m7yzqvnk023gsyseb0h5h2ggkab06yq","tour_id":"tour_1m7yzqvmz0n5a7ew83dppbb259twy8jq","status":"OPEN","starts_at_ms":1798761600000,"places":{"capacity":40,"held":3,"sold":5,"blocked":1},"unit_amount":12999,"currency":"USD","policy":{"seats_per_hold_max":10,"max_hold_ms":3600000,"offer_ttl_ms":300000,"waitlist_order":"first_fit","cancellation_cutoff_ms":86400000},"location_hint":null,"waiting":2,"active_holds":1,"created_at_ms":1795262400000,"updated_at_ms":1795262461234}}';
const DEPARTURE_BYTES =
  '{"id":"dep_1m7yzqvnk023gsyseb0h5h2ggkab06yq","tour_id":"tour_1m7yzqvmz0n5a7ew83dppbb259twy8jq","status":"OPEN","starts_at":"2027-01-01T00:00:00.000Z","capacity_total":40,"capacity_available":31,"capacity_held":3,"capacity_sold":5,"waiting":2,"price":{"amount":12999,"currency":"USD"},"policy":{"seats_per_hold_max":10,"max_hold_seconds":3600,"offer_ttl_seconds":300,"waitlist_order":"first_fit","cancellation_cutoff_seconds":86400},"location_hint":null,"created_at":"2026-11-21T12:00:00.000Z","updated_at":"2026-11-21T12:01:01.234Z"}';

const HOLD_STORED =
  '{"ok":true,"hold":{"id":"hold_1m7yzqvt600000021m7yzqvnk023gsyseb0h5h2ggkab06yq","no":2,"created_at_ms":1795262400000,"channel":"chn_000000000045p5cfgd5er8q69vmr4s44","customer_ref":"cust \\"Ä\\" €\\ud83d\\ude00","seats":3,"status":"ACTIVE","expires_at_ms":1795263000000,"unit_amount":12999,"entry_no":null,"booking_id":null,"departure_id":"dep_1m7yzqvnk023gsyseb0h5h2ggkab06yq","currency":"USD","max_expires_at_ms":1795266000000,"entry_id":null}}';
const HOLD_BYTES =
  '{"id":"hold_1m7yzqvt600000021m7yzqvnk023gsyseb0h5h2ggkab06yq","departure_id":"dep_1m7yzqvnk023gsyseb0h5h2ggkab06yq","customer_ref":"cust \\"Ä\\" €\u{1f600}","seats":3,"status":"ACTIVE","expires_at":"2026-11-21T12:10:00.000Z","max_expires_at":"2026-11-21T13:00:00.000Z","total_price":{"amount":38997,"currency":"USD"},"booking_id":null,"entry_id":null,"created_at":"2026-11-21T12:00:00.000Z"}';

const BOOKING_STORED =
  '{"ok":true,"booking":{"id":"bkg_1m7yzqvt600000041m7yzqvnk023gsyseb0h5h2ggkab06yq","no":4,"created_at_ms":1795262401001,"hold_id":"hold_1m7yzqvt600000021m7yzqvnk023gsyseb0h5h2ggkab06yq","code":"7K3MN-QW9XA","channel":"chn_000000000045p5cfgd5er8q69vmr4s44","customer_ref":"cust_EVG","seats":2,"status":"CONFIRMED","unit_amount":12999,"currency":"USD","updated_at_ms":1795262401001,"departure_id":"dep_1m7yzqvnk023gsyseb0h5h2ggkab06yq"}}';
const BOOKING_BYTES =
  '{"id":"bkg_1m7yzqvt600000041m7yzqvnk023gsyseb0h5h2ggkab06yq","departure_id":"dep_1m7yzqvnk023gsyseb0h5h2ggkab06yq","hold_id":"hold_1m7yzqvt600000021m7yzqvnk023gsyseb0h5h2ggkab06yq","code":"7K3MN-QW9XA","seats":2,"customer_ref":"cust_EVG","status":"CONFIRMED","total_price":{"amount":25998,"currency":"USD"},"created_at":"2026-11-21T12:00:01.001Z","updated_at":"2026-11-21T12:00:01.001Z"}';

const ENTRY_STORED =
  '{"ok":true,"entry":{"id":"wle_1m7yzqvt600000051m7yzqvnk023gsyseb0h5h2ggkab06yq","no":5,"created_at_ms":1795262402000,"channel":"chn_000000000045p5cfgd5er8q69vmr4s44","customer_ref":"second","seats":2,"status":"WAITING","notified_at_ms":null,"hold_id":null,"departure_id":"dep_1m7yzqvnk023gsyseb0h5h2ggkab06yq","position":1},"joined":true}';
const ENTRY_BYTES =
  '{"id":"wle_1m7yzqvt600000051m7yzqvnk023gsyseb0h5h2ggkab06yq","departure_id":"dep_1m7yzqvnk023gsyseb0h5h2ggkab06yq","customer_ref":"second","seats":2,"status":"WAITING","position":1,"hold_id":null,"created_at":"2026-11-21T12:00:02.000Z","notified_at":null}';

const OFFERED_STORED =
  '{"ok":true,"entry":{"id":"wle_1m7yzqvt600000051m7yzqvnk023gsyseb0h5h2ggkab06yq","no":5,"created_at_ms":1795262402000,"channel":"chn_000000000045p5cfgd5er8q69vmr4s44","customer_ref":"second","seats":2,"status":"OFFERED","notified_at_ms":1795262460000,"hold_id":"hold_1m7yzqvt600000061m7yzqvnk023gsyseb0h5h2ggkab06yq","departure_id":"dep_1m7yzqvnk023gsyseb0h5h2ggkab06yq","position":null},"joined":false}';
const OFFERED_BYTES =
  '{"id":"wle_1m7yzqvt600000051m7yzqvnk023gsyseb0h5h2ggkab06yq","departure_id":"dep_1m7yzqvnk023gsyseb0h5h2ggkab06yq","customer_ref":"second","seats":2,"status":"OFFERED","position":null,"hold_id":"hold_1m7yzqvt600000061m7yzqvnk023gsyseb0h5h2ggkab06yq","created_at":"2026-11-21T12:00:02.000Z","notified_at":"2026-11-21T12:01:00.000Z"}';

const ADJUSTMENT_STORED =
  '{"ok":true,"adjustment":{"id":"adj_1m7yzqvt600000071m7yzqvnk023gsyseb0h5h2ggkab06yq","no":7,"delta":-4,"reason":"a smaller bus","actor":"configured:operator","capacity_after":36,"created_at_ms":1795262403000,"departure_id":"dep_1m7yzqvnk023gsyseb0h5h2ggkab06yq"}}';
const ADJUSTMENT_BYTES =
  '{"id":"adj_1m7yzqvt600000071m7yzqvnk023gsyseb0h5h2ggkab06yq","departure_id":"dep_1m7yzqvnk023gsyseb0h5h2ggkab06yq","delta":-4,"reason":"a smaller bus","actor":"configured:operator","capacity_total":36,"created_at":"2026-11-21T12:00:03.000Z"}';

describe("an answer that version 1 stored is replayed to the same bytes:", () => {
  it("a departure", () => {
    const { departure } = stored(DEPARTURE_STORED);
    expect(JSON.stringify(wire(1).departure(departure))).toBe(DEPARTURE_BYTES);
  });

  it("a hold, whose customer is written as it was received", () => {
    const { hold } = stored(HOLD_STORED);
    expect(JSON.stringify(wire(1).hold(hold))).toBe(HOLD_BYTES);
  });

  it("a booking", () => {
    const { booking } = stored(BOOKING_STORED);
    expect(JSON.stringify(wire(1).booking(booking))).toBe(BOOKING_BYTES);
  });

  it.each([
    ["that waits", ENTRY_STORED, ENTRY_BYTES],
    ["with an offer", OFFERED_STORED, OFFERED_BYTES],
  ])("a waitlist entry %s", (_what, text, bytes) => {
    const { entry } = stored(text);
    expect(JSON.stringify(wire(1).entry(entry))).toBe(bytes);
  });

  it("an adjustment", () => {
    const { adjustment } = stored(ADJUSTMENT_STORED);
    expect(JSON.stringify(wire(1).adjustment(adjustment))).toBe(ADJUSTMENT_BYTES);
  });

  it("also when a later version of the object stored more than it knew", () => {
    const { booking } = stored(BOOKING_STORED.replace('"no":4,', '"no":4,"paid_at_ms":1,"notes":["x"],'));
    expect(JSON.stringify(wire(1).booking(booking))).toBe(BOOKING_BYTES);
  });
});

it("new answers are written by a version that can be read back, and an unknown version is a fault", () => {
  expect(wire(ENCODER)).toBeDefined();
  expect(() => wire(ENCODER + 1)).toThrow("encoder");
});

it("times are written in UTC with milliseconds, in every century", () => {
  expect([0, 1_795_262_400_001, -1, 253_402_300_799_999].map(isoTime)).toEqual([
    "1970-01-01T00:00:00.000Z",
    "2026-11-21T12:00:00.001Z",
    "1969-12-31T23:59:59.999Z",
    "9999-12-31T23:59:59.999Z",
  ]);
});
