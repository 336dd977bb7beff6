// REST bindings as routes, with what is worked out of an operation's schema once, when the Worker starts.
import * as z from "zod";
import type { Operation } from "../contract/operation.ts";
import { hasBody, type PathParameter, pathParameters, type RestBinding } from "../contract/rest-binding.ts";
import { type TextForm, textForm } from "./text-form.ts";

export type RestRoute = {
  readonly binding: RestBinding;
  /** The path as Hono writes it. */
  readonly pattern: string;
  readonly parameters: readonly PathParameter[];
  /** What a text of each of the input's fields stands for; an object's has no meaning but itself. */
  readonly forms: ReadonlyMap<string, TextForm>;
  /** Fields that may not be in an address. */
  readonly secret: ReadonlySet<string>;
  /** Whether a path is one of this route's. */
  readonly matches: (path: string) => boolean;
};

export function restRoutes({ name, operation }: { name: string; operation: Operation }): readonly RestRoute[] {
  return (operation.rest ?? []).map((binding) => restRoute(name, operation, binding));
}

function restRoute(name: string, operation: Operation, binding: RestBinding): RestRoute {
  const { method, path, missing_key } = binding;
  const refuse = (why: string): never => {
    throw new Error(`${name} cannot be bound to ${method} ${path}: ${why}`);
  };
  const { input } = operation;
  if (!(input instanceof z.ZodObject)) return refuse("its input is no object");
  const secret = new Set(binding.secret);
  const fields = Object.entries<z.core.$ZodType>(input.shape).filter(([field]) => !secret.has(field));
  const forms = new Map(fields.flatMap(([field, schema]) => withForm(field, textForm(schema))));
  const parameters = pathParameters(path);
  const strange = parameters.find(({ field }) => typeof forms.get(field) !== "string");
  if (strange) return refuse(`its input has no text, number or boolean ${strange.field}`);
  const unsayable = fields.find(([field]) => !forms.has(field));
  if (!hasBody(binding) && unsayable) return refuse(`${unsayable[0]} cannot be said in a query`);
  if (missing_key && (operation.key === "none" || !forms.has("external_booking_id"))) {
    return refuse("without a key or an external_booking_id there is no key to make");
  }
  const expression = new RegExp(`^${path.replaceAll(".", "\\.").replaceAll(/\{\w+\}/g, "[^/]+")}$`);
  return {
    binding,
    pattern: path.replaceAll(/\{(\w+)\}/g, ":$1"),
    parameters,
    forms,
    secret,
    matches: (asked) => expression.test(asked),
  };
}

function withForm(field: string, form: TextForm | undefined): readonly (readonly [string, TextForm])[] {
  return form === undefined ? [] : [[field, form]];
}
