// Drawings that are refused, each for what is wrong with it. Nothing of them is stored: no file, no scheme, no upload.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bodyBytesMax } from "../../contract/operation.ts";
import { DRAWING_FILE } from "../../contract/upload.ts";
import { call, post } from "../testing/api.ts";
import { forged, makePartner } from "../testing/partners.ts";
import { DRAWING, makeDraft, schemeState } from "../testing/schemes.ts";
import { everythingStored, sendForm, sendSvg, sendUpload, svgFile, writtenForm } from "../testing/uploads.ts";

const FILE = ["file", svgFile(DRAWING)] as const;
const MEBIBYTES_10 = 10 * 1_024 * 1_024;
/** The drawing with white space, as long as that. */
const drawingOf = (length: number) => DRAWING.replace("</svg>", "").padEnd(length - "</svg>".length) + "</svg>";

let before: unknown;
beforeEach(async () => {
  before = await everythingStored();
});
afterEach(async () => {
  expect(await everythingStored()).toEqual(before);
});

type Refused = Awaited<ReturnType<typeof sendForm>>;

function expectRefused({ body, text }: Refused, code: string, ...paths: readonly string[]): void {
  expect(body.code, text).toBe(code);
  if (paths.length > 0) expect(body.violations?.map(({ path }) => path)).toEqual(paths);
}

describe("a form is refused", () => {
  it.each([
    ["has nothing in it", [], "/file"],
    ["has no file", [["name", "No file"]], "/file"],
    ["has an empty file", [["file", svgFile("")]], "/file"],
    ["has the file twice", [FILE, FILE], "/file"],
    ["has two files of different names", [FILE, ["other", svgFile(DRAWING)]], "/other"],
    ["has its file under another name", [["drawing", svgFile(DRAWING)]], "/drawing"],
    ["has a field twice", [["name", "A"], ["name", "B"], FILE], "/name"],
    ["has a field that nobody knows", [FILE, ["colour", "red"]], "/colour"],
    ["has a field called toString", [FILE, ["toString", "x"]], "/toString"],
    ["has a field called __proto__", [FILE, ["__proto__", "x"]], "/__proto__"],
    ["has a file called a/b~c", [["a/b~c", svgFile(DRAWING)]], "/a~1b~0c"],
    ["has a currency that is none", [FILE, ["currency", "euro"]], "/currency"],
    ["has an empty name", [FILE, ["name", ""]], "/name"],
    ["has more parts than it may", Array.from({ length: 21 }, (_, index) => [`f${index}`, "x"] as const), ""],
  ] as const)("when it %s", async (_what, parts, path) => {
    expectRefused(await sendForm(parts), "VALIDATION_FAILED", path);
  });

  it.each(["multipart/form-data", "multipart/form-data; boundary=other", "multipart/form-data; boundary="])(
    "when it is called %s, which is not how it is written",
    async (content_type) => {
      const form = writtenForm("b", [{ disposition: `name="file"; filename="a.svg"`, content: DRAWING }]);
      expectRefused(await sendUpload(form, { headers: { "content-type": content_type } }), "VALIDATION_FAILED", "");
    },
  );

  it("when it is cut off", async () => {
    const form = writtenForm("b", [{ disposition: `name="file"; filename="a.svg"`, content: DRAWING }]).slice(0, -20);
    const headers = { "content-type": "multipart/form-data; boundary=b" };
    expectRefused(await sendUpload(form, { headers }), "VALIDATION_FAILED", "");
  });

  it("when the file's name has a line break", async () => {
    expectRefused(
      await sendForm([
        ["file", svgFile(DRAWING)],
        ["file_name", "a\nb.svg"],
      ]),
      "VALIDATION_FAILED",
      "/file_name",
    );
  });

  it("when a field is one thing in it and another in the query", async () => {
    const refused = await sendForm([FILE, ["name", "One"]], { query: { name: "Other" } });
    expectRefused(refused, "VALIDATION_FAILED", "/name");
  });
});

describe("a file is refused", () => {
  const gzip = Uint8Array.from([0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0, 0, 3]);
  const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const utf_16 = Uint8Array.from([
    0xff,
    0xfe,
    ...new Uint8Array(Uint16Array.from(DRAWING, (c) => c.charCodeAt(0)).buffer),
  ]);
  const latin_1 = Uint8Array.from(DRAWING.replace("Stalls", "Gro\u00dfe"), (c) => c.charCodeAt(0));
  const FILES = [
    ["is compressed", gzip, "not_svg", /compressed/],
    ["is a picture", png, "not_svg", /PNG/],
    ["is in UTF-16", utf_16, "not_utf8", /UTF-8/],
    ["is in Latin-1", latin_1, "not_utf8", /UTF-8/],
    ["is HTML", "<!doctype html><html><body>No</body></html>", undefined, /./],
    ["is JSON", "{}", undefined, /./],
    ["is a sentence", "Here is the drawing.", undefined, /./],
    ["is cut off", DRAWING.slice(0, -6), "malformed", /./],
  ] as const;

  it.each(FILES)("that %s, as the body", async (_what, content, code, words) => {
    const refused = await sendSvg(content);
    expectRefused(refused, "DRAWING_REFUSED");
    expect(refused.body.detail).toMatch(words);
    if (code !== undefined) expect(refused.body).toMatchObject({ problems: [{ code }] });
  });

  it.each(FILES)("that %s, in a form, to a scheme that is there", async (_what, content, code) => {
    const { scheme_id } = await makeDraft();
    const [state, stored] = [await schemeState(scheme_id), await everythingStored()];
    const refused = await sendForm([
      ["scheme_id", scheme_id],
      ["file", svgFile(content)],
    ]);
    expectRefused(refused, "DRAWING_REFUSED");
    if (code !== undefined) expect(refused.body).toMatchObject({ problems: [{ code }] });
    expect(await schemeState(scheme_id)).toEqual(state);
    expect(await everythingStored()).toEqual(stored);
    before = stored;
  });

  it("that is empty, as the body", async () => {
    expectRefused(await sendSvg(""), "VALIDATION_FAILED", "/file");
    expectRefused(await sendUpload(null), "VALIDATION_FAILED", "/file");
  });

  it("that is a byte larger than 10 MiB, in every form", async () => {
    const large = drawingOf(MEBIBYTES_10 + 1);
    expectRefused(await sendSvg(large), "PAYLOAD_TOO_LARGE");
    expectRefused(await sendForm([["file", svgFile(large)]]), "PAYLOAD_TOO_LARGE");
    expectRefused(await call("upload/create", { file: large }), "VALIDATION_FAILED", "/file");
  });

  it("that has fewer characters than 10 MiB has bytes, but more bytes", async () => {
    const wide = drawingOf(MEBIBYTES_10 - 300).replace("Stalls", "ß".repeat(200));
    expectRefused(await sendForm([["file", svgFile(wide)]]), "PAYLOAD_TOO_LARGE");
    expectRefused(await call("upload/create", { file: wide }), "PAYLOAD_TOO_LARGE");
  });

  it("that comes with so much around it that nobody reads it", async () => {
    const padded = `${JSON.stringify({ file: DRAWING })}${" ".repeat(bodyBytesMax({ file: DRAWING_FILE }))}`;
    expectRefused(await post("upload/create", padded), "PAYLOAD_TOO_LARGE");
  });

  it.each([true, false])(
    "that is too large, after it was read, so that who sends it reads why (length: %s)",
    async (declared) => {
      let pulled = 0;
      const body = new ReadableStream({
        type: "bytes",
        pull(controller) {
          if (pulled === 16) return controller.close();
          pulled += 1;
          controller.enqueue(new Uint8Array(2 * 1_024 * 1_024).fill(32));
        },
      });
      const length = declared ? { "content-length": String(32 * 1_024 * 1_024) } : {};
      expectRefused(await sendSvg(body, { headers: length }), "PAYLOAD_TOO_LARGE");
      expect(pulled).toBe(16);
    },
  );

  it.each(["text/xml", "application/xml", "text/plain", "image/png", "application/octet-stream", ""])(
    "that is called %s",
    async (content_type) => {
      const refused = await sendUpload(new TextEncoder().encode(DRAWING), {
        headers: { "content-type": content_type },
      });
      expectRefused(refused, "UNSUPPORTED_MEDIA_TYPE");
      expect(refused.body.detail).toContain("image/svg+xml");
    },
  );
});

describe("an upload is refused", () => {
  it("to a scheme that nobody made, and to none of ours", async () => {
    const { scheme_id } = await makeDraft();
    before = await everythingStored();
    for (const id of [forged(scheme_id), "sch_nobody", "hold_1"]) {
      expectRefused(await sendForm([FILE, ["scheme_id", id]]), "NOT_FOUND");
    }
  });

  it("by a key that may not do it, before its body is read", async () => {
    const { token } = await makePartner(["book"]);
    const refused = await sendSvg("no drawing", { token });
    expectRefused(refused, "FORBIDDEN");
    expectRefused(await sendSvg("no drawing", { token: null }), "UNAUTHENTICATED");
  });
});

describe("an upload that says what could have no effect is refused", () => {
  it("for expecting a current version of no scheme", async () => {
    const refused = await call("upload/create", { file: DRAWING, expected_current_scheme_version_id: "ver_1" });
    expect([refused.status, refused.body.violations?.[0]?.path]).toEqual([400, "/expected_current_scheme_version_id"]);
  });

  it("for a currency of a scheme that has one", async () => {
    const { scheme_id } = await makeDraft();
    before = await everythingStored();
    const refused = await call("upload/create", { file: DRAWING, scheme_id, currency: "USD" });
    expect([refused.status, refused.body.violations?.[0]?.path]).toEqual([400, "/currency"]);
  });
});
