// How long hostile drawings take until they are refused or shown: `node bench/hostile-drawings.ts`. Of each class the one
// that is slowest, then once more alone in a process that has seen no drawing before, with a heap of 96 MB.
import { spawnSync } from "node:child_process";
import { drawingOutcome } from "../r2-artifacts/drawing-outcome.ts";
import { allHostile } from "../r2-artifacts/fixtures/generate/hostile/all.ts";
import { largeHostile } from "../r2-artifacts/fixtures/generate/hostile/large.ts";
import { HOSTILE_DRAWINGS } from "../r2-artifacts/hostile-drawings.ts";
import { table } from "./report-table.ts";
import { threadTime } from "./thread-time.ts";

const HEAP_MB = 96;
const AIM_MS = 250;

type Hostile = { readonly class: string; readonly name: string; readonly make: () => string | Uint8Array };

const HOSTILE: readonly Hostile[] = [
  ...allHostile().map((one) => ({ class: one.class, name: one.file, make: () => one.content })),
  ...HOSTILE_DRAWINGS.map(({ name, source }) => ({ class: "in a few words", name, make: () => source })),
  ...largeHostile,
];

function measure({ make }: Hostile): number {
  const source = make();
  const bytes = typeof source === "string" ? new TextEncoder().encode(source) : source;
  const started = threadTime();
  drawingOutcome(bytes);
  return threadTime() - started;
}

function measuredAlone(index: number): number {
  const flags = [`--max-old-space-size=${HEAP_MB}`, import.meta.filename, String(index)];
  return Number(spawnSync(process.execPath, flags, { encoding: "utf8" }).stdout);
}

function report(): string[][] {
  const slowest = new Map<string, { readonly index: number; readonly warm: number }>();
  for (const [index, one] of HOSTILE.entries()) {
    const warm = measure(one);
    if (warm > (slowest.get(one.class)?.warm ?? -1)) slowest.set(one.class, { index, warm });
  }
  return [...slowest]
    .map(([name, { index, warm }]) => ({
      name,
      drawing: HOSTILE[index]?.name ?? "",
      warm,
      alone: measuredAlone(index),
    }))
    .sort((one, other) => other.alone - one.alone)
    .map(({ name, drawing, warm, alone }) => [
      name,
      drawing,
      warm.toFixed(0),
      alone.toFixed(0),
      alone < AIM_MS ? "yes" : "no",
    ]);
}

const asked = HOSTILE[Number(process.argv[2] ?? -1)];
if (asked) console.log(measure(asked));
else console.log(table(["class", "its slowest", "ms, warm", "ms, alone", `< ${AIM_MS} ms`], report()));
