// The Redis peer's server process: `server.ts <port> <socket path> <token>`.

import { admitToken } from "../access.ts";
import { servePeer } from "../peer-server.ts";
import { redisBookingStore } from "./redis-booking-store.ts";

const [port = "0", socketPath = "", token = ""] = process.argv.slice(2);
process.once("disconnect", () => process.exit(0));
process.once("SIGTERM", () => process.exit(0));
admitToken(token, "bench");
process.send?.({ port: await servePeer(redisBookingStore(socketPath), Number(port)) });
