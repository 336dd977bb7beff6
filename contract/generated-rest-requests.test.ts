// What generated-requests.test.ts asks of the RPCs, asked of the REST bindings: what a route's schemas allow is carried
// out or refused for a declared reason; what has one thing wrong, in the body or in the query, is refused, points at it
// and changes nothing. A run can be made again and made longer: worker/testing/generated.ts.
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkAnswer } from "../worker/testing/check-answer.ts";
import { Description } from "../worker/testing/described.ts";
import {
  checkInvalid,
  DOCUMENTED_TOO,
  holds,
  LIMIT_MS,
  PATH,
  pathsOf,
  problemOf,
  RUNS,
} from "../worker/testing/generated.ts";
import { isSayable, type RestRequest, restRequest } from "../worker/testing/rest-request.ts";
import { allowedBy } from "../worker/testing/schema-arbitrary.ts";
import {
  type Answer,
  headersOf,
  leastScope,
  SERVING_LIMIT_MS,
  type ServedApi,
  serveApi,
} from "../worker/testing/served.ts";
import { wrongs } from "../worker/testing/spoiled.ts";
import { wrongQueries } from "../worker/testing/spoiled-query.ts";
import { STORIES, type Story, stateOf, told } from "../worker/testing/story.ts";
import { OPERATION_EXAMPLES } from "./examples.ts";
import type { Json, JsonObject } from "./json-schema.ts";
import { openApiDocument } from "./openapi.ts";
import { bodyBytesMax, type Operation } from "./operation.ts";
import { isOperationName, OPERATIONS, type OperationName } from "./registry.ts";
import { hasBody, type RestBinding } from "./rest-binding.ts";

const FILE = "contract/generated-rest-requests.test.ts";
const description = new Description(openApiDocument("https://api.holdfast.example"));
const resolve = (schema: Json | undefined) => description.members(schema);
let api: ServedApi;

beforeAll(async () => {
  api = await serveApi();
}, SERVING_LIMIT_MS);

afterAll(() => api.stop());

type Route = { readonly name: OperationName; readonly binding: RestBinding; readonly route: string };

const ROUTES: readonly Route[] = Object.keys(OPERATIONS)
  .filter(isOperationName)
  .flatMap((name) => {
    const declared: Operation = OPERATIONS[name];
    return (declared.rest ?? []).map((binding) => ({ name, binding, route: `${binding.method} ${binding.path}` }));
  });

const documentOf = ({ binding }: Route) => description.operation(binding.method.toLowerCase(), binding.path);
const bodyOf = (operation: JsonObject) =>
  resolve(resolve(resolve(resolve(operation["requestBody"])["content"])["application/json"])["schema"]);

/** The whole input: of the RPC, which is documented as one schema. */
function allowedInput({ name, binding }: Route): fc.Arbitrary<JsonObject> {
  const allowed = allowedBy(bodyOf(description.operation("post", `/v1/${name}`)), resolve);
  // What an object's schema allows is one.
  return (allowed as fc.Arbitrary<JsonObject>).filter((input) => isSayable(binding, input));
}

/** With a key, unless one can be made of the request, which then is left to the generator. */
async function sent({ name, binding }: Route, request: RestRequest, keyed = true): Promise<Answer> {
  const { path, ...init } = request;
  const { "idempotency-key": key, ...headers } = headersOf(name, { text: "", keyed });
  const needed = key !== undefined && (keyed || binding.missing_key === undefined);
  const all = needed ? { ...headers, "idempotency-key": key } : headers;
  const answer = await api.send(path, { ...init, headers: all }, leastScope(name));
  expect(answer.status, answer.text).toBeLessThan(500);
  checkAnswer(name, answer, binding);
  description.checkAnswer(documentOf({ name, binding, route: "" }), answer);
  return answer;
}

// What was written of an object is one.
const toldOf = (input: JsonObject, story: Story) => JSON.parse(told(JSON.stringify(input), story)) as JsonObject;

describe.concurrent.each(ROUTES)("$route", (route) => {
  const { name, binding } = route;

  it(`${route.route} carries out what its schemas allow, or refuses it for a declared reason`, {
    timeout: LIMIT_MS,
  }, async () => {
    let carried_out = 0;
    const stories = await Promise.all(Array.from({ length: RUNS }, () => STORIES[name](api)));
    await holds({
      name: `${route.route} carries out`,
      file: FILE,
      property: fc.asyncProperty(allowedInput(route), fc.boolean(), async (input, keyed) => {
        const story = stories.pop() ?? (await STORIES[name](api));
        const answer = await sent(route, restRequest(binding, toldOf(input, story)), keyed);
        if (answer.status < 300) carried_out += 1;
        else if (answer.status === 400 && problemOf(answer).code !== "IDEMPOTENCY_KEY_REQUIRED") {
          checkInvalid(name, answer);
        }
      }),
      // A request is an object, by its schema and by its type.
      examples: DOCUMENTED_TOO.has(name) ? [[OPERATION_EXAMPLES[name].request as unknown as JsonObject, true]] : [],
    });
    expect(PATH === undefined ? carried_out : 1, "of what was generated nothing was carried out").toBeGreaterThan(0);
  });

  it(`${route.route} refuses what has one thing wrong, points at it and changes nothing`, {
    timeout: LIMIT_MS,
  }, async () => {
    const story = await STORIES[name](api);
    const before = await stateOf(api, story);
    if (hasBody(binding)) await refusesBodies(route, story);
    else await refusesQueries(route, story);
    expect(await stateOf(api, story)).toEqual(before);
  });
});

/** The documented request, with the ids of what exists. */
function right({ name, binding }: Route, story: Story): RestRequest {
  // A request is an object, by its schema and by its type.
  return restRequest(binding, toldOf(OPERATION_EXAMPLES[name].request as unknown as JsonObject, story));
}

async function refusesBodies(route: Route, story: Story): Promise<void> {
  const schema = bodyOf(documentOf(route));
  if (schema["properties"] === undefined) return;
  const { body = "{}", ...request } = right(route, story);
  const possible = wrongs(schema, resolve, bodyBytesMax(OPERATIONS[route.name]));
  await holds({
    name: `${route.route} refuses`,
    file: FILE,
    property: fc.asyncProperty(allowedBy(schema, resolve), fc.constantFrom(...possible), async (input, wrong) => {
      // What an object's schema allows is one.
      const text = told(wrong.spoil(input as JsonObject), story);
      const headers = {
        ...headersOf(route.name, { text: "" }),
        "content-type": wrong.content_type ?? "application/json",
      };
      const { path, ...init } = { ...request, body: text };
      const answer = await api.send(path, { ...init, headers }, leastScope(route.name));
      checkAnswer(route.name, answer, route.binding);
      expect([problemOf(answer).code, wrong.what], answer.text).toEqual([wrong.code, wrong.what]);
      if (wrong.path !== undefined) expect(pathsOf(answer), answer.text).toContain(wrong.path);
    }),
    examples: possible.map((wrong) => [JSON.parse(body) as Json, wrong]),
  });
}

async function refusesQueries(route: Route, story: Story): Promise<void> {
  // Parameters are a list.
  const parameters = ((documentOf(route)["parameters"] ?? []) as readonly Json[]).map(resolve);
  const query = parameters.filter((parameter) => parameter["in"] === "query");
  const possible = wrongQueries(new Map(query.map(({ name, schema }) => [String(name), resolve(schema)])));
  const request = right(route, story);
  const [path = "", said = ""] = request.path.split("?");
  for (const wrong of possible) {
    const search = new URLSearchParams(said);
    search.delete(wrong.name);
    for (const value of wrong.values) search.append(wrong.name, value);
    const answer = await sent(route, { ...request, path: `${path}?${search.toString()}` });
    expect([problemOf(answer).code, wrong.what], answer.text).toEqual(["VALIDATION_FAILED", wrong.what]);
    expect(pathsOf(answer), `${wrong.what}: ${answer.text}`).toContain(wrong.path);
  }
}
