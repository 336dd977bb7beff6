// The steps that scenarios of shows share: what the loads on a show were acknowledged, and the check after them.

import type { LoadJob, LoadResult } from "../load/load-job.ts";
import type { ReservePlan } from "../load/show-requests.ts";
import type { Measurement, Scenario, ScenarioContext } from "../scenario.ts";
import type { MadeShow, Shows } from "../shows.ts";
import type { Acknowledged, Inside, Target } from "../targets.ts";
import { job, NOTHING, refused } from "./load-steps.ts";

type Asked = Parameters<typeof job>[2];

/** A target whose shows can be measured. */
export interface ShowTarget {
  readonly target: Target;
  readonly inside: Inside;
  readonly shows: Shows;
  readonly context: ScenarioContext;
}

/** `asks` and `measure` of a scenario that needs shows. */
export function onShows(work: (on: ShowTarget) => Promise<Measurement>): Pick<Scenario, "asks" | "measure"> {
  return {
    asks: ({ inside }) => inside !== undefined,
    measure: async (target, context) => {
      const { inside } = target;
      return inside === undefined ? refused("it has no shows") : work({ target, inside, shows: inside.shows, context });
    },
  };
}

/** A load asked with a partner's key, which owns what it makes. */
export async function showJob({ target, shows, context }: ShowTarget, asked: Asked): Promise<LoadJob> {
  const [token = ""] = await shows.partners(1);
  return { ...job(target, context, asked), token };
}

export function byIds(show: MadeShow, seats: number, run: string): ReservePlan {
  return { kind: "reserve", show, by: "ids", seats, run };
}

export function checkShows(
  { shows }: ShowTarget,
  made: readonly MadeShow[],
  loads: readonly LoadResult[],
): Promise<readonly string[]> {
  const sum = (kind: string, part: keyof Acknowledged): number =>
    loads.reduce((total, { by_kind }) => total + (by_kind[kind]?.acknowledged[part] ?? 0), 0);
  const unknown = loads.reduce(
    (total, load) => ({
      requests: total.requests + load.unknown.requests,
      seats: total.seats + load.unknown.seats,
    }),
    NOTHING,
  );
  return shows.check({
    shows: made,
    reservations: { requests: sum("reservations", "requests"), seats: sum("reservations", "seats") },
    bookings: sum("bookings", "requests") - sum("cancel", "requests"),
    unknown,
  });
}
