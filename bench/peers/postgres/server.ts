// The PostgreSQL peer's server process: `server.ts <port> <socket folder> <connections> <token>`.

import { admitToken } from "../access.ts";
import { servePeer } from "../peer-server.ts";
import { postgresBookingStore } from "./postgres-booking-store.ts";

const [port = "0", socketFolder = "", connections = "16", token = ""] = process.argv.slice(2);
process.once("disconnect", () => process.exit(0));
process.once("SIGTERM", () => process.exit(0));
admitToken(token, "bench");
process.send?.({ port: await servePeer(postgresBookingStore(socketFolder, Number(connections)), Number(port)) });
