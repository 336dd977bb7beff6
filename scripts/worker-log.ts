// What the Worker prints. workerd appends it to a spool file itself, so that a request never waits for Node; this follows
// the spool in large pieces, takes each line out of workerd's own JSON wrapping and passes it on. Going through a pipe
// instead costs Node about 30 µs a line, because it is woken for each.
// Known weakness: lines printed in the microseconds between the last look and emptying the spool (once every 16 MB) are
// lost, and those of the last 0.2 s when Node is killed.
import { closeSync, fstatSync, ftruncateSync, openSync, readSync, renameSync, rmSync, writeSync } from "node:fs";

export type LogTarget = "file" | "stdout" | "none";

export interface WorkerLogOptions {
  spool: string;
  /** Written when the target is "file". */
  file: string;
  target: LogTarget;
}

export interface WorkerLog {
  /** Where workerd appends. */
  spool: string;
  /** At exit: everything printed so far has been passed on. */
  close(): void;
}

const pollMs = 200;
const spoolBytesMax = 16 * 1024 * 1024;
const fileBytesMax = 50 * 1024 * 1024;
const newline = 0x0a;

export function followWorkerLog({ spool, file, target }: WorkerLogOptions): WorkerLog {
  if (target === "none") {
    return { spool: "/dev/null", close: () => {} };
  }
  const sink = target === "file" ? fileSink(file) : stdoutSink();
  const spoolHandle = openSync(spool, "a+", 0o600);
  const buffer = Buffer.allocUnsafe(1024 * 1024);
  let offset = 0;
  let unfinished = Buffer.alloc(0);

  function follow(): void {
    for (;;) {
      const bytes = readSync(spoolHandle, buffer, 0, buffer.length, offset);
      if (bytes === 0) {
        break;
      }
      offset += bytes;
      const seen = Buffer.concat([unfinished, buffer.subarray(0, bytes)]);
      const end = seen.lastIndexOf(newline) + 1;
      unfinished = seen.subarray(end);
      if (end > 0) {
        sink.write(unwrapLines(seen.toString("utf8", 0, end - 1)));
      }
    }
    if (offset > spoolBytesMax && fstatSync(spoolHandle).size === offset) {
      ftruncateSync(spoolHandle, 0);
      offset = 0;
    }
  }

  const timer = setInterval(follow, pollMs);
  timer.unref();
  return {
    spool,
    close(): void {
      clearInterval(timer);
      follow();
      closeSync(spoolHandle);
      rmSync(spool, { force: true });
      sink.close();
    },
  };
}

function unwrapLines(text: string): string {
  let lines = "";
  for (const line of text.split("\n")) {
    lines += `${unwrapLine(line)}\n`;
  }
  return lines;
}

/** The Worker's own line; what workerd itself reports (it names its `source`) stays as it is. */
function unwrapLine(line: string): string {
  try {
    const wrapped: unknown = JSON.parse(line);
    if (typeof wrapped === "object" && wrapped !== null && "message" in wrapped && !("source" in wrapped)) {
      return String(wrapped.message);
    }
  } catch {
    // Not JSON: workerd's words before its log is set up.
  }
  return line;
}

interface Sink {
  write(lines: string): void;
  close(): void;
}

function stdoutSink(): Sink {
  return { write: (lines) => void process.stdout.write(lines), close: () => {} };
}

function fileSink(file: string): Sink {
  let handle = openSync(file, "a", 0o600);
  let size = fstatSync(handle).size;
  return {
    write(lines): void {
      if (size > fileBytesMax) {
        closeSync(handle);
        renameSync(file, `${file}.1`);
        handle = openSync(file, "a", 0o600);
        size = 0;
      }
      size += writeSync(handle, lines);
    },
    close: () => closeSync(handle),
  };
}
