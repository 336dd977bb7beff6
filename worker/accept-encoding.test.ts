import { describe, expect, it } from "vitest";
import { acceptsGzip } from "./accept-encoding.ts";

const asked = (accepted: string | null, cf?: CfProperties) =>
  new Request("https://holdfast.test/", {
    headers: accepted === null ? {} : { "accept-encoding": accepted },
    ...(cf === undefined ? {} : { cf }),
  });

describe("gzip is accepted by", () => {
  it.each(["gzip", "br, gzip", "GZIP", "gzip;q=0.5", "gzip; q=0.001, br", "*", "br;q=1.0, *;q=0.1", "deflate,gzip"])(
    "%s",
    (accepted) => {
      expect(acceptsGzip(asked(accepted))).toBe(true);
    },
  );
});

describe("gzip is not accepted by", () => {
  it.each([null, "", "identity", "br", "x-gzip", "gzip;q=0", "gzip;q=0.000, *", "*;q=0", "gzippy", "br;q=gzip"])(
    "%s",
    (accepted) => {
      expect(acceptsGzip(asked(accepted))).toBe(false);
    },
  );
});

it("what the caller accepts goes before what an edge in between does", () => {
  expect(acceptsGzip(asked("br, gzip", { clientAcceptEncoding: "" }))).toBe(false);
  expect(acceptsGzip(asked("br, gzip", { clientAcceptEncoding: "gzip" }))).toBe(true);
  expect(acceptsGzip(asked("br, gzip", {}))).toBe(true);
});
