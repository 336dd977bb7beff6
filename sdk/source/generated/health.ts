// Made from contract/*.ts: npm run generate
import type { Answer } from "../answer.ts";
import type { CallOptions, Send } from "../call-options.ts";
import type { Timestamp } from "./shapes.ts";

export type HealthPingRequest = { [name: string]: never };

export interface HealthPingResponse {
  status: "ok";
  time: Timestamp;
}

export class HealthMethods {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /**
   * Whether the service answers.
   *
   * Only reads.
   */
  ping(request: HealthPingRequest = {}, options?: CallOptions): Answer<HealthPingResponse> {
    return this.#send.one({ name: "health/ping", key: "none" }, request, options);
  }
}
