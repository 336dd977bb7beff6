// The site as it is built, and as the Worker serves it.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { problemExample } from "../../contract/problem-examples.ts";
import { PROBLEM_CODES } from "../../contract/problems.ts";
import { OPERATIONS, type OperationName } from "../../contract/registry.ts";
import { DOCUMENTS } from "../../worker/documents.ts";
import { type Served, serve } from "../serve.ts";
import { operationAddress } from "./markdown.ts";
import { GUIDES, siteFiles } from "./site-files.ts";
import { writeFiles } from "./write-files.ts";

const STARTING_MS = 120_000;
/** Places in the reference, which is not written before it is shown. */
const OPERATION_PLACES = new Set((Object.keys(OPERATIONS) as OperationName[]).map(operationAddress));

const files = siteFiles();
const pages = new Map<string, string>(
  [...files].flatMap(([path, content]) =>
    path.endsWith(".html") ? [[`/${path.replace(/\.html$/, "")}`, String(content)] as const] : [],
  ),
);
const folder = mkdtempSync(join(tmpdir(), "holdfast-site-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The addresses in the attributes of a page that a browser follows or loads. */
function addresses(html: string, attribute: string): string[] {
  return [...html.matchAll(new RegExp(`<[^>]*\\s${attribute}="([^"]*)"`, "g"))].map(([, address = ""]) => address);
}

function leadsNowhere(from: string, link: string): boolean {
  const { origin, pathname, hash } = new URL(link, `https://site.test${from}`);
  if (origin !== "https://site.test") return false;
  const html = pages.get(pathname);
  if (OPERATION_PLACES.has(pathname + hash)) return false;
  if (html === undefined) return hash !== "" || !(files.has(pathname.slice(1)) || Object.hasOwn(DOCUMENTS, pathname));
  return hash !== "" && !html.includes(` id="${hash.slice(1)}"`);
}

describe("the site that is built", () => {
  it("has a page for every guide and every problem, and each problem's type is its page's address", () => {
    for (const name of GUIDES) expect([...pages.keys()]).toContain(`/docs/guides/${name}`);
    for (const code of PROBLEM_CODES) {
      expect(pages.get(problemExample(code).type), code).toContain(`<h1>${code}</h1>`);
      expect(pages.get("/docs/guides/errors"), code).toContain(`href="/docs/errors/${code}"`);
    }
  });

  it("has every guide of the folder", () => {
    const written = readdirSync(join(import.meta.dirname, "../../docs/guides"));
    expect(written.sort()).toEqual(GUIDES.map((name) => `${name}.md`).sort());
  });

  it("has no link that leads nowhere", () => {
    const dead = [...pages].flatMap(([page, html]) =>
      [...addresses(html, "href"), ...addresses(html, "src")]
        .filter((link) => leadsNowhere(page, link))
        .map((link) => `${page} → ${link}`),
    );
    expect(dead).toEqual([]);
  });

  it("can be reached from its reference, page by page", () => {
    const reached = new Set(["/docs"]);
    for (const page of reached) {
      for (const link of addresses(pages.get(page) ?? "", "href")) {
        const { pathname } = new URL(link, "https://site.test");
        if (pages.has(pathname)) reached.add(pathname);
      }
    }
    expect([...pages.keys()].filter((page) => !reached.has(page))).toEqual([]);
  });

  it("loads nothing from another origin, and allows nothing to", () => {
    const foreign = /https?:|\/\/[a-z]/i;
    for (const [page, html] of pages) {
      const loaded = [...addresses(html, "src"), ...[...html.matchAll(/<link[^>]*href="([^"]*)"/g)].map(String)];
      expect(
        loaded.filter((address) => foreign.test(address)),
        page,
      ).toEqual([]);
    }
    const assets = [...files].filter(([path]) => /assets\/(site|reference)-\w+\.(css|js)$/.test(path));
    expect(assets).toHaveLength(2);
    for (const [path, content] of [...assets, ["_headers", files.get("_headers") ?? ""] as const]) {
      expect(
        Buffer.from(content)
          .toString()
          .replaceAll(/^\/\/.*$/gm, ""),
        path,
      ).not.toMatch(/https?:|url\(|@import/);
    }
  });

  it("runs scripts only in the reference, and none that stands in a page", () => {
    for (const [page, html] of pages) {
      expect(html.includes("<script"), page).toBe(page === "/docs");
      expect(html, page).not.toMatch(/<script(?![^>]*\ssrc=)|\son\w+=|javascript:|<style|\sstyle=/);
    }
  });

  it("tells Scalar to ask nobody but this API", () => {
    const [, script] = [...files].find(([path]) => /assets\/reference-/.test(path)) ?? [];
    const shown: unknown[] = [];
    // The file itself, with what it calls handed in.
    const createApiReference = (_: string, options: unknown) => shown.push(JSON.parse(JSON.stringify(options)));
    runInNewContext(Buffer.from(script ?? "").toString(), { Scalar: { createApiReference } });
    expect(shown).toEqual([
      expect.objectContaining({
        url: "/openapi.json",
        withDefaultFonts: false,
        telemetry: false,
        agent: { disabled: true },
        mcp: { disabled: true },
        proxyUrl: "",
        hideClientButton: true,
      }),
    ]);
  });

  it("is written once: again changes nothing, and what does not belong is taken away", () => {
    const site = join(folder, "site");
    expect(writeFiles(site, files)).toBe(files.size);
    const before = statSync(join(site, "docs.html")).mtimeMs;
    expect(writeFiles(site, files)).toBe(0);
    expect(statSync(join(site, "docs.html")).mtimeMs).toBe(before);
    writeFileSync(join(site, "docs", "old.html"), "old");
    writeFileSync(join(site, "docs.html"), "spoiled");
    expect(writeFiles(site, files)).toBe(1);
    expect(readFileSync(join(site, "docs.html"), "utf8")).toBe(files.get("docs.html"));
    expect(readdirSync(join(site, "docs"))).not.toContain("old.html");
  });
});

describe("the site that is served", () => {
  let served: Served;

  beforeAll(async () => {
    served = await serve({
      port: 0,
      state: join(folder, "state"),
      bindings: {
        DEVELOPMENT_ADMIN_KEY: "admin-local-dev-key",
        ID_SECRET: "a secret for this test that is long enough",
        CORS_ORIGINS: "https://shop.example",
      },
      log: "none",
    });
  }, STARTING_MS);
  afterAll(() => served?.stop());

  const get = (path: string, init: RequestInit = {}) => fetch(`${served.url}${path}`, { redirect: "manual", ...init });

  it("answers every page as it was built, with its headers", async () => {
    for (const [path, html] of pages) {
      const { status, headers, ...response } = await get(path).then(async (answer) => ({
        status: answer.status,
        headers: answer.headers,
        text: await answer.text(),
      }));
      expect([path, status, headers.get("content-type")]).toEqual([path, 200, "text/html; charset=utf-8"]);
      expect(response.text, path).toBe(html);
      const policy = headers.get("content-security-policy") ?? "";
      expect(policy, path).toMatch(/^default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'/);
      expect(/script-src 'self'/.test(policy), path).toBe(path === "/docs");
      expect(policy).not.toMatch(/script-src[^;]*unsafe|\*|http/);
      expect(headers.get("x-content-type-options"), path).toBe("nosniff");
      expect(headers.get("referrer-policy"), path).toBe("no-referrer");
      expect(headers.get("cache-control"), path).toBe("public, max-age=0, must-revalidate");
    }
  });

  it("answers what pages load, to be kept for ever", async () => {
    const assets = [...files].filter(([path]) => path.startsWith("docs/assets/"));
    for (const [path, content] of assets) {
      const response = await get(`/${path}`);
      expect([path, response.status]).toEqual([path, 200]);
      expect(Buffer.from(await response.arrayBuffer()).equals(Buffer.from(content)), path).toBe(true);
      expect(response.headers.get("cache-control"), path).toBe("public, max-age=31536000, immutable");
      expect(response.headers.get("x-content-type-options"), path).toBe("nosniff");
    }
    expect(assets.length).toBeGreaterThan(3);
  });

  it("answers 304 to who has the page, and no body to HEAD", async () => {
    const etag = (await get("/docs/errors")).headers.get("etag") ?? "";
    expect((await get("/docs/errors", { headers: { "if-none-match": etag } })).status).toBe(304);
    const head = await get("/docs/errors", { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
  });

  it("lets an origin of CORS_ORIGINS read a page", async () => {
    const response = await get("/docs/errors", { headers: { origin: "https://shop.example" } });
    expect([response.status, response.headers.get("access-control-allow-origin")]).toEqual([
      200,
      "https://shop.example",
    ]);
  });

  it("leads from a problem's type to its page, and answers a problem where no page is", async () => {
    for (const path of ["/docs/nothing", "/docs/errors/NOTHING", "/docs/assets", "/_headers", "/nothing"]) {
      const response = await get(path);
      expect([path, response.status, response.headers.get("content-type")]).toEqual([
        path,
        404,
        "application/problem+json",
      ]);
      const { type } = (await response.json()) as { type: string };
      expect((await get(type)).status).toBe(200);
    }
  });

  it("describes the API at the address that the reference reads", async () => {
    const response = await get("/openapi.json");
    expect(await response.json()).toMatchObject({ openapi: "3.1.0", servers: [{ url: served.url }] });
  });
});
