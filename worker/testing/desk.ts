// The desk of desk-operations.ts, served by the real router. It answers what it understood.
import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import type { Operation } from "../../contract/operation.ts";
import { type Handler, principalOf } from "../call.ts";
import { once } from "../once.ts";
import { routerOf } from "../router.ts";
import { type Read, read } from "./api.ts";
import { DESK } from "./desk-operations.ts";
import { development } from "./serve.ts";

const answering = (input: object) => Promise.resolve({ ok: true, body: { asked: { ...input } } } as const);
const reserve: Handler<(typeof DESK)["desk/reserve"]> = async (input, call) => {
  if (input.show_id === "full") {
    const failure = { code: "FULL", detail: "0 places are left.", facts: { available: 0, waiting: 0 } } as const;
    return { ok: false, failure };
  }
  const { show_id, seat_ids, minutes } = input;
  const total_price = { amount: 15_050 * seat_ids.length, currency: "EUR" };
  const body = { id: `res_${crypto.randomUUID()}`, show_id, seat_ids, minutes, total_price };
  principalOf(call);
  return once(call, () => Promise.resolve({ ok: true, body, effects: [] }));
};
const look: Handler<(typeof DESK)["desk/look"]> = (input) => {
  if (input.reservation_id === "nothing") {
    return Promise.resolve({ ok: false, failure: { code: "NOT_FOUND", detail: "There is no such reservation." } });
  }
  return answering({ ...input, text: "x".repeat(input.size ?? 0) });
};

const operations: Readonly<Record<string, Operation>> = DESK;
const router = routerOf({
  operations,
  handlers: {
    "desk/seats": answering,
    "desk/seat": answering,
    "desk/bulk": answering,
    "desk/reserve": reserve,
    "desk/extend": answering,
    "desk/release": answering,
    "desk/look": look,
  },
});

/** Asks the desk, as the development administrator unless `headers` say otherwise. */
export async function askDesk(path: string, init: RequestInit = {}): Promise<Read> {
  const context = createExecutionContext();
  const headers = new Headers({ authorization: "Bearer admin-local-dev-key" });
  if (init.body !== undefined) headers.set("content-type", "application/json");
  for (const [name, value] of new Headers(init.headers)) headers.set(name, value);
  const request = new Request(`https://desk.test${path}`, { ...init, headers });
  const response = await router.fetch(request, development(), context);
  const answer = await read(response);
  await waitOnExecutionContext(context);
  return answer;
}
