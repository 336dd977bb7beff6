// The reference and guides under /docs: files made by scripts/site, with the headers that its `_headers` gives them.
import type { Environment } from "../durable-objects/environment.ts";

/** The page at the request's path, or undefined when there is none. */
export async function sitePage(request: Request, environment: Environment): Promise<Response | undefined> {
  const page = await environment.ASSETS.fetch(request);
  if (page.status === 404) return undefined;
  // What was fetched has headers that cannot be changed, and CORS may have to add some.
  return new Response(page.body, page);
}
