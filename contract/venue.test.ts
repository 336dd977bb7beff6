import { describe, expect, it } from "vitest";
import { r2SeatMap, r2SeatMapBody, seatMap } from "./venue.ts";
import { VENUE_EXAMPLES } from "./venue-examples.ts";

const map = seatMap.parse(VENUE_EXAMPLES["venue/seat-map"].response);
const [seat] = map.seats;
if (!seat) throw new Error("the documents' venue has seats");

describe("R2's seat-map", () => {
  it("has the requirement's members: plain prices, rows and numbers as numbers", () => {
    const body = r2SeatMap(map);
    expect(body).toMatchObject({
      venue_id: map.venue_id,
      name: "Main Theater",
      layout: {
        rows: 2,
        seats_per_row: 2,
        categories: [
          { name: "Premium", rows: [1], price: 150, color: "#8B5CF6" },
          { name: "Standard", rows: [2], price: 90.5, color: "#10B981" },
        ],
      },
    });
    expect(body.seats[0]).toEqual({
      id: "Main-1-1",
      map_seat_id: "Main-1-1",
      section: "Main",
      row: 1,
      number: 1,
      category: "Premium",
      price: 150,
      price_money: { amount: 15_000, currency: "EUR" },
      accessible: false,
      x: -1,
      y: 0,
    });
  });

  it("has nothing that its schema does not declare", () => {
    const body = r2SeatMap({ ...map, seats: map.seats.map((one) => ({ ...one, status: "held" as const })) });
    expect(r2SeatMapBody.parse(body)).toEqual(body);
  });

  it("leaves labels that are no numbers as they are", () => {
    const rows = ["A", "07", "0", "12", "1234567890"].map((row) => ({ ...seat, row }));
    expect(r2SeatMap({ ...map, seats: rows }).seats.map(({ row }) => row)).toEqual(["A", "07", 0, 12, "1234567890"]);
  });

  it("says reserved of a held seat, and no status where no show is asked about", () => {
    const statuses = (["available", "held", "sold", "blocked"] as const).map((status) => ({ ...seat, status }));
    const body = r2SeatMap({ ...map, seats: [...statuses, seat] });
    expect(body.seats.map(({ status }) => status)).toEqual(["available", "reserved", "sold", "blocked", undefined]);
    expect(Object.keys(body.seats[4] ?? {})).not.toContain("status");
  });

  it("has plain prices in every section, with a currency's own digits", () => {
    const price = { amount: 1_500, currency: "JPY" };
    const section = {
      name: "Box",
      rows: 1,
      seats_per_row: 1,
      categories: [{ name: "A", rows: [1], color: "#000000", price }],
    };
    const body = r2SeatMap({ ...map, layout: { sections: [section] }, seats: [{ ...seat, price }] });
    expect(body.layout?.sections?.[0]?.categories).toMatchObject([{ price: 1_500, price_money: price }]);
    expect(body.seats[0]).toMatchObject({ price: 1_500, price_money: price });
  });
});
