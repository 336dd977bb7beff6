// Made from contract/*.ts: npm run generate
import type { Answer } from "../answer.ts";
import type { CallOptions } from "../call-options.ts";
import type { Timestamp } from "./shapes.ts";

export type HealthDatabaseRequest = { [name: string]: never };

export interface HealthDatabaseResponse {
  status: "ok";
  latency_ms: number;
}

export type HealthManifestRequest = { [name: string]: never };

export interface HealthManifestResponse {
  name: "holdfast";
  /** at most 20 characters */
  api_version: string;
  documents: {
    /** at most 200 characters */
    openapi: string;
    /** at most 200 characters */
    asyncapi: string;
    /** at most 200 characters */
    guide: string;
  };
  limits: { [name: string]: number };
}

export type HealthPingRequest = { [name: string]: never };

export interface HealthPingResponse {
  status: "ok";
  time: Timestamp;
}

/** The methods of `client.health`. */
export interface HealthMethods {
  /**
   * Whether the service answers.
   *
   * Only reads.
   */
  ping(request?: HealthPingRequest, options?: CallOptions): Answer<HealthPingResponse>;

  /**
   * Whether the catalogue's database answers, and how long that takes.
   *
   * Needs the permission `read`. Only reads. Problems of its own: OVERLOADED.
   */
  database(request?: HealthDatabaseRequest, options?: CallOptions): Answer<HealthDatabaseResponse>;

  /**
   * What this service is, which version of its API it speaks and which limits it has.
   *
   * Needs the permission `read`. Only reads.
   */
  manifest(request?: HealthManifestRequest, options?: CallOptions): Answer<HealthManifestResponse>;
}
