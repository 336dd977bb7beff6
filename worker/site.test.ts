import { describe, expect, it } from "vitest";
import { development, serve } from "./testing/serve.ts";

const PAGE = "<!doctype html><title>Guides</title>";

/** Files with one page. */
const ASSETS = {
  fetch: async (input: RequestInfo | URL): Promise<Response> => {
    const { pathname } = new URL(input instanceof Request ? input.url : input);
    return pathname === "/docs/guides" ? new Response(PAGE) : new Response(null, { status: 404 });
  },
};

function get(path: string, init: RequestInit = {}): Promise<Response> {
  return serve(development({ ASSETS }), `http://holdfast.test${path}`, init);
}

describe("pages under /docs", () => {
  it("are the files that the binding answers", async () => {
    const response = await get("/docs/guides");
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(PAGE);
  });

  it("that are not there are a problem", async () => {
    for (const path of ["/docs/nothing", "/docs"]) {
      const response = await get(path);
      expect(response.status, path).toBe(404);
      expect(response.headers.get("content-type")).toBe("application/problem+json");
      expect(await response.json()).toMatchObject({ code: "NOT_FOUND" });
    }
  });

  it("are only read", async () => {
    const response = await get("/docs/guides", { method: "POST" });
    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe("GET, HEAD");
  });

  it("is where the bare address leads", async () => {
    const response = await get("/", { redirect: "manual" });
    expect(response.status).toBe(302);
    expect(response.headers.get("location")).toBe("/docs");
  });
});
