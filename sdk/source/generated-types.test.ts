// The compiler is half of the test: a generated type that is not what the contract infers does not compile
// (`tsc --noEmit`), and its message names the operations that differ.
import { describe, expect, it } from "vitest";
import * as z from "zod";
import type { frame, showFrame } from "../../contract/feed.ts";
import type { Json } from "../../contract/json-schema.ts";
import { camel } from "../../contract/json-schema.ts";
import type { Operation } from "../../contract/operation.ts";
import type { ProblemCode } from "../../contract/problems.ts";
import { OPERATIONS, type OperationName, type Operations } from "../../contract/registry.ts";
import type { CallOptions } from "./call-options.ts";
import { Client } from "./client.ts";
import type { FetchInit } from "./client-options.ts";
import type { FeedFrame, ShowFrame } from "./generated/feed.ts";
import type { OperationName as GeneratedName, Requests, Responses } from "./generated/operations.ts";
import type { ProblemCode as GeneratedCode } from "./generated/problems.ts";

/**
 * Identical, not only assignable: an optional member that only one of them has makes a difference. Written out twice,
 * because the compiler compares a named type by its arguments, which are assignable then.
 */
type Same<One, Other> =
  (<T>(value: T) => T extends One ? 1 : 2) extends <T>(value: T) => T extends Other ? 1 : 2 ? true : false;
/** All members spelled out, at every depth, so that what is written in another way and is the same compares so. */
type Spelled<T> = T extends object ? { [Name in keyof T]: Spelled<T[Name]> } : T;
type Input<Name extends OperationName> = z.input<Operations[Name]["input"]>;
type Output<Name extends OperationName> = z.output<Operations[Name]["output"]>;
type RequestsThatDiffer = {
  [Name in OperationName]: Same<Spelled<Requests[Name]>, Spelled<Input<Name>>> extends true ? never : Name;
}[OperationName];
type ResponsesThatDiffer = {
  [Name in OperationName]: Same<Spelled<Responses[Name]>, Spelled<Output<Name>>> extends true ? never : Name;
}[OperationName];

/** Each must be `never` or true, or this does not compile. */
export const same: {
  readonly requests: readonly RequestsThatDiffer[] extends readonly never[] ? true : RequestsThatDiffer;
  readonly responses: readonly ResponsesThatDiffer[] extends readonly never[] ? true : ResponsesThatDiffer;
  readonly names: Same<GeneratedName, OperationName>;
  readonly codes: Same<GeneratedCode, ProblemCode>;
  readonly frames: Same<Spelled<FeedFrame>, Spelled<z.output<typeof frame>>>;
  readonly show_frames: Same<Spelled<ShowFrame>, Spelled<z.output<typeof showFrame>>>;
} = { requests: true, responses: true, names: true, codes: true, frames: true, show_frames: true };

type Called = { readonly url: string; readonly init: FetchInit };
type Method = (request?: object, options?: CallOptions | string) => Promise<Json>;

function methodOf(client: Readonly<Record<string, unknown>>, name: string): Method {
  const [noun = "", method = ""] = name.split("/");
  // By the test that every operation has one.
  return (client[noun] as Readonly<Record<string, Method>>)[camel(method)] as Method;
}

/** The client as something to be looked into by name. */
function recording(): { readonly called: Called[]; readonly client: Readonly<Record<string, unknown>> } {
  const called: Called[] = [];
  const fetch = async (url: string, init: FetchInit): Promise<Response> => {
    called.push({ url, init });
    return Response.json({ items: [], next_cursor: null });
  };
  const client = new Client({ baseUrl: "http://127.0.0.1:1", token: "a-key", fetch });
  return { called, client: client as unknown as Readonly<Record<string, unknown>> };
}

describe("the generated methods", () => {
  it("are there for every operation, by noun and flat, and send a key just where the contract takes one", async () => {
    for (const [name, { key }] of Object.entries<Operation>(OPERATIONS)) {
      const { called, client } = recording();
      const [noun = "", method = ""] = name.split("/");
      const group = client[noun] as Readonly<Record<string, Method>>;
      const flat = `${noun}_${method}`.replaceAll("-", "_");
      await group[camel(method)]?.({ some: "request" });
      await (client[flat] as Method)({ some: "request" });
      await (client[flat] as Method)({ some: "request" }, "a-key-of-mine");
      expect(
        called.map(({ url }) => new URL(url).pathname),
        name,
      ).toEqual(Array.from({ length: 3 }, () => `/v1/${name}`));
      const keys = called.map(({ init }) => init.headers["idempotency-key"]);
      if (key === "none") expect(keys, name).toEqual([undefined, undefined, undefined]);
      else {
        expect(keys[0], name).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(keys[1], name).not.toBe(keys[0]);
        expect(keys[2], name).toBe("a-key-of-mine");
      }
      expect(called.map(({ init }) => init.body)).toEqual(Array.from({ length: 3 }, () => '{"some":"request"}'));
    }
  });

  it("can be kept from sending a key just where the contract accepts one and does not require it", async () => {
    for (const [name, { key }] of Object.entries<Operation>(OPERATIONS).filter(
      ([, operation]) => operation.key !== "none",
    )) {
      const { called, client } = recording();
      const asked = methodOf(client, name)({}, { idempotencyKey: null });
      if (key === "required") await expect(asked, name).rejects.toThrow(TypeError);
      else await asked;
      expect(
        called.map(({ init }) => init.headers["idempotency-key"]),
        name,
      ).toEqual(key === "required" ? [] : [undefined]);
    }
  });

  it("have pages just where the contract answers them, and need no request just where it needs none", async () => {
    for (const [name, { input, output }] of Object.entries<Operation>(OPERATIONS)) {
      const { client } = recording();
      const answer = methodOf(client, name)({ some: "request" });
      const listed = output instanceof z.ZodObject && "items" in output.shape && "next_cursor" in output.shape;
      expect("pages" in answer, name).toBe(listed);
      await answer;
      const fields = input instanceof z.ZodObject ? Object.values<z.ZodType>(input.shape) : [];
      const needed = fields.filter((field) => !field.safeParse(undefined).success);
      const optional = needed.length === 0 && (listed || fields.length === 0);
      const bare = methodOf(client, name)();
      if (optional) await bare;
      else await expect(bare, name).rejects.toThrow(TypeError);
    }
  });
});
