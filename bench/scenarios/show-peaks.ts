// Throughput on one hot show, beside a departure's in the same run.

import { generateLoad } from "../load/generate-load.ts";
import type { LoadJob, LoadResult } from "../load/load-job.ts";
import type { Measurement, Scenario } from "../scenario.ts";
import type { MadeShow } from "../shows.ts";
import { CONNECTIONS, check, closed, holds, holdsToConfirm, hotDeparture, job, measurement } from "./load-steps.ts";
import { byIds, checkShows, onShows, type ShowTarget, showJob } from "./show-steps.ts";

const LARGEST = 60_000;
const PEAK_GUESS = 2_500;
const ADJACENT = 2;
const HALF = 0.5;

const HOLDS = "a departure's holds";
const BY_IDS = "reservations by ids";
const HOLDS_RELEASED = "a departure's holds, each released";
const BY_IDS_RELEASED = "reservations by ids, each released";
const OF_1_000 = "2 adjacent of 1,000 seats, each released";
const OF_20_000 = "2 adjacent of 20,000 seats, each released";
const CONFIRMS = "a departure's confirms";
const BOOKINGS = "a show's bookings";

export const reservationsPeak: Scenario = {
  name: "shows-reservations-peak",
  title: "Reservations on one hot show, peak throughput",
  unit: "made/s",
  higher_is_better: true,
  method: `${CONNECTIONS} connections, closed loop, a new customer and key each; by ids two seats each in a hall of ${LARGEST.toLocaleString("en")}; where each is released, as many releases come in between, not counted, so that the hall stays as it is: of the two halls that the best are looked for in, half of the seats, scattered, are blocked`,
  variants: [HOLDS, BY_IDS, HOLDS_RELEASED, BY_IDS_RELEASED, OF_1_000, OF_20_000],
  baselines: [`Holdfast, ${HOLDS}`, `Holdfast, ${HOLDS_RELEASED}`],
  shows: ["server_cpu_us", "server_cores"],
  ...onShows((on) => {
    switch (on.context.variant) {
      case HOLDS:
        return holdsOf(on, (requests) => requests);
      case HOLDS_RELEASED:
        return holdsOf(on, (first) => ({ kind: "in_turn", first, second: "release_hold", run: on.context.run }));
      case BY_IDS:
        return reservationsOf(on, { seats_total: LARGEST }, (show) => byIds(show, ADJACENT, on.context.run));
      case BY_IDS_RELEASED:
        return reservationsOf(on, { seats_total: LARGEST }, (show) => released(on, { by: "ids", show }));
      case OF_1_000:
        return reservationsOf(on, { seats_total: 1_000, blocked_share: HALF }, (show) =>
          released(on, { by: "quantity", show }),
        );
      default:
        return reservationsOf(on, { seats_total: 20_000, blocked_share: HALF }, (show) =>
          released(on, { by: "quantity", show }),
        );
    }
  }),
};

export const bookingsPeak: Scenario = {
  name: "shows-bookings-peak",
  title: "Bookings on one hot show, peak throughput",
  unit: "bookings/s",
  higher_is_better: true,
  method: `reservations of one seat by its id are made first, unmeasured, in a hall of ${LARGEST.toLocaleString("en")}; then ${CONNECTIONS} connections book them, closed loop; a departure's holds and confirms in the same way`,
  variants: [CONFIRMS, BOOKINGS],
  baselines: [`Holdfast, ${CONFIRMS}`],
  shows: ["server_cpu_us", "server_cores"],
  ...onShows((on) => (on.context.variant === CONFIRMS ? confirms(on) : bookings(on))),
};

async function holdsOf(on: ShowTarget, of: (holds: LoadJob["requests"]) => LoadJob["requests"]): Promise<Measurement> {
  const { target, context } = on;
  const departureId = await hotDeparture(target);
  const requests = of(holds([departureId], context));
  const result = await generateLoad(job(target, context, { requests, pace: closed() }));
  return measured(result, await check(target, [departureId], { holds: [result] }));
}

async function reservationsOf(
  on: ShowTarget,
  wish: Parameters<ShowTarget["shows"]["make"]>[0],
  of: (show: MadeShow) => LoadJob["requests"],
): Promise<Measurement> {
  const show = await on.shows.make(wish);
  const result = await generateLoad(await showJob(on, { requests: of(show), pace: closed() }));
  return measured(result, await checkShows(on, [show], [result]));
}

function released(
  { context: { run } }: ShowTarget,
  { by, show }: { readonly by: "ids" | "quantity"; readonly show: MadeShow },
): LoadJob["requests"] {
  const first = { kind: "reserve", show, by, seats: ADJACENT, run } as const;
  return { kind: "in_turn", first, second: "release_reservation", run };
}

async function confirms(on: ShowTarget): Promise<Measurement> {
  const { target, context } = on;
  const departureId = await hotDeparture(target);
  const made = await generateLoad(holdsToConfirm(target, context, { departureId, count: enough(on) }));
  const requests = { kind: "confirm", hold_ids: made.collected_ids ?? [], run: context.run } as const;
  const result = await generateLoad(job(target, context, { requests, pace: closed() }));
  return measured(result, await check(target, [departureId], { holds: [made], bookings: [result] }));
}

async function bookings(on: ShowTarget): Promise<Measurement> {
  const { run } = on.context;
  const show = await on.shows.make({ seats_total: LARGEST });
  const first = await showJob(on, { requests: byIds(show, 1, run), pace: closed() });
  const unmeasured = { warm_up_seconds: 0, seconds: 600, requests_max: enough(on), collect_ids: true };
  const made = await generateLoad({ ...first, ...unmeasured });
  const requests = { kind: "book", reservation_ids: made.collected_ids ?? [], run } as const;
  const result = await generateLoad(await showJob(on, { requests, pace: closed() }));
  return measured(result, await checkShows(on, [show], [made, result]));
}

/** A window that runs out of them ends early, and is then shorter, not wrong. */
function enough({ context: { warm_up_seconds, seconds } }: ShowTarget): number {
  return Math.min(LARGEST, PEAK_GUESS * (warm_up_seconds + seconds));
}

function measured(result: LoadResult, violated: readonly string[]): Measurement {
  return measurement(result, result.acknowledged_per_second, violated);
}
