import { isoTime } from "../../durable-objects/departure/wire.ts";
import type { Handlers } from "../call.ts";

export const HEALTH_HANDLERS: Handlers<"health/ping"> = {
  "health/ping": (_input, call) =>
    Promise.resolve({ ok: true, body: { status: "ok", time: isoTime(call.context.now) } }),
};
