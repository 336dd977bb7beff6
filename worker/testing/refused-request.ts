import type { OperationName } from "../../contract/registry.ts";

/** A request that is refused, and the departure or show, if there is one, that it must not change. */
export type RefusedRequest = {
  readonly input: object;
  readonly departure_id?: string;
  readonly show_id?: string;
  readonly key?: string;
  readonly token?: string;
};

/** Makes what it takes for that operation to be refused. */
export type RefusalWay = (name: OperationName) => Promise<RefusedRequest>;
