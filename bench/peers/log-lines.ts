// One JSON line per request to standard output, written in blocks as asynchronous loggers do: a system call per line
// would charge the peer for something that a tuned service does not pay.

import { writeSync } from "node:fs";

const BLOCK_CHARACTERS = 16 * 1024;
const FLUSH_EVERY_MS = 100;
const STANDARD_OUTPUT = 1;

let block = "";

export function logLine(line: string): void {
  block += `${line}\n`;
  if (block.length >= BLOCK_CHARACTERS) flush();
}

function flush(): void {
  if (block === "") return;
  const text = block;
  block = "";
  writeSync(STANDARD_OUTPUT, text);
}

setInterval(flush, FLUSH_EVERY_MS).unref();
process.once("exit", flush);
