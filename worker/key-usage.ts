// What keys are used for: counted in the isolate, handed to each key's gatekeeper about once a second. A batch is kept
// and sent again, with the same number, until the gatekeeper has it durably; it counts a number once. What an isolate
// counted in its last second is lost when it ends, and so is what 10,000 other keys leave no room for.
import { childNumber } from "../domain/identifier.ts";
import { latencyBucket, noLatencies } from "../domain/latency.ts";
import { HOUR_MS } from "../domain/limits.ts";
import type { Environment } from "../durable-objects/environment.ts";
import type { UsageBatch, UsageCount } from "../durable-objects/gatekeeper/usage-intake.ts";
import { hex, randomBytes } from "./context.ts";

const FLUSH_MS = 1_000;
const ANSWER_WITHIN_MS = 10_000;
const ROUNDS_MAX = 3;
/** A flush whose request was ended in the middle of it is over by then. */
const FLUSHING_MAX_MS = 60_000;
const COUNTS_MAX = 10_000;

export type Use = {
  readonly channel: string;
  readonly key_id: string;
  readonly operation: string;
  readonly status: number;
  readonly duration_ms: number;
  readonly now: number;
};

type Line = {
  readonly gathered: Map<string, UsageCount>;
  /** The batch that is not acknowledged yet. */
  unsent: UsageBatch | undefined;
};

/** By channel, as long as there is something that its gatekeeper does not have. */
const lines = new Map<string, Line>();
let isolate: string | undefined;
let batches = 0;
let counts = 0;
let flushing_since_ms: number | undefined;

/** Counts one request of a key that a gatekeeper has; configured keys have none. */
export function countUse({ channel, key_id, operation, status, duration_ms, now }: Use): void {
  const key = childNumber("key", key_id);
  if (key === undefined) return;
  const line: Line = lines.get(channel) ?? { gathered: new Map(), unsent: undefined };
  const hour = Math.floor(now / HOUR_MS);
  const name = `${key.no} ${hour} ${operation}`;
  const known = line.gathered.get(name);
  if (!known && counts >= COUNTS_MAX) return;
  if (!known) counts += 1;
  const buckets = known ? [...known.buckets] : noLatencies();
  const bucket = latencyBucket(duration_ms);
  buckets[bucket] = (buckets[bucket] ?? 0) + 1;
  line.gathered.set(name, {
    key_no: key.no,
    operation,
    hour,
    requests: (known?.requests ?? 0) + 1,
    errors_4xx: (known?.errors_4xx ?? 0) + (status >= 400 && status < 500 ? 1 : 0),
    errors_5xx: (known?.errors_5xx ?? 0) + (status >= 500 ? 1 : 0),
    buckets,
    last_used_at_ms: now,
  });
  lines.set(channel, line);
}

/** Hands over what was counted, in a second; the requests of that second go with it. */
export function flushUses(environment: Environment, now: number, waitUntil: (work: Promise<unknown>) => void): void {
  if (lines.size === 0) return;
  if (flushing_since_ms !== undefined && now - flushing_since_ms < FLUSHING_MAX_MS) return;
  flushing_since_ms = now;
  waitUntil(flush(environment));
}

async function flush(environment: Environment): Promise<void> {
  for (let round = 0; round < ROUNDS_MAX && lines.size > 0; round += 1) {
    await scheduler.wait(FLUSH_MS);
    const sent = await Promise.all([...lines].map(([channel, line]) => send(environment, channel, line)));
    if (sent.every((acknowledged) => acknowledged)) break;
  }
  flushing_since_ms = undefined;
}

/** Whether the gatekeeper has what was gathered when this was called. */
async function send(environment: Environment, channel: string, line: Line): Promise<boolean> {
  const batch = line.unsent ?? nextBatch(line);
  line.unsent = batch;
  try {
    await Promise.race([environment.GATEKEEPER.getByName(channel).addUsage(batch), tooLate()]);
  } catch {
    return false;
  }
  if (line.unsent !== batch) return true;
  line.unsent = undefined;
  if (line.gathered.size === 0) lines.delete(channel);
  return line.gathered.size === 0;
}

function nextBatch({ gathered }: Line): UsageBatch {
  isolate ??= hex(randomBytes(16));
  batches += 1;
  const batch = { isolate, no: batches, counts: [...gathered.values()] };
  counts -= gathered.size;
  gathered.clear();
  return batch;
}

async function tooLate(): Promise<never> {
  await scheduler.wait(ANSWER_WITHIN_MS);
  throw new Error("a gatekeeper did not answer");
}
