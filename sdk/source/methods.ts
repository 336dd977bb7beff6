// The methods of the client when the program runs, made of the operations' names: written out one by one they would be a
// third of the package. Their types are generated, and a test calls each of them.
import type { CallOptions, Operation, Send } from "./call-options.ts";
import { ACCEPTING, ASKING_NOTHING, LISTS, READS, REQUIRING } from "./generated/operation-names.ts";

/** A method with its flat name, of what only reads: no further settings. */
export type FlatRead<Method extends Callable> = (...given: Asked<Method>) => ReturnType<Method>;
/** Of what changes something: with an idempotency key. */
export type FlatChange<Method extends Callable> = (
  ...given: [...Asked<Method>, idempotencyKey?: string]
) => ReturnType<Method>;

type Callable = (...given: never[]) => unknown;
/** The first parameter, which some methods can do without. */
type Asked<Method extends Callable> =
  [] extends Parameters<Method> ? [request?: Parameters<Method>[0]] : [request: Parameters<Method>[0]];

type Called = (request?: object, options?: CallOptions) => unknown;

/** noun: { method }, and noun_method beside them. */
export function methods(send: Send): Readonly<Record<string, unknown>> {
  const optional = new Set(ASKING_NOTHING);
  const made: Record<string, unknown> = {};
  const groups: Record<string, Record<string, Called>> = {};
  const add = (names: readonly string[], key: Operation["key"], list = false): void => {
    for (const name of names) {
      const [noun = "", word = ""] = name.split("/");
      const group = (groups[noun] ??= {});
      const nothing = optional.has(name) ? {} : undefined;
      // What is no object is refused where the call is made.
      const called: Called = (request = nothing, options) =>
        list
          ? send.list({ name, key }, request as object, options)
          : send.one({ name, key }, request as object, options);
      group[word.replaceAll(/-./g, (letter) => letter.charAt(1).toUpperCase())] = called;
      made[name.replaceAll(/[/-]/g, "_")] =
        key === "none"
          ? (request?: object) => called(request)
          : (request?: object, idempotencyKey?: string) => called(request, { idempotencyKey });
    }
  };
  add(READS, "none");
  add(LISTS, "none", true);
  add(ACCEPTING, "accepted");
  add(REQUIRING, "required");
  return Object.assign(made, groups);
}
