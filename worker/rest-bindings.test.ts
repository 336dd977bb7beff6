// REST bindings as the router serves them, by the operations of worker/testing/desk.ts.
import { describe, expect, it } from "vitest";
import type { Read } from "./testing/api.ts";
import { checkHeaders, checkProblem } from "./testing/check-answer.ts";
import { askDesk } from "./testing/desk.ts";

const SEATS = "/api/venues/v-1/shows/s-2/seats";
const IN_PATH = { venue_id: "v-1", show_id: "s-2" };
const json = (value: unknown) => JSON.stringify(value);
// The desk answers most questions with what it understood.
const askedOf = ({ body }: Read) => (body as { asked: unknown }).asked;

async function understood(path: string, init: RequestInit = {}): Promise<unknown> {
  const answer = await askDesk(path, init);
  expect(answer.status, answer.text).toBe(200);
  checkHeaders(answer);
  return askedOf(answer);
}

type Violations = readonly { readonly path: string; readonly message: string }[];

async function refusedAt(path: string, init: RequestInit = {}): Promise<Violations> {
  const answer = await askDesk(path, init);
  checkHeaders(answer);
  expect(checkProblem(answer)).toBe("VALIDATION_FAILED");
  // A refusal with this code has them.
  return (answer.body as { violations: Violations }).violations;
}

describe("a path", () => {
  it("says fields by the names that its document gives them", async () => {
    expect(await understood(SEATS)).toEqual({ ...IN_PATH, only_free: false, limit: 20 });
  });

  it.each([
    ["%2F%3F%26", "/?&"],
    ["caf%C3%A9+1", "café+1"],
    ["12", "12"],
    ["%ff", "%ff"],
    ["a%2526", "a%26"],
    ["__proto__", "__proto__"],
  ])("holds %s, which is %s", async (written, meant) => {
    expect(await understood(`/api/seats/${written}`)).toEqual({ seat_id: meant });
  });

  it("of words goes before one with a parameter", async () => {
    expect(await understood("/api/seats/all?seat_ids=a")).toEqual({ seat_ids: ["a"] });
  });

  it("is held to the field's own schema", async () => {
    expect(await refusedAt(`/api/seats/${"x".repeat(129)}`)).toMatchObject([{ path: "/seat_id" }]);
  });

  it.each(["/api/reservations/r-1/", "/api/reservations//extend", "/api/seats/", "/api/Seats/1"])(
    "%s is nobody's",
    async (path) => {
      const answer = await askDesk(path);
      expect([answer.status, checkProblem(answer)]).toEqual([404, "NOT_FOUND"]);
    },
  );
});

describe("a query", () => {
  it.each([
    ["limit=7", { limit: 7 }],
    ["limit=1e2", { limit: 100 }],
    ["slope_max=0.5", { slope_max: 0.5 }],
    ["only_free=true", { only_free: true }],
    ["only_free=false", { only_free: false }],
    ["rows=1&rows=2", { rows: [1, 2] }],
    ["rows=1,2,3", { rows: [1, 2, 3] }],
    ["rows=1,2&rows=3", { rows: [1, 2, 3] }],
    ["rows=4", { rows: [4] }],
    ["rows=", { rows: [] }],
    ["names=1,true", { names: ["1", "true"] }],
    ["note=7", { note: "7" }],
    ["note=true", { note: "true" }],
    ["note=a,b", { note: "a,b" }],
    ["note=a+b%20c%2Bd", { note: "a b c+d" }],
    ["floor=2", { floor: 2 }],
    ["status=sold", { status: "sold" }],
    ["starts_from=2030-06-01T00:00:00Z", { starts_from: "2030-06-01T00:00:00Z" }],
    ["venue_id=v-1", {}],
    ["", {}],
  ])("%s says %j", async (query, said) => {
    expect(await understood(`${SEATS}?${query}`)).toEqual({ ...IN_PATH, only_free: false, limit: 20, ...said });
  });

  it.each([
    ["limit=", "/limit"],
    ["limit=x", "/limit"],
    ["limit=007", "/limit"],
    ["limit=0x10", "/limit"],
    ["limit=Infinity", "/limit"],
    ["limit=1e400", "/limit"],
    ["limit=2.5", "/limit"],
    ["limit=9007199254740993", "/limit"],
    ["limit=101", "/limit"],
    ["limit=1&limit=1", "/limit"],
    ["slope_max=-1", "/slope_max"],
    ["only_free=1", "/only_free"],
    ["only_free=TRUE", "/only_free"],
    ["rows=1,,2", "/rows/1"],
    ["rows=1,x", "/rows/1"],
    ["names=1,2,3,4,5,6", "/names"],
    ["status=gone", "/status"],
    ["floor=3", "/floor"],
    ["note=", "/note"],
    ["colour=red", "/colour"],
    ["colour=red&colour=blue", "/colour"],
    ["venueId=v-1", "/venueId"],
    ["__proto__=1", "/__proto__"],
    ["constructor=1", "/constructor"],
    ["toString=", "/toString"],
    ["a/b~c=1", "/a~1b~0c"],
    ["=1", "/"],
  ])("%s is refused at %s", async (query, path) => {
    const violations = await refusedAt(`${SEATS}?${query}`);
    expect([...new Set(violations.map((violation) => violation.path))]).toEqual([path]);
  });

  it("that says another thing than the path is refused, and both places are named", async () => {
    expect(await refusedAt(`${SEATS}?show_id=s-3&show_id=s-3`)).toHaveLength(1);
    expect(await refusedAt(`${SEATS}?show_id=s-3&venue_id=v-2`)).toEqual([
      { path: "/show_id", message: "is one thing in the path and another in the query" },
      { path: "/venue_id", message: "is one thing in the path and another in the query" },
    ]);
  });

  it("with more unknown names than an answer lists names the first hundred", async () => {
    const names = Array.from({ length: 1_000 }, (_, index) => `unknown_${index}=1`).join("&");
    expect(await refusedAt(`${SEATS}?${names}`)).toHaveLength(100);
  });
});

describe("a body", () => {
  const extend = (body: unknown, query = "") =>
    [`/api/reservations/r-1/extend${query}`, { method: "PUT", body: json(body) }] as const;

  it("of a PUT stands beside the path, and may be absent", async () => {
    const guest = { name: "Anna" };
    expect(await understood(...extend({ minutes: 15, guest }))).toEqual({
      reservation_id: "r-1",
      minutes: 15,
      guest,
    });
    expect(await understood("/api/reservations/r-1/extend", { method: "PUT" })).toMatchObject({ minutes: 10 });
  });

  it("may say what the path or the query says, but no other thing", async () => {
    expect(await understood(...extend({ reservation_id: "r-1", minutes: 15 }, "?minutes=15"))).toMatchObject({
      minutes: 15,
    });
    expect(await refusedAt(...extend({ reservation_id: "r-2", minutes: "15" }, "?minutes=15"))).toEqual([
      { path: "/reservation_id", message: "is one thing in the path and another in the body" },
      { path: "/minutes", message: "is one thing in the query and another in the body" },
    ]);
  });

  it("keeps its own types: a number as a text is refused", async () => {
    expect(await refusedAt(...extend({ minutes: "15" }))).toMatchObject([{ path: "/minutes" }]);
  });

  it.each([
    ["not JSON", "{", "application/json", "MALFORMED_JSON"],
    ["a list", "[]", "application/json", "VALIDATION_FAILED"],
    ["of another type", "minutes=15", "application/x-www-form-urlencoded", "UNSUPPORTED_MEDIA_TYPE"],
    ["too large", `{"minutes":15${" ".repeat(262_144)}}`, "application/json", "PAYLOAD_TOO_LARGE"],
    ["with an unknown name", '{"minute":15}', "application/json", "VALIDATION_FAILED"],
  ])("that is %s is refused as an RPC's is", async (_what, body, content_type, code) => {
    const init = { method: "PUT", body, headers: { "content-type": content_type } };
    const rest = await askDesk("/api/reservations/r-1/extend", init);
    const rpc = await askDesk("/v1/desk/extend", { ...init, method: "POST" });
    expect([checkProblem(rest), checkProblem(rpc)]).toEqual([code, code]);
  });

  it("of a DELETE may be an empty object; what it says is refused and not lost", async () => {
    const path = "/api/reservations/r-1?reason=rain";
    const said = { reservation_id: "r-1", reason: "rain" };
    expect(await understood(path, { method: "DELETE" })).toEqual(said);
    expect(await understood(path, { method: "DELETE", body: "{}" })).toEqual(said);
    expect(await refusedAt("/api/reservations/r-1", { method: "DELETE", body: json({ reason: "rain" }) })).toEqual([
      { path: "/reason", message: "is not read from the body of a DELETE: send it in the query" },
    ]);
  });
});

describe("a method", () => {
  it.each([
    ["PATCH", "/api/reservations/r-1", "GET, HEAD, DELETE"],
    ["GET", "/api/reservations", "POST"],
    ["HEAD", "/api/reservations", "POST"],
    ["POST", "/api/reservations/r-1/extend", "PUT"],
    ["DELETE", "/api/seats/bulk-status", "GET, HEAD, POST"],
    ["PUT", SEATS, "GET, HEAD"],
  ])("%s %s is wrong, and %s are allowed", async (method, path, allow) => {
    const answer = await askDesk(path, { method });
    expect([answer.status, answer.headers.get("allow")?.split(", ").sort()]).toEqual([405, allow.split(", ").sort()]);
    if (method !== "HEAD") expect(checkProblem(answer)).toBe("METHOD_NOT_ALLOWED");
    expect(answer.text === "").toBe(method === "HEAD");
  });

  it("HEAD is answered as GET is, without the body", async () => {
    const [get, head] = [await askDesk(SEATS), await askDesk(SEATS, { method: "HEAD" })];
    expect([head.status, head.text]).toEqual([200, ""]);
    expect(head.headers.get("content-type")).toBe(get.headers.get("content-type"));
    checkHeaders(head);
    expect((await askDesk(`${SEATS}?limit=x`, { method: "HEAD" })).status).toBe(400);
  });
});

describe("who asks", () => {
  it.each(["GET", "HEAD"])("is asked of %s too", async (method) => {
    expect((await askDesk(SEATS, { method, headers: { authorization: "Bearer nobody" } })).status).toBe(401);
  });

  it("is asked before what they say is looked at", async () => {
    const answer = await askDesk("/api/reservations", {
      method: "POST",
      body: "{",
      headers: { authorization: "Bearer nobody" },
    });
    expect(checkProblem(answer)).toBe("UNAUTHENTICATED");
  });
});
