// The part of the documents' story that is about keys and tokens (examples.ts).
import type * as z from "zod";
import type { AUTH_OPERATIONS } from "./auth.ts";
import type { apiKey, KEY_OPERATIONS } from "./key.ts";

type Operations = typeof AUTH_OPERATIONS & typeof KEY_OPERATIONS;
type Examples = {
  readonly [Name in keyof Operations]: {
    readonly request: z.input<Operations[Name]["input"]>;
    readonly response: z.input<Operations[Name]["output"]>;
  };
};
type Ids = { readonly key: string; readonly channel: string; readonly api_key: string; readonly access_token: string };

export function accessExamples(ids: Ids): Examples {
  const key: z.input<typeof apiKey> = {
    id: ids.key,
    channel_id: ids.channel,
    name: "Harbour Travel, production",
    permissions: ["book"],
    rate_limit: 600,
    created_at: "2030-05-02T08:30:00.000Z",
    revoked_at: null,
  };
  return {
    "key/create": {
      request: { name: key.name, permissions: ["book"], rate_limit: key.rate_limit },
      response: { ...key, key: ids.api_key },
    },
    "key/list": { request: {}, response: { items: [key], next_cursor: null } },
    "key/revoke": { request: { key_id: key.id }, response: { ...key, revoked_at: "2030-06-30T18:00:00.000Z" } },
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
