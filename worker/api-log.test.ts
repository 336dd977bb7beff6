import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Environment } from "../durable-objects/environment.ts";
import { API_LOG, type ApiLogLine, writeApiLog } from "./catalogue/api-log.ts";
import { ADMIN_KEY, must } from "./testing/api.ts";
import { renameTable, rowsOf } from "./testing/between-d1.ts";
import { makePartner } from "./testing/partners.ts";
import { development, serve } from "./testing/serve.ts";

const HEADERS = { "content-type": "application/json" };
const CALLER = { "cf-connecting-ip": "203.0.113.7", "user-agent": "a partner's program" };
const CF = { country: "PT", colo: "LIS" };

beforeEach(async () => {
  await env.CATALOGUE.prepare("DELETE FROM api_log").run();
});

afterEach(() => vi.restoreAllMocks());

/** Asks so many times at once; the log has been written when this is done. */
async function asked(times: number, environment: Environment, token = ADMIN_KEY, body = "{}"): Promise<number[]> {
  const headers = { ...HEADERS, ...CALLER, authorization: `Bearer ${token}`, "x-request-id": "mine" };
  const init = { method: "POST", body, headers, cf: CF };
  const answers = await Promise.all(
    Array.from({ length: times }, () => serve(environment, "https://holdfast.test/v1/tour/list", init)),
  );
  return answers.map(({ status }) => status);
}

function logged(): Promise<ApiLogLine[]> {
  return rowsOf<ApiLogLine>("SELECT * FROM api_log ORDER BY no");
}

function line(overrides: Partial<ApiLogLine> = {}): ApiLogLine {
  const who = { key_id: "key_1", channel: "chn_1", country: null, colo: null, address: null, user_agent: null };
  const what = { operation: "tour/get", status: 200, code: null, duration_ms: 3 };
  return { at_ms: Date.now(), request_id: "r", trace_id: "t", ...who, ...what, ...overrides };
}

describe("the API log", () => {
  it("has of a request who asked what, how it went, and where from; not the address, not the user agent", async () => {
    const partner = await makePartner(["read"]);
    await asked(1, development({ API_LOG_SAMPLE: "1" }), partner.token, '{"no":"such field"}');
    const { items } = await must("log/list", { key_id: partner.key_id });
    expect(items).toEqual([
      {
        logged_at: expect.any(String),
        key_id: partner.key_id,
        channel_id: partner.channel_id,
        operation: "tour/list",
        status: 400,
        code: "VALIDATION_FAILED",
        duration_ms: expect.any(Number),
        request_id: "mine",
        trace_id: expect.stringMatching(/^[0-9a-f]{32}$/),
        country: "PT",
        colo: "LIS",
        address: null,
        user_agent: null,
      },
    ]);
    const whole = JSON.stringify(await logged());
    for (const secret of [partner.token, "such field", ...Object.values(CALLER)]) expect(whole).not.toContain(secret);
  });

  it("has addresses and user agents where a setting asks for them", async () => {
    await asked(1, development({ API_LOG_SAMPLE: "1", API_LOG_CALLERS: "true" }));
    expect(await logged()).toMatchObject([
      { address: CALLER["cf-connecting-ip"], user_agent: CALLER["user-agent"], key_id: "configured:development" },
    ]);
  });

  it("keeps of successes the share that is configured, and ten times that of refusals", async () => {
    const environment = development({ API_LOG_SAMPLE: "0.05" });
    // Fewer at once than an isolate writes in a second.
    for (let round = 0; round < 4; round += 1) {
      await asked(100, environment);
      await asked(100, environment, "nonsense");
    }
    const statuses = (await logged()).map(({ status }) => status);
    // 20 and 200 of 400 are expected; such a test fails once in a million runs.
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThan(2);
    expect(statuses.filter((status) => status === 200).length).toBeLessThan(48);
    expect(statuses.filter((status) => status === 401).length).toBeGreaterThan(150);
    expect(statuses.filter((status) => status === 401).length).toBeLessThan(250);
  });

  it("keeps every fault of ours, also where it keeps nothing else", async () => {
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    const environment = development({ API_LOG_SAMPLE: "0" });
    expect(await asked(5, environment)).toEqual([200, 200, 200, 200, 200]);
    await renameTable("tours", "tours_away");
    expect(await asked(5, environment)).toEqual([500, 500, 500, 500, 500]);
    await renameTable("tours_away", "tours");
    expect((await logged()).map(({ status }) => status)).toEqual([500, 500, 500, 500, 500]);
  });

  it.each(["much", "-1", "2"])("takes %j for no setting", async (API_LOG_SAMPLE) => {
    await asked(100, development({ API_LOG_SAMPLE }));
    expect((await logged()).length).toBeLessThan(20);
  });

  it("writes at most 100 lines of an isolate's second", async () => {
    await asked(250, development({ API_LOG_SAMPLE: "1" }));
    expect(await logged()).toHaveLength(100);
  });

  it("that D1 does not take is lost, and nobody waits for it", async () => {
    await renameTable("api_log", "api_log_away");
    expect(await asked(2, development({ API_LOG_SAMPLE: "1" }))).toEqual([200, 200]);
    await renameTable("api_log_away", "api_log");
    expect(await asked(1, development({ API_LOG_SAMPLE: "1" }))).toEqual([200]);
    expect(await logged()).toHaveLength(1);
  });
});

describe("the bounds", () => {
  const now = Date.now();

  it("are of rows: what is more makes room", async () => {
    await writeApiLog(env.CATALOGUE, [line({ request_id: "oldest" }), line({ request_id: "second" })], now);
    await env.CATALOGUE.prepare("UPDATE sqlite_sequence SET seq = seq + ? WHERE name = 'api_log'")
      .bind(API_LOG.rows_max - 2)
      .run();
    await writeApiLog(env.CATALOGUE, [line({ request_id: "newest" })], now);
    expect((await logged()).map(({ request_id }) => request_id)).toEqual(["second", "newest"]);
  });

  it("are of age: what is older is not shown, and goes with the next batch, a thousand at a time", async () => {
    const old = now - API_LOG.kept_ms - 1;
    await env.CATALOGUE.prepare(
      `INSERT INTO api_log (at_ms, operation, status, duration_ms, request_id, trace_id)
       WITH RECURSIVE n(no) AS (SELECT 1 UNION ALL SELECT no + 1 FROM n WHERE no < 1500) SELECT ?, 'tour/get', 200, 1, 'old', 't' FROM n`,
    )
      .bind(old)
      .run();
    expect((await must("log/list", {})).items).toEqual([]);
    await writeApiLog(env.CATALOGUE, [line({ at_ms: old + 1_000 })], now);
    expect(await logged()).toHaveLength(501);
    await writeApiLog(env.CATALOGUE, [line()], now);
    expect(await logged()).toHaveLength(2);
  });
});

describe("log/list", () => {
  it("finds by key, operation, status, its class and time, newest first, page by page", async () => {
    const at = (minutes: number) => Date.now() - minutes * 60_000;
    const lines = [
      line({ request_id: "a", at_ms: at(50), status: 200 }),
      line({ request_id: "b", at_ms: at(40), status: 404, code: "NOT_FOUND" }),
      line({ request_id: "c", at_ms: at(30), status: 409, operation: "booking/hold" }),
      line({ request_id: "d", at_ms: at(20), status: 500, key_id: "key_2" }),
      line({ request_id: "e", at_ms: at(10), status: 200, key_id: null }),
    ];
    await writeApiLog(env.CATALOGUE, lines, Date.now());
    const found = async (input: object) =>
      (await must("log/list", input)).items.map(({ request_id }) => request_id).join("");
    expect(await found({})).toBe("edcba");
    expect(await found({ key_id: "key_1" })).toBe("cba");
    expect(await found({ operation: "booking/hold" })).toBe("c");
    expect(await found({ status: 404 })).toBe("b");
    expect(await found({ status_class: "4xx" })).toBe("cb");
    expect(await found({ status_class: "5xx", key_id: "key_1" })).toBe("");
    const iso = (minutes: number) => new Date(at(minutes)).toISOString();
    expect(await found({ logged_from: iso(45), logged_to: iso(15) })).toBe("dcb");
    const first = await must("log/list", { limit: 2 });
    expect(await found({ limit: 2, cursor: first.next_cursor })).toBe("cb");
  });
});
