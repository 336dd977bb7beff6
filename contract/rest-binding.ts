// A plain HTTP route that is bound to an operation: method and path are those that a requirements document names, and
// so is the answer's shape where it shows one. What the operation does, who may ask and how it refuses stay the same.
import type * as z from "zod";

type RestMethod = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export type RestBinding<Body = unknown> = {
  readonly method: RestMethod;
  /** With its parameters named as that document names them: /api/venues/{venueId}/shows/{showId}/seats */
  readonly path: string;
  /** For what creates; 200 when absent. */
  readonly status?: 201;
  /** What is answered instead of the operation's own answer; made by `shaped`. */
  readonly shape?: RestShape<Body>;
  /** A missing Idempotency-Key is made of the request when it names its external_booking_id. */
  readonly missing_key?: "from_request";
  /** The answer's field that this route sends as it is, as what the answer's media_type says. */
  readonly raw?: "svg";
  /** Fields that this route does not take, because they would be in an address, where no secret may be. */
  readonly secret?: readonly string[];
};

export type RestShape<Body = unknown> = {
  /** What the operation itself answers. */
  readonly of: z.ZodType;
  readonly output: z.ZodType;
  /** Pure. A method, so that the shape of one operation's answer is a shape. */
  encode(body: Body): unknown;
};

/** The shape `output`, made of what the operation itself answers by `encode`. */
export function shaped<Own extends z.ZodType, Shown extends z.ZodType>(
  own: Own,
  output: Shown,
  encode: (body: z.input<Own>) => z.input<Shown>,
): RestShape<z.input<Own>> {
  return { of: own, output, encode };
}

export type PathParameter = {
  /** In the path: venueId. */
  readonly name: string;
  /** The input's field that it is: venue_id. */
  readonly field: string;
};

export function pathParameters(path: string): readonly PathParameter[] {
  return Array.from(path.matchAll(/\{(\w+)\}/g), ([, name = ""]) => ({ name, field: snake(name) }));
}

/** venueId: venue_id; what is in snake case stays as it is. */
export function snake(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/**
 * Whether the documents have the field in the query: all of a request without a body, and of every other what it expects,
 * which says for which state of things it is meant, not what it does. Routes take a field from either place.
 */
export function isInQuery(binding: { readonly method: RestMethod }, field: string): boolean {
  return !hasBody(binding) || field.startsWith("expected_");
}

/** GET and DELETE have none that anything may depend on. */
export function hasBody({ method }: { readonly method: RestMethod }): boolean {
  return method === "POST" || method === "PUT" || method === "PATCH";
}
