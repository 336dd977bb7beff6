// Partners of a test: channels of their own, each with a key.
import type { Scope } from "../../contract/operation.ts";
import { must } from "./api.ts";

export type Partner = { readonly token: string; readonly channel_id: string; readonly key_id: string };

/** A new channel with a key that no test can use up. */
export async function makePartner(
  permissions: readonly Scope[] = ["book"],
  overrides: Readonly<Record<string, unknown>> = {},
): Promise<Partner> {
  const made = await must("key/create", { name: "A partner", permissions, rate_limit: 1_000_000, ...overrides });
  return { token: made.key, channel_id: made.channel_id, key_id: made.id };
}

/** The same id with another seal: of the right shape, and never made by us. */
export function forged(id: string): string {
  return `${id.slice(0, -1)}${id.endsWith("0") ? "1" : "0"}`;
}
