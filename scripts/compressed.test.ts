// Large answers travel compressed to who accepts that: as the product is served, where workerd has the port, and behind
// wrangler's proxy, which stands where Cloudflare's edge does.
import { type IncomingHttpHeaders, request } from "node:http";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestHarness } from "wrangler";
import { ADMIN_KEY, throwawayServer } from "./throwaway-server.ts";

type Server = { readonly url: string; stop(): Promise<void> };
type Received = { readonly status: number | undefined; readonly headers: IncomingHttpHeaders; readonly bytes: Buffer };

async function proxied(): Promise<Server> {
  const secrets = { DEVELOPMENT_ADMIN_KEY: ADMIN_KEY, ID_SECRET: "a secret for this server that is long enough" };
  const harness = createTestHarness({
    workers: [{ configPath: join(import.meta.dirname, "..", "wrangler.toml"), secrets }],
  });
  const { url } = await harness.listen();
  return { url: url.origin, stop: () => harness.close() };
}

/** As it comes over the wire: `fetch` asks for compression by itself, and undoes it. */
function received(url: string, headers: Readonly<Record<string, string>>, method = "GET"): Promise<Received> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () =>
        resolve({ status: response.statusCode, headers: response.headers, bytes: Buffer.concat(chunks) }),
      );
    });
    sent.on("error", reject);
    sent.end();
  });
}

const LARGE = "/openapi.json";
const SMALL = "/healthz";

// In this order: what serves the product leaves its own way of starting workerd in this process's environment.
describe.each([
  ["wrangler's proxy", proxied],
  ["workerd's own port", throwawayServer],
] as const)("behind %s", (_place, start) => {
  let server: Server;
  beforeAll(async () => {
    server = await start();
  });
  afterAll(() => server.stop());

  it("a large answer is compressed for who accepts gzip, and the same for who does not", async () => {
    const plain = await received(server.url + LARGE, {});
    const gzip = await received(server.url + LARGE, { "accept-encoding": "gzip" });
    expect([plain.headers["content-encoding"], gzip.headers["content-encoding"]]).toEqual([undefined, "gzip"]);
    expect([plain.headers.vary, gzip.headers.vary]).toEqual(["accept-encoding", "accept-encoding"]);
    expect(plain.bytes.length).toBeGreaterThan(32_768);
    expect(gzip.bytes.length).toBeLessThan(plain.bytes.length / 4);
    expect(gunzipSync(gzip.bytes).equals(plain.bytes)).toBe(true);
  });

  it("a client that knows nothing of it reads it", async () => {
    const response = await fetch(server.url + LARGE);
    expect([response.status, await response.json()]).toMatchObject([200, { openapi: "3.1.0" }]);
  });

  it("a small answer is as it was", async () => {
    const { headers, bytes } = await received(server.url + SMALL, {});
    expect([headers["content-encoding"], headers.vary]).toEqual([undefined, undefined]);
    expect(JSON.parse(bytes.toString())).toMatchObject({ status: "ok" });
    // A proxy may compress it, as Cloudflare's edge does; the Worker says nothing of it.
    expect((await received(server.url + SMALL, { "accept-encoding": "gzip" })).headers.vary).toBeUndefined();
  });

  it.each([LARGE, SMALL])("HEAD %s is answered without a body", async (path) => {
    const { status, bytes } = await received(server.url + path, { "accept-encoding": "gzip" }, "HEAD");
    expect([status, bytes.length]).toEqual([200, 0]);
  });
});
