// The product as it is served: a demonstration that is there once, state that starts again, a backup that is restored,
// spans that leave for a collector.
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { migrateServed } from "./migrate.ts";
import { seed } from "./seed.ts";
import { type Served, serve } from "./serve.ts";
import { welcome } from "./welcome.ts";

const KEY = "admin-local-dev-key";
const folder = mkdtempSync(join(tmpdir(), "holdfast-served-"));
const state = join(folder, "state");
const spans: Span[] = [];
let collector: Server;
let served: Served | undefined;

type Span = { traceId: string; spanId: string; parentSpanId?: string; name: string };
type Json = Readonly<Record<string, unknown>>;

async function start(): Promise<void> {
  const { port } = collector.address() as AddressInfo;
  const bindings = {
    DEVELOPMENT_ADMIN_KEY: KEY,
    ID_SECRET: "a secret for this test that is long enough",
    OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
  };
  served = await serve({ port: 0, state, bindings, log: "none" });
  await migrateServed(served);
}

async function stop(): Promise<void> {
  await served?.stop();
  served = undefined;
}

async function call(operation: string, input: Json, headers: Readonly<Record<string, string>> = {}): Promise<Json> {
  const response = await fetch(`${served?.url}/v1/${operation}`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${KEY}`,
      "content-type": "application/json",
      "idempotency-key": crypto.randomUUID(),
      ...headers,
    },
    body: JSON.stringify(input),
  });
  const body = (await response.json()) as Json;
  if (response.status !== 200) throw new Error(`${operation} answered ${response.status}: ${JSON.stringify(body)}`);
  return body;
}

/** Every departure as its object knows it. */
async function departures(): Promise<Json[]> {
  const found = await call("departure/search", { limit: 100 });
  return Promise.all((found["items"] as Json[]).map(({ id }) => call("departure/get", { departure_id: id })));
}

/** Every show as its object knows it. */
async function shows(): Promise<Json[]> {
  const found = await call("show/list", { limit: 100 });
  return Promise.all((found["items"] as Json[]).map(({ id }) => call("show/get", { show_id: id })));
}

beforeAll(async () => {
  collector = createServer((request, response) => {
    let text = "";
    request.on("data", (piece: Buffer) => {
      text += piece.toString();
    });
    request.on("end", () => {
      const sent = JSON.parse(text) as { resourceSpans: { scopeSpans: { spans: Span[] }[] }[] };
      spans.push(...sent.resourceSpans.flatMap((resource) => resource.scopeSpans.flatMap((scope) => scope.spans)));
      response.end("{}");
    });
  });
  await new Promise<void>((listening) => collector.listen(0, "127.0.0.1", listening));
  await start();
});

afterAll(async () => {
  await stop();
  collector.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("the served product", () => {
  it("is seeded once, and starts again with everything in it", async () => {
    await seed(served?.url ?? "", KEY);
    const before = [await departures(), await shows(), (await call("venue/list", {}))["items"]];
    expect(before.map((list) => (list as Json[]).length)).toEqual([12, 4, 2]);
    await stop();
    await start();
    await seed(served?.url ?? "", KEY);
    expect([await departures(), await shows(), (await call("venue/list", {}))["items"]]).toEqual(before);
  });

  it("has a show that is nearly sold out with people waiting, one that is blocked in part, and two that sell", async () => {
    const counts = (await shows()).map((show) =>
      ["seats_total", "seats_available", "seats_held", "seats_sold", "seats_blocked", "waiting"].map(
        (name) => show[name],
      ),
    );
    expect(counts).toEqual([
      [120, 90, 0, 30, 0, 0],
      [600, 5, 0, 595, 0, 2],
      [600, 528, 0, 72, 0, 0],
      [600, 552, 0, 0, 48, 0],
    ]);
  });

  it("greets with commands that work as they are pasted", async () => {
    const lines = welcome(served?.url ?? "", await seed(served?.url ?? "", KEY));
    const script = lines.filter((line) => line !== "").map((line) => `${line}\nprintf '\\n'\n`);
    const { stdout, status } = spawnSync("bash", ["-u"], { input: script.join(""), encoding: "utf8", timeout: 60_000 });
    expect(status).toBe(0);
    const answers = stdout.split("\n").filter((line) => line !== "");
    expect(answers).toHaveLength(8);
    expect(answers.filter((answer) => answer.includes('"code":') && answer.includes('"trace_id":'))).toEqual([]);
    expect(JSON.parse(answers.at(-3) ?? "")).toMatchObject({ seats: 2, status: "CONFIRMED" });
    expect(answers.at(-1)).toContain("<svg");
    const address = /ws:\S+/.exec(lines.at(-1) ?? "")?.[0] ?? "";
    const socket = new WebSocket(address, { headers: { authorization: `Bearer ${KEY}` } });
    const frame = await new Promise<string>((resolve, reject) => {
      socket.once("message", (data: Buffer) => resolve(data.toString()));
      socket.once("error", reject);
    });
    socket.close();
    expect(JSON.parse(frame)).toMatchObject({ type: "snapshot", availability: { seats_held: 0 } });
  });

  it("goes back to a backup of its objects and D1, and sells on from there", async () => {
    const open = await call("departure/search", { available_min: 20, limit: 1 });
    const departure_id = (open["items"] as Json[])[0]?.["id"];
    const kept = await call("booking/hold", { departure_id, seats: 2, customer_ref: "before the backup" });
    await stop();
    cpSync(state, join(folder, "backup"), { recursive: true });
    await start();
    const lost = await call("booking/hold", { departure_id, seats: 3, customer_ref: "after the backup" });
    await stop();
    rmSync(state, { recursive: true });
    cpSync(join(folder, "backup"), state, { recursive: true });
    await start();
    await expect(call("hold/get", { hold_id: lost["id"] })).rejects.toThrow("NOT_FOUND");
    const booking = await call("booking/confirm", { hold_id: kept["id"] });
    expect(booking["seats"]).toBe(2);
    expect(await call("departure/get", { departure_id })).toMatchObject({ capacity_held: 0 });
  });

  it("sends the spans of a booking to the collector, under the caller's trace", async () => {
    const open = await call("departure/search", { available_min: 20, limit: 1 });
    const departure_id = (open["items"] as Json[])[0]?.["id"];
    const trace = { traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01" };
    const hold = await call("booking/hold", { departure_id, seats: 1, customer_ref: "traced" }, trace);
    await call("booking/confirm", { hold_id: hold["id"] }, trace);
    // Spans leave about once a second, after a request.
    await expect
      .poll(
        async () => {
          await call("health/ping", {});
          return spans
            .filter((span) => span.traceId === "4bf92f3577b34da6a3ce929d0e0e4736")
            .map((span) => span.name)
            .sort();
        },
        { timeout: 20_000, interval: 200 },
      )
      .toEqual(["booking/confirm", "booking/hold", "departure.submit", "departure.submit"]);
    const request = spans.find((span) => span.name === "booking/hold" && span.parentSpanId === "00f067aa0ba902b7");
    expect(spans.some((span) => span.name === "departure.submit" && span.parentSpanId === request?.spanId)).toBe(true);
  });
});
