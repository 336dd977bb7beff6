// What REST bindings answer, how often the same request is carried out, and how large answers travel; by the operations
// of worker/testing/desk.ts.
import { describe, expect, it } from "vitest";
import { freshKey, type Read } from "./testing/api.ts";
import { checkHeaders, checkProblem } from "./testing/check-answer.ts";
import { askDesk } from "./testing/desk.ts";
import { makePartner } from "./testing/partners.ts";

type Members = Readonly<Record<string, unknown>>;
const REST = "/api/reservations";
const RPC = "/v1/desk/reserve";
const WANTED = { show_id: "s-1", seat_ids: ["a", "b"] };

function reserve(body: Members, headers: Record<string, string> = {}, path = REST): Promise<Read> {
  return askDesk(path, { method: "POST", body: JSON.stringify(body), headers });
}

const ofMine = (): Members => ({ ...WANTED, external_booking_id: freshKey() });
// The desk answers a reservation as an object.
const idOf = ({ body }: Read) => (body as Members)["reservation_id"] ?? (body as Members)["id"];
const replayed = ({ headers }: Read) => headers.get("idempotency-replayed");

describe("an answer", () => {
  it("has the status and the shape of its binding, and on the RPC its own", async () => {
    const key = freshKey();
    const rest = await reserve(WANTED, { "idempotency-key": key });
    checkHeaders(rest);
    const id = idOf(rest);
    expect([rest.status, rest.body]).toEqual([201, { reservation_id: id, seat_ids: ["a", "b"], total_price: 301 }]);
    const rpc = await reserve(WANTED, { "idempotency-key": key }, RPC);
    expect([rpc.status, rpc.body]).toEqual([
      200,
      { id, ...WANTED, minutes: 10, total_price: { amount: 30_100, currency: "EUR" } },
    ]);
    expect([replayed(rest), replayed(rpc)]).toEqual([null, "true"]);
  });

  it("that is a replay keeps the status and the bytes", async () => {
    const headers = { "idempotency-key": freshKey() };
    const [first, again] = [await reserve(WANTED, headers), await reserve(WANTED, headers)];
    expect([first.status, again.status, again.text, replayed(again)]).toEqual([201, 201, first.text, "true"]);
  });

  it("that is a refusal is the same problem as the RPC's", async () => {
    const full = { ...WANTED, show_id: "full" };
    const [rest, rpc] = [
      await reserve(full, { "idempotency-key": freshKey() }),
      await reserve(full, { "idempotency-key": freshKey() }, RPC),
    ];
    expect([rest.status, checkProblem(rest)]).toEqual([409, "FULL"]);
    const { trace_id: _trace, request_id: _request, ...said } = rest.body as Members;
    expect(rpc.body).toMatchObject(said);
    const missing = await askDesk(`${REST}/nothing`);
    expect([missing.status, checkProblem(missing)]).toEqual([404, "NOT_FOUND"]);
  });
});

describe("a missing Idempotency-Key", () => {
  it("is required where the request names no external_booking_id", async () => {
    const answer = await reserve(WANTED);
    expect([answer.status, checkProblem(answer)]).toEqual([400, "IDEMPOTENCY_KEY_REQUIRED"]);
  });

  it.each([RPC, "/api/strict/reservations"])("is required by %s, whose binding makes none", async (path) => {
    expect(checkProblem(await reserve(ofMine(), {}, path))).toBe("IDEMPOTENCY_KEY_REQUIRED");
  });

  it("is made of the request: the same again, in any order, is the same reservation", async () => {
    const { show_id, ...others } = ofMine();
    const [first, again] = [await reserve({ show_id, ...others }), await reserve({ ...others, show_id })];
    expect([first.status, again.status, replayed(first), replayed(again)]).toEqual([201, 201, null, "true"]);
    expect(again.text).toBe(first.text);
  });

  it("is another for another request, and for what is left to its default", async () => {
    const mine = ofMine();
    const answers = [
      await reserve(mine),
      await reserve({ ...mine, seat_ids: ["a"] }),
      await reserve({ ...mine, minutes: 10 }),
      await reserve({ ...mine, external_booking_id: freshKey() }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect(new Set(answers.map(idOf)).size).toBe(4);
  });

  it("is another's for another partner", async () => {
    const mine = ofMine();
    const { token } = await makePartner(["book"]);
    const [ours, theirs] = [await reserve(mine), await reserve(mine, { authorization: `Bearer ${token}` })];
    expect([ours.status, theirs.status]).toEqual([201, 201]);
    expect(idOf(theirs)).not.toBe(idOf(ours));
  });

  it("is not made where one is given: that one stands for the request", async () => {
    const mine = ofMine();
    const key = freshKey();
    const [given, made] = [await reserve(mine, { "idempotency-key": key }), await reserve(mine)];
    expect(idOf(made)).not.toBe(idOf(given));
    const other = await reserve({ ...mine, seat_ids: ["c"] }, { "idempotency-key": key });
    expect([other.status, checkProblem(other)]).toEqual([422, "IDEMPOTENCY_KEY_MISMATCH"]);
  });

  it("is not made of a request that is not valid, nor instead of a key that is none", async () => {
    expect(checkProblem(await reserve({ ...ofMine(), seat_ids: [] }))).toBe("VALIDATION_FAILED");
    expect(checkProblem(await reserve({ ...WANTED, external_booking_id: 7 }))).toBe("VALIDATION_FAILED");
    expect(checkProblem(await reserve(ofMine(), { "idempotency-key": "" }))).toBe("VALIDATION_FAILED");
  });
});
