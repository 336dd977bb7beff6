// Every request in the documents is sent to the production bundle, with the ids of things that exist there and a key of
// exactly the permission that is documented; the answer must be the documented one, with other values.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { checkAnswer } from "../worker/testing/check-answer.ts";
import { Description } from "../worker/testing/described.ts";
import { restRequest } from "../worker/testing/rest-request.ts";
import { headersOf, leastScope, SERVING_LIMIT_MS, type ServedApi, serveApi } from "../worker/testing/served.ts";
import { STORIES, type Story, stateOf, told } from "../worker/testing/story.ts";
import { EXAMPLE_IDS, OPERATION_EXAMPLES } from "./examples.ts";
import type { JsonObject } from "./json-schema.ts";
import type { Operation } from "./operation.ts";
import { isOperationName, OPERATIONS, type OperationName } from "./registry.ts";

const HOST = "api.holdfast.example";
const NAMES = Object.keys(OPERATIONS).filter(isOperationName);
let api: ServedApi;
let description: Description;

beforeAll(async () => {
  api = await serveApi();
  // The server writes it by the type of the contract.
  description = new Description((await api.send("/openapi.json", {}, "none")).body as JsonObject);
}, SERVING_LIMIT_MS);

afterAll(() => api.stop());

/** What a documented request needs beside itself to be answered in full. */
const ALSO: { readonly [Name in OperationName]?: JsonObject } = {
  // Places that come free are offered at once, so that there is nothing left to offer but out of turn.
  "waitlist/notify": { entry_id: EXAMPLE_IDS.entry },
};

function documented(name: OperationName, story: Story): string {
  return told(JSON.stringify({ ...OPERATION_EXAMPLES[name].request, ...ALSO[name] }), story);
}

/** Every place in a value where something is, whatever it is there; lists are looked at as one item. */
function places(value: unknown, at = ""): string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap((item) => places(item, `${at}/*`)))];
  if (typeof value !== "object" || value === null) return [at];
  return Object.entries(value).flatMap(([name, member]) => places(member, `${at}/${name}`));
}

describe.each(NAMES)("the documented request of %s", (name) => {
  it("succeeds, and is answered with the members of the documented answer", async () => {
    const text = documented(name, await STORIES[name](api));
    const answer = await api.post(name, { text });
    expect(answer.status, `${text}\n${answer.text}`).toBe(200);
    checkAnswer(name, answer);
    description.checkAnswer(description.operation("post", `/v1/${name}`), answer);
    expect(places(answer.body).sort()).toEqual(places(OPERATION_EXAMPLES[name].response).sort());
  });
});

const BINDINGS = NAMES.flatMap((name) => {
  const declared: Operation = OPERATIONS[name];
  return (declared.rest ?? []).map((binding) => ({ name, binding, route: `${binding.method} ${binding.path}` }));
});

describe.each(BINDINGS)("$route, which is $name", ({ name, binding }) => {
  it("is answered as the document says, in its own shape", async () => {
    const input = JSON.parse(documented(name, await STORIES[name](api))) as JsonObject;
    const { path, ...init } = restRequest(binding, input);
    const headers = headersOf(name, { text: "" });
    const answer = await api.send(path, { ...init, headers }, leastScope(name));
    expect(answer.status, answer.text).toBe(binding.status ?? 200);
    checkAnswer(name, answer, binding);
    description.checkAnswer(description.operation(binding.method.toLowerCase(), binding.path), answer);
    if (binding.raw !== undefined) {
      expect(answer.text).toMatch(/^<svg /);
      return;
    }
    const { response } = OPERATION_EXAMPLES[name];
    const shown = binding.shape === undefined ? response : binding.shape.encode(response);
    expect(places(answer.body).sort()).toEqual(places(shown).sort());
  });
});

const DRAWINGS = BINDINGS.filter(({ binding }) => binding.raw !== undefined);

describe.each(DRAWINGS)("$route, which is $name", ({ name, binding }) => {
  it("has an ETag, and is not sent again to who has it", async () => {
    const input = JSON.parse(documented(name, await STORIES[name](api))) as JsonObject;
    const { path } = restRequest(binding, input);
    const etag = (await api.send(path, {}, leastScope(name))).headers.get("etag") ?? "";
    expect(etag).toMatch(/^"[^"]+"$/);
    const again = await api.send(path, { headers: { "if-none-match": etag } }, leastScope(name));
    expect([again.status, again.text, again.headers.get("etag")]).toEqual([304, "", etag]);
  });
});

const UPLOADS = BINDINGS.flatMap(({ name, binding, route }) => {
  const { file }: Operation = OPERATIONS[name];
  return file === undefined ? [] : [{ name, binding, route, file }];
});

describe.each(UPLOADS)("$route, which is $name", ({ name, binding, file: { field, media_types } }) => {
  const check = (answer: Awaited<ReturnType<ServedApi["send"]>>) => {
    expect(answer.status, answer.text).toBe(binding.status ?? 200);
    checkAnswer(name, answer, binding);
    expect(places(answer.body).sort()).toEqual(places(OPERATION_EXAMPLES[name].response).sort());
  };
  const parts = async () => {
    const input = JSON.parse(documented(name, await STORIES[name](api))) as Readonly<Record<string, string>>;
    const { [field]: text = "", ...others } = input;
    return { text, others };
  };

  it("takes the file as a part of a form", async () => {
    const { text, others } = await parts();
    const form = new FormData();
    form.set(field, new File([text], "drawing.svg", { type: media_types[0] ?? "" }));
    for (const [part, value] of Object.entries(others)) form.set(part, value);
    check(await api.send(binding.path, { method: binding.method, body: form }, leastScope(name)));
  });

  it.each(media_types)("takes the file as a body of the type %s, with the other fields in the query", async (type) => {
    const { text, others } = await parts();
    const path = `${binding.path}?${new URLSearchParams(others).toString()}`;
    const init = { method: binding.method, body: text, headers: { "content-type": type } };
    check(await api.send(path, init, leastScope(name)));
  });
});

const OTHER_TYPES = NAMES.flatMap((name) => {
  const declared: Operation = OPERATIONS[name];
  return (declared.produces ?? []).map((accept) => ({ name, accept }));
});

it.each(OTHER_TYPES)("$name answers $accept where that is asked for", async ({ name, accept }) => {
  const answer = await api.post(name, { text: documented(name, await STORIES[name](api)), accept });
  expect([answer.status, answer.headers.get("content-type")?.split(";")[0]]).toEqual([200, accept]);
  description.checkAnswer(description.operation("post", `/v1/${name}`), answer);
});

describe("an answer that is sent again for the same key", () => {
  it.each([
    ["of a success", 2, 200],
    ["of a refusal", 9, 409],
  ] as const)("is described too: %s", async (_what, seats, status) => {
    const { departure: departure_id = "" } = await STORIES["booking/hold"](api);
    await api.must("booking/hold", { departure_id, seats: 5, customer_ref: "another" });
    const init = {
      method: "POST",
      headers: headersOf("booking/hold", { text: "" }),
      body: JSON.stringify({ departure_id, seats, customer_ref: "twice" }),
    };
    await api.send("/v1/booking/hold", init, "book");
    const answer = await api.send("/v1/booking/hold", init, "book");
    expect([answer.status, answer.headers.get("idempotency-replayed")]).toEqual([status, "true"]);
    description.checkAnswer(description.operation("post", "/v1/booking/hold"), answer);
  });
});

it("the most that a hold can cost is an amount that is described", async () => {
  const { tour: tour_id = "" } = await STORIES["tour/get"](api);
  const request = { ...OPERATION_EXAMPLES["departure/create"].request, tour_id };
  const { id } = await api.must("departure/create", {
    ...request,
    price: { amount: 100_000_000_000, currency: "EUR" },
  });
  const text = JSON.stringify({ departure_id: id, seats: 10, customer_ref: "pays the most" });
  const answer = await api.post("booking/hold", { text });
  expect(answer.body).toMatchObject({ total_price: { amount: 1_000_000_000_000 } });
  checkAnswer("booking/hold", answer);
  description.checkAnswer(description.operation("post", "/v1/booking/hold"), answer);
});

it("an answer to nobody is described too", async () => {
  const answer = await api.send("/v1/tour/list", { method: "POST", body: "{}" }, "none");
  expect(answer.status).toBe(401);
  description.checkAnswer(description.operation("post", "/v1/tour/list"), answer);
});

it("the stories are of what the documents speak of: every id of theirs exists in one", async () => {
  const told_of = new Set<string>();
  for (const name of NAMES) {
    const story = await STORIES[name](api);
    for (const noun of Object.keys(story)) told_of.add(noun);
    expect((await stateOf(api, story)).length).toBeGreaterThanOrEqual(story.departure === undefined ? 0 : 2);
  }
  // The offer's hold, the key that a rotation makes and what a rollback makes are in answers only.
  const answered = ["offered_hold", "successor", "restored_scheme_version"];
  expect([...told_of, ...answered].sort()).toEqual(Object.keys(EXAMPLE_IDS).sort());
});

describe("a served document", () => {
  it.each([
    ["/openapi.json", "openapi.yaml"],
    ["/asyncapi.json", "asyncapi.yaml"],
  ])("%s is the committed one, but for the server's address", async (path, file) => {
    const { host } = new URL(api.url);
    const committed = JSON.stringify(parse(readFileSync(join(import.meta.dirname, file), "utf8")));
    const here = committed.replaceAll(`https://${HOST}`, api.url).replaceAll(HOST, host).replaceAll('"wss"', '"ws"');
    const served = await api.send(path, {}, "none");
    expect([served.status, served.headers.get("content-type")]).toEqual([200, "application/json"]);
    expect(served.body).toEqual(JSON.parse(here));
  });
});
