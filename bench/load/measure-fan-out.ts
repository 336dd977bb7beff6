// Says what the fan-out client itself costs: `node bench/load/measure-fan-out.ts [sockets] [seconds]`.

import { fork } from "node:child_process";
import { join } from "node:path";
import { generateFanOut } from "./generate-load.ts";

const sockets = Number(process.argv[2] ?? 1_000);
const seconds = Number(process.argv[3] ?? 10);
const feed = fork(join(import.meta.dirname, "trivial-feed.ts"), ["none"]);
const { port } = await new Promise<{ port: number }>((resolve) => feed.once("message", resolve));
const result = await generateFanOut({
  feed_url: `ws://127.0.0.1:${port}/`,
  headers: {},
  sockets,
  changes: {
    url: `http://127.0.0.1:${port}`,
    token: "nobody-checks-this",
    requests: { kind: "hold", departure_ids: ["dep_1"], run: "fan-out", ttl_seconds: 600 },
    pace: { kind: "open", per_second: 50, connections_max: 32 },
    warm_up_seconds: 1,
    seconds,
  },
  seq_header: "holdfast-seq",
  settle_seconds: 5,
});
console.log(JSON.stringify(result, null, 2));
feed.disconnect();
