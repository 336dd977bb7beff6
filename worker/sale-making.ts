// What making and changing a departure or a show have in common.
import type * as z from "zod";
import type { policy } from "../contract/departure.ts";
import { differingFields } from "../domain/idempotency.ts";
import type { HomePrefix } from "../domain/identifier.ts";
import { SECOND_MS } from "../domain/limits.ts";
import type { Policy } from "../domain/sale.ts";
import { type Call, principalOf, type Reply } from "./call.ts";
import { newHomeId } from "./identifiers.ts";
import { overloaded, refusalFailure } from "./problem.ts";

type PolicyInput = { readonly [Field in keyof z.output<typeof policy>]?: z.output<typeof policy>[Field] | undefined };

export function policyOf(input: PolicyInput | undefined): Partial<Policy> {
  const { seats_per_hold_max, max_hold_seconds, offer_ttl_seconds, waitlist_order, cancellation_cutoff_seconds } =
    input ?? {};
  return {
    ...(seats_per_hold_max === undefined ? {} : { seats_per_hold_max }),
    ...(max_hold_seconds === undefined ? {} : { max_hold_ms: max_hold_seconds * SECOND_MS }),
    ...(offer_ttl_seconds === undefined ? {} : { offer_ttl_ms: offer_ttl_seconds * SECOND_MS }),
    ...(waitlist_order === undefined ? {} : { waitlist_order }),
    ...(cancellation_cutoff_seconds === undefined
      ? {}
      : { cancellation_cutoff_ms: cancellation_cutoff_seconds * SECOND_MS }),
  };
}

const CATCH_UP_MS = 2_000;

/** Because people search right after they change something: lets D1 hear of it first, but not for ever. */
export async function caughtUp(object: { projected(): Promise<boolean> }): Promise<void> {
  const projected = object.projected().catch(() => false);
  await Promise.race([projected, scheduler.wait(CATCH_UP_MS)]);
}

/** The id that a create with this key was first given, or a new one; refused when the key belongs to another request. */
export async function firstBoundId(
  call: Call,
  prefix: HomePrefix,
): Promise<{ ok: true; id: string } | Extract<Reply, { ok: false }>> {
  const id = newHomeId(call.environment.ID_SECRET, prefix, call.context.now);
  if (call.key === null) return { ok: true, id };
  const claim = { method: call.name, key: call.key, target: id, digests: call.digests };
  const gatekeeper = call.environment.GATEKEEPER.getByName(principalOf(call).channel);
  const binding = await gatekeeper.claimDurably(claim).catch(() => undefined);
  // As on an object's own way to the gatekeeper: without an answer nothing was done, and a retry is safe.
  if (!binding) return { ok: false, failure: overloaded(1_000) };
  const fields = differingFields(binding.digests, call.digests);
  if (fields.length === 0) return { ok: true, id: binding.target };
  return { ok: false, failure: refusalFailure({ ok: false, code: "IDEMPOTENCY_KEY_MISMATCH", fields }) };
}
