export { DepartureObject } from "../durable-objects/departure/departure-object.ts";
export { GatekeeperObject } from "../durable-objects/gatekeeper/gatekeeper-object.ts";
export { MetricsObject } from "../durable-objects/metrics/metrics-object.ts";
export { ProjectorObject } from "../durable-objects/projector/projector-object.ts";
export { SchemeObject } from "../durable-objects/scheme/scheme-object.ts";
export { ShowObject } from "../durable-objects/show/show-object.ts";
export { JobObject } from "./jobs/job-object.ts";
export { router as default } from "./router.ts";
