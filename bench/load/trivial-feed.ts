// A feed with nothing behind it: every POST is a change, every tick sends the changes so far to all sockets.
// What the clients of feeds are tried against. Can be told to lose or to repeat a frame on one socket, to forget a change
// when a socket resumes, or to say nothing to those that resume, because a client that never saw a fault cannot be trusted
// to see one. Run as a process: `trivial-feed.ts none|lose|repeat|forget|mute`.

import { createServer } from "node:http";
import { WebSocket, WebSocketServer } from "ws";

const TICK_MS = 50;
const FAULTY_FRAME = 3;
const fault = process.argv[2] ?? "none";

let seq = 0;
let sentSeq = 0;
let frames = 0;
const mute = new WeakSet<WebSocket>();
/** Their next frame begins one change too late. */
const forgotten = new WeakSet<WebSocket>();

const server = createServer((request, response) => {
  request.resume();
  request.once("end", () => {
    const head = request.url === "/head";
    if (!head) seq += 1;
    const body = JSON.stringify(head ? { seq } : { id: `hold_${seq}`, status: "ACTIVE" });
    response.writeHead(200, { "Content-Length": body.length, "Holdfast-Seq": String(seq) }).end(body);
  });
});
const sockets = new WebSocketServer({ server, perMessageDeflate: false });
sockets.on("connection", (socket, request) => {
  const since = new URL(request.url ?? "/", "http://feed").searchParams.get("since");
  if (since === null) socket.send(JSON.stringify({ type: "snapshot", seq: sentSeq }));
  else if (fault === "mute") mute.add(socket);
  else if (Number(since) < sentSeq) socket.send(changes(Number(since) + 1));
  if (since !== null && fault === "forget") forgotten.add(socket);
});

function changes(from_seq: number): string {
  return JSON.stringify({ type: "changes", from_seq, to_seq: sentSeq, available: 1000 - seq });
}

setInterval(() => {
  if (sentSeq === seq) return;
  const from = sentSeq + 1;
  sentSeq = seq;
  const frame = changes(from);
  frames += 1;
  let index = 0;
  for (const socket of sockets.clients) {
    const faulty = index === 0 && frames === FAULTY_FRAME;
    index += 1;
    if (socket.readyState !== WebSocket.OPEN || mute.has(socket) || (faulty && fault === "lose")) continue;
    socket.send(forgotten.delete(socket) ? changes(from + 1) : frame);
    if (faulty && fault === "repeat") socket.send(frame);
  }
}, TICK_MS);

server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object" && address !== null) process.send?.({ port: address.port });
});
process.once("disconnect", () => process.exit(0));
