import { createServer } from "node:http";
import { verifyWebhook, WebhookError } from "@holdfast/sdk";

const secrets = (process.env.HOLDFAST_WEBHOOK_SECRETS ?? "").split(",");
const BODY_BYTES_MAX = 262_144;

const server = createServer(async (request, response) => {
  try {
    const pieces = [];
    let bytes = 0;
    for await (const piece of request) {
      bytes += piece.length;
      if (bytes > BODY_BYTES_MAX) return response.writeHead(413).end();
      pieces.push(piece);
    }
    const { id, payload } = await verifyWebhook({ secrets, headers: request.headers, body: Buffer.concat(pieces) });
    console.log(id, payload);
    return response.writeHead(204).end();
  } catch (error) {
    return response.writeHead(error instanceof WebhookError ? 400 : 500).end();
  }
});

server.listen(Number(process.env.PORT ?? 8080), () => console.log("listening", server.address()));
