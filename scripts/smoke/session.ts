// The routes of a server as a smoke run asks them: each request is printed with what came of it, and what should have.
import { Refusal } from "../refusal.ts";
import { reasonOf } from "../state-directory.ts";

export type Target = { readonly url: string; readonly key: string };
export type Json = Readonly<Record<string, unknown>>;
export type Answer = { readonly status: number; readonly body: Json; readonly headers: Headers; readonly text: string };

type Sent = {
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Json | FormData;
  readonly headers?: Readonly<Record<string, string>>;
  /** What must be answered; 200 by default. */
  readonly expect?: number;
  /** The code of the problem that must be answered. */
  readonly code?: string;
};

const WITHIN_MS = 30_000;

export class Session {
  requests = 0;
  failed = 0;
  readonly #target: Target;
  readonly #print: (line: string) => void;

  constructor(target: Target, print: (line: string) => void) {
    this.#target = target;
    this.#print = print;
  }

  step(title: string): void {
    this.#print(`\n${title}`);
  }

  async ask(method: string, path: string, sent: Sent = {}): Promise<Answer> {
    const { query = {}, body, headers = {}, expect = 200, code } = sent;
    const parameters = new URLSearchParams(query).toString();
    const shown = `${method} ${path}${parameters === "" ? "" : `?${parameters}`}`;
    const isForm = body instanceof FormData;
    const answer = await this.#send(shown.slice(method.length + 1), {
      method,
      headers: {
        "x-api-key": this.#target.key,
        ...(body === undefined || isForm ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
      signal: AbortSignal.timeout(WITHIN_MS),
    });
    this.requests += 1;
    const said = typeof answer.body["code"] === "string" ? answer.body["code"] : undefined;
    const right = answer.status === expect && (code === undefined || said === code);
    const result = `${answer.status}${said === undefined ? "" : ` ${said}`}`;
    this.#print(`  ${right ? "ok  " : "FAIL"} ${shown} -> ${result}`);
    if (!right) {
      this.#print(`       expected ${expect}${code === undefined ? "" : ` ${code}`}: ${answer.text.slice(0, 500)}`);
      this.failed += 1;
    }
    return answer;
  }

  /** Something that must be true of the answers. */
  check(what: string, holds: boolean): void {
    this.#print(`  ${holds ? "ok  " : "FAIL"} ${what}`);
    if (!holds) this.failed += 1;
  }

  async #send(path: string, init: RequestInit): Promise<Answer> {
    try {
      const response = await fetch(`${this.#target.url}${path}`, init);
      const text = await response.text();
      const isJson = /json/.test(response.headers.get("content-type") ?? "") && text !== "";
      // Every JSON answer of the API is an object.
      const body = isJson ? (JSON.parse(text) as Json) : {};
      return { status: response.status, body, headers: response.headers, text };
    } catch (error) {
      throw new Refusal(`${this.#target.url}${path} does not answer: ${reasonOf(error)}. Is the server running?`);
    }
  }
}

export function textOf(body: Json, field: string): string {
  const value = body[field];
  return typeof value === "string" ? value : "";
}

export function listOf(body: Json, field: string): readonly Json[] {
  const value = body[field];
  // Lists of the API are lists of objects.
  return Array.isArray(value) ? (value as Json[]) : [];
}

export function within(body: Json, field: string): Json {
  const value = body[field];
  // As above: a member that is an object.
  return typeof value === "object" && value !== null ? (value as Json) : {};
}
