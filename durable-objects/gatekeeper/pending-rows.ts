// What D1 has not been told yet of a channel's keys and their use, as rows of its tables.
import { childId } from "../../domain/identifier.ts";
import { HOUR_MS } from "../../domain/limits.ts";
import { type KeyRow, type KeyUsageRow, NO_ROWS, type Rows } from "../projector/rows.ts";
import type { ApiKey } from "./key-rows.ts";
import type { GatekeeperStore } from "./store.ts";
import type { VersionedUsage } from "./usage-rows.ts";

const ROWS_MAX = 500;

/** Rows behind what D1 has, and the version that it has with them; undefined when it has everything. */
export function pendingRows(
  store: GatekeeperStore,
  channel: string,
): { readonly rows: Rows; readonly version: number } | undefined {
  const drained = store.progress.drained();
  const keys = store.keys.changedSince(drained, ROWS_MAX);
  const usage = store.usage.changedSince(drained, ROWS_MAX);
  if (keys.length === 0 && usage.length === 0) return undefined;
  // Of a list that was cut off nothing is known beyond its end; what the other has there is sent again.
  const ends = [keys, usage].filter(({ length }) => length === ROWS_MAX).map((list) => list.at(-1)?.version ?? 0);
  const version = Math.min(store.progress.version(), ...ends);
  return {
    rows: {
      ...NO_ROWS,
      keys: keys.map((key) => keyRow(channel, key)),
      usage: usage.map((one) => usageRow(channel, one)),
    },
    version,
  };
}

function keyRow(channel: string, key: ApiKey): KeyRow {
  const { name, permissions, rate_limit, created_at_ms, revoked_at_ms, last_used_at_ms, ends_at_ms, version } = key;
  return {
    id: childId("key", channel, key),
    channel,
    name,
    permissions: JSON.stringify(permissions),
    rate_limit,
    created_at_ms,
    revoked_at_ms,
    last_used_at_ms,
    ends_at_ms,
    seq: version,
  };
}

function usageRow(channel: string, usage: VersionedUsage): KeyUsageRow {
  const { key_no: no, key_created_at_ms: created_at_ms, operation, hour, version } = usage;
  const key_id = childId("key", channel, { no, created_at_ms });
  const { requests, errors_4xx, errors_5xx, buckets } = usage;
  return {
    id: `${key_id} ${hour} ${operation}`,
    key_id,
    channel,
    operation,
    hour_ms: hour * HOUR_MS,
    requests,
    errors_4xx,
    errors_5xx,
    buckets: JSON.stringify(buckets),
    seq: version,
  };
}
