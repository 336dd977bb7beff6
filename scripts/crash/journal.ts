// What a partner's process writes down before it asks and after it was answered, so that another one can go on where it was
// killed: the requests without an answer with their keys, and all that it was told is its own.
import { appendFileSync, existsSync, readFileSync, truncateSync } from "node:fs";
import { type Memory, newMemory, noteDecided, noteWanted } from "../traffic/memory.ts";
import type { Decided, Wanted } from "../traffic/wanted.ts";

type Line = { readonly wanted: Wanted; readonly decided?: Decided };

export type Journal = {
  /** As the lives before left it. */
  readonly memory: Memory;
  /** Things asked for so far, each with a key of its own. */
  readonly asked: number;
  readonly writes: { wanted(wanted: Wanted): void; decided(wanted: Wanted, decided: Decided): void };
};

/** At entry: no other process writes to it. */
export function openJournal(file: string): Journal {
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  // What was being written when the process was killed was not sent yet, or is answered again.
  if (whole.length < text.length) truncateSync(file, Buffer.byteLength(whole));
  const append = (line: Line): void => appendFileSync(file, `${JSON.stringify(line)}\n`);
  return {
    ...readJournal(whole),
    writes: { wanted: (wanted) => append({ wanted }), decided: (wanted, decided) => append({ wanted, decided }) },
  };
}

export function readJournal(text: string): { readonly memory: Memory; readonly asked: number } {
  const memory = newMemory();
  const keys = new Set<string>();
  for (const line of text.split("\n")) {
    if (line === "") continue;
    // What append() wrote.
    const { wanted, decided } = JSON.parse(line) as Line;
    keys.add(wanted.key);
    if (decided) noteDecided(memory, wanted, decided);
    else noteWanted(memory, wanted);
  }
  return { memory, asked: keys.size };
}
