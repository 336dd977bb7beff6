// Random requests that make sense often enough to reach every state, and are wrong often enough to see refusals.

import type { Request } from "./naive-keys.ts";
import type { NaiveDeparture } from "./naive-model.ts";
import type { NaiveActor } from "./naive-things.ts";
import type { NamedCommand } from "./names.ts";
import type { Random } from "./random.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export const HOUSE: NaiveActor = { channel: "house", key_id: "key_house", admin: true };
const PARTNERS: readonly NaiveActor[] = [
  { channel: "north", key_id: "key_north", admin: false },
  { channel: "south", key_id: "key_south", admin: false },
];
export const ACTORS: readonly NaiveActor[] = [...PARTNERS, HOUSE];
const CUSTOMERS = ["ada", "ben", "cleo", "dan", "eve", "fay"];

type Kind = Exclude<NamedCommand["type"], "create">;
const MIX: Readonly<Record<Kind, number>> = {
  hold: 34,
  extend: 5,
  release: 6,
  confirm: 16,
  cancel_booking: 6,
  modify_booking: 5,
  join: 14,
  leave: 3,
  notify: 3,
  adjust: 3,
  close: 0.7,
  reopen: 2,
  update: 2,
  cancel: 0.15,
};
const ADMIN_ONLY: ReadonlySet<Kind> = new Set(["close", "reopen", "update", "cancel", "adjust", "notify"]);

export function randomRequest(random: Random, departure: NaiveDeparture, method?: string): Omit<Request, "key"> {
  // A method that was given was one of the mix when it was first drawn.
  const kind = method === undefined ? random.weighted(MIX) : (method as Kind);
  const { command, owner } = randomCommand(random, departure, kind);
  const actor = ADMIN_ONLY.has(kind) ? HOUSE : actorFor(random, owner);
  return { home: departure.id, actor, method: kind, command, fields: fieldsOf(departure.id, command) };
}

/** The same request as a client's server would make it anew: what it makes up itself is different. */
export function sentAgain(random: Random, request: Request): Request {
  const { command } = request;
  return command.type === "confirm" ? { ...request, command: { ...command, code: randomCode(random) } } : request;
}

function actorFor(random: Random, owner: string | undefined): NaiveActor {
  if (random.chance(0.1)) return HOUSE;
  const own = PARTNERS.find((actor) => actor.channel === owner);
  return (random.chance(0.85) ? own : undefined) ?? random.pick(PARTNERS) ?? HOUSE;
}

/** What the client sent: everything but what the server makes up, with ids that name their departure. */
function fieldsOf(home: string, command: NamedCommand): Record<string, unknown> {
  const fields: Record<string, unknown> = { departure_id: home };
  for (const [name, value] of Object.entries(command)) {
    if (name === "type" || name === "code") continue;
    fields[name] = typeof value === "string" && value.startsWith("~") ? `${home}${value}` : value;
  }
  return fields;
}

function randomCommand(
  random: Random,
  departure: NaiveDeparture,
  kind: Kind,
): { command: NamedCommand; owner?: string | undefined } {
  const customer_ref = random.pick(CUSTOMERS) ?? "";
  const seats = random.chance(0.9) ? random.between(1, 4) : random.between(1, 11);
  switch (kind) {
    case "hold":
      return { command: { type: kind, customer_ref, seats, ttl_ms: randomTtl(random), refresh: random.chance(0.25) } };
    case "join":
      return { command: { type: kind, customer_ref, seats } };
    case "extend":
    case "release":
    case "confirm":
      return aboutHold(random, departure, kind);
    case "cancel_booking":
    case "modify_booking": {
      const booking = recent(random, departure.bookings, (one) => one.state === "CONFIRMED");
      const name = booking?.name ?? "~none";
      const command =
        kind === "cancel_booking"
          ? ({ type: kind, booking: name } as const)
          : ({ type: kind, booking: name, seats } as const);
      return { command, owner: booking?.hold.channel };
    }
    case "leave": {
      const wish = recent(random, departure.wishes, (one) => one.state === "WAITING" || one.state === "OFFERED");
      return { command: { type: kind, entry: wish?.name ?? "~none" }, owner: wish?.channel };
    }
    case "notify": {
      const wish = random.chance(0.6) ? recent(random, departure.wishes, (one) => one.state === "WAITING") : undefined;
      return {
        command: { type: kind, entry: wish?.name ?? null, ttl_ms: random.chance(0.5) ? randomTtl(random) : null },
      };
    }
    case "adjust":
      return { command: { type: kind, delta: random.pick([-6, -3, -1, 1, 2, 5]) ?? 1, reason: "coach changed" } };
    case "update":
      return { command: { type: kind, changes: randomChanges(random, departure) } };
    case "cancel":
      return { command: { type: kind, reason: "storm" } };
    case "close":
    case "reopen":
      return { command: { type: kind } };
  }
}

function aboutHold(random: Random, departure: NaiveDeparture, kind: "extend" | "release" | "confirm") {
  const hold = recent(random, departure.holds, (one) => one.state === "ACTIVE");
  const name = hold?.name ?? "~none";
  const owner = hold?.channel;
  if (kind === "release") return { command: { type: kind, hold: name }, owner };
  if (kind === "extend") return { command: { type: kind, hold: name, ttl_ms: randomTtl(random) }, owner };
  const seats = random.chance(0.7) ? null : random.between(1, (hold?.seats ?? 2) + 1);
  return { command: { type: kind, hold: name, seats, code: randomCode(random) }, owner };
}

/** Mostly one that is still alive, sometimes any of the latest, rarely none. */
function recent<T>(random: Random, all: readonly T[], alive: (one: T) => boolean): T | undefined {
  if (random.chance(0.02)) return undefined;
  const living = random.chance(0.75) ? all.filter(alive) : [];
  return random.pick(living) ?? random.pick(all.slice(-20));
}

function randomTtl(random: Random): number {
  return random.chance(0.7) ? random.between(60, 600) * 1_000 : random.between(600, 3_600) * 1_000;
}

function randomCode(random: Random): string {
  return `C${random.bits()}`;
}

export function randomPolicy(random: Random): NaiveDeparture["policy"] {
  return {
    seats_per_hold_max: random.chance(0.7) ? 10 : random.between(2, 10),
    max_hold_ms: random.chance(0.6) ? HOUR_MS : random.between(5, 90) * MINUTE_MS,
    offer_ttl_ms: random.chance(0.7) ? 5 * MINUTE_MS : random.between(1, 30) * MINUTE_MS,
    waitlist_order: random.chance(0.4) ? "strict" : "first_fit",
    cancellation_cutoff_ms: random.chance(0.5) ? 0 : random.between(1, 6) * HOUR_MS,
  };
}

function randomChanges(random: Random, departure: NaiveDeparture) {
  const { offer_ttl_ms, waitlist_order, max_hold_ms } = randomPolicy(random);
  const starts_at_ms = random.chance(0.7)
    ? departure.now + random.between(1, 30) * HOUR_MS
    : departure.now + random.between(-10, 60) * MINUTE_MS;
  return (
    random.pick([
      { starts_at_ms },
      { unit_amount: random.between(1, 500) * 100 },
      { policy: { offer_ttl_ms, waitlist_order } },
      { policy: { max_hold_ms } },
      { currency: "JPY" },
    ]) ?? {}
  );
}
