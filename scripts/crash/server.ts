// `npm start` as a process of its own, to be killed.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const START = join(import.meta.dirname, "..", "start.ts");
const READY_WITHIN_MS = 60_000;

export type Server = { readonly url: string; killAfter(wait_ms: number): Promise<void>; stop(): Promise<void> };

/** At exit: the server answers, on a free port without one. Throws with what it said when it does not. */
export async function startServer(state: string, port = 0): Promise<Server> {
  const settings = ["--port", String(port), "--state", state, "--no-seed", "--log", "none"];
  const child = spawn(process.execPath, [START, ...settings], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  const ready = new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`the server was not ready in time: ${said}`)), READY_WITHIN_MS);
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (piece: Buffer) => {
        said = (said + piece.toString()).slice(-4_000);
        const url = /Holdfast serves (http:\/\/\S+)/.exec(said)?.[1];
        if (url === undefined) return;
        clearTimeout(timer);
        resolve(url);
      });
    }
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
  });
  const url = await ready;
  async function end(signal: NodeJS.Signals): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill(signal);
    await gone;
  }
  return {
    url,
    killAfter: async (wait_ms) => {
      await sleep(wait_ms);
      await end("SIGKILL");
    },
    stop: () => end("SIGTERM"),
  };
}
