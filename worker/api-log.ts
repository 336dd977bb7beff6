// Which requests go into the API log, and on which way: drawn by chance, gathered in the isolate, written to D1 about
// once a second after a request. Lines are lost rather than waited for. Of who called it has the key; addresses and
// user agents are personal data that nobody needs to answer a partner's question, and are written only where
// API_LOG_CALLERS says so.
import type { Environment } from "../durable-objects/environment.ts";
import { type ApiLogLine, writeApiLog } from "./catalogue/api-log.ts";
import { randomBytes } from "./context.ts";

const FLUSH_MS = 1_000;
const FLUSHING_MAX_MS = 60_000;
/** Of an isolate and second. */
const LINES_MAX = 100;
const SAMPLE_DEFAULT = 0.01;
/** How much likelier a request that was refused is kept than one that succeeded. */
const REFUSED_LIKELIER = 10;
const TEXT_MAX = 256;

let gathered: ApiLogLine[] = [];
let flushing_since_ms: number | undefined;

export type Logged = Omit<ApiLogLine, "country" | "colo" | "address" | "user_agent"> & {
  readonly request: Request | undefined;
};

export function logRequest(environment: Environment, { request, ...line }: Logged): void {
  if (gathered.length >= LINES_MAX || !drawn(line.status, environment)) return;
  gathered.push({ ...line, ...caller(request, environment) });
}

export function flushApiLog(environment: Environment, now: number, waitUntil: (work: Promise<unknown>) => void): void {
  if (gathered.length === 0) return;
  if (flushing_since_ms !== undefined && now - flushing_since_ms < FLUSHING_MAX_MS) return;
  flushing_since_ms = now;
  waitUntil(flush(environment, now));
}

async function flush(environment: Environment, now: number): Promise<void> {
  await scheduler.wait(FLUSH_MS);
  const lines = gathered;
  gathered = [];
  flushing_since_ms = undefined;
  await writeApiLog(environment.CATALOGUE, lines, now).catch(() => undefined);
}

/** Every fault of ours; of refusals and successes a share. */
function drawn(status: number, environment: Environment): boolean {
  if (status >= 500) return true;
  const sample = sampleOf(environment);
  const share = status >= 400 ? Math.min(1, sample * REFUSED_LIKELIER) : sample;
  const [high = 0, low = 0] = randomBytes(2);
  return (high * 256 + low) / 65_536 < share;
}

function sampleOf({ API_LOG_SAMPLE }: Environment): number {
  const sample = API_LOG_SAMPLE === undefined ? SAMPLE_DEFAULT : Number(API_LOG_SAMPLE);
  return sample >= 0 && sample <= 1 ? sample : SAMPLE_DEFAULT;
}

type CallerFacts = Pick<ApiLogLine, "country" | "colo" | "address" | "user_agent">;

function caller(request: Request | undefined, { API_LOG_CALLERS }: Environment): CallerFacts {
  const named = API_LOG_CALLERS === "true";
  return {
    country: textOf(request?.cf?.["country"]),
    colo: textOf(request?.cf?.["colo"]),
    address: named ? textOf(request?.headers.get("cf-connecting-ip")) : null,
    user_agent: named ? textOf(request?.headers.get("user-agent")) : null,
  };
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value.slice(0, TEXT_MAX) : null;
}
