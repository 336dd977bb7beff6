import { isoTime } from "../../durable-objects/departure/wire.ts";
import type { Handlers } from "../call.ts";
import { type ApiLogRow, listApiLog } from "../catalogue/api-log.ts";
import { database } from "../catalogue/database.ts";
import { paged } from "../paging.ts";

export const LOG_HANDLERS: Handlers<"log/list"> = {
  "log/list": (input, call) => {
    const { key_id, operation, status, status_class, logged_from, logged_to } = input;
    const filter = {
      key_id,
      operation,
      status,
      status_class: status_class && Number(status_class.slice(0, 1)),
      from_ms: logged_from === undefined ? undefined : Date.parse(logged_from),
      to_ms: logged_to === undefined ? undefined : Date.parse(logged_to),
    };
    return paged(
      { call, input },
      (after, limit) =>
        listApiLog(database(call.environment.CATALOGUE), filter, { after, limit, now: call.context.now }),
      (row) => [row.no, ""],
      logBody,
    );
  },
};

function logBody({ no: _no, at_ms, channel, ...line }: ApiLogRow) {
  return { ...line, logged_at: isoTime(at_ms), channel_id: channel };
}
