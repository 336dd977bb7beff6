// One thing wrong with a request that is otherwise right, for every field of its schema and every rule about it, and
// where the refusal must point.
import type { Json, JsonObject } from "../../contract/json-schema.ts";
import type { ProblemCode } from "../../contract/problems.ts";

export type Wrong = {
  readonly what: string;
  /** The body with this one thing wrong. */
  spoil(input: JsonObject): string;
  readonly code: ProblemCode;
  /** JSON pointer that must be among the violations. */
  readonly path?: string;
  readonly content_type?: string;
};

type Resolve = (schema: Json | undefined) => JsonObject;
type Spot = { readonly at: readonly string[]; readonly schema: JsonObject; readonly required: boolean };

/** What exists can have shorter names than the documents give it, which are put in their place afterwards. */
const TOLD_DIFFERENCE_MAX = 1_000;
const SPOT = "(the spoiled value goes here)";
const NAME = "(the unknown name goes here)";
const DEEP = `${"[".repeat(2_000)}1${"]".repeat(2_000)}`;
const NAMES = ["unknown", "__proto__", "constructor", "toString", "a/b~c", ""];
/** What is opaque may be any text: what names nothing is not found, not wrong. */
const OPAQUE = /(_id|\/code|\/cursor|\/token|\/api_key|\/file)$/;

/** `bytes_max` is the most that a body may have. */
export function wrongs(schema: JsonObject, resolve: Resolve, bytes_max: number): Wrong[] {
  const spots = spotsOf(resolve(schema), [], resolve);
  const objects = [{ at: [], schema: resolve(schema), required: true }, ...spots].filter(
    (spot) => spot.schema["type"] === "object",
  );
  return [
    ...WHOLE,
    tooLarge(bytes_max),
    ...objects.flatMap(unknownMembers),
    ...spots.flatMap((spot) => wrongHere(spot, resolve)),
  ];
}

function spotsOf(schema: JsonObject, at: readonly string[], resolve: Resolve): Spot[] {
  const { required = [], properties = {} } = schema as { required?: readonly string[]; properties?: JsonObject };
  return Object.entries(properties).flatMap(([name, member]) => {
    const spot = { at: [...at, name], schema: resolve(member), required: required.includes(name) };
    return [spot, ...spotsOf(spot.schema, spot.at, resolve)];
  });
}

const WHOLE: readonly Wrong[] = [
  { what: "not closed", spoil: (input) => JSON.stringify(input).slice(0, -1), code: "MALFORMED_JSON" },
  { what: "something after it", spoil: (input) => `${JSON.stringify(input)},`, code: "MALFORMED_JSON" },
  { what: "in a list", spoil: (input) => `[${JSON.stringify(input)}]`, code: "VALIDATION_FAILED", path: "" },
  { what: "as a text", spoil: (input) => JSON.stringify(JSON.stringify(input)), code: "VALIDATION_FAILED", path: "" },
  {
    what: "of another type",
    spoil: (input) => JSON.stringify(input),
    code: "UNSUPPORTED_MEDIA_TYPE",
    content_type: "text/plain",
  },
];

function tooLarge(bytes_max: number): Wrong {
  return {
    what: "too large",
    spoil: (input) => JSON.stringify(input).padEnd(bytes_max + TOLD_DIFFERENCE_MAX, " "),
    code: "PAYLOAD_TOO_LARGE",
  };
}

/** Where names are free, each is of a wrong kind of value; all but __proto__, which the schemas leave out unseen. */
function unknownMembers({ at, schema }: Spot): Wrong[] {
  const names = "propertyNames" in schema ? NAMES.filter((name) => name !== "__proto__") : NAMES;
  return names.map((name) => ({
    what: `${pointer([...at, name])} unknown`,
    spoil: (input) =>
      JSON.stringify(withValue(input, [...at, NAME], 1)).replace(JSON.stringify(NAME), JSON.stringify(name)),
    code: "VALIDATION_FAILED",
    path: pointer([...at, name]),
  }));
}

function wrongHere({ at, schema, required }: Spot, resolve: Resolve): Wrong[] {
  const path = pointer(at);
  const here = (what: string, text: string): Wrong => ({
    what: `${path} ${what}`,
    spoil: (input) => JSON.stringify(withValue(input, at, SPOT)).replace(JSON.stringify(SPOT), () => text),
    code: "VALIDATION_FAILED",
    path,
  });
  const choices = choicesOf(schema, resolve);
  const texts = [...OTHER_TYPES, DEEP].filter((text) => !choices.some((choice) => isOfType(text, choice)));
  const missing: Wrong = {
    what: `${path} missing`,
    spoil: (input) => JSON.stringify(withValue(input, at, undefined)),
    code: "VALIDATION_FAILED",
    path,
  };
  const twice: Wrong = {
    what: `${path} twice, the second time null`,
    spoil: (input) => `${JSON.stringify(withValue(input, at, 1)).slice(0, -1)},${JSON.stringify(at[0])}:null}`,
    code: "VALIDATION_FAILED",
    path,
  };
  return [
    ...(required ? [missing] : []),
    ...(at.length === 1 && !choices.some((choice) => choice["type"] === "null") ? [twice] : []),
    ...texts.map((text) => here(`as ${text.slice(0, 20)}`, text)),
    ...choices
      .flatMap((choice) => beyond(choice, OPAQUE.test(path)))
      .map((text) => here(`as ${text.slice(0, 20)} (${text.length} characters)`, text)),
    ...choices
      .filter((choice) => choice["type"] === "array")
      .map((choice) => ({ ...here("with a wrong item", secondWrong(choice, resolve)), path: `${path}/1` })),
  ];
}

/** The schemas of which it may be any. */
function choicesOf(schema: JsonObject, resolve: Resolve): JsonObject[] {
  const { anyOf: either } = schema as { anyOf?: readonly Json[] };
  return either === undefined ? [schema] : either.map(resolve);
}

function isOfType(text: string, { type }: JsonObject): boolean {
  return typeOf(text) === (type === "number" ? "integer" : type);
}

function secondWrong(schema: JsonObject, resolve: Resolve): string {
  return resolve(schema["items"])["type"] === "integer" ? '[7,"read"]' : '["read",7]';
}

const OTHER_TYPES = ["null", "true", "7", '"x"', "[]", "{}"];

function typeOf(text: string): string {
  if (text === "7") return "integer";
  if (text.startsWith("[")) return "array";
  return { null: "null", true: "boolean", '"x"': "string" }[text] ?? "object";
}

/** JSON texts of the right type that break each of the schema's own rules. */
function beyond(schema: JsonObject, opaque: boolean): string[] {
  const { type, minLength, maxLength, minItems, maxItems } = schema;
  if (type === "array") {
    const item = '"read"';
    const many = `[${Array(Number(maxItems) + 1)
      .fill(item)
      .join(",")}]`;
    return [...(Number(minItems ?? 0) > 0 ? ["[]"] : []), many];
  }
  if (type === "integer") {
    return [...around(schema), "1.5", "1e308", "1e400", "-1e400", "9007199254740993"];
  }
  if (type === "number") return [...around(schema), ...(schema["maximum"] === undefined ? [] : ["1e308"]), "1e400"];
  if (type !== "string") return [];
  if (schema["enum"] !== undefined) return ['"no such choice"', '""'];
  if (schema["format"] === "date-time") return TIMES;
  const lengths = [
    ...(Number(minLength ?? 0) > 0 ? ['""'] : []),
    ...(maxLength === undefined ? [] : [JSON.stringify("x".repeat(Number(maxLength) + 1))]),
  ];
  if (schema["pattern"] !== undefined) return [...lengths, '"!"', '"\\u0000"'];
  return opaque ? lengths : [...lengths, '"a\\u0000b"', '"\\ud800"', '"\\udc00x"', '"\\u009f"'];
}

function around({ minimum, maximum }: JsonObject): string[] {
  return [
    ...(minimum === undefined ? [] : [String(Number(minimum) - 1)]),
    ...(maximum === undefined ? [] : [String(Number(maximum) + 1)]),
  ];
}

const TIMES = ['"tomorrow"', '"2030-02-30T10:00:00Z"', '"2030-06-01T09:00:00+02:00"', '"2030-06-01"', '""'];

/** The object with the value at that place, or without it; objects on the way are made when they are missing. */
function withValue(input: Json | undefined, at: readonly string[], value: Json | undefined): JsonObject {
  const [name = "", ...rest] = at;
  // Whatever is on the way to a place within an object is one.
  const object = (input ?? {}) as JsonObject;
  const member = rest.length === 0 ? value : withValue(object[name], rest, value);
  const { [name]: _before, ...others } = object;
  return member === undefined ? others : { ...others, [name]: member };
}

/** RFC 6901. */
function pointer(at: readonly string[]): string {
  return at.map((name) => `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
