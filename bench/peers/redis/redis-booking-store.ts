import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Redis } from "ioredis";
import { type BookingStore, type CommandResult, storedResult } from "../booking-store.ts";

function script(name: string): string {
  return readFileSync(join(import.meta.dirname, `${name}.lua`), "utf8");
}

type Arguments = readonly (string | number)[];

/** ioredis adds a method for each script at run time, sends it by hash and falls back to its text. */
interface Scripted {
  holdPlaces(...values: Arguments): Promise<unknown>;
  confirmHold(...values: Arguments): Promise<unknown>;
  readDeparture(...values: Arguments): Promise<unknown>;
}

function connect(socketPath: string): Redis & Scripted {
  const prelude = script("prelude");
  const redis = new Redis(socketPath, {
    // Commands of one turn of the loop leave in one write, which spares system calls under load.
    enableAutoPipelining: true,
    scripts: {
      holdPlaces: { lua: prelude + script("hold"), numberOfKeys: 5 },
      confirmHold: { lua: prelude + script("confirm"), numberOfKeys: 3 },
      readDeparture: { lua: script("departure"), numberOfKeys: 2, readOnly: true },
    },
  });
  redis.on("error", (error) => console.error(`redis connection: ${error.message}`));
  // The constructor has just defined these three methods from `scripts`.
  return redis as Redis & Scripted;
}

export function redisBookingStore(socketPath: string): BookingStore {
  const redis = connect(socketPath);
  return {
    hold: async (asked) => {
      const { principal, departureId } = asked;
      return commandResult(
        await redis.holdPlaces(
          `idempotency:${principal}:booking/hold:${asked.idempotencyKey}`,
          `departure:${departureId}`,
          `due:${departureId}`,
          `customers:${departureId}:${principal}`,
          `hold:${asked.holdId}`,
          asked.bodyHash.toString("hex"),
          asked.traceId,
          asked.holdId,
          asked.seats,
          asked.customerRef,
          asked.expiresAtMs,
          asked.answer,
          principal,
          departureId,
        ),
      );
    },
    confirm: async (asked) => {
      const { principal } = asked;
      return commandResult(
        await redis.confirmHold(
          `idempotency:${principal}:booking/confirm:${asked.idempotencyKey}`,
          `hold:${asked.holdId}`,
          `booking:${asked.bookingId}`,
          asked.bodyHash.toString("hex"),
          asked.traceId,
          asked.holdId,
          asked.bookingId,
          asked.code,
          asked.createdAt,
          principal,
        ),
      );
    },
    departure: async (id) => {
      const facts = await redis.readDeparture(`departure:${id}`, `due:${id}`);
      if (!Array.isArray(facts)) return undefined;
      const [tourId, startsAt, capacityTotal, capacityAvailable] = facts;
      return {
        id,
        tour_id: String(tourId),
        starts_at: String(startsAt),
        capacity_total: Number(capacityTotal),
        capacity_available: Number(capacityAvailable),
      };
    },
  };
}

function commandResult(returned: unknown): CommandResult {
  if (!Array.isArray(returned)) throw new Error("the script returned no list");
  const [status, text, replayed] = returned;
  return storedResult(Number(status), String(text), replayed === 1);
}
