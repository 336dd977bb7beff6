// API keys. The text of a key is made here and never stored: the gatekeeper keeps its hash. With an idempotency
// key the secret is derived from it, so that a replay shows the same text without it having been kept.
import { createHmac } from "node:crypto";
import type * as z from "zod";
import type { apiKey } from "../../contract/key.ts";
import type { Scope } from "../../contract/operation.ts";
import { childId, encodeBits } from "../../domain/identifier.ts";
import { SECOND_MS } from "../../domain/limits.ts";
import { isoTime } from "../../durable-objects/departure/wire.ts";
import type { KeyView } from "../../durable-objects/gatekeeper/key-cabinet.ts";
import type { ChangedBy } from "../../durable-objects/gatekeeper/key-rows.ts";
import { secretHash } from "../admitted-keys.ts";
import { type Call, type Handlers, principalOf } from "../call.ts";
import { database } from "../catalogue/database.ts";
import { type ApiKeyRow, listKey, listKeys } from "../catalogue/keys.ts";
import { randomBytes } from "../context.ts";
import { isHomeId, newHomeId, readChildId } from "../identifiers.ts";
import { once } from "../once.ts";
import { paged } from "../paging.ts";
import type { Failure } from "../problem.ts";
import { missing } from "../seller.ts";

const SECRET_LENGTH = 32;
const RATE_LIMIT = { new_channel: 60, named_channel: 100 } as const;

type ApiKeyBody = z.input<typeof apiKey>;

function keyBody(row: ApiKeyRow): ApiKeyBody {
  return {
    id: row.id,
    channel_id: row.channel,
    name: row.name,
    // Written from the contract's own scopes.
    permissions: JSON.parse(row.permissions) as Scope[],
    rate_limit: row.rate_limit,
    created_at: isoTime(row.created_at_ms),
    revoked_at: timeOrNull(row.revoked_at_ms),
    ends_at: timeOrNull(row.ends_at_ms),
    last_used_at: timeOrNull(row.last_used_at_ms),
  };
}

function timeOrNull(at_ms: number | null): string | null {
  return at_ms === null ? null : isoTime(at_ms);
}

function keyRow(channel: string, view: KeyView): ApiKeyRow {
  const { name, permissions, rate_limit, created_at_ms, revoked_at_ms, ends_at_ms, last_used_at_ms } = view;
  return {
    id: childId("key", channel, view),
    channel,
    name,
    permissions: JSON.stringify(permissions),
    rate_limit,
    created_at_ms,
    revoked_at_ms,
    ends_at_ms,
    last_used_at_ms,
    seq: view.version,
  };
}

/** The secret part of a key's text: random, or derived from the request's idempotency key. */
function secretPart(call: Call, what: "api key" | "rotated api key"): string {
  if (call.key === null) return encodeBits(randomBytes(SECRET_LENGTH), SECRET_LENGTH);
  const about = `${what} ${principalOf(call).channel} ${call.key}`;
  return encodeBits(createHmac("sha256", call.environment.ID_SECRET).update(about).digest(), SECRET_LENGTH);
}

function keyText(call: Call, id: string, secret: string): string {
  const kind = call.environment.DEVELOPMENT_ADMIN_KEY === undefined ? "live" : "dev";
  return `hf_${kind}_${id.slice("key_".length)}_${secret}`;
}

function changedBy(call: Call): ChangedBy {
  return { actor: principalOf(call).key_id, request_id: call.context.request_id };
}

function gatekeeper(call: Call, channel: string) {
  return call.environment.GATEKEEPER.getByName(channel);
}

function keyEnded(channel: string, view: KeyView): { readonly ok: false; readonly failure: Failure } {
  const { revoked_at_ms, ends_at_ms, replaced_by } = view;
  const facts = {
    key_id: childId("key", channel, view),
    revoked_at: timeOrNull(revoked_at_ms),
    ends_at: timeOrNull(ends_at_ms),
    replaced_by: replaced_by && childId("key", channel, replaced_by),
  };
  const detail = revoked_at_ms === null ? "The key was rotated before." : "The key is revoked.";
  return { ok: false, failure: { code: "KEY_ENDED", detail, facts } };
}

export const KEY_HANDLERS: Handlers<"key/create" | "key/list" | "key/update" | "key/rotate" | "key/revoke"> = {
  "key/create": async (input, call) => {
    const { ID_SECRET } = call.environment;
    if (input.channel_id !== undefined && !isHomeId(ID_SECRET, "chn", input.channel_id)) return missing("channel");
    const rate_limit =
      input.rate_limit ?? (input.channel_id === undefined ? RATE_LIMIT.new_channel : RATE_LIMIT.named_channel);
    const secret = secretPart(call, "api key");
    const reply = await once<ApiKeyBody>(call, async (catalogue) => {
      const channel = input.channel_id ?? newHomeId(ID_SECRET, "chn", call.context.now);
      const { name, permissions } = input;
      const key = { name, secret_hash: secretHash(secret), permissions, rate_limit };
      const view = await gatekeeper(call, channel).createKey(key, changedBy(call));
      const row = keyRow(channel, view);
      return { ok: true, body: keyBody(row), effects: [listKey(catalogue, row)] };
    });
    return reply.ok ? { ...reply, body: { ...reply.body, key: keyText(call, reply.body.id, secret) } } : reply;
  },

  "key/list": (input, call) => {
    const filter = { channel: input.channel_id, active: input.active, now: call.context.now };
    return paged(
      { call, input },
      (after, limit) => listKeys(database(call.environment.CATALOGUE), filter, { after, limit }),
      (row) => [row.created_at_ms, row.id],
      keyBody,
    );
  },

  "key/update": async ({ key_id, ...update }, call) => {
    const read = readChildId(call.environment.ID_SECRET, "key", key_id);
    if (!read) return missing("key");
    return once<ApiKeyBody>(call, async (catalogue) => {
      const updated = await gatekeeper(call, read.home_id).updateKey(read.child, update, changedBy(call));
      if (!updated) return missing("key");
      if (!updated.ok) return keyEnded(read.home_id, updated.key);
      const row = keyRow(read.home_id, updated.key);
      return { ok: true, body: keyBody(row), effects: [listKey(catalogue, row)] };
    });
  },

  "key/rotate": async ({ key_id, overlap_seconds }, call) => {
    const read = readChildId(call.environment.ID_SECRET, "key", key_id);
    if (!read) return missing("key");
    const secret = secretPart(call, "rotated api key");
    const into = { secret_hash: secretHash(secret), overlap_ms: overlap_seconds * SECOND_MS };
    const reply = await once<ApiKeyBody & { replaces: ApiKeyBody }>(call, async (catalogue) => {
      const rotated = await gatekeeper(call, read.home_id).rotateKey(read.child, into, changedBy(call));
      if (!rotated) return missing("key");
      if (!rotated.ok) return keyEnded(read.home_id, rotated.key);
      const [made, replaced] = [keyRow(read.home_id, rotated.key), keyRow(read.home_id, rotated.replaced)];
      const body = { ...keyBody(made), replaces: keyBody(replaced) };
      return { ok: true, body, effects: [listKey(catalogue, made), listKey(catalogue, replaced)] };
    });
    return reply.ok ? { ...reply, body: { ...reply.body, key: keyText(call, reply.body.id, secret) } } : reply;
  },

  "key/revoke": async (input, call) => {
    const read = readChildId(call.environment.ID_SECRET, "key", input.key_id);
    if (!read) return missing("key");
    return once<ApiKeyBody>(call, async (catalogue) => {
      const view = await gatekeeper(call, read.home_id).revokeKey(read.child, changedBy(call));
      if (!view) return missing("key");
      const row = keyRow(read.home_id, view);
      // The revocation holds from here on; a list that could not be told is told by its gatekeeper.
      return { ok: true, body: keyBody(row), effects: [listKey(catalogue, row)] };
    });
  },
};
