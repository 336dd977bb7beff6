// The bindings that objects and the Worker share, as wrangler.toml declares them, and what only a developer's
// machine passes.
import type { DepartureObject } from "./departure/departure-object.ts";
import type { GatekeeperObject } from "./gatekeeper/gatekeeper-object.ts";
import type { JobRunner } from "./jobs/job-runner.ts";
import type { MetricsObject } from "./metrics/metrics-object.ts";
import type { ProjectorObject } from "./projector/projector-object.ts";
import type { SchemeObject } from "./scheme/scheme-object.ts";
import type { ShowObject } from "./show/show-object.ts";

export type Environment = {
  readonly DEPARTURE: DurableObjectNamespace<DepartureObject>;
  readonly SHOW: DurableObjectNamespace<ShowObject>;
  readonly SCHEME: DurableObjectNamespace<SchemeObject>;
  readonly JOBS: DurableObjectNamespace<JobRunner>;
  readonly GATEKEEPER: DurableObjectNamespace<GatekeeperObject>;
  readonly PROJECTOR: DurableObjectNamespace<ProjectorObject>;
  readonly METRICS: DurableObjectNamespace<MetricsObject>;
  readonly CATALOGUE: D1Database;
  /** Files of seating schemes, named by their content. */
  readonly ARTIFACTS: R2Bucket;
  /** The files of dist/site, which are the pages under /docs. */
  readonly ASSETS: Pick<Fetcher, "fetch">;
  /** Secret, at least 32 characters: seals the homes in ids and signs tickets. */
  readonly ID_SECRET: string;
  /** Secret, at least 32 characters: signs access tokens; ID_SECRET does without it. */
  readonly TOKEN_SECRET?: string;
  /** Secret: the TOKEN_SECRET before, whose tokens are taken until it is removed. */
  readonly TOKEN_SECRET_BEFORE?: string;
  /** Secret: the first administrator's key. Absent once other admin keys exist. */
  readonly BOOTSTRAP_ADMIN_KEY?: string;
  /** Passed by `npm start` and `npm run dev` only; wrangler.toml never contains it. */
  readonly DEVELOPMENT_ADMIN_KEY?: string;
  /** An OpenTelemetry collector's base address, such as https://collector.example:4318; none by default. */
  readonly OTLP_ENDPOINT?: string;
  /** Secret: what the collector wants in Authorization. */
  readonly OTLP_AUTHORIZATION?: string;
  /** The share of successful requests that the API log keeps, 0 to 1; 0.01 by default, ten times that of refusals. */
  readonly API_LOG_SAMPLE?: string;
  /** "true": the API log keeps callers' addresses and user agents, too. */
  readonly API_LOG_CALLERS?: string;
  /** Comma-separated origins that browsers may call from; none by default. */
  readonly CORS_ORIGINS?: string;
};

const PROJECTORS = 4;

/** One of the few projectors, the same for the same object. */
export function projectorFor(environment: Environment, object_id: string): DurableObjectStub<ProjectorObject> {
  let sum = 0;
  for (const letter of object_id) sum = (sum * 31 + letter.charCodeAt(0)) % 65_536;
  return environment.PROJECTOR.getByName(`projector-${sum % PROJECTORS}`);
}

/** There is one object of all jobs, which durable-objects/jobs/job-runner.ts says why. */
export function jobRunner(environment: Environment): DurableObjectStub<JobRunner> {
  return environment.JOBS.getByName("jobs");
}

export function metricsHub(environment: Environment): DurableObjectStub<MetricsObject> {
  return environment.METRICS.getByName("metrics");
}
