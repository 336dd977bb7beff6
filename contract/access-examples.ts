// The part of the documents' story that is about keys, tokens and their use (examples.ts).
import type * as z from "zod";
import type { AUTH_OPERATIONS } from "./auth.ts";
import type { apiKey, KEY_OPERATIONS } from "./key.ts";
import type { LOG_OPERATIONS } from "./log.ts";

type Operations = typeof AUTH_OPERATIONS & typeof KEY_OPERATIONS & typeof LOG_OPERATIONS;
type Examples = {
  readonly [Name in keyof Operations]: {
    readonly request: z.input<Operations[Name]["input"]>;
    readonly response: z.input<Operations[Name]["output"]>;
  };
};
type Ids = { readonly [Noun in "key" | "channel" | "successor" | "api_key" | "access_token"]: string };

export function accessExamples(ids: Ids): Examples {
  const key: z.input<typeof apiKey> = {
    id: ids.key,
    channel_id: ids.channel,
    name: "Harbour Travel, production",
    permissions: ["book"],
    rate_limit: 600,
    created_at: "2030-05-02T08:30:00.000Z",
    revoked_at: null,
    ends_at: null,
    last_used_at: "2030-05-20T14:03:21.000Z",
  };
  const created_at = "2030-06-01T08:30:00.000Z";
  return {
    "key/create": {
      request: { name: key.name, permissions: ["book"], rate_limit: key.rate_limit },
      response: { ...key, last_used_at: null, key: ids.api_key },
    },
    "key/list": { request: { channel_id: ids.channel, active: true }, response: { items: [key], next_cursor: null } },
    "key/revoke": { request: { key_id: key.id }, response: { ...key, revoked_at: "2030-06-30T18:00:00.000Z" } },
    "key/update": {
      request: { key_id: key.id, rate_limit: 1_200 },
      response: { ...key, rate_limit: 1_200 },
    },
    "key/rotate": {
      request: { key_id: key.id, overlap_seconds: 86_400 },
      response: {
        ...key,
        id: ids.successor,
        created_at,
        last_used_at: null,
        key: ids.successor.replace("key_", "hf_live_").concat("_", "zyxwvtsrqpnmkjhgfedcba9876543210"),
        replaces: { ...key, ends_at: "2030-06-02T08:30:00.000Z" },
      },
    },
    "key/history": {
      request: { key_id: key.id },
      response: {
        items: [
          {
            key_id: key.id,
            change: "created",
            actor: "configured:operator",
            request_id: "req_9f0a3d5a3c9f2b115f1c8a52",
            name: key.name,
            permissions: ["book"],
            rate_limit: 600,
            ends_at: null,
            created_at: key.created_at,
          },
        ],
        next_cursor: null,
      },
    },
    "key/usage": {
      request: { key_id: key.id, limit: 20 },
      response: {
        items: [
          {
            key_id: key.id,
            channel_id: key.channel_id,
            operation: "booking/hold",
            hour_starts_at: "2030-05-20T14:00:00.000Z",
            requests: 1_480,
            errors_4xx: 37,
            errors_5xx: 0,
            latency_p50_ms: 5,
            latency_p95_ms: 20,
            latency_p99_ms: 50,
          },
        ],
        next_cursor: null,
      },
    },
    "log/list": {
      request: { key_id: key.id, status_class: "4xx" },
      response: {
        items: [
          {
            logged_at: "2030-05-20T14:03:21.000Z",
            key_id: key.id,
            channel_id: key.channel_id,
            operation: "booking/hold",
            status: 409,
            code: "FULL",
            duration_ms: 4,
            request_id: "checkout-7f3a",
            trace_id: "4bf92f3577b34da6a3ce929d0e0e4736",
            country: "PT",
            colo: "LIS",
            address: null,
            user_agent: null,
          },
        ],
        next_cursor: null,
      },
    },
    "auth/token": {
      request: { api_key: ids.api_key, permissions: ["read", "book"] },
      response: {
        token: ids.access_token,
        expires_in: 3_600,
        permissions: ["read", "book"],
        token_type: "Bearer",
        expires_at: "2030-05-20T15:00:00.000Z",
      },
    },
    "auth/validate": {
      request: { token: ids.access_token, required_scope: "book" },
      response: {
        valid: true,
        reason: null,
        channel_id: ids.channel,
        key_id: ids.key,
        permissions: ["read", "book"],
        expires_at: "2030-05-20T15:00:00.000Z",
      },
    },
  };
}
