// Serves a request with other bindings than those of the tests, as another deployment would have them.
import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { Environment } from "../../durable-objects/environment.ts";
import { router } from "../router.ts";

const bound: Environment = env;

/** The bindings of a deployment: no development key. */
export function production(more: Partial<Environment> = {}): Environment {
  const { DEVELOPMENT_ADMIN_KEY: _development, ...rest } = bound;
  return { ...rest, ...more };
}

export function development(more: Partial<Environment> = {}): Environment {
  return { ...bound, ...more };
}

export async function serve(environment: Environment, url: string, init: RequestInit = {}): Promise<Response> {
  const context = createExecutionContext();
  const response = await router.fetch(new Request(url, init), environment, context);
  await waitOnExecutionContext(context);
  return response;
}
