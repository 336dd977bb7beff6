import { beforeAll, describe, expect, it, vi } from "vitest";
import { call, credentials, hold, makeDeparture, read, send } from "./testing/api.ts";
import { checkHeaders } from "./testing/check-answer.ts";

async function metrics(): Promise<string> {
  const sent = await read(await send("/metrics", { headers: credentials({}) }));
  expect([sent.status, sent.headers.get("content-type")]).toEqual([200, "text/plain; version=0.0.4; charset=utf-8"]);
  checkHeaders(sent);
  return sent.text;
}

/** The value of one series, or undefined when it is not there. */
function valueOf(text: string, series: string): number | undefined {
  const line = text.split("\n").find((one) => one.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
}

let text: string;

/** Asks until a series has this value: what an isolate counted is on its way for a moment. */
async function metricsWith(series: string, value: number): Promise<string> {
  return vi.waitFor(
    async () => {
      const now = await metrics();
      expect(valueOf(now, series)).toBe(value);
      return now;
    },
    { timeout: 10_000 },
  );
}

const UNKNOWN = 'holdfast_requests_total{operation="unknown",status="404"}';

beforeAll(async () => {
  for (let no = 0; no < 3; no += 1) await call("tour/list", {});
  await call("tour/list", { wrong: true });
  await call("tour/list", {}, { token: null });
  await send("/v1/anything/else", { method: "POST" });
  text = await metricsWith(UNKNOWN, 1);
});

describe("/metrics", () => {
  it("counts requests by operation and status", () => {
    expect(valueOf(text, 'holdfast_requests_total{operation="tour/list",status="200"}')).toBe(3);
    expect(valueOf(text, 'holdfast_requests_total{operation="tour/list",status="400"}')).toBe(1);
    expect(valueOf(text, 'holdfast_requests_total{operation="tour/list",status="401"}')).toBe(1);
  });

  it("counts answers by the class of their status", () => {
    expect(valueOf(text, 'holdfast_responses_total{class="4xx"}')).toBe(3);
    expect(valueOf(text, 'holdfast_responses_total{class="2xx"}')).toBeGreaterThanOrEqual(3);
    expect(valueOf(text, 'holdfast_responses_total{class="5xx"}')).toBeUndefined();
  });

  it("has a histogram of durations for each operation, whose buckets add up", () => {
    const name = "holdfast_request_duration_seconds";
    const buckets = text.split("\n").filter((line) => line.startsWith(`${name}_bucket{operation="tour/list",`));
    const bounds = buckets.map((line) => /le="([^"]+)"/.exec(line)?.[1]);
    expect(bounds).toEqual(["0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1", "2.5", "5", "+Inf"]);
    const counts = buckets.map((line) => Number(line.split(" ").at(-1)));
    expect(counts).toEqual([...counts].sort((one, other) => one - other));
    expect(counts.at(-1)).toBe(5);
    expect(valueOf(text, `${name}_count{operation="tour/list"}`)).toBe(5);
    expect(valueOf(text, `${name}_sum{operation="tour/list"}`)).toBeGreaterThanOrEqual(0);
  });

  it("is well formed: every series has its help and type before it, and stands there once", () => {
    const lines = text.trimEnd().split("\n");
    const typed = new Set(lines.map((line) => /^# TYPE (\S+) (counter|gauge|histogram)$/.exec(line)?.[1]));
    const series = lines.filter((line) => !line.startsWith("#"));
    for (const line of series) {
      expect(line).toMatch(/^[a-z_]+(\{[a-z]+="[^"\n]*"(,[a-z]+="[^"\n]*")*\})? [0-9.e+-]+$/);
      expect(typed).toContain(line.split(/[{ ]/)[0]?.replace(/_(bucket|sum|count)$/, ""));
    }
    expect(new Set(series.map((line) => line.split(" ")[0])).size).toBe(series.length);
  });

  it("makes no series of what callers write", async () => {
    const odd = crypto.randomUUID();
    await send(`/v1/${odd}/create`, { method: "POST" });
    await send(`/${odd}`);
    expect(await metricsWith(UNKNOWN, 3)).not.toContain(odd);
  });

  it("has gauges of active holds, open sockets and D1's lag", async () => {
    const before = valueOf(await metrics(), "holdfast_active_holds") ?? 0;
    const { id } = await makeDeparture();
    await hold(id, "someone");
    await hold(id, "another");
    const after = await metricsWith("holdfast_active_holds", before + 2);
    for (const gauge of ["holdfast_sockets", "holdfast_projection_lag_changes"])
      expect(valueOf(after, gauge)).toBeGreaterThanOrEqual(0);
  });
});
