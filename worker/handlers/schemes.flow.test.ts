// From a drawing to a published version, over the wire: R5's typical local flow.
import { describe, expect, it } from "vitest";
import { call, credentials, read, send } from "../testing/api.ts";

const seat = (row: string, number: number) =>
  `<circle id="stalls-${row}-${number}" data-seat="${number}" cx="${number * 20}" cy="${row === "A" ? 20 : 50}" r="8"/>`;
const row = (name: string) =>
  `<g id="row-${name}" data-row="${name}">${[1, 2, 3, 4].map((number) => seat(name, number)).join("")}</g>`;
const SVG = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 80"><g id="stalls" data-section="Stalls">${row("A")}${row("B")}</g></svg>`;

describe("a seating scheme", () => {
  it("goes from an upload to a published version", async () => {
    const uploaded = await call("upload/create", { file: SVG, name: "Small hall" });
    expect(uploaded.status, uploaded.text).toBe(200);
    const { scheme, version, upload } = uploaded.body;
    expect(upload.seats_total).toBe(8);
    const { scheme_id } = scheme;
    const guard = { scheme_id, expected_scheme_version_id: version.scheme_version_id };
    for (const name of ["draft/summary", "draft/structure", "draft/validation", "draft/compare"] as const) {
      const answer = await call(name, guard);
      expect(answer.status, answer.text).toBe(200);
    }
    const category = await call("pricing/create-category", { ...guard, name: "Best", color: "#aa0000", amount: 2500 });
    expect(category.status, category.text).toBe(200);
    const { pricing_category_id } = category.body.category;
    const rule = await call("pricing/create-rule", { ...guard, target_type: "default", pricing_category_id });
    expect(rule.status, rule.text).toBe(200);
    for (const name of ["pricing/coverage", "pricing/unpriced-seats", "pricing/diagnostics", "pricing/get"] as const) {
      const answer = await call(name, guard);
      expect(answer.status, answer.text).toBe(200);
    }
    const snapshot = await call("draft/snapshot", guard);
    expect(snapshot.status, snapshot.text).toBe(200);
    expect(snapshot.body.readiness, snapshot.text).toEqual({ ready: true, reasons: [] });
    const published = await call("scheme/publish", guard);
    expect(published.status, published.text).toBe(200);
    expect(published.body.status).toBe("published");
    const audit = await call("audit/list", { scheme_id });
    expect(audit.body.items.map(({ action }) => action)).toEqual([
      "upload/create",
      "pricing/create-category",
      "pricing/create-rule",
      "draft/snapshot",
      "scheme/publish",
    ]);
  });

  it("takes a form and a bare SVG", async () => {
    const form = new FormData();
    form.set("file", new File([SVG], "hall.svg", { type: "image/svg+xml" }));
    form.set("name", "By form");
    const sent = await send("/api/v1/schemes/upload", { method: "POST", headers: credentials({}), body: form });
    const by_form = await read(sent);
    expect(by_form.status, by_form.text).toBe(201);
    const headers = { ...credentials({}), "content-type": "image/svg+xml" };
    const bare = await read(await send("/api/v1/schemes/upload?name=Bare", { method: "POST", headers, body: SVG }));
    expect(bare.status, bare.text).toBe(201);
  });
});
