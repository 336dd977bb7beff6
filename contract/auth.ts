import * as z from "zod";
import { operation, SCOPES } from "./operation.ts";
import { count, identifier, timestamp, written } from "./values.ts";

const permissions = z.array(z.enum(SCOPES)).max(SCOPES.length);

/** Why a token may not be used, or not for what was asked. */
const reason = z
  .enum(["malformed", "expired", "revoked", "other_channel", "scope_missing"])
  .nullable()
  .describe(
    "null when it is valid. malformed: not one of ours, or changed; revoked: its key is; other_channel: another partner's, of which only an admin is told more; scope_missing: it lacks required_scope",
  );

export const AUTH_OPERATIONS = {
  "auth/token": operation({
    summary: "Exchange an API key for an access token of an hour, which counts against the key's rate limit",
    scope: "none",
    key: "none",
    input: z.strictObject({
      api_key: z
        .string()
        .min(1)
        .max(512)
        .optional()
        .describe("The key; by default the one in Authorization or X-API-Key"),
      permissions: z
        .array(z.enum(SCOPES))
        .min(1)
        .max(SCOPES.length)
        .optional()
        .describe("What the token shall be good for, at most what the key is, which is the default"),
    }),
    output: z.object({
      token: written(1_024).describe("To be sent as Authorization: Bearer <token>; a JWT, whose content is ours"),
      expires_in: count.describe("Seconds"),
      permissions,
      token_type: z.literal("Bearer"),
      expires_at: timestamp,
    }),
    errors: ["UNAUTHENTICATED", "FORBIDDEN", "RATE_LIMITED"],
    rest: [{ method: "POST", path: "/api/auth/token" }],
  }),
  "auth/validate": operation({
    summary:
      "Whether a token is valid, and what it is good for; without one, what the presented credential is good for",
    scope: "read",
    key: "none",
    input: z.strictObject({
      token: z.string().min(1).max(1_024).optional().describe("An access token; by default what was presented"),
      required_scope: z.enum(SCOPES).optional().describe("Valid only if it is good for this"),
    }),
    output: z
      .object({
        valid: z.boolean(),
        reason,
        channel_id: identifier.nullable(),
        key_id: identifier.nullable(),
        permissions,
        expires_at: timestamp.nullable().describe("null for a key, which does not expire by itself"),
      })
      .meta({ id: "CredentialStatus" }),
    errors: [],
    rest: [{ method: "GET", path: "/api/auth/validate", secret: ["token"] }],
  }),
} as const;
