// Drawings that are taken: in JSON, in a form, and as the body itself.

import { env } from "cloudflare:workers";
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { call, freshKey, must } from "../testing/api.ts";
import { makePartner } from "../testing/partners.ts";
import { DRAWING, makeDraft, uploadHall } from "../testing/schemes.ts";
import { sendForm, sendSvg, sendUpload, svgFile, writtenForm } from "../testing/uploads.ts";

const FILE = ["file", svgFile(DRAWING)] as const;
const bytes = (text: string) => new TextEncoder().encode(text);

describe("an uploaded drawing", () => {
  it("becomes a scheme with a draft, and says what was made of it", async () => {
    const { upload, scheme, version } = await uploadHall({ name: "Small hall", file_name: "small.svg" });
    expect(upload).toMatchObject({
      name: "Small hall",
      file_name: "small.svg",
      bytes: DRAWING.length,
      sha256: createHash("sha256").update(DRAWING).digest("hex"),
      seats_total: 2,
      report: { removed: [{ what: "event handler", name: "onclick", count: 1 }], renamed_seats: 0 },
    });
    expect(scheme).toMatchObject({ name: "Small hall", currency: "EUR", current_status: "draft", versions_total: 1 });
    expect(version).toMatchObject({ version_number: 1, revision: 0, is_current: true, seats_total: 2, snapshot: null });
    const { upload_id } = upload;
    expect(await must("upload/get", { upload_id })).toEqual(upload);
    const { report: _report, ...listed } = upload;
    const { scheme_id } = scheme;
    expect(await must("upload/list", { scheme_id })).toEqual({ items: [listed], next_cursor: null });
    expect((await must("upload/normalized", { upload_id })).seats.map(({ number }) => number)).toEqual(["1", "2"]);
  });

  it("is stored as it came, beside what was made of it, by what is in it", async () => {
    const { scheme } = await uploadHall();
    const { objects } = await env.ARTIFACTS.list({ prefix: `schemes/${scheme.scheme_id}/` });
    const kinds = new Set(objects.map(({ key }) => key.split("/")[2]));
    expect([...kinds]).toEqual(["display", "normalized", "original", "preview", "sanitized"]);
    const original = objects.find(({ key }) => key.includes("/original/"));
    const stored = await env.ARTIFACTS.get(original?.key ?? "");
    expect(await stored?.text()).toBe(DRAWING);
  });

  it("is a new draft of a scheme that is named, whose name, currency and prices stay", async () => {
    const { scheme_id } = await makeDraft({ name: "Old hall", currency: "CHF" });
    const before = await must("scheme/get", { scheme_id });
    await must("pricing/create-category", {
      scheme_id,
      expected_scheme_version_id: before.current_scheme_version_id,
      name: "Standard",
      color: "#10B981",
      amount: 100,
    });
    const { scheme, version } = await uploadHall({ scheme_id, name: "Another name" });
    expect(scheme).toMatchObject({ scheme_id, name: "Old hall", currency: "CHF", versions_total: 2 });
    expect(version).toMatchObject({
      version_number: 2,
      status: "draft",
      is_current: true,
      based_on_scheme_version_id: before.current_scheme_version_id,
    });
    expect((await must("pricing/get", { scheme_id })).categories).toMatchObject([{ name: "Standard" }]);
  });

  it("is called Untitled when nobody names it, and by its file when that has a name", async () => {
    const nameless = await must("upload/create", { file: DRAWING });
    expect([nameless.scheme.name, nameless.upload.file_name]).toEqual(["Untitled", null]);
    const by_file = await must("upload/create", { file: DRAWING, file_name: "Hall 2.SVG" });
    expect([by_file.scheme.name, by_file.upload.file_name]).toEqual(["Hall 2", "Hall 2.SVG"]);
    expect((await must("upload/create", { file: DRAWING, file_name: ".svg" })).scheme.name).toBe("Untitled");
  });

  it("is called by as much of its file's name as a name has, and is listed so", async () => {
    const { scheme } = await must("upload/create", { file: DRAWING, file_name: `${"x".repeat(199)}🎟.svg` });
    expect(scheme.name.isWellFormed(), scheme.name).toBe(true);
    const { items } = await must("upload/list", { scheme_id: scheme.scheme_id });
    expect(items[0]?.name).toBe(scheme.name);
  });

  it("may begin with a byte order mark", async () => {
    const { body } = await sendSvg(`\uFEFF${DRAWING}`);
    expect(body.upload).toMatchObject({ seats_total: 2, bytes: DRAWING.length + 3 });
  });
});

describe("a form", () => {
  it("brings the file with its name, and the other fields as its parts", async () => {
    const { body } = await sendForm([["name", "By form"], FILE, ["currency", "CHF"]]);
    expect(body.scheme).toMatchObject({ name: "By form", currency: "CHF" });
    expect(body.upload).toMatchObject({ file_name: "hall.svg", seats_total: 2 });
  });

  it.each(["before", "after"])("says another name of the file %s it", async (where) => {
    const part = ["file_name", "other.svg"] as const;
    const sent = await sendForm(where === "before" ? [part, FILE] : [FILE, part]);
    expect(sent.status, sent.text).toBe(201);
    expect(sent.body.upload.file_name).toBe("other.svg");
  });

  it("is taken by the RPC, too, and brings a new draft of a scheme", async () => {
    const { scheme_id, expected_scheme_version_id: current } = await makeDraft();
    const fields = [["scheme_id", scheme_id] as const, ["expected_current_scheme_version_id", current] as const];
    const sent = await sendForm([FILE, ...fields], { path: "/v1/upload/create" });
    expect([sent.status, sent.body.version.version_number]).toEqual([200, 2]);
  });

  it("may have its other fields in the query", async () => {
    const { scheme_id, expected_scheme_version_id: current } = await makeDraft();
    const query = { scheme_id, expected_current_scheme_version_id: current };
    const { body } = await sendForm([FILE, ["scheme_id", scheme_id]], { query });
    expect(body.version.version_number).toBe(2);
  });

  it("may bring the file as a text", async () => {
    const { body } = await sendForm([["file", DRAWING]]);
    expect(body.upload).toMatchObject({ file_name: null, seats_total: 2 });
  });

  it.each([
    ["umlauts", `filename="Großer Saal.svg"`, "Großer Saal.svg", "Großer Saal"],
    ["quotes as browsers write them", `filename="Der %22Saal%22.svg"`, `Der "Saal".svg`, `Der "Saal"`],
    ["path characters", `filename="../../etc/passwd.svg"`, "../../etc/passwd.svg", "../../etc/passwd"],
    ["an emoji at its 255th character", `filename="${"x".repeat(254)}🎟.svg"`, undefined, "x".repeat(200)],
  ])("keeps a file's name with %s", async (_what, filename, file_name, name) => {
    const form = writtenForm("b", [{ disposition: `name="file"; ${filename}`, content: DRAWING }]);
    const sent = await sendUpload(form, { headers: { "content-type": "multipart/form-data; boundary=b" } });
    expect(sent.status, sent.text).toBe(201);
    if (file_name !== undefined) expect(sent.body.upload.file_name).toBe(file_name);
    expect(sent.body.upload.name).toBe(name);
    const { items } = await must("upload/list", { scheme_id: sent.body.scheme.scheme_id });
    expect(items[0]?.file_name).toBe(sent.body.upload.file_name);
  });

  it.each([
    "multipart/form-data; boundary=b",
    'Multipart/Form-Data; boundary="b"',
    "multipart/form-data; charset=utf-8; boundary=b",
  ])("may be called %s", async (content_type) => {
    const form = writtenForm("b", [{ disposition: `name="file"; filename="a.svg"`, content: DRAWING }]);
    expect((await sendUpload(form, { headers: { "content-type": content_type } })).status).toBe(201);
  });
});

describe("a bare SVG", () => {
  it.each(["image/svg+xml", "image/svg+xml; charset=utf-8", "IMAGE/SVG+XML;charset=UTF-8"])(
    "is taken as %s, with its other fields in the query",
    async (content_type) => {
      const query = { name: "Großer „Saal“ & mehr", file_name: "saal.svg", currency: "CHF" };
      const { status, body } = await sendSvg(bytes(DRAWING), { query, headers: { "content-type": content_type } });
      expect([status, body.scheme.name, body.scheme.currency]).toEqual([201, query.name, "CHF"]);
      expect(body.upload.file_name).toBe("saal.svg");
    },
  );

  it("is taken with an X-API-Key, which is whose doing it was", async () => {
    const { token, key_id } = await makePartner(["admin"]);
    const { status, body } = await sendSvg(DRAWING, { token: null, headers: { "x-api-key": token } });
    expect(status).toBe(201);
    const { items } = await must("audit/list", { scheme_id: body.scheme.scheme_id });
    expect(items).toMatchObject([{ action: "upload/create", actor: key_id }]);
  });
});

describe("the same upload again", () => {
  const NAMED = { name: "Twice", file_name: "twice.svg" };

  it("in any of its forms is the same request: one scheme, and the first answer's bytes", async () => {
    const key = freshKey();
    const first = await call("upload/create", { file: DRAWING, ...NAMED }, { key });
    const rpc = await call("upload/create", { file: DRAWING, ...NAMED }, { key });
    const form = await sendForm(
      [
        ["file", svgFile(DRAWING, NAMED.file_name)],
        ["name", NAMED.name],
      ],
      { key },
    );
    const bare = await sendSvg(DRAWING, { key, query: NAMED });
    for (const again of [rpc, form, bare]) {
      expect(again.text).toBe(first.text);
      expect(again.headers.get("idempotency-replayed")).toBe("true");
    }
    const { scheme_id } = first.body.scheme;
    expect((await must("scheme/versions", { scheme_id })).items).toHaveLength(1);
  });

  it("from a file of another name is another request, because that name is kept", async () => {
    const key = freshKey();
    await sendForm(
      [
        ["file", svgFile(DRAWING, "one.svg")],
        ["name", "One"],
      ],
      { key },
    );
    const other = await sendForm(
      [
        ["file", svgFile(DRAWING, "other.svg")],
        ["name", "One"],
      ],
      { key },
    );
    expect(other.body).toMatchObject({
      code: "IDEMPOTENCY_KEY_MISMATCH",
      violations: [{ path: "/file_name" }],
    });
  });

  it("of another drawing is another request, also to a scheme that is there", async () => {
    const { scheme_id } = await makeDraft();
    const key = freshKey();
    await must("upload/create", { file: DRAWING, scheme_id }, { key });
    const other = await call("upload/create", { file: DRAWING.replace('r="8"', 'r="7"'), scheme_id }, { key });
    expect(other.body).toMatchObject({ code: "IDEMPOTENCY_KEY_MISMATCH", violations: [{ path: "/file" }] });
    expect((await must("scheme/versions", { scheme_id })).items).toHaveLength(2);
  });
});
