import { abortAllDurableObjects } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { call, freshKey, inDays, must } from "./testing/api.ts";

describe("departure/create with a key", () => {
  it("makes one departure, also when every object crashes right after the first answer", async () => {
    const tour = await must("tour/create", { name: "Once", slug: `once-${crypto.randomUUID()}` });
    const input = {
      tour_id: tour.id,
      starts_at: inDays(5),
      capacity_total: 4,
      price: { amount: 100, currency: "EUR" },
    };
    const key = freshKey();
    const first = await call("departure/create", input, { key });
    await abortAllDurableObjects();
    const second = await call("departure/create", input, { key });
    expect(second.text).toBe(first.text);
    expect(second.headers.get("idempotency-replayed")).toBe("true");
  });
});
