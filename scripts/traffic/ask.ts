// Asks for a thing until it is answered, however many connections that takes: always with the same key.
import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "../../sdk/source/client.ts";
import { HoldfastError, isProblem } from "../../sdk/source/errors.ts";
import { type Memory, noteDecided, noteWanted } from "./memory.ts";
import { countRefusal, type Tally } from "./tally.ts";
import { type ChangeName, type Decided, SENT, type Wanted } from "./wanted.ts";

const ATTEMPT_MS = 5_000;
const CALL_MS = 30_000;
const PAUSE_MS = 200;

export type Asking = {
  readonly client: Client;
  readonly memory: Memory;
  readonly tally: Tally;
  /** When to stop asking for what is not answered, by performance.now(). */
  readonly gives_up_at_ms: () => number;
};

/** At exit: what was decided is remembered. Undefined when it was given up without an answer, which is remembered too. */
export async function ask(asking: Asking, wanted: Wanted): Promise<Decided | undefined> {
  const { client, memory, tally } = asking;
  noteWanted(memory, wanted);
  while (performance.now() < asking.gives_up_at_ms()) {
    const decided = await sent(client, wanted, tally);
    if (decided) {
      if (!decided.ok) countRefusal(tally, decided.code);
      noteDecided(memory, wanted, decided);
      return decided;
    }
    await sleep(PAUSE_MS);
  }
  return undefined;
}

/** Undefined when nothing is known of it. */
async function sent<Name extends ChangeName>(
  client: Client,
  { name, request, key }: Wanted<Name>,
  tally: Tally,
): Promise<Decided<Name> | undefined> {
  const options = { idempotencyKey: key, retries: 3, attemptTimeoutMs: ATTEMPT_MS, timeoutMs: CALL_MS };
  try {
    const { data, replayed } = await SENT[name](client, request, options).withResponse();
    if (replayed) tally.replayed += 1;
    return { ok: true, data };
  } catch (error) {
    if (isProblem(error)) return error.problem.retryable ? undefined : { ok: false, code: error.code };
    if (error instanceof HoldfastError) return undefined;
    throw error;
  }
}
