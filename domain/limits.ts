// Every size, time and count that bounds the domain, in one place. Sources: R1 sections 9 and 12, DOMAIN.md.

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

export const LIMITS = {
  seats_per_hold_max: 10,
  hold_ttl_seconds_min: 60,
  hold_ttl_seconds_max: 3_600,
  hold_ttl_seconds_default: 600,
  max_hold_seconds_max: 86_400,
  offer_ttl_seconds_min: 60,
  offer_ttl_seconds_max: 86_400,
  capacity_max: 1_000_000,
  waiting_max: 100_000,
  customer_ref_length_max: 128,
  idempotency_key_length_max: 255,
  idempotency_retention_ms: DAY_MS,
  usage_retention_ms: 31 * DAY_MS,
} as const;
