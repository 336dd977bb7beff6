// One line that tells how a run goes: over and over in a terminal, now and then where it is written down.
import { summary } from "../../bench/load/latency-histogram.ts";
import type { Tally } from "./tally.ts";

type Counts = { readonly sold: number; readonly held: number; readonly available: number };
type Output = {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
};

const TERMINAL_MS = 250;
const PLAIN_MS = 2_000;
const CLEAR_LINE = "\r\u001b[2K";

/** At exit of what is returned: the last line is finished. */
export function showProgress(output: Output, tally: Tally, counts: () => Counts): () => void {
  const terminal = output.isTTY === true;
  const began = performance.now();
  let last = { at_ms: began, requests: tally.requests };
  function show(): void {
    const now = performance.now();
    const a_second = ((tally.requests - last.requests) / Math.max(1, now - last.at_ms)) * 1_000;
    last = { at_ms: now, requests: tally.requests };
    const line = progressLine(tally, counts(), { seconds: (now - began) / 1_000, a_second });
    output.write(terminal ? `${CLEAR_LINE}${line.slice(0, Math.max(20, (output.columns ?? 80) - 1))}` : `${line}\n`);
  }
  const timer = setInterval(show, terminal ? TERMINAL_MS : PLAIN_MS);
  return () => {
    clearInterval(timer);
    show();
    if (terminal) output.write("\n");
  };
}

export function progressLine(
  { latency, refused, dropped }: Tally,
  { sold, held, available }: Counts,
  { seconds, a_second }: { readonly seconds: number; readonly a_second: number },
): string {
  const { p50_ms, p95_ms } = summary(latency);
  return [
    `${seconds.toFixed(0).padStart(3)} s`,
    `${sold} sold, ${held} held, ${available} free`,
    `${a_second.toFixed(0)} requests/s`,
    `p50 ${p50_ms.toFixed(1)} ms, p95 ${p95_ms.toFixed(1)} ms`,
    `refused ${refusals(refused)}`,
    `${dropped} cut`,
  ].join(" | ");
}

/** The most frequent first. */
export function refusals(refused: ReadonlyMap<string, number>): string {
  const counted = [...refused].sort(([, one], [, other]) => other - one).map(([code, count]) => `${code} ${count}`);
  return counted.length === 0 ? "none" : counted.join(", ");
}
