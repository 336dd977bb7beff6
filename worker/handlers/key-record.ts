// What was done to keys, and with them.
import type { Scope } from "../../contract/operation.ts";
import { latencyWithin } from "../../domain/latency.ts";
import { isoTime } from "../../durable-objects/departure/wire.ts";
import type { RecordedChange } from "../../durable-objects/gatekeeper/key-rows.ts";
import type { Handlers } from "../call.ts";
import { database } from "../catalogue/database.ts";
import { type KeyUsageRow, listKeyUsage } from "../catalogue/key-usage.ts";
import { readChildId } from "../identifiers.ts";
import { paged } from "../paging.ts";
import { missing } from "../seller.ts";

export const KEY_RECORD_HANDLERS: Handlers<"key/history" | "key/usage"> = {
  "key/history": async (input, call) => {
    const read = readChildId(call.environment.ID_SECRET, "key", input.key_id);
    const gatekeeper = read && call.environment.GATEKEEPER.getByName(read.home_id);
    const known = gatekeeper && (await gatekeeper.keyChanges(read.child, 0, 1));
    if (!known) return missing("key");
    return paged(
      { call, input },
      async (after, limit) => (await gatekeeper.keyChanges(read.child, after?.[0] ?? 0, limit)) ?? [],
      (row) => [row.no, ""],
      (row) => changeBody(input.key_id, row),
    );
  },

  "key/usage": (input, call) => {
    const { key_id, channel_id: channel, operation, hour_from, hour_to } = input;
    const filter = { key_id, channel, operation, from_ms: timeOf(hour_from), to_ms: timeOf(hour_to) };
    return paged(
      { call, input },
      (after, limit) => listKeyUsage(database(call.environment.CATALOGUE), filter, after, limit),
      (row) => [row.hour_ms, row.id],
      usageBody,
    );
  },
};

function timeOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Date.parse(text);
}

function changeBody(key_id: string, row: RecordedChange) {
  const { change, actor, request_id, name, permissions, rate_limit, ends_at_ms, at_ms } = row;
  return {
    key_id,
    change,
    actor,
    request_id,
    name,
    // Written from the contract's own scopes.
    permissions: [...permissions] as Scope[],
    rate_limit,
    ends_at: ends_at_ms === null ? null : isoTime(ends_at_ms),
    created_at: isoTime(at_ms),
  };
}

function usageBody({ key_id, channel, operation, hour_ms, requests, errors_4xx, errors_5xx, buckets }: KeyUsageRow) {
  // What the gatekeeper wrote.
  const latencies = JSON.parse(buckets) as number[];
  return {
    key_id,
    channel_id: channel,
    operation,
    hour_starts_at: isoTime(hour_ms),
    requests,
    errors_4xx,
    errors_5xx,
    latency_p50_ms: latencyWithin(latencies, 0.5),
    latency_p95_ms: latencyWithin(latencies, 0.95),
    latency_p99_ms: latencyWithin(latencies, 0.99),
  };
}
