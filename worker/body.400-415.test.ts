import { beforeAll, describe, expect, it } from "vitest";
import { BODY_BYTES_MAX } from "./body.ts";
import { call, freshKey, makeDeparture, must, type Output, post } from "./testing/api.ts";

let departure: Output<"departure/create">;

beforeAll(async () => {
  departure = await makeDeparture();
});

/** Sends a body to booking/hold and answers what came of it; the departure must not have changed. */
async function refused(body: BodyInit | null, headers: Record<string, string> = {}) {
  const before = await must("departure/get", { departure_id: departure.id });
  const called = await post("booking/hold", body, { key: freshKey(), headers });
  expect(called.status).toBeGreaterThanOrEqual(400);
  expect(called.status).toBeLessThan(500);
  expect(await must("departure/get", { departure_id: departure.id })).toEqual(before);
  return called;
}

function holdText(more = ""): string {
  return `{"departure_id":"${departure.id}","seats":1,"customer_ref":"someone"${more}}`;
}

/** A body of so many bytes with an unknown field. */
function padded(length: number): string {
  return holdText(',"unknown":1').padEnd(length, " ");
}

const bytes = (text: string) => new TextEncoder().encode(text);

describe("a body that is not JSON", () => {
  it.each([
    "{",
    "nul",
    "{'a':1}",
    '{"a":1,}',
    "[1,2",
    '"\u0001"',
    '{"seats":01}',
    '{"seats":+1}',
    "NaN",
    "{}{}",
    "\u0000",
    '{"a":"\\x"}',
    "// {}",
    "undefined",
  ])("is refused: %j", async (text) => {
    const called = await refused(text);
    expect([called.status, called.body.code]).toEqual([400, "MALFORMED_JSON"]);
  });

  it.each([
    ["a lone continuation byte", [0x80]],
    ["a truncated sequence", [0xe2, 0x82]],
    ["an overlong slash", [0xc0, 0xaf]],
    ["a surrogate in UTF-8", [0xed, 0xa0, 0x80]],
    ["beyond Unicode", [0xf5, 0x80, 0x80, 0x80]],
    ["Latin-1", [0xe9]],
  ])("is refused when decoding would lose something: %s", async (_what, odd) => {
    const [before, after] = holdText(',"note":"?"').split("?");
    const called = await refused(new Uint8Array([...bytes(before ?? ""), ...odd, ...bytes(after ?? "")]));
    expect([called.status, called.body.code]).toEqual([400, "MALFORMED_JSON"]);
    expect(called.body.detail).toContain("UTF-8");
  });

  it("is refused as UTF-16", async () => {
    const text = holdText();
    const called = await refused(
      new Uint8Array(new Uint16Array([...text].map((letter) => letter.charCodeAt(0))).buffer),
    );
    expect(called.status).toBe(400);
  });
});

describe("a body's type", () => {
  it.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/jsonp",
    "application/json; charset=latin1",
    "json",
    "",
  ])("%j is refused with 415", async (content_type) => {
    const called = await refused(holdText(), { "content-type": content_type });
    expect([called.status, called.body.code]).toEqual([415, "UNSUPPORTED_MEDIA_TYPE"]);
  });

  it.each([
    "application/json; charset=utf-8",
    'APPLICATION/JSON ; Charset="UTF-8"',
    "application/vnd.holdfast.v1+json",
  ])("%j is taken", async (content_type) => {
    const called = await post("departure/get", JSON.stringify({ departure_id: departure.id }), {
      headers: { "content-type": content_type },
    });
    expect(called.status, called.text).toBe(200);
  });
});

describe("a body that is not an object", () => {
  it.each(["null", "[]", '[{"departure_id":"x"}]', '"text"', "1", "true", "-0", "1e400"])(
    "is refused: %s",
    async (text) => {
      const called = await refused(text);
      expect(called.body).toMatchObject({
        code: "VALIDATION_FAILED",
        violations: [{ path: "", message: "must be a JSON object" }],
      });
    },
  );

  it("when it is empty, counts as an object without fields", async () => {
    const called = await refused(null);
    expect(called.body.violations?.map(({ path }) => path)).toEqual(["/departure_id", "/seats", "/customer_ref"]);
    expect((await post("tour/list", "")).status).toBe(200);
  });
});

describe("a body of more than 256 KiB", () => {
  it("is refused with 413, and one of exactly 256 KiB is read", async () => {
    const called = await refused(padded(BODY_BYTES_MAX + 1));
    expect([called.status, called.body.code]).toEqual([413, "PAYLOAD_TOO_LARGE"]);
    expect((await refused(padded(BODY_BYTES_MAX))).body.violations).toMatchObject([{ path: "/unknown" }]);
  });

  it("is counted in bytes, not in characters", async () => {
    const called = await refused(holdText(`,"unknown":"${"€".repeat(100_000)}"`));
    expect(called.status).toBe(413);
  });

  it("that declares its length is refused without reading any of it", async () => {
    const { body, read } = enormous();
    const called = await refused(body, { "content-length": "300000000" });
    expect(called.status).toBe(413);
    expect(read()).toBeLessThanOrEqual(CHUNK * 2);
  });

  it("that is streamed without a length is not read to its end", async () => {
    const { body, read, canceled } = enormous();
    const called = await refused(body);
    expect(called.status).toBe(413);
    expect(read()).toBeGreaterThan(BODY_BYTES_MAX);
    expect(read()).toBeLessThanOrEqual(BODY_BYTES_MAX + CHUNK * 3);
    expect(canceled()).toBe(true);
  });
});

const CHUNK = 16_384;
const ENORMOUS = 16_777_216;

/** A body of 16 MiB, and how much of it was asked for. */
function enormous() {
  let read = 0;
  let canceled = false;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      read += CHUNK;
      controller.enqueue(new Uint8Array(CHUNK).fill(0x20));
      if (read >= ENORMOUS) controller.close();
    },
    cancel() {
      canceled = true;
    },
  });
  return { body, read: () => read, canceled: () => canceled };
}

it("a byte order mark before the JSON is taken as the mark that it is", async () => {
  const called = await call("departure/get", { departure_id: departure.id });
  const marked = await post(
    "departure/get",
    new Uint8Array([0xef, 0xbb, 0xbf, ...bytes(JSON.stringify({ departure_id: departure.id }))]),
  );
  expect(marked.text).toBe(called.text);
});
