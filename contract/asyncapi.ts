// The AsyncAPI 3.0 document of a departure's WebSocket, from the same schemas. Served at /asyncapi.json.
import { feedMessage, frame, pong } from "./feed.ts";
import { type JsonObject, Schemas } from "./json-schema.ts";
import { CONTRACT_VERSION } from "./openapi.ts";

const CHANNEL = "#/channels/departure";

/** `host` is the one to connect to, such as api.example.com. */
export function asyncApiDocument(host: string, protocol: "wss" | "ws"): JsonObject {
  const schemas = new Schemas();
  const message = (title: string, schema: JsonObject): JsonObject => ({
    title,
    contentType: "application/json",
    payload: schema,
  });
  const messages = {
    frame: message("A snapshot or changes", schemas.named("FeedFrame", frame, "output")),
    pong: message("The answer to a ping", schemas.named("Pong", pong, "output")),
    said: message("An acknowledgement or a ping", schemas.named("FeedMessage", feedMessage, "input")),
  };
  const reference = (name: keyof typeof messages): JsonObject => ({ $ref: `${CHANNEL}/messages/${name}` });
  return {
    asyncapi: "3.0.0",
    info: {
      title: "Holdfast feed",
      version: CONTRACT_VERSION,
      description:
        "Every change of a departure, once and in order. The first frame is a snapshot or, with `since`, the changes after that; each frame of changes starts where the one before ended. A snapshot can come again at any time and starts afresh. Acknowledge at least every 64 changes.",
      contact: { name: "Holdfast", url: `${protocol === "wss" ? "https" : "http"}://${host}/docs` },
      license: { name: "Apache-2.0" },
    },
    defaultContentType: "application/json",
    servers: { production: { host, protocol } },
    channels: {
      departure: {
        address: "/ws/departures/{departure_id}",
        description:
          "Opened with a key in `Authorization` or `X-API-Key`, or from a browser with the `protocols` of `feed/ticket`.",
        parameters: { departure_id: { description: "The departure to listen to" } },
        bindings: {
          ws: {
            method: "GET",
            query: {
              type: "object",
              properties: {
                since: { type: "integer", minimum: 0, description: "Resume after this `to_seq` instead of a snapshot" },
              },
            },
          },
        },
        messages,
      },
    },
    operations: {
      listen: {
        action: "receive",
        description: "Frames come as the departure changes, and a pong for each ping",
        channel: { $ref: CHANNEL },
        messages: [reference("frame"), reference("pong")],
      },
      say: {
        action: "send",
        description: "Say how far you have got, so that what you do not read is not kept for ever",
        channel: { $ref: CHANNEL },
        messages: [reference("said")],
      },
    },
    components: { schemas: schemas.all() },
  };
}
