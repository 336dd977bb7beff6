// Where requests come from. A plan is plain data, because it travels to the generator's process; the source made
// from it gives one request after the other, each with its own idempotency key and customer.

export type RequestPlan =
  | {
      readonly kind: "hold";
      readonly departure_ids: readonly string[];
      /** Distinguishes this load's keys and customers from every other load's. */
      readonly run: string;
      readonly ttl_seconds: number;
    }
  | {
      /** Many holds in one request, which only the bench's own Worker understands. */
      readonly kind: "hold_many";
      readonly departure_id: string;
      readonly holds_a_request: number;
      readonly run: string;
      readonly ttl_seconds: number;
    }
  | { readonly kind: "confirm"; readonly hold_ids: readonly string[]; readonly run: string }
  | { readonly kind: "read"; readonly departure_ids: readonly string[] }
  | { readonly kind: "fixed"; readonly path: string; readonly body: string };

export interface PlannedRequest {
  readonly path: string;
  readonly idempotencyKey?: string;
  readonly body: string;
  /** Places that the request takes when it is acknowledged. */
  readonly seats: number;
  /** What the request counts for; 1 unless it carries more. */
  readonly count?: number;
}

/** Returns undefined when there is nothing more to ask. */
export type RequestSource = () => PlannedRequest | undefined;

export function requestSource(plan: RequestPlan): RequestSource {
  switch (plan.kind) {
    case "hold":
      return holds(plan.departure_ids, plan.run, plan.ttl_seconds);
    case "hold_many":
      return manyHolds(plan);
    case "confirm":
      return confirms(plan.hold_ids, plan.run);
    case "read":
      return reads(plan.departure_ids);
    case "fixed": {
      const request: PlannedRequest = { path: plan.path, body: plan.body, seats: 0 };
      return () => request;
    }
  }
}

function holds(departureIds: readonly string[], run: string, ttlSeconds: number): RequestSource {
  let count = 0;
  return () => {
    const departureId = departureIds[count % departureIds.length];
    if (departureId === undefined) return undefined;
    count += 1;
    // 1 to 4 places, so that counting holds and counting places cannot be confused unnoticed.
    const seats = 1 + (count % 4);
    const body = `{"departure_id":"${departureId}","seats":${seats},"customer_ref":"customer-${run}-${count}","ttl_seconds":${ttlSeconds}}`;
    return { path: "/v1/booking/hold", idempotencyKey: `hold-${run}-${count}`, body, seats };
  };
}

function manyHolds(plan: Extract<RequestPlan, { kind: "hold_many" }>): RequestSource {
  const { departure_id, holds_a_request, run, ttl_seconds } = plan;
  let count = 0;
  return () => {
    const holds = Array.from({ length: holds_a_request }, () => {
      count += 1;
      const customer_ref = `customer-${run}-${count}`;
      return { idempotency_key: `hold-${run}-${count}`, seats: 1 + (count % 4), customer_ref, ttl_seconds };
    });
    const seats = holds.reduce((sum, hold) => sum + hold.seats, 0);
    const body = JSON.stringify({ departure_id, holds });
    return { path: "/v1/booking/hold", body, seats, count: holds_a_request };
  };
}

function confirms(holdIds: readonly string[], run: string): RequestSource {
  let count = 0;
  return () => {
    const holdId = holdIds[count];
    if (holdId === undefined) return undefined;
    count += 1;
    const body = `{"hold_id":"${holdId}"}`;
    return { path: "/v1/booking/confirm", idempotencyKey: `confirm-${run}-${count}`, body, seats: 0 };
  };
}

function reads(departureIds: readonly string[]): RequestSource {
  let count = 0;
  const requests = departureIds.map((id) => ({
    path: "/v1/departure/get",
    body: `{"departure_id":"${id}"}`,
    seats: 0,
  }));
  return () => requests[count++ % requests.length];
}

/** Writes a request as HTTP/1.1 text. Bodies and keys are ASCII, so characters are bytes. */
export function requestWriter(job: { url: string; host?: string; token: string }): (request: PlannedRequest) => string {
  const { token, host = new URL(job.url).host } = job;
  const fixed = `Host: ${host}\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\n`;
  return ({ path, idempotencyKey, body }) => {
    const key = idempotencyKey === undefined ? "" : `Idempotency-Key: ${idempotencyKey}\r\n`;
    return `POST ${path} HTTP/1.1\r\n${fixed}${key}Content-Length: ${body.length}\r\n\r\n${body}`;
  };
}
