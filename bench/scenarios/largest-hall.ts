// A show of 60,000 seats: making it, waking it, reading all of it, listening to it.

import { request } from "node:http";
import { performance } from "node:perf_hooks";
import { WebSocket } from "ws";
import { median } from "../rounds.ts";
import type { Measurement, Scenario } from "../scenario.ts";
import type { MadeShow } from "../shows.ts";
import { memoryMib, NOTHING } from "./load-steps.ts";
import { checkShows, onShows, type ShowTarget } from "./show-steps.ts";

const SEATS = 60_000;
const BLOCKED_SHARE = 0.1;
const TIMES = 7;
const QUICK_TIMES = 3;

export const largestHall: Scenario = {
  name: "shows-largest-hall",
  title: `A show of ${SEATS.toLocaleString("en")} seats: all its seats over the REST route, compressed, p50`,
  unit: "ms",
  higher_is_better: false,
  method: `one client after the other, ${TIMES} times each, from sending to the last byte; a tenth of the seats is blocked; the first answer after a wake is of a server that was started anew and has answered something else; a snapshot counts from opening the socket to its first frame; memory is of the server's processes at the end, of which the code's own heap is one part`,
  rounds_max: 2,
  shows: ["memory_before_mib", "memory_mib"],
  ...onShows(async (on) => {
    const memory_before_mib = memoryMib(on.target);
    const show = await on.shows.make({ seats_total: SEATS, blocked_share: BLOCKED_SHARE });
    const [token = ""] = await on.shows.partners(1);
    const times = on.context.quick ? QUICK_TIMES : TIMES;
    const parts: Record<string, Record<string, number | string>> = {
      "venue/create": { p50_ms: show.venue_create_ms },
      "show/create": { p50_ms: show.show_create_ms },
      ...(await woken(on, show, token)),
    };
    for (const [name, asked] of Object.entries(reads(show))) {
      parts[name] = figures(await inTurn(times, () => ask(on, token, asked)));
    }
    parts["a socket's snapshot"] = figures(await inTurn(times, () => snapshot(on, show)));
    const memory_mib = memoryMib(on.target);
    const violated = await checkShows(on, [show], []);
    return measured(parts, { violated, details: { memory_before_mib, memory_mib } });
  }),
};

interface Asked {
  readonly path: string;
  /** Of a POST. */
  readonly body?: string;
  readonly gzip?: true;
}

interface Answered {
  readonly ms: number;
  readonly bytes: number;
}

const REST_SEATS_GZIP = "GET …/seats, compressed";

function reads({ id, venue_id }: MadeShow): Readonly<Record<string, Asked>> {
  const show = `/api/venues/${venue_id}/shows/${id}`;
  const map = `/api/venues/${venue_id}/seat-map`;
  return {
    "show/seats": { path: "/v1/show/seats", body: JSON.stringify({ show_id: id }) },
    "GET …/seats": { path: `${show}/seats` },
    [REST_SEATS_GZIP]: { path: `${show}/seats`, gzip: true },
    "GET …/availability": { path: `${show}/availability` },
    "GET …/availability, compressed": { path: `${show}/availability`, gzip: true },
    "GET …/seat-map": { path: map },
    "GET …/seat-map, compressed": { path: map, gzip: true },
    "GET …/seat-map of the show, compressed": { path: `${map}?show_id=${id}`, gzip: true },
  };
}

/** Of a show that nobody has asked since the server was started, by a Worker that has answered before. */
async function woken(on: ShowTarget, show: MadeShow, token: string) {
  await on.inside.offline(() => {});
  await ask(on, token, { path: "/v1/venue/get", body: JSON.stringify({ venue_id: show.venue_id }) });
  const availability = { path: `/api/venues/${show.venue_id}/shows/${show.id}/availability` };
  const first = await ask(on, token, { path: "/v1/show/get", body: JSON.stringify({ show_id: show.id }) });
  const second = await ask(on, token, availability);
  return {
    "first answer after a wake: show/get": figures([first]),
    "then GET …/availability, which loads the hall": figures([second]),
  };
}

function ask({ target }: ShowTarget, token: string, { path, body, gzip }: Asked): Promise<Answered> {
  const { hostname, port } = new URL(target.url);
  const headers = {
    authorization: `Bearer ${token}`,
    ...(body === undefined ? {} : { "content-type": "application/json" }),
    ...(gzip ? { "accept-encoding": "gzip" } : {}),
  };
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const method = body === undefined ? "GET" : "POST";
    const asked = request({ hostname, port, path, method, headers }, (response) => {
      let bytes = 0;
      response.on("data", (piece: Buffer) => {
        bytes += piece.length;
      });
      response.once("error", reject);
      response.once("end", () => {
        if (response.statusCode === 200) resolve({ ms: performance.now() - started, bytes });
        else reject(new Error(`${path} answered ${response.statusCode}`));
      });
    });
    asked.once("error", reject);
    asked.end(body);
  });
}

async function snapshot({ shows }: ShowTarget, show: MadeShow): Promise<Answered> {
  const { url, headers } = await shows.feed(show);
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { headers, perMessageDeflate: false });
    socket.once("error", reject);
    socket.once("message", (data: Buffer) => {
      resolve({ ms: performance.now() - started, bytes: data.length });
      socket.terminate();
    });
  });
}

async function inTurn(times: number, work: () => Promise<Answered>): Promise<Answered[]> {
  const answers: Answered[] = [];
  for (let time = 0; time < times; time += 1) answers.push(await work());
  return answers;
}

function figures(answers: readonly Answered[]): Record<string, number> {
  const times = answers.map(({ ms }) => ms);
  return { p50_ms: median(times) ?? 0, max_ms: Math.max(...times), kib: (answers[0]?.bytes ?? 0) / 1024 };
}

function measured(
  parts: Record<string, Record<string, number | string>>,
  { violated, details }: Pick<Measurement, "violated" | "details">,
): Measurement {
  const value = Number(parts[REST_SEATS_GZIP]?.["p50_ms"]);
  return { value, details, parts, violated, acknowledged: NOTHING };
}
