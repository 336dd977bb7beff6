import { DurableObject } from "cloudflare:workers";
export class DepartureObject extends DurableObject {}
export class GatekeeperObject extends DurableObject {}
export class ProjectorObject extends DurableObject {}
export class MetricsObject extends DurableObject {}
export default { fetch: () => new Response("ok") };
