import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FEED_PROTOCOL, readTicket, TICKET_MS, ticketIn, ticketProtocols, writeTicket } from "./ticket.ts";

const SECRET = "one secret of more than thirty-two characters";
const NOW = 1_800_000_000_000;
const ACTOR = { channel: "chn_1", key_id: "key_1", admin: true };

describe("a ticket", () => {
  const { text, expires_at_ms } = writeTicket(SECRET, "dep_1", ACTOR, NOW);

  it("says whose it is and for which departure or show, for 60 seconds, and nothing of an administrator", () => {
    expect(expires_at_ms).toBe(NOW + 60_000);
    const ticket = readTicket(SECRET, text, "dep_1", NOW);
    expect(ticket).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{24}$/),
      home_id: "dep_1",
      channel: "chn_1",
      key_id: "key_1",
      expires_at_ms,
    });
    expect(readTicket(SECRET, text, "dep_1", NOW + TICKET_MS - 1)).toEqual(ticket);
  });

  it("is over in the moment that it expires", () => {
    expect(readTicket(SECRET, text, "dep_1", NOW + TICKET_MS)).toBeUndefined();
  });

  it("opens no other departure, and is nothing under another secret", () => {
    expect(readTicket(SECRET, text, "dep_2", NOW)).toBeUndefined();
    expect(readTicket(`${SECRET}x`, text, "dep_1", NOW)).toBeUndefined();
  });

  it("has an id of its own, so that it can be used once", () => {
    const ids = Array.from(
      { length: 100 },
      () => readTicket(SECRET, writeTicket(SECRET, "dep_1", ACTOR, NOW).text, "dep_1", NOW)?.id,
    );
    expect(new Set(ids).size).toBe(100);
  });

  it("is refused with any one letter changed", () => {
    for (let place = 0; place < text.length; place += 1) {
      const changed = `${text.slice(0, place)}${text[place] === "A" ? "B" : "A"}${text.slice(place + 1)}`;
      expect(readTicket(SECRET, changed, "dep_1", NOW), changed).toBeUndefined();
    }
  });

  it("is refused when it is any other text, without throwing", () => {
    for (const odd of ["", ".", "..", `${text}.x`, `.${text}`, text.split(".")[0] ?? "", `é.${text}`])
      expect(readTicket(SECRET, odd, "dep_1", NOW)).toBeUndefined();
    fc.assert(fc.property(fc.string({ unit: "binary" }), (odd) => readTicket(SECRET, odd, "dep_1", NOW) === undefined));
  });

  it("travels among a handshake's subprotocols", () => {
    const protocols = ticketProtocols(text);
    expect(protocols[0]).toBe(FEED_PROTOCOL);
    // What may stand in Sec-WebSocket-Protocol: tokens of RFC 9110.
    for (const protocol of protocols) expect(protocol).toMatch(/^[\w.-]+$/);
    expect(ticketIn(protocols.join(","))).toBe(text);
    expect(ticketIn(protocols.toReversed().join(" ,  "))).toBe(text);
    expect(ticketIn(FEED_PROTOCOL)).toBeUndefined();
    expect(ticketIn("")).toBeUndefined();
    expect(ticketIn(null)).toBeUndefined();
  });
});
