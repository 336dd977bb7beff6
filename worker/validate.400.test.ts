import { beforeAll, describe, expect, it } from "vitest";
import { call, freshKey, inDays, makeDeparture, makeTour, must, type Output, post } from "./testing/api.ts";
import { pointer } from "./validate.ts";

let departure: Output<"departure/create">;

beforeAll(async () => {
  departure = await makeDeparture();
});

/** The pointers of what is wrong with a hold of one place with these fields instead; nothing may change. */
async function wrongIn(fields: string): Promise<string[]> {
  const body = `{"departure_id":"${departure.id}","customer_ref":"someone"${fields}}`;
  const before = await must("departure/get", { departure_id: departure.id });
  const called = await post("booking/hold", body, { key: freshKey() });
  expect([called.status, called.body.code], called.text).toEqual([400, "VALIDATION_FAILED"]);
  expect(await must("departure/get", { departure_id: departure.id })).toEqual(before);
  return called.body.violations?.map(({ path }) => path) ?? [];
}

describe("every violation is listed, with its JSON pointer", () => {
  it("of missing, wrong and unknown fields together", async () => {
    const called = await call(
      "booking/hold",
      { seats: 0, customer_ref: "", ttl_seconds: 59, refresh: "yes", color: "red" },
      { key: freshKey() },
    );
    const paths = called.body.violations?.map(({ path }) => path).sort();
    expect(paths).toEqual(["/color", "/customer_ref", "/departure_id", "/refresh", "/seats", "/ttl_seconds"]);
    for (const { message } of called.body.violations ?? []) expect(message).not.toBe("");
  });

  it("of nested fields", async () => {
    const { id: tour_id } = await makeTour();
    const price = { amount: -1, currency: "euro", tax: 1 };
    const policy = { seats_per_hold_max: 0, waitlist_order: "any", "a/b~c": 1 };
    const called = await call("departure/create", { tour_id, starts_at: inDays(1), capacity_total: 1, price, policy });
    const paths = called.body.violations?.map(({ path }) => path).sort();
    expect(paths).toEqual([
      "/policy/a~1b~0c",
      "/policy/seats_per_hold_max",
      "/policy/waitlist_order",
      "/price/amount",
      "/price/currency",
      "/price/tax",
    ]);
  });

  it("up to 100 of them", async () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`f${index}`, index]));
    const called = await call("departure/get", { departure_id: departure.id, ...many });
    expect(called.body.violations).toHaveLength(100);
    expect(called.body.detail).toContain("and 97 more");
  });
});

describe("what may be one thing or another", () => {
  /** The pointers and messages of what is wrong with a venue of one row with these members instead. */
  async function wrongLayout(members: object): Promise<string[]> {
    const category = { name: "A", rows: [1], price: 1, color: "#000000" };
    const layout = { rows: 1, seats_per_row: 1, categories: [category], ...members };
    const called = await call("venue/create", { name: "Hall", layout });
    expect([called.status, called.body.code], called.text).toEqual([400, "VALIDATION_FAILED"]);
    return called.body.violations?.map(({ path, message }) => `${path} ${message}`) ?? [];
  }

  it.each([
    [{ seats_per_row: [1, "x", 1_001] }, ["/layout/seats_per_row/1 ", "/layout/seats_per_row/2 "]],
    [{ seats_per_row: 0 }, ["/layout/seats_per_row "]],
    [{ row_labels: ["A", 7] }, ["/layout/row_labels/1 "]],
    [{ row_labels: "roman" }, ["/layout/row_labels Invalid option"]],
    [{ row_labels: 7 }, ["/layout/row_labels Invalid option"]],
    [{ seats_per_row: {} }, ["/layout/seats_per_row is none of what it may be"]],
    [
      { categories: [{ name: "A", rows: [1], price: { amount: "x" }, color: "#000000" }] },
      ["/layout/categories/0/price/amount ", "/layout/categories/0/price/currency "],
    ],
  ])("is looked at as what it was meant to be: %j", async (members, wrong) => {
    const violations = await wrongLayout(members);
    expect(violations).toEqual(wrong.map((start) => expect.stringContaining(start)));
  });
});

describe("prototype keys", () => {
  it.each(["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "valueOf"])(
    "%s is an ordinary unknown field",
    async (name) => {
      expect(await wrongIn(`,"seats":1,"${name}":{"seats":2}`)).toEqual([`/${name}`]);
    },
  );

  it("are unknown in nested objects too, and change no prototype", async () => {
    const body = `{"tour_id":"x","starts_at":"${inDays(1)}","capacity_total":1,"price":{"amount":1,"currency":"EUR","__proto__":{"polluted":1}}}`;
    const called = await post("departure/create", body);
    expect(called.body.violations).toMatchObject([{ path: "/price/__proto__" }]);
    expect("polluted" in {}).toBe(false);
  });

  it("do not stand in for a field that is missing", async () => {
    const called = await post("departure/get", `{"__proto__":{"departure_id":"${departure.id}"}}`);
    expect(called.body.violations?.map(({ path }) => path).sort()).toEqual(["/__proto__", "/departure_id"]);
  });
});

describe("numbers", () => {
  it.each([
    "9007199254740993",
    "9007199254740992",
    "1e400",
    "-1e400",
    "1e308",
    "0",
    "-0",
    "-1",
    "1.5",
    "11",
    "1e-7",
    '"1"',
    "[1]",
    "{}",
    "null",
    "true",
  ])("%s is no number of places", async (seats) => {
    expect(new Set(await wrongIn(`,"seats":${seats}`))).toEqual(new Set(["/seats"]));
  });

  it.each(["9007199254740993", "1e400", "100000000001", "-0.5"])("%s is no amount of money", async (amount) => {
    const body = `{"departure_id":"${departure.id}","price":{"amount":${amount},"currency":"EUR"}}`;
    const called = await post("departure/update", body);
    expect(new Set(called.body.violations?.map(({ path }) => path))).toEqual(new Set(["/price/amount"]));
  });

  it("-0 and 0 are one amount, and 2.0 is 2", async () => {
    const free = await post(
      "departure/update",
      `{"departure_id":"${departure.id}","price":{"amount":-0,"currency":"EUR"}}`,
    );
    expect(free.text).toContain('"price":{"amount":0,');
    const held = await post("booking/hold", `{"departure_id":"${departure.id}","seats":2.0,"customer_ref":"two"}`, {
      key: freshKey(),
    });
    expect(held.body.seats).toBe(2);
  });

  it.each(["0", "-0", "0.5", "1e400"])("%s is no change of capacity", async (delta) => {
    const called = await post("inventory/adjust", `{"departure_id":"${departure.id}","delta":${delta},"reason":"x"}`, {
      key: freshKey(),
    });
    expect(called.body.violations?.[0]?.path).toBe("/delta");
  });
});

describe("text", () => {
  it.each([
    ["a lone high surrogate", "\\ud800"],
    ["a lone low surrogate", "\\udc00"],
    ["a NUL", "\\u0000"],
    ["a line break", "a\\nb"],
    ["an escape", "\\u001b[31m"],
    ["a delete", "\\u007f"],
    ["a C1 control", "\\u0085"],
    ["nothing", ""],
    ["129 characters", "x".repeat(129)],
  ])("%s is no customer reference", async (_what, text) => {
    const called = await post("booking/hold", `{"departure_id":"${departure.id}","seats":1,"customer_ref":"${text}"}`, {
      key: freshKey(),
    });
    expect(called.body.violations?.map(({ path }) => path)).toEqual(["/customer_ref"]);
  });

  it.each(["Zoë", "客户 7", "👩‍🚀", "a'); DROP TABLE holds;--", '"quoted"', "%_\\", "=1+1", "x".repeat(128)])(
    "%j is one, and comes back as it was",
    async (customer_ref) => {
      const other = await makeDeparture();
      const held = await must("booking/hold", { departure_id: other.id, seats: 1, customer_ref });
      expect((await must("hold/list", { departure_id: other.id, customer_ref })).items).toEqual([held]);
      expect(held.customer_ref).toBe(customer_ref);
    },
  );

  it("with a lone surrogate in an id or a field's name is not found, or unknown, and answered in valid UTF-8", async () => {
    expect((await post("tour/get", '{"tour_id":"\\ud800"}')).status).toBe(404);
    expect((await post("booking/get", '{"code":"\\ud800"}')).status).toBe(404);
    const called = await post("tour/list", '{"\\ud800":1}');
    expect(called.body.violations?.map(({ path }) => path)).toEqual(["/\ud800"]);
    expect(called.text).toContain("/\\ud800");
  });
});

describe("deep nesting", () => {
  it.each([
    ["arrays", "[", "]"],
    ["objects", '{"a":', "}"],
  ])("of %s is refused where it is, not where it ends", async (_what, open, close) => {
    const depth = open === "[" ? 100_000 : 40_000;
    const called = await post("departure/get", `{"departure_id":${open.repeat(depth)}1${close.repeat(depth)}}`);
    expect([called.status, called.body.violations?.map(({ path }) => path)]).toEqual([400, ["/departure_id"]]);
    const unknown = await post(
      "departure/get",
      `{"departure_id":"x","deep":${open.repeat(depth)}1${close.repeat(depth)}}`,
    );
    expect(unknown.body.violations?.map(({ path }) => path)).toEqual(["/deep"]);
  });
});

describe("times", () => {
  it.each([
    "2026-12-24",
    "2026-12-24T18:00:00",
    "2026-12-24T18:00:00+01:00",
    "2026-02-30T10:00:00Z",
    "2026-13-01T10:00:00Z",
    "2026-12-24T24:30:00Z",
    "tomorrow",
    1_800_000_000,
    "2026-12-24t18:00:00z",
  ])("%j is none", async (starts_from) => {
    const called = await call("departure/search", { starts_from });
    expect(new Set(called.body.violations?.map(({ path }) => path))).toEqual(new Set(["/starts_from"]));
  });
});

it("a pointer escapes ~ and / as RFC 6901 says, and shows no more than 100 characters of a name", () => {
  expect(pointer([])).toBe("");
  expect(pointer(["a/b", "c~d", 0, "~1"])).toBe("/a~1b/c~0d/0/~01");
  expect(pointer(["x".repeat(5_000)])).toHaveLength(101);
});
