import type { OperationName } from "../../contract/registry.ts";
import type { Environment } from "../../durable-objects/environment.ts";

/** A request that is refused, and the departure, show or scheme, if there is one, that it must not change. */
export type RefusedRequest = {
  readonly input: object;
  readonly departure_id?: string;
  readonly show_id?: string;
  readonly scheme_id?: string;
  readonly key?: string;
  readonly token?: string;
  /** Other bindings than those of the tests. */
  readonly environment?: Environment;
};

/** Makes what it takes for that operation to be refused. */
export type RefusalWay = (name: OperationName) => Promise<RefusedRequest>;
