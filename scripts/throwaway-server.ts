// The product as it is served, on a free port and with state that goes when it stops: for tests and trials.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrateServed } from "./migrate.ts";
import { serve } from "./serve.ts";

export const ADMIN_KEY = "admin-local-dev-key";

export interface ThrowawayServer {
  readonly url: string;
  /** At exit: the server is gone, and so is all that it kept. */
  stop(): Promise<void>;
}

/** At exit: it answers to ADMIN_KEY, with an empty catalogue, and logs every request. */
export async function throwawayServer(): Promise<ThrowawayServer> {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-throwaway-"));
  const bindings = {
    DEVELOPMENT_ADMIN_KEY: ADMIN_KEY,
    ID_SECRET: "a secret for this server that is long enough",
    API_LOG_SAMPLE: "1",
  };
  const served = await serve({ port: 0, state: join(folder, "state"), bindings, log: "none" });
  await migrateServed(served);
  return {
    url: served.url,
    stop: async () => {
      await served.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
