import { runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { DAY_MS } from "../../domain/limits.ts";
import { makeDeparture } from "../../worker/testing/api.ts";
import { projectorFor } from "../environment.ts";

async function rows(query: string): Promise<unknown[]> {
  return (await env.CATALOGUE.prepare(query).all()).results;
}

describe("the projector's alarm", () => {
  it("drops answers that are past their 24 hours, and no others", async () => {
    const now = Date.now();
    const answer =
      "INSERT INTO answers (channel, method, key, digests, body, created_at_ms) VALUES ('c', 'm', ?, '{}', '{}', ?)";
    await env.CATALOGUE.batch([
      env.CATALOGUE.prepare(answer).bind("over", now - DAY_MS - 1),
      env.CATALOGUE.prepare(answer).bind("good", now),
    ]);
    const departure = await makeDeparture();
    expect(await runDurableObjectAlarm(projectorFor(env, departure.id))).toBe(true);
    expect(await rows("SELECT key FROM answers WHERE channel = 'c'")).toEqual([{ key: "good" }]);
  });
});
