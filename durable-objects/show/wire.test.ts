// Golden: outcomes as version 1 stored them, written out, and the bytes that a replay of them must have for as long
// as answers of version 1 are kept. When one of these tests fails, the encoder has been changed instead of added to.
import { describe, expect, it } from "vitest";
import type { Show } from "../../domain/show.ts";
import type { BookingView, EntryView, HoldView, SeatNow } from "./commands.ts";
import { ENCODER, wire } from "./wire.ts";

type Outcome = {
  readonly show: Show;
  readonly hold: HoldView;
  readonly booking: BookingView;
  readonly entry: EntryView;
  readonly seats: readonly SeatNow[];
};

/** What storedAnswer() reads back; each text here has some of the parts. */
function stored(text: string): Outcome {
  return JSON.parse(text) as Outcome;
}

const SHOW_STORED =
  '{"ok":true,"show":{"id":"shw_1m7zpxxpg0zrk58y58p9pzj1s7zzyern","venue_id":"ven_1m7zpxxdw078wkar4x5c8xhqxe1hq1z6","name":"A show","starts_at_ms":4070908800000,"currency":"EUR","policy":{"seats_per_hold_max":10,"max_hold_ms":3600000,"offer_ttl_ms":300000,"waitlist_order":"first_fit","cancellation_cutoff_ms":3600000},"orphan_policy":"lenient","location_hint":null,"status":"OPEN","places":{"capacity":9,"held":1,"sold":2,"blocked":3},"price_min":1000,"price_max":1550,"waiting":4,"active_holds":1,"created_at_ms":1795286824796,"updated_at_ms":1795286825796}}';
const SHOW_BYTES =
  '{"id":"shw_1m7zpxxpg0zrk58y58p9pzj1s7zzyern","venue_id":"ven_1m7zpxxdw078wkar4x5c8xhqxe1hq1z6","name":"A show","status":"OPEN","starts_at":"2099-01-01T00:00:00.000Z","currency":"EUR","seats_total":9,"seats_available":3,"seats_held":1,"seats_sold":2,"seats_blocked":3,"waiting":4,"price_min":{"amount":1000,"currency":"EUR"},"price_max":{"amount":1550,"currency":"EUR"},"policy":{"seats_per_hold_max":10,"max_hold_seconds":3600,"offer_ttl_seconds":300,"waitlist_order":"first_fit","cancellation_cutoff_seconds":3600,"orphan_policy":"lenient"},"location_hint":null,"created_at":"2026-11-21T18:47:04.796Z","updated_at":"2026-11-21T18:47:05.796Z"}';

const HOLD_STORED =
  '{"ok":true,"hold":{"id":"hold_1m7zpxy1q00000021m7zpxxpg0zrk58y58p9pzj1s7zzyern","no":2,"created_at_ms":1795286825015,"channel":"chn_000000000045p5cfgd5er8q69vmr4s44","customer_ref":"cust \\"Ä\\" €😀","seats":2,"status":"ACTIVE","expires_at_ms":1795287425015,"entry_no":null,"booking_id":null,"seat_list":[0,2],"total_amount":2550,"currency":"EUR","external_booking_id":"EXT-1","metadata":"{\\"note\\":\\"ä\\"}","show_id":"shw_1m7zpxxpg0zrk58y58p9pzj1s7zzyern","chosen":[{"index":0,"map_seat_id":"Main-1-1","section":"Main","row":"1","number":"1","category":"Stalls","unit_amount":1000,"accessible":false},{"index":2,"map_seat_id":"Main-1-3","section":"Main","row":"1","number":"3","category":"Stalls","unit_amount":1550,"accessible":true}],"adjacent":false,"max_expires_at_ms":1795290425015,"entry_id":null}}';
const HOLD_BYTES =
  '{"id":"hold_1m7zpxy1q00000021m7zpxxpg0zrk58y58p9pzj1s7zzyern","show_id":"shw_1m7zpxxpg0zrk58y58p9pzj1s7zzyern","customer_ref":"cust \\"Ä\\" €😀","external_booking_id":"EXT-1","seat_ids":["seat_00001m7zpxxpg0zrk58y58p9pzj1s7zzyern","seat_00021m7zpxxpg0zrk58y58p9pzj1s7zzyern"],"adjacent":false,"total_price":{"amount":2550,"currency":"EUR"},"metadata":{"note":"ä"},"seats":[{"seat_id":"seat_00001m7zpxxpg0zrk58y58p9pzj1s7zzyern","map_seat_id":"Main-1-1","section":"Main","row":"1","number":"1","category":"Stalls","price":{"amount":1000,"currency":"EUR"},"accessible":false},{"seat_id":"seat_00021m7zpxxpg0zrk58y58p9pzj1s7zzyern","map_seat_id":"Main-1-3","section":"Main","row":"1","number":"3","category":"Stalls","price":{"amount":1550,"currency":"EUR"},"accessible":true}],"status":"ACTIVE","expires_at":"2026-11-21T18:57:05.015Z","max_expires_at":"2026-11-21T19:47:05.015Z","booking_id":null,"entry_id":null,"created_at":"2026-11-21T18:47:05.015Z"}';
const OFFER_BYTES =
  '{"id":"hold_1m7zpxy1q00000021m7zpxxpg0zrk58y58p9pzj1s7zzyern","departure_id":"shw_1m7zpxxpg0zrk58y58p9pzj1s7zzyern","show_id":"shw_1m7zpxxpg0zrk58y58p9pzj1s7zzyern","seat_ids":["seat_00001m7zpxxpg0zrk58y58p9pzj1s7zzyern","seat_00021m7zpxxpg0zrk58y58p9pzj1s7zzyern"],"customer_ref":"cust \\"Ä\\" €😀","seats":2,"status":"ACTIVE","expires_at":"2026-11-21T18:57:05.015Z","max_expires_at":"2026-11-21T19:47:05.015Z","total_price":{"amount":2550,"currency":"EUR"},"booking_id":null,"entry_id":null,"created_at":"2026-11-21T18:47:05.015Z"}';

const BOOKING_STORED =
  '{"ok":true,"booking":{"id":"bkg_1m7zpxy5900000041m7zpxxpg0zrk58y58p9pzj1s7zzyern","no":4,"created_at_ms":1795286825129,"hold_id":"hold_1m7zpxy1q00000021m7zpxxpg0zrk58y58p9pzj1s7zzyern","code":"SCNRV-QWFJN","channel":"chn_000000000045p5cfgd5er8q69vmr4s44","customer_ref":null,"seats":2,"status":"CONFIRMED","updated_at_ms":1795286825129,"seat_list":[0,2],"total_amount":2550,"currency":"EUR","external_booking_id":null,"metadata":null,"show_id":"shw_1m7zpxxpg0zrk58y58p9pzj1s7zzyern","chosen":[{"index":0,"map_seat_id":"Main-1-1","section":"Main","row":"1","number":"1","category":"Stalls","unit_amount":1000,"accessible":false},{"index":2,"map_seat_id":"Main-1-3","section":"Main","row":"1","number":"3","category":"Stalls","unit_amount":1550,"accessible":true}],"adjacent":false}}';
const BOOKING_BYTES =
  '{"id":"bkg_1m7zpxy5900000041m7zpxxpg0zrk58y58p9pzj1s7zzyern","departure_id":"shw_1m7zpxxpg0zrk58y58p9pzj1s7zzyern","show_id":"shw_1m7zpxxpg0zrk58y58p9pzj1s7zzyern","external_booking_id":null,"seat_ids":["seat_00001m7zpxxpg0zrk58y58p9pzj1s7zzyern","seat_00021m7zpxxpg0zrk58y58p9pzj1s7zzyern"],"adjacent":false,"total_price":{"amount":2550,"currency":"EUR"},"metadata":null,"seat_list":[{"seat_id":"seat_00001m7zpxxpg0zrk58y58p9pzj1s7zzyern","map_seat_id":"Main-1-1","section":"Main","row":"1","number":"1","category":"Stalls","price":{"amount":1000,"currency":"EUR"},"accessible":false},{"seat_id":"seat_00021m7zpxxpg0zrk58y58p9pzj1s7zzyern","map_seat_id":"Main-1-3","section":"Main","row":"1","number":"3","category":"Stalls","price":{"amount":1550,"currency":"EUR"},"accessible":true}],"seats":2,"hold_id":"hold_1m7zpxy1q00000021m7zpxxpg0zrk58y58p9pzj1s7zzyern","code":"SCNRV-QWFJN","customer_ref":"","status":"CONFIRMED","created_at":"2026-11-21T18:47:05.129Z","updated_at":"2026-11-21T18:47:05.129Z"}';

const ENTRY_STORED =
  '{"ok":true,"entry":{"id":"wle_1m7zpxy7300000051m7zpxxpg0zrk58y58p9pzj1s7zzyern","no":5,"created_at_ms":1795286825187,"channel":"chn_000000000045p5cfgd5er8q69vmr4s44","customer_ref":"waits","seats":2,"status":"OFFERED","notified_at_ms":1795286825222,"hold_id":"hold_1m7zpxy8600000061m7zpxxpg0zrk58y58p9pzj1s7zzyern","wish":"[\\"Main\\",null,5000,1,true,false]","show_id":"shw_1m7zpxxpg0zrk58y58p9pzj1s7zzyern","currency":"EUR","position":null},"joined":false}';
const ENTRY_BYTES =
  '{"id":"wle_1m7zpxy7300000051m7zpxxpg0zrk58y58p9pzj1s7zzyern","departure_id":"shw_1m7zpxxpg0zrk58y58p9pzj1s7zzyern","show_id":"shw_1m7zpxxpg0zrk58y58p9pzj1s7zzyern","customer_ref":"waits","seats":2,"section":"Main","category":null,"max_price":{"amount":5000,"currency":"EUR"},"accessible_seats":1,"allow_split":false,"status":"OFFERED","position":null,"hold_id":"hold_1m7zpxy8600000061m7zpxxpg0zrk58y58p9pzj1s7zzyern","created_at":"2026-11-21T18:47:05.187Z","notified_at":"2026-11-21T18:47:05.222Z"}';

const SEATS_STORED =
  '{"ok":true,"show":{"id":"shw_1m7zpxxpg0zrk58y58p9pzj1s7zzyern","currency":"EUR"},"seats":[{"index":2,"map_seat_id":"Main-1-3","section":"Main","row":"1","number":"3","category":"Stalls","unit_amount":1550,"accessible":true,"state":"held","held_until_ms":1795287125222},{"index":0,"map_seat_id":"Main-1-1","section":"Main","row":"1","number":"1","category":"Stalls","unit_amount":1000,"accessible":false,"state":"blocked","held_until_ms":null}]}';
const SEATS_BYTES =
  '[{"seat_id":"seat_00021m7zpxxpg0zrk58y58p9pzj1s7zzyern","map_seat_id":"Main-1-3","section":"Main","row":"1","number":"3","category":"Stalls","price":{"amount":1550,"currency":"EUR"},"accessible":true,"status":"held","held_until":"2026-11-21T18:52:05.222Z"},{"seat_id":"seat_00001m7zpxxpg0zrk58y58p9pzj1s7zzyern","map_seat_id":"Main-1-1","section":"Main","row":"1","number":"1","category":"Stalls","price":{"amount":1000,"currency":"EUR"},"accessible":false,"status":"blocked","held_until":null}]';

describe("an answer that version 1 stored is replayed to the same bytes:", () => {
  it("a show", () => {
    expect(JSON.stringify(wire(1).show(stored(SHOW_STORED).show))).toBe(SHOW_BYTES);
  });

  it("a reservation, whose customer is written as it was received, and the offer that it is to who waited", () => {
    const { hold } = stored(HOLD_STORED);
    expect(JSON.stringify(wire(1).reservation(hold))).toBe(HOLD_BYTES);
    expect(JSON.stringify(wire(1).offer(hold))).toBe(OFFER_BYTES);
  });

  it("a booking", () => {
    expect(JSON.stringify(wire(1).booking(stored(BOOKING_STORED).booking))).toBe(BOOKING_BYTES);
  });

  it("a waitlist entry with its wish", () => {
    expect(JSON.stringify(wire(1).entry(stored(ENTRY_STORED).entry))).toBe(ENTRY_BYTES);
  });

  it("seats that were blocked, or are held, in the order in which they were named", () => {
    const { show, seats } = stored(SEATS_STORED);
    const named = { show_id: show.id, currency: show.currency };
    expect(JSON.stringify(seats.map((seat) => wire(1).seat(named, seat)))).toBe(SEATS_BYTES);
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
