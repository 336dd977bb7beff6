// Calls the Worker as a client does, through its own fetch handler.
import { exports } from "cloudflare:workers";

export const ADMIN_KEY = "admin-local-dev-key";
const ORIGIN = "https://holdfast.test";

export type Options = {
  readonly key?: string | null;
  readonly token?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
};

export type Called = { readonly status: number; readonly headers: Headers; readonly text: string; readonly body: any };

export async function call(operation: string, input: unknown, options: Options = {}): Promise<Called> {
  const response = await send(`/v1/${operation}`, {
    method: "POST",
    body: JSON.stringify(input),
    headers: { "content-type": "application/json", ...credentials(options), ...options.headers },
  });
  return read(response);
}

export function send(path: string, init: RequestInit = {}): Promise<Response> {
  return exports.default.fetch(new Request(`${ORIGIN}${path}`, init));
}

export async function read(response: Response): Promise<Called> {
  const text = await response.text();
  const isJson = /json/.test(response.headers.get("content-type") ?? "");
  return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : undefined };
}

function credentials({ key, token = ADMIN_KEY }: Options): Record<string, string> {
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
export async function must(operation: string, input: unknown, options: Options = {}): Promise<any> {
  const called = await call(operation, input, { key: freshKey(), ...options });
  if (called.status !== 200) throw new Error(`${operation} answered ${called.status}: ${called.text}`);
  return called.body;
}

export async function makeDeparture(overrides: Readonly<Record<string, unknown>> = {}): Promise<any> {
  const tour = await must("tour/create", { name: "Harbour walk", slug: `harbour-${crypto.randomUUID()}`, description: "Ships and gulls" });
  const starts_at = new Date(Date.now() + 7 * 86_400_000).toISOString();
  const price = { amount: 4_500, currency: "EUR" };
  return must("departure/create", { tour_id: tour.id, starts_at, capacity_total: 10, price, ...overrides });
}

export function hold(departure_id: string, customer_ref: string, overrides: Readonly<Record<string, unknown>> = {}, options: Options = {}): Promise<Called> {
  return call("booking/hold", { departure_id, seats: 2, customer_ref, ...overrides }, { key: freshKey(), ...options });
}
