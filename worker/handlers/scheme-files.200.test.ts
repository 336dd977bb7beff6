import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { newHomeId } from "../identifiers.ts";
import { call, must, read, send } from "../testing/api.ts";
import { fileNamed, get, hallDrawing, isStored, outdateDisplay, snapshot, uploadHall } from "../testing/drawings.ts";

const SVG = "/api/v1/schemes";

function route(scheme_id: string, of = "svg/display"): string {
  return `${SVG}/${scheme_id}/current/${of}`;
}

describe("a drawing as a file", () => {
  it("is SVG that runs nothing, may be kept, and is asked for again", async () => {
    const { scheme_id } = await uploadHall();
    for (const [of, kind, operation] of [
      ["svg", "sanitized", "artifact/svg"],
      ["svg/display", "display", "artifact/display"],
    ] as const) {
      const { sha256 } = await fileNamed(scheme_id, kind);
      const { svg } = await must(operation, { scheme_id });
      const sent = await get(route(scheme_id, of));
      expect(sent.status).toBe(200);
      expect(sent.text).toBe(svg);
      expect(Object.fromEntries(sent.headers)).toMatchObject({
        "content-type": "image/svg+xml; charset=utf-8",
        etag: `"${sha256}"`,
        "cache-control": "private, no-cache",
        "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "ratelimit-limit": expect.stringMatching(/^\d+$/),
      });
    }
  });

  it("is not sent again to who has it, by any form of its tag, and is not read then", async () => {
    const { scheme_id } = await uploadHall();
    const { sha256, key } = await fileNamed(scheme_id, "display");
    await env.ARTIFACTS.delete(key);
    for (const named of [`"${sha256}"`, `W/"${sha256}"`, `"other", W/"${sha256}"`, "*"]) {
      const sent = await get(route(scheme_id), { "if-none-match": named });
      expect(sent.status, named).toBe(304);
      expect(sent.text).toBe("");
      expect(sent.headers.get("etag")).toBe(`"${sha256}"`);
      expect(sent.headers.get("cache-control")).toBe("private, no-cache");
      expect(sent.headers.get("content-type")).toBeNull();
    }
  });

  it("is sent to who has another one, or says nothing that is a tag", async () => {
    const { scheme_id } = await uploadHall();
    const { sha256 } = await fileNamed(scheme_id, "display");
    for (const named of ['"other"', sha256, `"${sha256.toUpperCase()}"`, `"x${sha256}"`, "", '"*"']) {
      expect((await get(route(scheme_id), { "if-none-match": named })).status, named).toBe(200);
    }
  });

  it("answers HEAD as GET without the drawing, also to who has it", async () => {
    const { scheme_id } = await uploadHall();
    const { sha256, key } = await fileNamed(scheme_id, "display");
    const asked = await get(route(scheme_id), {}, "HEAD");
    expect([asked.status, asked.text, asked.headers.get("etag")]).toEqual([200, "", `"${sha256}"`]);
    expect(asked.headers.get("content-type")).toBe("image/svg+xml; charset=utf-8");
    expect((await get(route(scheme_id), { "if-none-match": `"${sha256}"` }, "HEAD")).status).toBe(304);
    await env.ARTIFACTS.delete(key);
    expect((await get(route(scheme_id), {}, "HEAD")).status).toBe(404);
  });

  it("is compressed for who takes that, and its tag is then a weak one", async () => {
    const { scheme_id } = await uploadHall(20, 40);
    const { sha256 } = await fileNamed(scheme_id, "display");
    const { svg } = await must("artifact/display", { scheme_id });
    const response = await send(route(scheme_id), {
      headers: { "x-api-key": "admin-local-dev-key", "accept-encoding": "gzip" },
    });
    expect(response.headers.get("content-encoding")).toBe("gzip");
    expect(response.headers.get("vary")).toBe("accept-encoding");
    expect(response.headers.get("etag")).toBe(`W/"${sha256}"`);
    // What workerd makes of that is seen on a socket only.
    expect(await response.text()).toBe(svg);
    const plain = await get(route(scheme_id), { "accept-encoding": "identity" });
    expect([plain.headers.get("content-encoding"), plain.text]).toEqual([null, svg]);
  });

  it("has nothing of what people wrote in its headers", async () => {
    const name = 'x"; filename=evil.html <script>';
    const { version } = await must("upload/create", { file: hallDrawing(1, 2), name, file_name: 'a"b<script>.svg' });
    const sent = await get(route(version.scheme_id));
    expect(sent.status).toBe(200);
    expect(JSON.stringify([...sent.headers])).not.toMatch(/evil|script|filename/);
  });

  it("is a problem in JSON when it is refused", async () => {
    const { scheme_id } = await uploadHall();
    const nobody = await read(await send(route(scheme_id)));
    expect([nobody.status, nobody.headers.get("content-type")]).toEqual([401, "application/problem+json"]);
    for (const id of ["sch_nothing", newHomeId(env.ID_SECRET, "sch", Date.now())]) {
      const unknown = await get(route(id));
      expect([unknown.status, unknown.headers.get("cache-control")]).toEqual([404, "no-store"]);
    }
    const wrong = await get(route(scheme_id), {}, "DELETE");
    expect([wrong.status, wrong.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
  });
});

describe("a file that is not where it should be", () => {
  it("is said by the list, and not found with a way out by everything that needs it", async () => {
    const { scheme_id } = await uploadHall();
    for (const kind of ["sanitized", "display", "normalized"] as const) {
      const { key, stored } = await fileNamed(scheme_id, kind);
      expect(stored).toBe(true);
      await env.ARTIFACTS.delete(key);
      expect((await fileNamed(scheme_id, kind)).stored).toBe(false);
    }
    for (const operation of ["artifact/svg", "artifact/display", "artifact/display-meta"] as const) {
      const { status, body } = await call(operation, { scheme_id });
      expect([status, body.code]).toEqual([404, "NOT_FOUND"]);
    }
    const made = await call("artifact/regenerate-display", { scheme_id });
    expect([made.status, made.body.detail]).toEqual([
      404,
      expect.stringContaining("the file normalized is not stored"),
    ]);
    const { status, text } = await get(route(scheme_id));
    expect(status).toBe(404);
    expect(text).toContain("artifact/regenerate-display makes it anew");
  });
});

describe("artifact/list", () => {
  it("has what the upload left, and the preview of a snapshot", async () => {
    const scheme = await uploadHall();
    const kinds = async () =>
      (await must("artifact/list", { scheme_id: scheme.scheme_id })).items.map(({ kind, stored }) => [kind, stored]);
    const uploaded = ["display", "normalized", "original", "preview", "sanitized"].map((kind) => [kind, true]);
    expect(await kinds()).toEqual(uploaded);
    await snapshot(scheme);
    expect(await kinds()).toEqual([...uploaded, ["publish_preview", true]]);
  });
});

describe("artifact/display-meta", () => {
  it("counts the seats that an element of the drawing stands for", async () => {
    const { scheme_id, scheme_version_id } = await uploadHall(2, 3);
    const file = await fileNamed(scheme_id, "display");
    const meta = () => must("artifact/display-meta", { scheme_id });
    expect(await meta()).toMatchObject({
      scheme_version_id,
      sha256: file.sha256,
      bytes: file.bytes,
      etag: `"${file.sha256}"`,
      seats_total: 6,
      elements_total: 6,
      view: { x: 0, y: 0, width: 115, height: 100 },
    });
    const [one, other] = (await must("structure/seats", { scheme_id })).items;
    for (const [seat, element_id] of [
      [one, "nothing-drawn"],
      [other, null],
    ] as const) {
      const seat_record_id = seat?.seat_record_id;
      await must("draft/update-seat", {
        scheme_id,
        expected_scheme_version_id: scheme_version_id,
        seat_record_id,
        element_id,
      });
    }
    expect(await meta()).toMatchObject({ seats_total: 6, elements_total: 4 });
  });
});

describe("artifact/regenerate-display", () => {
  it("makes the drawing that the upload made, and says whether that changed anything", async () => {
    const scheme = await uploadHall();
    const { scheme_id } = scheme;
    const first = await fileNamed(scheme_id, "display");
    const { svg } = await must("artifact/display", { scheme_id });
    expect(await must("artifact/regenerate-display", { scheme_id })).toMatchObject({ changed: false });
    await outdateDisplay(scheme);
    expect((await must("artifact/display", { scheme_id })).svg).not.toBe(svg);
    const made = await must("artifact/regenerate-display", { scheme_id });
    expect(made).toMatchObject({ changed: true, artifact: { kind: "display", sha256: first.sha256, stored: true } });
    expect((await must("artifact/display", { scheme_id })).svg).toBe(svg);
  });

  it("brings a lost file back, which is a change that the audit has", async () => {
    const { scheme_id } = await uploadHall();
    const { key } = await fileNamed(scheme_id, "display");
    await env.ARTIFACTS.delete(key);
    expect(await must("artifact/regenerate-display", { scheme_id })).toMatchObject({ changed: true });
    expect(await isStored(key)).toBe(true);
    const { items } = await must("audit/list", { scheme_id });
    expect(items.map(({ action }) => action)).toEqual(["upload/create", "artifact/regenerate-display"]);
  });

  it("is refused when another version is current than was meant", async () => {
    const { scheme_id } = await uploadHall();
    const { scheme_version_id } = await must("scheme/create-version", { scheme_id });
    const { version } = await must("upload/create", { file: hallDrawing(1, 2), scheme_id });
    expect(version.scheme_version_id).not.toBe(scheme_version_id);
    const refused = await call("artifact/regenerate-display", {
      scheme_id,
      expected_current_scheme_version_id: scheme_version_id,
    });
    expect([refused.status, refused.body.code]).toEqual([409, "stale_current_version"]);
  });
});
