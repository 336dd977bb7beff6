// API keys. The text of a key is made here and never stored: the gatekeeper keeps its hash. With an idempotency
// key the secret is derived from it, so that a replay shows the same text without it having been kept.
import { createHmac } from "node:crypto";
import type * as z from "zod";
import type { apiKey } from "../../contract/key.ts";
import type { Scope } from "../../contract/operation.ts";
import { childId, encodeBits } from "../../domain/identifier.ts";
import { isoTime } from "../../durable-objects/departure/wire.ts";
import type { KeyView } from "../../durable-objects/gatekeeper/gatekeeper-object.ts";
import { secretHash } from "../admitted-keys.ts";
import { type Call, type Handlers, principalOf } from "../call.ts";
import { database } from "../catalogue/database.ts";
import { type ApiKeyRow, listKey, listKeys } from "../catalogue/keys.ts";
import { randomBytes } from "../context.ts";
import { isHomeId, newHomeId, readChildId } from "../identifiers.ts";
import { missing } from "../object-call.ts";
import { once } from "../once.ts";
import { paged } from "../paging.ts";

const SECRET_LENGTH = 32;
const RATE_LIMIT = { new_channel: 60, named_channel: 100 } as const;

function keyBody(row: ApiKeyRow): z.input<typeof apiKey> {
  return {
    id: row.id,
    channel_id: row.channel,
    name: row.name,
    // Written from the contract's own scopes.
    permissions: JSON.parse(row.permissions) as Scope[],
    rate_limit: row.rate_limit,
    created_at: isoTime(row.created_at_ms),
    revoked_at: row.revoked_at_ms === null ? null : isoTime(row.revoked_at_ms),
  };
}

function keyRow(channel: string, view: KeyView): ApiKeyRow {
  const { name, permissions, rate_limit, created_at_ms, revoked_at_ms } = view;
  return {
    id: childId("key", channel, view),
    channel,
    name,
    permissions: JSON.stringify(permissions),
    rate_limit,
    created_at_ms,
    revoked_at_ms,
  };
}

/** The secret part of a key's text: random, or derived from the request's idempotency key. */
function secretPart(call: Call): string {
  if (call.key === null) return encodeBits(randomBytes(SECRET_LENGTH), SECRET_LENGTH);
  const about = `api key ${principalOf(call).channel} ${call.key}`;
  return encodeBits(createHmac("sha256", call.environment.ID_SECRET).update(about).digest(), SECRET_LENGTH);
}

function keyText(call: Call, id: string, secret: string): string {
  const kind = call.environment.DEVELOPMENT_ADMIN_KEY === undefined ? "live" : "dev";
  return `hf_${kind}_${id.slice("key_".length)}_${secret}`;
}

export const KEY_HANDLERS: Handlers<"key/create" | "key/list" | "key/revoke"> = {
  "key/create": async (input, call) => {
    const { ID_SECRET, GATEKEEPER } = call.environment;
    if (input.channel_id !== undefined && !isHomeId(ID_SECRET, "chn", input.channel_id)) return missing("channel");
    const rate_limit =
      input.rate_limit ?? (input.channel_id === undefined ? RATE_LIMIT.new_channel : RATE_LIMIT.named_channel);
    const secret = secretPart(call);
    const reply = await once(call, async (catalogue) => {
      const channel = input.channel_id ?? newHomeId(ID_SECRET, "chn", call.context.now);
      const { name, permissions } = input;
      const view = await GATEKEEPER.getByName(channel).createKey({
        name,
        secret_hash: secretHash(secret),
        permissions,
        rate_limit,
      });
      const row = keyRow(channel, view);
      return { ok: true, body: keyBody(row), effects: [listKey(catalogue, row)] };
    });
    return reply.ok ? { ...reply, body: { ...reply.body, key: keyText(call, reply.body.id, secret) } } : reply;
  },

  "key/list": (input, call) =>
    paged(
      { call, input },
      (after, limit) => listKeys(database(call.environment.CATALOGUE), after, limit),
      (row) => [row.created_at_ms, row.id],
      keyBody,
    ),

  "key/revoke": async (input, call) => {
    const read = readChildId(call.environment.ID_SECRET, "key", input.key_id);
    if (!read) return missing("key");
    return once(call, async (catalogue) => {
      const view = await call.environment.GATEKEEPER.getByName(read.home_id).revokeKey(read.child);
      if (!view) return missing("key");
      const row = keyRow(read.home_id, view);
      // The revocation holds from here on; a list that could not be told is told by revoking again.
      return { ok: true, body: keyBody(row), effects: [listKey(catalogue, row)] };
    });
  },
};
