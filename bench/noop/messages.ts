// What the bench's Worker is sent: plain data that both sides import.

/** Ways to answer, chosen by the request's Host header. */
export type Way =
  | "noop-worker"
  | "noop-object"
  | "noop-object-messages"
  | "bare-unclaimed"
  | "bare"
  | "bulk"
  | "pipeline-noop"
  | "pipeline-unclaimed"
  | "seed-unclaimed"
  | "seed-working";

export interface HoldBody {
  readonly departure_id: string;
  readonly seats: number;
  readonly customer_ref: string;
  readonly ttl_seconds: number;
}

export interface BulkBody {
  readonly departure_id: string;
  readonly holds: readonly (Omit<HoldBody, "departure_id"> & { readonly idempotency_key: string })[];
}

export interface SeedBody {
  readonly ids: readonly string[];
  readonly capacity: number;
  readonly now: number;
}
