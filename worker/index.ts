export { DepartureObject } from "../durable-objects/departure/departure-object.ts";
export { GatekeeperObject } from "../durable-objects/gatekeeper/gatekeeper-object.ts";
export { MetricsObject } from "../durable-objects/metrics/metrics-object.ts";
export { ProjectorObject } from "../durable-objects/projector/projector-object.ts";
export { ShowObject } from "../durable-objects/show/show-object.ts";
export { router as default } from "./router.ts";
