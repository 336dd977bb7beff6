// Strict reading of the three bodies: unknown fields, wrong types and ranges are refused, each with a JSON pointer.
// Hand-written, because it costs the peer less than a schema library would.

export interface Violation {
  readonly path: string;
  readonly message: string;
}

export type Parsed<Input> =
  | { readonly ok: true; readonly input: Input }
  | { readonly ok: false; readonly violations: readonly Violation[] };

export interface HoldInput {
  readonly departure_id: string;
  readonly seats: number;
  readonly customer_ref: string;
  readonly ttl_seconds: number;
}

type Fields = Readonly<Record<string, unknown>>;

const ID_CHARACTERS_MAX = 64;
const CUSTOMER_REF_CHARACTERS_MAX = 128;
const TTL_SECONDS_DEFAULT = 600;

export function parseHold(body: unknown): Parsed<HoldInput> {
  return parse(body, ["departure_id", "seats", "customer_ref", "ttl_seconds"], (fields, refuse) => ({
    departure_id: text(fields, "departure_id", ID_CHARACTERS_MAX, refuse),
    seats: integer(fields, "seats", 1, 10, refuse),
    customer_ref: text(fields, "customer_ref", CUSTOMER_REF_CHARACTERS_MAX, refuse),
    ttl_seconds:
      fields.ttl_seconds === undefined ? TTL_SECONDS_DEFAULT : integer(fields, "ttl_seconds", 60, 3600, refuse),
  }));
}

export function parseConfirm(body: unknown): Parsed<{ readonly hold_id: string }> {
  return parse(body, ["hold_id"], (fields, refuse) => ({
    hold_id: text(fields, "hold_id", ID_CHARACTERS_MAX, refuse),
  }));
}

export function parseDepartureGet(body: unknown): Parsed<{ readonly departure_id: string }> {
  return parse(body, ["departure_id"], (fields, refuse) => ({
    departure_id: text(fields, "departure_id", ID_CHARACTERS_MAX, refuse),
  }));
}

type Refuse = (path: string, message: string) => void;

function parse<Input>(
  body: unknown,
  known: readonly string[],
  read: (fields: Fields, refuse: Refuse) => Input,
): Parsed<Input> {
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    return { ok: false, violations: [{ path: "", message: "must be an object" }] };
  }
  const violations: Violation[] = [];
  for (const name of Object.keys(body)) {
    if (!known.includes(name)) violations.push({ path: `/${name}`, message: "is not a known field" });
  }
  const input = read({ ...body }, (path, message) => violations.push({ path, message }));
  return violations.length === 0 ? { ok: true, input } : { ok: false, violations };
}

function text(fields: Fields, name: string, charactersMax: number, refuse: Refuse): string {
  const value = fields[name];
  if (typeof value !== "string") refuse(`/${name}`, "must be a string");
  else if (value.length === 0 || value.length > charactersMax)
    refuse(`/${name}`, `must have 1 to ${charactersMax} characters`);
  return typeof value === "string" ? value : "";
}

function integer(fields: Fields, name: string, least: number, most: number, refuse: Refuse): number {
  const value = fields[name];
  if (typeof value === "number" && Number.isInteger(value) && value >= least && value <= most) return value;
  refuse(`/${name}`, `must be an integer from ${least} to ${most}`);
  return least;
}

/** The canonical text of a parsed JSON value: keys sorted, no white space (RFC 8785 for what these bodies hold). */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`).join(",")}}`;
}
