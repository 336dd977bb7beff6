// How time goes on between rounds: mostly by seconds, sometimes to the very millisecond at which something ends,
// sometimes by a jump, and sometimes back.
import type { Request } from "./naive-keys.ts";
import { HOUR_MS, MINUTE_MS, sentAgain } from "./requests.ts";
import type { World } from "./world.ts";

const DAY_MS = 24 * HOUR_MS;
/** Clocks are taken to be less than an hour apart: that is how much longer a binding is kept than an answer. */
const BACK_MAX_MS = 45 * MINUTE_MS;

const MOVES = {
  seconds: 60,
  minutes: 30,
  quarter: 6,
  hours: 0.5,
  day: 0.06,
  "key ends": 0.12,
  back: 1,
  "something ends": 8,
} as const;
const BY_AT_MOST_MS = {
  seconds: 5_000,
  minutes: 3 * MINUTE_MS,
  quarter: 15 * MINUTE_MS,
  hours: 6 * HOUR_MS,
  day: 27 * HOUR_MS,
} as const;

type Moment = { readonly at_ms: number; readonly request: Request | undefined };

/** Says what should be sent at the time that was chosen, if that was chosen for something. */
export function moveClock(world: World): Request | undefined {
  const { random, coverage, clock } = world;
  const move = random.weighted(MOVES);
  switch (move) {
    case "seconds":
    case "minutes":
    case "quarter":
    case "hours":
    case "day":
      if (move === "hours" || move === "day") coverage.saw("clock jump forward");
      set(world, clock + random.between(0, BY_AT_MOST_MS[move]));
      return undefined;
    case "back":
      coverage.saw("clock jump backward");
      set(world, clock - random.between(1, 30) * MINUTE_MS);
      return undefined;
    case "key ends":
    case "something ends": {
      const moment = random.pick(move === "key ends" ? keysEnding(world) : thingsEnding(world));
      if (!moment) return undefined;
      set(world, moment.at_ms + random.between(-1, 1));
      return moment.request;
    }
  }
}

function set(world: World, clock: number): void {
  world.clock = Math.max(clock, world.peak - BACK_MAX_MS);
  world.peak = Math.max(world.peak, world.clock);
}

function thingsEnding({ clock, homes, random }: World): Moment[] {
  const moments = [...homes.values()].flatMap((home): Moment[] => [
    { at_ms: home.naive.starts, request: undefined },
    {
      at_ms: home.naive.starts - home.naive.policy.cancellation_cutoff_ms,
      request: {
        ...home.draft(random, random.pick(["cancel_booking", "modify_booking"])),
        key: `key ${random.bits()}`,
      },
    },
    ...home.naive.holds
      .filter((hold) => hold.state === "ACTIVE")
      .map((hold) => ({ at_ms: hold.ends, request: undefined })),
  ]);
  return moments.filter(({ at_ms }) => at_ms > clock && at_ms < clock + 2 * HOUR_MS);
}

function keysEnding({ clock, homes, keys, random }: World): Moment[] {
  return [...keys.answered.lists.values()]
    .flat()
    .filter(({ request, claimed_at_ms }) => homes.has(request.home) && claimed_at_ms + DAY_MS > clock)
    .map(({ request, claimed_at_ms }) => ({ at_ms: claimed_at_ms + DAY_MS, request: sentAgain(random, request) }));
}
