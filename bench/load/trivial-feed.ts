// A feed with nothing behind it: every POST is a change, every tick sends the changes so far to all sockets.
// What the fan-out client is tried against. Can be told to lose or to repeat a frame on one socket, because a client
// that never saw a fault cannot be trusted to see one. Run as a process: `trivial-feed.ts none|lose|repeat`.

import { createServer } from "node:http";
import { WebSocket, WebSocketServer } from "ws";

const TICK_MS = 50;
const FAULTY_FRAME = 3;
const fault = process.argv[2] ?? "none";

let seq = 0;
let sentSeq = 0;
let frames = 0;

const server = createServer((request, response) => {
  request.resume();
  request.once("end", () => {
    seq += 1;
    const body = JSON.stringify({ id: `hold_${seq}`, status: "ACTIVE" });
    response.writeHead(200, { "Content-Length": body.length, "Holdfast-Seq": String(seq) }).end(body);
  });
});
const sockets = new WebSocketServer({ server, perMessageDeflate: false });
sockets.on("connection", (socket) => socket.send(JSON.stringify({ type: "snapshot", seq: sentSeq })));

setInterval(() => {
  if (sentSeq === seq) return;
  const frame = JSON.stringify({ type: "changes", from_seq: sentSeq + 1, to_seq: seq, available: 1000 - seq });
  sentSeq = seq;
  frames += 1;
  let index = 0;
  for (const socket of sockets.clients) {
    const faulty = index === 0 && frames === FAULTY_FRAME;
    index += 1;
    if (socket.readyState !== WebSocket.OPEN || (faulty && fault === "lose")) continue;
    socket.send(frame);
    if (faulty && fault === "repeat") socket.send(frame);
  }
}, TICK_MS);

server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object" && address !== null) process.send?.({ port: address.port });
});
process.once("disconnect", () => process.exit(0));
