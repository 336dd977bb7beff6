// The Worker as it is served, for tests that run in Node: what checks answers against the documents makes code, which
// workerd forbids. One channel with a key of each permission; requests go out with the least that is enough.
import { SCOPES, type Scope } from "../../contract/operation.ts";
import { OPERATIONS, type OperationName } from "../../contract/registry.ts";
import { ADMIN_KEY, throwawayServer } from "../../scripts/throwaway-server.ts";
import type { Sent } from "./check-answer.ts";

/** To bundle and to start takes seconds, and many on a machine that is busy. */
export const SERVING_LIMIT_MS = 120_000;

export type Members = Readonly<Record<string, unknown>>;
export type Answer = Sent & { readonly body: unknown };
export type Posted = {
  /** The body as it is sent. */
  readonly text: string;
  readonly content_type?: string;
  readonly accept?: string;
  /** Whether an operation that accepts a key gets one; the others get one when they need it. */
  readonly keyed?: boolean;
};

export type ServedApi = {
  readonly url: string;
  readonly channel_id: string;
  /** With a key of the permission that the operation needs. */
  post(name: OperationName, posted: Posted): Promise<Answer>;
  send(path: string, init: RequestInit, scope: Scope | "none"): Promise<Answer>;
  /** As an administrator of the channel. Throws when it does not succeed. */
  must(name: OperationName, input: Members): Promise<Members>;
  /** At exit: the server is gone, and so is all that it kept. */
  stop(): Promise<void>;
};

/** At exit: the production bundle answers, with an empty catalogue but for the keys of one channel. */
export async function serveApi(): Promise<ServedApi> {
  const served = await throwawayServer();
  const tokens = new Map<Scope, string>();
  const send: ServedApi["send"] = async (path, init, scope) => {
    const headers = new Headers(init.headers);
    if (scope !== "none") headers.set("authorization", `Bearer ${tokens.get(scope) ?? ADMIN_KEY}`);
    return answerOf(await fetch(`${served.url}${path}`, { ...init, headers }));
  };
  const must: ServedApi["must"] = async (name, input) => {
    const body = JSON.stringify(input);
    const answer = await send(
      `/v1/${name}`,
      { method: "POST", body, headers: headersOf(name, { text: body }) },
      "admin",
    );
    if (answer.status !== 200) throw new Error(`${name} answered ${answer.status}: ${answer.text}`);
    // Every operation answers an object.
    return answer.body as Members;
  };
  const channel_id = await makeKeys(must, tokens);
  return {
    url: served.url,
    channel_id,
    send,
    must,
    post: (name, posted) => {
      const init = { method: "POST", body: posted.text, headers: headersOf(name, posted) };
      return send(`/v1/${name}`, init, leastScope(name));
    },
    stop: () => served.stop(),
  };
}

/** What the key is sent for that is not needed by scope: an exchange needs one of any permission. */
export function leastScope(name: OperationName): Scope | "none" {
  return name === "auth/token" ? "admin" : OPERATIONS[name].scope;
}

/** A key of each permission, all of one channel, that no test can use up; the channel's id. */
async function makeKeys(must: ServedApi["must"], tokens: Map<Scope, string>): Promise<string> {
  let channel: { channel_id?: string } = {};
  for (const scope of SCOPES) {
    const made = await must("key/create", { name: scope, permissions: [scope], rate_limit: 10_000_000, ...channel });
    channel = { channel_id: String(made["channel_id"]) };
    tokens.set(scope, String(made["key"]));
  }
  return channel.channel_id ?? "";
}

export function headersOf(
  name: OperationName,
  { content_type = "application/json", accept, keyed = true }: Posted,
): Record<string, string> {
  const { key } = OPERATIONS[name];
  return {
    "content-type": content_type,
    ...(accept === undefined ? {} : { accept }),
    ...(key === "required" || (key === "accepted" && keyed) ? { "idempotency-key": crypto.randomUUID() } : {}),
  };
}

async function answerOf(response: Response): Promise<Answer> {
  const { status, headers } = response;
  const text = await response.text();
  const isJson = /json/.test(headers.get("content-type") ?? "");
  return { status, headers, text, body: isJson ? (JSON.parse(text) as unknown) : undefined };
}
