// Calls the Worker as a client does, through its own fetch handler. Every answer is held against the contract.
import { exports } from "cloudflare:workers";
import type * as z from "zod";
import type { problem } from "../../contract/problems.ts";
import type { OperationName, Operations } from "../../contract/registry.ts";
import { checkAnswer, type Sent } from "./check-answer.ts";

export const ADMIN_KEY = "admin-local-dev-key";
const ORIGIN = "https://holdfast.test";

export type Options = {
  readonly key?: string | null;
  readonly token?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
};

export type Input<Name extends OperationName> = z.input<Operations[Name]["input"]>;
export type Output<Name extends OperationName> = z.output<Operations[Name]["output"]>;
export type Problem = Pick<
  z.output<typeof problem>,
  "type" | "title" | "detail" | "instance" | "code" | "retryable" | "trace_id" | "request_id" | "violations"
>;

/** `body` is what the operation answers, or, as `status` tells, the problem. */
export type Called<Name extends OperationName = OperationName> = Sent & { readonly body: Output<Name> & Problem };

export function call<Name extends OperationName>(
  operation: Name,
  input: unknown,
  options: Options = {},
): Promise<Called<Name>> {
  return post(operation, JSON.stringify(input), options);
}

/** A call whose body is not necessarily what JSON.stringify makes. */
export async function post<Name extends OperationName>(
  operation: Name,
  body: BodyInit | null,
  options: Options = {},
): Promise<Called<Name>> {
  const headers = { "content-type": "application/json", ...credentials(options), ...options.headers };
  const called = await read(await send(`/v1/${operation}`, { method: "POST", body, headers }));
  checkAnswer(operation, called);
  // The check has parsed it as one of the two.
  return called as Called<Name>;
}

export function send(path: string, init: RequestInit = {}): Promise<Response> {
  return exports.default.fetch(new Request(`${ORIGIN}${path}`, init));
}

export type Read = Sent & { readonly body: unknown };

export async function read(response: Response): Promise<Read> {
  const text = await response.text();
  // A HEAD is answered with the type of what a GET would bring.
  const isJson = text !== "" && /json/.test(response.headers.get("content-type") ?? "");
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson ? (JSON.parse(text) as unknown) : undefined,
  };
}

export function credentials({ key, token = ADMIN_KEY }: Options): Record<string, string> {
  const headers: Record<string, string> = {};
  if (token !== null) headers["authorization"] = `Bearer ${token}`;
  if (key !== null && key !== undefined) headers["idempotency-key"] = key;
  return headers;
}

let unique = 0;

/** A key that no other request of this file has. */
export function freshKey(): string {
  unique += 1;
  return `test-${unique}-${crypto.randomUUID()}`;
}

/** Fails loudly when the call did not succeed, so that a test reads as what it is about. */
export async function must<Name extends OperationName>(
  operation: Name,
  input: unknown,
  options: Options = {},
): Promise<Output<Name>> {
  const called = await call(operation, input, { key: freshKey(), ...options });
  if (called.status !== 200) throw new Error(`${operation} answered ${called.status}: ${called.text}`);
  return called.body;
}

export function makeTour(): Promise<Output<"tour/create">> {
  return must("tour/create", {
    name: "Harbour walk",
    slug: `harbour-${crypto.randomUUID()}`,
    description: "Ships and gulls",
  });
}

export async function makeDeparture(
  overrides: Readonly<Record<string, unknown>> = {},
): Promise<Output<"departure/create">> {
  const tour_id = overrides["tour_id"] ?? (await makeTour()).id;
  return must("departure/create", {
    tour_id,
    starts_at: inDays(7),
    capacity_total: 10,
    price: { amount: 4_500, currency: "EUR" },
    ...overrides,
  });
}

export function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString();
}

export function hold(
  departure_id: string,
  customer_ref: string,
  overrides: Readonly<Record<string, unknown>> = {},
  options: Options = {},
): Promise<Called<"booking/hold">> {
  return call("booking/hold", { departure_id, seats: 2, customer_ref, ...overrides }, { key: freshKey(), ...options });
}
