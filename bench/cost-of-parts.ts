// Where the difference between nothing and a hold goes: the ways to answer, in the order in which work is added, with
// the server's processor time of one request and what each step adds to it.

import { NAME as HOLDFAST } from "./holdfast/start.ts";
import * as noop from "./noop/start.ts";
import { figure, medianDetail, table } from "./report-table.ts";
import type { ScenarioResult } from "./rounds.ts";

interface Step {
  readonly target: string;
  readonly adds: string;
  /** The step that it is compared with. */
  readonly to?: string;
}

const HOLD: readonly Step[] = [
  { target: noop.NOOP_WORKER, adds: "HTTP, the Worker" },
  { target: noop.NOOP_OBJECT, adds: "a call of an object", to: noop.NOOP_WORKER },
  { target: noop.NOOP_MESSAGES, adds: "body, envelope and outcome", to: noop.NOOP_OBJECT },
  { target: noop.PIPELINE_NOOP, adds: "router, key, schema, fingerprint, log, headers", to: noop.NOOP_MESSAGES },
  { target: noop.PIPELINE_UNCLAIMED, adds: "the object's work, feed and projection", to: noop.PIPELINE_NOOP },
  { target: HOLDFAST, adds: "binding of the key by the gatekeeper", to: noop.PIPELINE_UNCLAIMED },
  { target: noop.BARE_UNCLAIMED, adds: "the object's work, without a pipeline", to: noop.NOOP_MESSAGES },
  { target: noop.BARE, adds: "the gatekeeper, without a pipeline", to: noop.BARE_UNCLAIMED },
  { target: noop.BULK, adds: "20 holds share one request (a hold's share)", to: noop.BARE },
];
const READ: readonly Step[] = [
  { target: noop.NOOP_WORKER, adds: "HTTP, the Worker" },
  { target: noop.NOOP_OBJECT, adds: "a call of an object", to: noop.NOOP_WORKER },
  { target: noop.PIPELINE_NOOP, adds: "router, key, schema, log, headers, query and answer", to: noop.NOOP_OBJECT },
  { target: HOLDFAST, adds: "the object's look-ups", to: noop.PIPELINE_NOOP },
];
const CONFIRM: readonly Step[] = [
  { target: noop.PIPELINE_NOOP, adds: "everything but the object's work" },
  { target: HOLDFAST, adds: "the object's work and the gatekeeper", to: noop.PIPELINE_NOOP },
];

export function costOfParts(scenarios: readonly ScenarioResult[]): string {
  const parts = [
    steps("A hold", HOLD, find(scenarios, "holds-peak")),
    steps("A confirm", CONFIRM, find(scenarios, "confirms-peak")),
    steps("A read", READ, find(scenarios, "reads-peak")),
  ].filter((part) => part !== "");
  return parts.length === 0 ? "" : ["## Where the time goes", EXPLAINED, ...parts].join("\n\n");
}

const EXPLAINED =
  "Processor time of workerd by request, at each way's peak, is disturbed least by other work on the machine. It holds all threads: one runs the Worker and its objects, others read and write sockets and files.";

function find(scenarios: readonly ScenarioResult[], name: string): ScenarioResult | undefined {
  return scenarios.find(({ scenario }) => scenario.name === name);
}

function steps(title: string, wanted: readonly Step[], result: ScenarioResult | undefined): string {
  const cpu = (name: string | undefined): number | undefined => {
    const row = result?.targets.find(({ target }) => target === name);
    return row && medianDetail(row, "server_cpu_us");
  };
  const known = wanted.filter(({ target }) => cpu(target) !== undefined);
  if (known.length === 0) return "";
  const whole = cpu(HOLDFAST);
  const rows = known.map(({ target, adds, to }) => {
    const own = cpu(target) ?? 0;
    const added = to === undefined ? own : own - (cpu(to) ?? own);
    const share = whole === undefined ? "" : `${Math.round((added / whole) * 100)} %`;
    const median = result?.targets.find((row) => row.target === target)?.median;
    return [target, adds, figure(own), figure(added), share, figure(median)];
  });
  return `### ${title}\n\n${table(["", "adds", "CPU µs", "added µs", "of Holdfast's", "a second"], rows)}`;
}
