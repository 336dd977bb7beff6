import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

const migrations = await readD1Migrations("d1-migrations");

export default defineConfig({
  test: {
    // Most tests wait for something most of the time: as many at once as the smallest machine has cores.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: "node",
          include: [
            "domain/**/*.test.ts",
            "contract/**/*.test.ts",
            "simulation/**/*.test.ts",
            "scripts/**/*.test.ts",
            "bench/**/*.test.ts",
            "r2-artifacts/**/*.test.ts",
            "sdk/**/*.test.ts",
            "tidy.test.ts",
          ],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        plugins: [
          cloudflareTest({
            wrangler: { configPath: "./wrangler.toml" },
            miniflare: {
              bindings: {
                DEVELOPMENT_ADMIN_KEY: "admin-local-dev-key",
                ID_SECRET: "a secret for tests that is long enough",
                D1_MIGRATIONS: migrations,
              },
            },
          }),
        ],
        test: {
          name: "workerd",
          include: ["worker/**/*.test.ts", "durable-objects/**/*.test.ts"],
          setupFiles: ["worker/testing/apply-migrations.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
