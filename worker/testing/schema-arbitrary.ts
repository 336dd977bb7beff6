// Values that a JSON Schema of ours allows. It knows the keywords that our requests use and refuses any other, so that
// none is passed over in silence. Ids are those of the documents, which a test replaces by those of what exists.
import * as fc from "fast-check";
import { exampleId } from "../../contract/example-of.ts";
import { EXAMPLE_IDS } from "../../contract/examples.ts";
import type { Json, JsonObject } from "../../contract/json-schema.ts";
import { DRAWING, SCHEME_NAMES } from "../../contract/scheme-hall-example.ts";

type Resolve = (schema: Json | undefined) => JsonObject;

const KNOWN =
  /^(x-.*|type|anyOf|const|description|examples|default|properties|required|additionalProperties|propertyNames|items|enum|format|pattern|(min|max)(Length|Items|imum|Properties))$/;
const TEXT_MAX = 40;

/** `resolve` follows references. */
export function allowedBy(schema: JsonObject, resolve: Resolve): fc.Arbitrary<Json> {
  const described = resolve(schema);
  const unknown = Object.keys(described).filter((keyword) => !KNOWN.test(keyword));
  if (unknown.length > 0) throw new Error(`nothing here makes values of ${unknown.join(", ")}: teach it`);
  const { enum: choices } = described;
  // A schema's enum is a list.
  if (choices !== undefined) return fc.constantFrom(...(choices as readonly Json[]));
  const { anyOf: either } = described;
  // And its choices are a list of schemas.
  if (either !== undefined)
    return fc.oneof(...(either as readonly Json[]).map((one) => allowedBy(resolve(one), resolve)));
  if (described["const"] !== undefined) return fc.constant(described["const"]);
  const type = String(described["type"]);
  switch (type) {
    case "object":
      return "propertyNames" in described ? record(described, resolve) : object(described, resolve);
    case "array":
      return fc.array(allowedBy(resolve(described["items"]), resolve), {
        minLength: Number(described["minItems"] ?? 0),
        maxLength: Number(described["maxItems"] ?? 10),
      });
    case "boolean":
      return fc.boolean();
    case "integer":
      return integer(described);
    case "null":
      return fc.constant(null);
    case "number":
      return number(described);
    case "string":
      return text(described);
    default:
      throw new Error(`nothing here makes values of the type ${type}: teach it`);
  }
}

function object(schema: JsonObject, resolve: Resolve): fc.Arbitrary<JsonObject> {
  const { required = [], properties = {} } = schema as { required?: readonly string[]; properties?: JsonObject };
  const members = Object.entries(properties).map(([name, member]) => {
    const value = named(name, resolve(member)) ?? allowedBy(resolve(member), resolve);
    const sometimes = fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 2, arbitrary: value });
    return [name, required.includes(name) ? value : sometimes] as const;
  });
  return fc
    .record(Object.fromEntries(members))
    .map((made) => Object.fromEntries(Object.entries(made).filter(([, value]) => value !== undefined)) as JsonObject)
    .filter((made) => Object.keys(made).length >= Number(schema["minProperties"] ?? 0));
}

/** Values of one kind by names of one kind. */
function record({ propertyNames, additionalProperties }: JsonObject, resolve: Resolve): fc.Arbitrary<JsonObject> {
  const names = text(resolve(propertyNames));
  return fc.dictionary(names, allowedBy(resolve(additionalProperties), resolve), { maxKeys: 4 });
}

/** What a member's name says more of than its schema does: the id or name of something, ids of seats, a drawing. */
function named(name: string, schema: JsonObject): fc.Arbitrary<Json> | undefined {
  if (name === "file") return fc.oneof({ weight: 3, arbitrary: fc.constant(DRAWING) }, text({ minLength: 1 }));
  // Drafts of the stories were edited up to three times.
  if (name === "expected_revision") return fc.oneof({ weight: 4, arbitrary: fc.nat(3) }, integer(schema));
  const { [name]: given } = SCHEME_NAMES;
  // Of what is opaque; a name that people give is shorter.
  if (given !== undefined && schema["maxLength"] !== ID_LENGTH_MAX) return givenName(given, schema);
  const { [name.replace(/s$/, "")]: one } = SCHEME_NAMES;
  if (one !== undefined && schema["type"] === "array" && itemLength(schema) !== ID_LENGTH_MAX)
    return fc.constantFrom<Json>([one], [one], [], [one, "x"]);
  if (name === "seat_ids") return fc.oneof({ weight: 8, arbitrary: seats() }, fc.tuple(id("seat_id")));
  // A partner's own reference is any text.
  return name.endsWith("_id") && name !== "external_booking_id" ? id(name) : undefined;
}

const ID_LENGTH_MAX = 128;

function itemLength({ items }: JsonObject): Json | undefined {
  // A list's items have a schema.
  return (items as JsonObject | undefined)?.["maxLength"];
}

/** Mostly what the hall has; where people give the name, which has a pattern, mostly another. */
function givenName(given: string, schema: JsonObject): fc.Arbitrary<Json> {
  const either = (schema["anyOf"] ?? [schema]) as readonly JsonObject[];
  const choices = either.map((one) => (one["type"] === "null" ? fc.constant(null) : text(one)));
  const weight = schema["pattern"] === undefined ? 6 : 1;
  return fc.oneof({ weight, arbitrary: fc.constant<Json>(given) }, ...choices);
}

function seats(): fc.Arbitrary<string[]> {
  return fc.subarray<string>([EXAMPLE_IDS.seat, EXAMPLE_IDS.other_seat], { minLength: 1 });
}

/** Mostly of what exists; sometimes of another kind, sealed by nobody, or nothing like an id. */
function id(name: string): fc.Arbitrary<string> {
  // Each `{noun}_id` that a request can have is of a noun of the story.
  const own = exampleId(name);
  if (own === undefined) throw new Error(`the documents' story has no ${name}`);
  return fc.oneof(
    { weight: 8, arbitrary: fc.constant<string>(own) },
    { weight: 1, arbitrary: fc.constantFrom(...Object.values(EXAMPLE_IDS)) },
    { weight: 1, arbitrary: fc.constant(`${own.slice(0, -1)}${own.endsWith("0") ? "1" : "0"}`) },
    { weight: 1, arbitrary: text({ minLength: 1, maxLength: 128 }) },
  );
}

/** Where nothing bounds it, mostly something that could be meant. */
function number({ minimum, maximum }: JsonObject): fc.Arbitrary<number> {
  if (minimum === undefined || maximum === undefined) {
    const any = fc.double({ noNaN: true, noDefaultInfinity: true });
    return fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 0, max: 100_000 }) }, any);
  }
  return fc.double({ min: Number(minimum), max: Number(maximum), noNaN: true });
}

function integer({ minimum, maximum }: JsonObject): fc.Arbitrary<number> {
  const bounds = { min: Number(minimum ?? Number.MIN_SAFE_INTEGER), max: Number(maximum ?? Number.MAX_SAFE_INTEGER) };
  return fc.oneof(fc.integer(bounds), fc.constantFrom(bounds.min, bounds.max));
}

function text({ format, pattern, minLength = 0, maxLength = TEXT_MAX }: JsonObject): fc.Arbitrary<string> {
  if (format === "date-time") return time();
  if (format !== undefined) throw new Error(`nothing here makes texts of the format ${String(format)}: teach it`);
  const [shortest, longest] = [Number(minLength), Number(maxLength)];
  // In code points, as JSON Schema counts.
  const fits = (made: string) => [...made].length >= shortest && [...made].length <= longest;
  if (typeof pattern === "string") return fc.stringMatching(new RegExp(pattern)).filter(fits);
  const short = fc.string({ unit: "grapheme", minLength: shortest, maxLength: Math.min(longest, TEXT_MAX) });
  return fc.oneof(
    { weight: 9, arbitrary: short.filter(fits) },
    fc.constantFrom("x".repeat(longest), "🎟".repeat(longest)),
  );
}

function time(): fc.Arbitrary<string> {
  const date = (min: string, max: string) => fc.date({ min: new Date(min), max: new Date(max), noInvalidDate: true });
  return fc.oneof(
    { weight: 4, arbitrary: date("2031-01-01", "2040-01-01").map((made) => made.toISOString()) },
    { weight: 1, arbitrary: date("1971-01-01", "2025-01-01").map((made) => made.toISOString().replace(/\.\d+/, "")) },
    {
      weight: 1,
      arbitrary: fc.constantFrom("0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z"),
    },
  );
}
