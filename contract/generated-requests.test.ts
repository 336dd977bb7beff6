// Requests that nobody thought of, made from the document: what its schemas allow is carried out or refused for a
// declared reason; what has one thing wrong is refused, points at it and changes nothing. A run can be made again and
// made longer: worker/testing/generated.ts.
import { isDeepStrictEqual } from "node:util";
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
import { allowedBy } from "../worker/testing/schema-arbitrary.ts";
import { type Answer, SERVING_LIMIT_MS, type ServedApi, serveApi } from "../worker/testing/served.ts";
import { wrongs } from "../worker/testing/spoiled.ts";
import { STORIES, stateOf, told } from "../worker/testing/story.ts";
import { OPERATION_EXAMPLES } from "./examples.ts";
import type { Json, JsonObject } from "./json-schema.ts";
import { openApiDocument } from "./openapi.ts";
import { bodyBytesMax } from "./operation.ts";
import { isOperationName, OPERATIONS, type OperationName } from "./registry.ts";

const FILE = "contract/generated-requests.test.ts";
const NAMES = Object.keys(OPERATIONS).filter(isOperationName);

const description = new Description(openApiDocument("https://api.holdfast.example"));
const resolve = (schema: Json | undefined) => description.members(schema);
let api: ServedApi;

beforeAll(async () => {
  api = await serveApi();
}, SERVING_LIMIT_MS);

afterAll(() => api.stop());

function requestSchema(name: OperationName): JsonObject {
  const { requestBody } = description.operation("post", `/v1/${name}`);
  return resolve(resolve(resolve(resolve(requestBody)["content"])["application/json"])["schema"]);
}

function requestOf(name: OperationName): Json {
  // A request is an object, by its schema and by its type.
  return OPERATION_EXAMPLES[name].request as unknown as Json;
}

function check(name: OperationName, answer: Answer): void {
  expect(answer.status, answer.text).toBeLessThan(500);
  checkAnswer(name, answer);
  description.checkAnswer(description.operation("post", `/v1/${name}`), answer);
}

describe.concurrent.each(NAMES)("%s", (name) => {
  const schema = requestSchema(name);
  const allowed = allowedBy(schema, resolve);

  it(`${name} carries out what its schema allows, or refuses it for a declared reason`, {
    timeout: LIMIT_MS,
  }, async () => {
    let carried_out = 0;
    // Made at once: a departure is answered when the lists have it, and they are written a few times a second.
    const stories = await Promise.all(Array.from({ length: RUNS }, () => STORIES[name](api)));
    await holds({
      name: `${name} carries out`,
      file: FILE,
      property: fc.asyncProperty(allowed, fc.boolean(), async (input, keyed) => {
        const text = told(JSON.stringify(input), stories.pop() ?? (await STORIES[name](api)));
        const answer = await api.post(name, { text, keyed });
        check(name, answer);
        if (answer.status === 200) carried_out += 1;
        else if (answer.status === 400) checkInvalid(name, answer);
      }),
      examples: DOCUMENTED_TOO.has(name) ? [[requestOf(name), true]] : [],
    });
    expect(PATH === undefined ? carried_out : 1, "of what was generated nothing was ever carried out").toBeGreaterThan(
      0,
    );
  });

  it(`${name} refuses what has one thing wrong, points at it and changes nothing`, { timeout: LIMIT_MS }, async () => {
    const unchanged = await refusing(name, PATH !== undefined);
    // What exists is read once for all of them. When it changed, the run is made again to see what changed it.
    if (!unchanged) await refusing(name, true);
    expect(unchanged, "what exists is as it was before").toBe(true);
  });
});

/** Sends requests with one thing wrong; whether what exists is as it was, which `watched` makes sure of after each. */
async function refusing(name: OperationName, watched: boolean): Promise<boolean> {
  const schema = requestSchema(name);
  const story = await STORIES[name](api);
  const before = await stateOf(api, story);
  const possible = wrongs(schema, resolve, bodyBytesMax(OPERATIONS[name]));
  const example = requestOf(name);
  await holds({
    name: `${name} refuses`,
    file: FILE,
    property: fc.asyncProperty(allowedBy(schema, resolve), fc.constantFrom(...possible), async (input, wrong) => {
      // What an object's schema allows is one.
      const text = told(wrong.spoil(input as JsonObject), story);
      const answer = await api.post(name, { text, content_type: wrong.content_type ?? "application/json" });
      check(name, answer);
      expect([problemOf(answer).code, wrong.what], answer.text).toEqual([wrong.code, wrong.what]);
      if (wrong.path !== undefined) expect(pathsOf(answer), answer.text).toContain(wrong.path);
      if (watched) expect(await stateOf(api, story)).toEqual(before);
    }),
    examples: possible.map((wrong) => [example, wrong]),
  });
  return isDeepStrictEqual(await stateOf(api, story), before);
}
