// Operations whose effect is in D1: once for each key, also when requests race.
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { type Called, call, freshKey, inDays, makeTour, must } from "./testing/api.ts";
import { makePartner } from "./testing/partners.ts";
import { inGatekeeper, wholeCatalogue } from "./testing/tables.ts";

const TWINS = 8;

function twins<T>(make: (no: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: TWINS }, (_, index) => make(index)));
}

/** All answered alike, and at most one of them was the first. */
function expectOneAnswer(answers: readonly Called[]): void {
  expect(
    new Set(answers.map(({ status, text }) => `${status} ${text}`)).size,
    answers.map(({ text }) => text).join("\n"),
  ).toBe(1);
  expect(answers[0]?.status, answers[0]?.text).toBe(200);
  expect(answers.filter(({ headers }) => headers.get("idempotency-replayed") === null).length).toBe(1);
}

async function count(query: string, ...values: string[]): Promise<unknown> {
  return env.CATALOGUE.prepare(query)
    .bind(...values)
    .first("found");
}

describe("concurrent twins", () => {
  it("of tour/create make one tour", async () => {
    const [key, slug] = [freshKey(), `twins-${crypto.randomUUID()}`];
    expectOneAnswer(await twins(() => call("tour/create", { name: "Twins", slug }, { key })));
    expect(await count("SELECT count(*) AS found FROM tours WHERE slug = ?", slug)).toBe(1);
  });

  it("of tour/create without a key make one tour too, by its slug", async () => {
    const slug = `twins-${crypto.randomUUID()}`;
    const answers = await twins(() => call("tour/create", { name: "Twins", slug }));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });

  it("of tour/update have one effect", async () => {
    const [key, { id }] = [freshKey(), await makeTour()];
    expectOneAnswer(await twins(() => call("tour/update", { tour_id: id, name: "Renamed" }, { key })));
  });

  it("of tour/delete are all told that it is deleted", async () => {
    const [key, { id }] = [freshKey(), await makeTour()];
    expectOneAnswer(await twins(() => call("tour/delete", { tour_id: id }, { key })));
    expect((await call("tour/get", { tour_id: id })).status).toBe(404);
  });

  it("of tour/delete that come a query of D1 apart, so that one is at each step of the first one's way", async () => {
    const [key, { id }] = [freshKey(), await makeTour()];
    const answers: Promise<Called>[] = [];
    for (let twin = 0; twin < TWINS; twin += 1) {
      answers.push(call("tour/delete", { tour_id: id }, { key }));
      await count("SELECT 1 AS found");
    }
    expectOneAnswer(await Promise.all(answers));
  });

  it("of departure/create make one departure, under the id that was bound first", async () => {
    const [key, { id: tour_id }] = [freshKey(), await makeTour()];
    const wanted = { tour_id, starts_at: inDays(4), capacity_total: 5, price: { amount: 1, currency: "EUR" } };
    expectOneAnswer(await twins(() => call("departure/create", wanted, { key })));
    expect(await count("SELECT count(*) AS found FROM departures WHERE tour_id = ?", tour_id)).toBe(1);
  });

  it("of key/create are shown one key", async () => {
    const [key, name] = [freshKey(), `twins ${crypto.randomUUID()}`];
    const answers = await twins(() => call("key/create", { name, permissions: ["read"] }, { key }));
    expectOneAnswer(answers);
    expect(await count("SELECT count(*) AS found FROM api_keys WHERE name = ?", name)).toBe(1);
    expect((await call("tour/list", {}, { token: answers[0]?.body.key ?? "" })).status).toBe(200);
  });

  it("of key/revoke are told of one revocation", async () => {
    const [key, { key_id }] = [freshKey(), await makePartner()];
    expectOneAnswer(await twins(() => call("key/revoke", { key_id }, { key })));
  });

  it("that differ: one is carried out, the others are refused with what differs", async () => {
    const [key, slug] = [freshKey(), `rivals-${crypto.randomUUID()}`];
    const answers = await twins((no) => call("tour/create", { name: `Rival ${no}`, slug }, { key }));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.code === "IDEMPOTENCY_KEY_MISMATCH")).toHaveLength(TWINS - 1);
  });
});

describe("one after the other", () => {
  it("tour/create by slug: the same body is the same tour, also without a key; another body is refused", async () => {
    const wanted = { name: "Natural", slug: `natural-${crypto.randomUUID()}`, description: "" };
    const made = await call("tour/create", wanted);
    expect((await call("tour/create", wanted, { key: freshKey() })).text).toBe(made.text);
    const { description: _default, ...shorter } = wanted;
    expect((await call("tour/create", shorter)).text).toBe(made.text);
    const other = await call("tour/create", { ...wanted, name: "Unnatural" });
    expect(other.body).toMatchObject({ code: "ALREADY_EXISTS", tour_id: made.body.id });
  });

  it("tour/delete with its key again says deleted, with a new key not found", async () => {
    const [key, { id }] = [freshKey(), await makeTour()];
    const first = await call("tour/delete", { tour_id: id }, { key });
    expect((await call("tour/delete", { tour_id: id }, { key })).text).toBe(first.text);
    expect((await call("tour/delete", { tour_id: id }, { key: freshKey() })).status).toBe(404);
  });

  it("tour/update with its key again answers as it did, whatever was changed since", async () => {
    const [key, { id }] = [freshKey(), await makeTour()];
    const first = await call("tour/update", { tour_id: id, name: "One" }, { key });
    await must("tour/update", { tour_id: id, name: "Two" });
    expect((await call("tour/update", { tour_id: id, name: "One" }, { key })).text).toBe(first.text);
    expect(await must("tour/get", { tour_id: id })).toMatchObject({ name: "Two" });
  });

  it("departure/create without a key makes another departure each time", async () => {
    const { id: tour_id } = await makeTour();
    const wanted = { tour_id, starts_at: inDays(4), capacity_total: 5, price: { amount: 1, currency: "EUR" } };
    const made = [await call("departure/create", wanted), await call("departure/create", wanted)];
    expect(new Set(made.map(({ body }) => body.id)).size).toBe(2);
  });
});

describe("key/create", () => {
  it("shows the same secret to a retry, and keeps it nowhere", async () => {
    const key = freshKey();
    const first = await call("key/create", { name: "Secretive", permissions: ["read"] }, { key });
    const again = await call("key/create", { name: "Secretive", permissions: ["read"] }, { key });
    expect([again.text, again.headers.get("idempotency-replayed")]).toEqual([first.text, "true"]);
    const secret = first.body.key.split("_")[3] ?? "";
    expect(secret).toHaveLength(32);
    const kept = [
      await wholeCatalogue(),
      JSON.stringify(await inGatekeeper(first.body.channel_id, "SELECT * FROM api_keys")),
    ];
    expect(kept[0]).toContain(first.body.id);
    expect(kept[1]).toContain("Secretive");
    for (const text of kept) expect(text).not.toContain(secret);
  });

  it("gives another secret for another key, another principal, and without a key", async () => {
    const { token } = await makePartner(["admin"]);
    const [key, wanted] = [freshKey(), { name: "Many", permissions: ["read"] }];
    const made = [
      await must("key/create", wanted, { key }),
      await must("key/create", wanted, { key, token }),
      await must("key/create", wanted),
      await must("key/create", wanted, { key: null }),
      await must("key/create", wanted, { key: null }),
    ];
    expect(new Set(made.map((one) => one.key.split("_")[3])).size).toBe(5);
  });
});
