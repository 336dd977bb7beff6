import { afterEach, describe, expect, it, vi } from "vitest";
import { type Called, call, freshKey, hold, makeDeparture, must } from "./testing/api.ts";
import { makePartner, type Partner } from "./testing/partners.ts";

/** The minute starts when the gatekeeper counts the first request, a moment after the request did. */
const MINUTE_S = 61;

afterEach(() => {
  vi.useRealTimers();
});

function limited(rate_limit?: number, channel_id?: string): Promise<Partner> {
  return makePartner(["book"], { rate_limit, channel_id });
}

async function times(count: number, { token }: Partner): Promise<Called[]> {
  const answers: Called[] = [];
  for (let no = 0; no < count; no += 1) answers.push(await call("tour/list", { limit: 1 }, { token }));
  return answers;
}

function expectLimited(called: Called, limit: number): void {
  expect([called.status, called.body.code, called.body.retryable], called.text).toEqual([429, "RATE_LIMITED", true]);
  const retry_after_s = Number(called.headers.get("retry-after"));
  expect(retry_after_s).toBeGreaterThanOrEqual(1);
  expect(retry_after_s).toBeLessThanOrEqual(MINUTE_S);
  expect([called.headers.get("ratelimit-limit"), called.headers.get("ratelimit-remaining")]).toEqual([
    String(limit),
    "0",
  ]);
  expect(called.headers.get("ratelimit-reset")).toBe(String(retry_after_s));
}

describe("the rate limit of a key", () => {
  it("is 60 a minute by default: the 61st request answers 429", async () => {
    const partner = await limited();
    const answers = await times(61, partner);
    expect(answers.slice(0, 60).map(({ status }) => status)).toEqual(Array(60).fill(200));
    expect(answers.slice(0, 60).map(({ headers }) => headers.get("ratelimit-remaining"))).toEqual(
      Array.from({ length: 60 }, (_, no) => String(59 - no)),
    );
    for (const { headers } of answers.slice(0, 60))
      expect(Number(headers.get("ratelimit-reset"))).toBeLessThanOrEqual(MINUTE_S);
    const [last] = answers.slice(60);
    if (last) expectLimited(last, 60);
  });

  it("is 100 a minute for a further key of a channel, and whatever an administrator says", async () => {
    const first = await limited();
    const listed = await must("key/create", { name: "Second", permissions: ["read"], channel_id: first.channel_id });
    expect(listed.rate_limit).toBe(100);
    const few = await limited(3);
    const answers = await times(4, few);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
  });

  it("lets exactly as many through when they come at once", async () => {
    const partner = await limited(20);
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => call("tour/list", { limit: 1 }, { token: partner.token })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(20);
    expect(answers.filter(({ body }) => body.code === "RATE_LIMITED")).toHaveLength(30);
  });

  it("is each key's own: others go on, of the same channel and of another", async () => {
    const used_up = await limited(1);
    const sibling = await limited(5, used_up.channel_id);
    const stranger = await limited(5);
    const [, refused] = await times(2, used_up);
    if (refused) expectLimited(refused, 1);
    expect((await times(2, sibling)).map(({ status }) => status)).toEqual([200, 200]);
    expect((await times(2, stranger)).map(({ status }) => status)).toEqual([200, 200]);
  });

  it("starts again when its minute is over", async () => {
    const partner = await limited(2);
    expect((await times(3, partner)).map(({ status }) => status)).toEqual([200, 200, 429]);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 60_000 });
    expect((await times(3, partner)).map(({ status }) => status)).toEqual([200, 200, 429]);
  });

  it("counts requests that were refused, too", async () => {
    const partner = await limited(2);
    const { token } = partner;
    expect((await call("tour/create", {}, { token })).status).toBe(403);
    expect((await call("tour/list", { wrong: 1 }, { token })).status).toBe(400);
    expect((await times(1, partner)).map(({ status }) => status)).toEqual([429]);
  });
});

it("a request over the limit changes nothing and is not remembered: its key works later", async () => {
  const departure = await makeDeparture();
  const partner = await limited(1);
  await times(1, partner);
  const key = freshKey();
  expectLimited(await hold(departure.id, "someone", {}, { token: partner.token, key }), 1);
  expect(await must("departure/get", { departure_id: departure.id })).toEqual(departure);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 60_000 });
  const later = await hold(departure.id, "someone", {}, { token: partner.token, key });
  expect([later.status, later.headers.get("idempotency-replayed")], later.text).toEqual([200, null]);
});
