// What a handler is given and what it may answer.
import type * as z from "zod";
import type { Operation } from "../contract/operation.ts";
import type { OperationName, Operations } from "../contract/registry.ts";
import type { Digests } from "../domain/idempotency.ts";
import type { Actor } from "../durable-objects/envelope.ts";
import type { Environment } from "../durable-objects/environment.ts";
import type { RateState } from "./admitted-keys.ts";
import type { Principal } from "./authenticate.ts";
import type { RequestContext } from "./context.ts";
import type { Failure } from "./problem.ts";

export type Call = {
  readonly name: string;
  readonly environment: Environment;
  readonly context: RequestContext;
  /** Nobody, for what needs no permission. */
  readonly principal: Principal | undefined;
  readonly key: string | null;
  /** Of each field as it was received. */
  readonly digests: Digests;
  readonly accept: string;
  /** For what is asked with a credential that the operation judges by itself. */
  readonly headers: Headers;
  /** Null but on a route that sends a file as it is. */
  readonly raw: RawAsked | null;
};

/** How a file is asked for. */
export type RawAsked = {
  /** Whether the client has the content of this digest and wants it only when it is another. */
  readonly has: (sha256: string) => boolean;
  /** Whether it wants to know of the file without its content. */
  readonly head: boolean;
};

/** A file that is sent as it is. */
export type SentFile = {
  readonly media_type: string;
  /** Of the content, in hex. */
  readonly sha256: string;
  readonly bytes: number;
  /** Null when the client has it, or did not ask for it. */
  readonly content: ReadableStream | null;
  readonly unchanged: boolean;
};
export type FileReply = { readonly ok: true; readonly file: SentFile };

/** Whose request an answer is of: a replay keeps those of the first one. */
export type Origin = { readonly trace_id: string; readonly request_id: string };

/** A list as CSV, with the cursor of its next page, which has no place in the text. */
export type Csv = { readonly text: string; readonly next_cursor: string | null };

/** Who asked and how often they still may, where only the handler found that out. */
export type Caller = {
  readonly rate: RateState | undefined;
  readonly actor: Omit<Actor, "admin"> | undefined;
};

export type Reply<Body = unknown> =
  | {
      readonly ok: true;
      readonly body: Body;
      readonly replayed?: boolean;
      readonly seq?: number;
      readonly csv?: Csv;
      readonly caller?: Caller;
    }
  | {
      readonly ok: false;
      readonly caller?: Caller;
      readonly failure: Failure;
      readonly replayed?: boolean;
      readonly seq?: number;
      readonly origin?: Origin;
    };

export type Handler<O extends Operation> = (
  input: z.output<O["input"]>,
  call: Call,
) => Promise<Reply<z.input<O["output"]>> | FileReply>;
/** A handler of an operation that is not known by name here; its input is what that operation's schema parsed. */
export type AnyHandler = (input: never, call: Call) => Promise<Reply | FileReply>;
export type Handlers<Name extends OperationName = OperationName> = { readonly [N in Name]: Handler<Operations[N]> };

export function principalOf(call: Call): Principal {
  if (!call.principal) throw new Error(`${call.name} is open to nobody but has no principal`);
  return call.principal;
}
