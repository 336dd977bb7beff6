/// <reference types="@cloudflare/vitest-plugin/types" />
import { applyD1Migrations, type D1Migration } from "cloudflare:test";
import { env } from "cloudflare:workers";

declare global {
  namespace Cloudflare {
    interface Env {
      D1_MIGRATIONS: D1Migration[];
      ID_SECRET: string;
      DEVELOPMENT_ADMIN_KEY: string;
    }
  }
}

await applyD1Migrations(env.CATALOGUE, env.D1_MIGRATIONS);
