// The AsyncAPI 3.0 document of the WebSockets of departures and shows, from the same schemas. Served at /asyncapi.json.
import type * as z from "zod";
import { feedMessage, frame, pong, showFrame } from "./feed.ts";
import { type JsonObject, Schemas } from "./json-schema.ts";
import { CONTRACT_VERSION } from "./openapi.ts";

type Channel = {
  readonly name: "departure" | "show";
  readonly address: string;
  /** What each parameter of the address is. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly frame: { readonly name: string; readonly schema: z.ZodType };
  /** What its two operations are called after; the first channel's have been plain from the beginning. */
  readonly operations: { readonly listen: string; readonly say: string };
};

const CHANNELS: readonly Channel[] = [
  {
    name: "departure",
    address: "/ws/departures/{departure_id}",
    parameters: { departure_id: "The departure to listen to" },
    frame: { name: "FeedFrame", schema: frame },
    operations: { listen: "listen", say: "say" },
  },
  {
    name: "show",
    address: "/ws/venues/{venueId}/shows/{showId}",
    parameters: { venueId: "The show's venue; another is not found", showId: "The show to listen to" },
    frame: { name: "ShowFrame", schema: showFrame },
    operations: { listen: "listenShow", say: "sayShow" },
  },
];

/** `host` is the one to connect to, such as api.example.com. */
export function asyncApiDocument(host: string, protocol: "wss" | "ws"): JsonObject {
  const schemas = new Schemas();
  const channels = CHANNELS.map((channel) => [channel.name, described(channel, schemas)] as const);
  return {
    asyncapi: "3.0.0",
    info: {
      title: "Holdfast feed",
      version: CONTRACT_VERSION,
      description:
        "Every change of a departure or show, once and in order. The first frame is a snapshot or, with `since`, the changes after that; each frame of changes starts where the one before ended. A snapshot can come again at any time and starts afresh. Acknowledge at least every 64 changes.",
      contact: { name: "Holdfast", url: `${protocol === "wss" ? "https" : "http"}://${host}/docs` },
      license: { name: "Apache-2.0" },
    },
    defaultContentType: "application/json",
    servers: { production: { host, protocol } },
    channels: Object.fromEntries(channels),
    operations: Object.fromEntries(CHANNELS.flatMap(operations)),
    components: { schemas: schemas.all() },
  };
}

function described({ address, parameters, frame: sent }: Channel, schemas: Schemas): JsonObject {
  const message = (title: string, payload: JsonObject) => ({ title, contentType: "application/json", payload });
  const since = { type: "integer", minimum: 0, description: "Resume after this `to_seq` instead of a snapshot" };
  const named = Object.entries(parameters).map(([name, description]) => [name, { description }] as const);
  return {
    address,
    description:
      "Opened with a key in `Authorization` or `X-API-Key`, or from a browser with the `protocols` of `feed/ticket`.",
    parameters: Object.fromEntries(named),
    bindings: { ws: { method: "GET", query: { type: "object", properties: { since } } } },
    messages: {
      frame: message("A snapshot or changes", schemas.named(sent.name, sent.schema, "output")),
      pong: message("The answer to a ping", schemas.named("Pong", pong, "output")),
      said: message("An acknowledgement or a ping", schemas.named("FeedMessage", feedMessage, "input")),
    },
  };
}

function operations({ name, operations: { listen, say } }: Channel): (readonly [string, JsonObject])[] {
  const channel = `#/channels/${name}`;
  const reference = (message: "frame" | "pong" | "said"): JsonObject => ({ $ref: `${channel}/messages/${message}` });
  const listening = {
    action: "receive",
    description: `Frames come as the ${name} changes, and a pong for each ping`,
    channel: { $ref: channel },
    messages: [reference("frame"), reference("pong")],
  };
  const saying = {
    action: "send",
    description: "Say how far you have got, so that what you do not read is not kept for ever",
    channel: { $ref: channel },
    messages: [reference("said")],
  };
  return [
    [listen, listening],
    [say, saying],
  ];
}
