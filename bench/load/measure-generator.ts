// Says what the generator itself costs: `node bench/load/measure-generator.ts [seconds]`. The trivial server has the
// other core, so microseconds of CPU per request is the figure to keep; its inverse is the ceiling of one core.

import { fork } from "node:child_process";
import { join } from "node:path";
import { generateLoad } from "./generate-load.ts";
import type { LoadJob } from "./load-job.ts";

const seconds = Number(process.argv[2] ?? 5);
const server = fork(join(import.meta.dirname, "trivial-server.ts"));
const { port } = await new Promise<{ port: number }>((resolve) => server.once("message", resolve));

const job: Omit<LoadJob, "pace"> = {
  url: `http://127.0.0.1:${port}`,
  token: "nobody-checks-this",
  requests: { kind: "hold", departure_ids: ["dep_1"], run: "generator", ttl_seconds: 600 },
  warm_up_seconds: 2,
  seconds,
};
const paces: LoadJob["pace"][] = [
  { kind: "closed", connections: 64 },
  { kind: "open", per_second: 2_000, connections_max: 256 },
  { kind: "open", per_second: 10_000, connections_max: 256 },
];
for (const pace of paces) {
  const { generator, acknowledged_per_second, latency, late_start, outcomes, refused } = await generateLoad({
    ...job,
    pace,
  });
  console.log(
    JSON.stringify({
      pace,
      per_second: Math.round(acknowledged_per_second),
      generator,
      latency,
      late_start,
      outcomes,
      refused,
    }),
  );
  const perCore = Math.round(1e6 / generator.cpu_microseconds_per_request);
  console.log(
    `${pace.kind}: ${generator.cpu_microseconds_per_request.toFixed(1)} µs of CPU a request, ${perCore} requests a second a core`,
  );
}
server.disconnect();
