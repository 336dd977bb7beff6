// Answers every request with the same few bytes, as cheaply as Node can: what the generator is measured against.
// Run as a process of its own; prints its port.

import { createServer } from "node:net";

const BODY = `{"id":"hold_0000000000000000","departure_id":"dep_1","seats":2,"customer_ref":"customer-1","status":"ACTIVE","expires_at":"2026-01-01T00:00:00.000Z"}`;
const RESPONSE = Buffer.from(
  `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Request-Id: 00000000-0000-0000-0000-000000000000\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nContent-Length: ${BODY.length}\r\n\r\n${BODY}`,
);

const server = createServer({ noDelay: true }, (socket) => {
  // The generator writes one whole request at a time, so each chunk that arrives is one request.
  socket.on("data", () => socket.write(RESPONSE));
  socket.on("error", () => socket.destroy());
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object" && address !== null) process.send?.({ port: address.port });
});
process.once("disconnect", () => process.exit(0));
