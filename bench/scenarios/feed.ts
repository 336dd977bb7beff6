// A thousand sockets on one departure: does each get every change, how late, and what do they cost the holds.

import type { FanOutJob, FanOutResult } from "../load/fan-out-job.ts";
import { generateFanOut, generateLoad } from "../load/generate-load.ts";
import type { Measurement, Scenario, ScenarioContext } from "../scenario.ts";
import type { Inside, Target } from "../targets.ts";
import {
  CONNECTIONS,
  check,
  closed,
  holds,
  hotDeparture,
  job,
  measurement,
  memoryMib,
  open,
  refused,
} from "./load-steps.ts";

const SOCKETS = 1_000;
const HOLDS_A_SECOND = 50;
const SETTLE_SECONDS = 10;
const SILENT = "no sockets";
const LISTENED = `${SOCKETS.toLocaleString("en")} sockets`;

export const feedDelivery: Scenario = {
  name: "feed-delivery",
  title: `Feed: ${SOCKETS.toLocaleString("en")} sockets on one departure, delivery p99`,
  unit: "ms",
  higher_is_better: false,
  method: `${HOLDS_A_SECOND} holds a second, open loop; a delivery counts from the hold's intended send time to its frame on each socket, linked by the answer's Holdfast-Seq; the sockets' client is on the same machine and in every figure`,
  shows: ["delivery_p50_ms", "delivery_max_ms", "deliveries", "hold_p99_ms", "memory_mib", "memory_a_socket_kib"],
  asks: ({ inside }) => inside !== undefined,
  measure: async (target, context) => {
    const { inside } = target;
    if (inside === undefined) return refused("it has no feed");
    const departureId = await hotDeparture(target);
    const before = memoryMib(target);
    let opened = before;
    const listening = generateFanOut(fanOut(target, inside, { context, departureId }), () => {
      opened = memoryMib(target);
    });
    const result = await listening;
    const violated = [...(await check(target, [departureId], { holds: [result.changes] })), ...undelivered(result)];
    const details = {
      delivery_p50_ms: result.delivery.p50_ms,
      delivery_max_ms: result.delivery.max_ms,
      deliveries: result.deliveries,
      hold_p99_ms: result.changes.latency?.p99_ms ?? 0,
      memory_mib: memoryMib(target),
      memory_a_socket_kib: ((opened - before) * 1024) / SOCKETS,
    };
    return measurement(result.changes, result.delivery.p99_ms, violated, details);
  },
};

export const feedHolds: Scenario = {
  name: "feed-holds",
  title: `Holds at peak with ${SOCKETS.toLocaleString("en")} sockets listening to the same departure`,
  unit: "holds/s",
  higher_is_better: true,
  method: `${CONNECTIONS} connections, closed loop; the sockets receive every change meanwhile, and their client takes its share of the cores`,
  variants: [SILENT, LISTENED],
  baselines: [`Holdfast, ${SILENT}`],
  shows: ["server_cpu_us", "messages", "memory_mib"],
  asks: ({ inside }) => inside !== undefined,
  measure: async (target, context) => {
    const { inside } = target;
    if (inside === undefined) return refused("it has no feed");
    const departureId = await hotDeparture(target);
    const asked = { requests: holds([departureId], context), pace: closed() };
    if (context.variant === SILENT) {
      const result = await generateLoad(job(target, context, asked));
      const violated = await check(target, [departureId], { holds: [result] });
      return measurement(result, result.acknowledged_per_second, violated, { memory_mib: memoryMib(target) });
    }
    return whileListened(target, inside, { context, departureId });
  },
};

interface Listening {
  readonly context: ScenarioContext;
  readonly departureId: string;
}

async function whileListened(target: Target, inside: Inside, wish: Listening): Promise<Measurement> {
  const { context, departureId } = wish;
  const { promise: opened, resolve } = Promise.withResolvers<void>();
  const slow = fanOut(target, inside, wish);
  const changes = { ...slow.changes, pace: { ...slow.changes.pace, per_second: 1 }, seconds: context.seconds + 3 };
  const listening = generateFanOut({ ...slow, changes, others_change_it: true }, resolve);
  // A failure to open must not leave the load waiting for ever.
  await Promise.race([opened, listening]);
  const run = `${context.run}-listened`;
  const asked = { requests: holds([departureId], { run }), pace: closed() };
  const result = await generateLoad(job(target, context, asked));
  const memory_mib = memoryMib(target);
  const heard = await listening;
  const violated = await check(target, [departureId], { holds: [result, heard.changes] });
  const details = { messages: heard.messages, memory_mib };
  return measurement(result, result.acknowledged_per_second, [...violated, ...undelivered(heard)], details);
}

function fanOut(target: Target, inside: Inside, { context, departureId }: Listening): FanOutJob {
  const { url, headers } = inside.feed(departureId);
  const pace = { ...open(HOLDS_A_SECOND), connections_max: 32 };
  const changes = { ...job(target, context, { requests: holds([departureId], context), pace }), pace };
  const settle_seconds = SETTLE_SECONDS;
  return { feed_url: url, headers, sockets: SOCKETS, changes, seq_header: "holdfast-seq", settle_seconds };
}

/** Every socket must have every change, once. A snapshot may stand for changes, and is counted apart. */
export function undelivered(result: FanOutResult): string[] {
  const { sockets, opened, lost, duplicated, unreadable, closed: ended } = result;
  const wrong: string[] = [];
  if (opened !== sockets) wrong.push(`${opened} of ${sockets} sockets opened`);
  if (lost + duplicated + unreadable > 0)
    wrong.push(`${lost} changes lost, ${duplicated} came twice, ${unreadable} frames could not be read`);
  if (Object.keys(ended).length > 0) wrong.push(`sockets were closed: ${JSON.stringify(ended)}`);
  if (result.deliveries !== result.deliveries_expected)
    wrong.push(`${result.deliveries} deliveries instead of ${result.deliveries_expected}`);
  return wrong;
}
