import { describe, expect, it } from "vitest";
import { type HttpResponse, HttpResponseReader, headerValue } from "./http-response-reader.ts";

const PLAIN = "HTTP/1.1 409 Conflict\r\nHoldfast-Seq: 7\r\ncontent-length: 5\r\nConnection: close\r\n\r\nhello";
const CHUNKED =
  "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;name=value\r\nlo\r\n0\r\nTrailer: x\r\n\r\n";

function readIn(pieces: readonly string[]): HttpResponse | undefined {
  const reader = new HttpResponseReader();
  let response: HttpResponse | undefined;
  for (const piece of pieces) {
    expect(response).toBeUndefined();
    response = reader.take(Buffer.from(piece, "latin1"));
  }
  return response;
}

describe("the response reader", () => {
  it.each([
    ["Content-Length", PLAIN],
    ["chunked", CHUNKED],
  ])("reads %s, cut at every place", (_framing, text) => {
    for (let cut = 1; cut < text.length; cut += 1) {
      expect(readIn([text.slice(0, cut), text.slice(cut)])?.body.toString()).toBe("hello");
    }
    expect(readIn([...text])?.body.toString()).toBe("hello");
  });

  it("gives status, headers and the wish to close", () => {
    const response = readIn([PLAIN]);
    expect([response?.status, response?.closes, headerValue(response?.head ?? "", "holdfast-seq")]).toEqual([
      409,
      true,
      "7",
    ]);
    expect(headerValue(response?.head ?? "", "missing")).toBeUndefined();
  });

  it("reads the next response of the same connection", () => {
    const reader = new HttpResponseReader();
    expect(reader.take(Buffer.from(PLAIN))?.status).toBe(409);
    expect(reader.take(Buffer.from("HTTP/1.1 204 No Content\r\n\r\n"))?.status).toBe(204);
  });

  it("skips an interim response", () => {
    expect(readIn([`HTTP/1.1 100 Continue\r\n\r\n${PLAIN}`])?.status).toBe(409);
  });

  it.each([
    ["a body that ends with the connection", "HTTP/1.1 200 OK\r\n\r\nhello"],
    ["bytes after the response", `${PLAIN}more`],
    ["something that is not HTTP/1.1", "HTTP/2 200\r\n\r\n"],
  ])("refuses %s", (_what, text) => {
    expect(() => readIn([text])).toThrow();
  });
});
