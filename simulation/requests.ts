// What random requests to any sale are made of: who sends them, about whom and about what.

import type { SaleCommand } from "../durable-objects/sale/execute.ts";
import type { Request } from "./naive-keys.ts";
import type { NaiveSale } from "./naive-sale.ts";
import type { NaiveActor } from "./naive-things.ts";
import type { Named, NamedCommand } from "./names.ts";
import type { Random } from "./random.ts";

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;

export const HOUSE: NaiveActor = { channel: "house", key_id: "key_house", admin: true };
const PARTNERS: readonly NaiveActor[] = [
  { channel: "north", key_id: "key_north", admin: false },
  { channel: "south", key_id: "key_south", admin: false },
];
export const ACTORS: readonly NaiveActor[] = [...PARTNERS, HOUSE];
export const CUSTOMERS = ["ada", "ben", "cleo", "dan", "eve", "fay"];

const ADMIN_ONLY: ReadonlySet<string> = new Set([
  "close",
  "reopen",
  "update",
  "cancel",
  "adjust",
  "notify",
  "block",
  "unblock",
]);

/** A command, and the channel of what it is about. */
export type Drawn<Command> = { readonly command: Command; readonly owner?: string | undefined };

/** The request without its key, by somebody who could well send it. */
export function requestOf(random: Random, { id }: NaiveSale, { command, owner }: Drawn<NamedCommand>) {
  const actor = ADMIN_ONLY.has(command.type) ? HOUSE : actorFor(random, owner);
  return { home: id, actor, method: command.type, command, fields: fieldsOf(id, command) };
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

/** What the client sent: everything but what the server makes up, with ids that name their departure or show. */
function fieldsOf(home: string, command: NamedCommand): Record<string, unknown> {
  const fields: Record<string, unknown> = { home_id: home };
  for (const [name, value] of Object.entries(command)) {
    if (name === "type" || name === "code") continue;
    fields[name] = typeof value === "string" && value.startsWith("~") ? `${home}${value}` : value;
  }
  return fields;
}

export function aboutHold(
  random: Random,
  sale: NaiveSale,
  kind: "extend" | "release",
): Drawn<Extract<Named<SaleCommand>, { type: "extend" | "release" }>> {
  const found = recent(random, sale.holds, (one) => one.state === "ACTIVE");
  const hold = found?.name ?? "~none";
  const owner = found?.channel;
  if (kind === "release") return { command: { type: kind, hold }, owner };
  return { command: { type: kind, hold, ttl_ms: randomTtl(random) }, owner };
}

export function aboutBooking(random: Random, sale: NaiveSale) {
  return recent(random, sale.bookings, (one) => one.state === "CONFIRMED");
}

export function aboutWish(
  random: Random,
  sale: NaiveSale,
  kind: "leave" | "notify",
): Drawn<Extract<Named<SaleCommand>, { type: "leave" | "notify" }>> {
  if (kind === "leave") {
    const wish = recent(random, sale.wishes, (one) => one.state === "WAITING" || one.state === "OFFERED");
    return { command: { type: kind, entry: wish?.name ?? "~none" }, owner: wish?.channel };
  }
  const wish = random.chance(0.6) ? recent(random, sale.wishes, (one) => one.state === "WAITING") : undefined;
  return { command: { type: kind, entry: wish?.name ?? null, ttl_ms: random.chance(0.5) ? randomTtl(random) : null } };
}

/** Mostly one that is still alive, sometimes any of the latest, rarely none. */
export function recent<T>(random: Random, all: readonly T[], alive: (one: T) => boolean): T | undefined {
  if (random.chance(0.02)) return undefined;
  const living = random.chance(0.75) ? all.filter(alive) : [];
  return random.pick(living) ?? random.pick(all.slice(-20));
}

export function randomTtl(random: Random): number {
  return random.chance(0.7) ? random.between(60, 600) * 1_000 : random.between(600, 3_600) * 1_000;
}

export function randomCode(random: Random): string {
  return `C${random.bits()}`;
}

export function randomPolicy(random: Random): NaiveSale["policy"] {
  return {
    seats_per_hold_max: random.chance(0.7) ? 10 : random.between(2, 10),
    max_hold_ms: random.chance(0.6) ? HOUR_MS : random.between(5, 90) * MINUTE_MS,
    offer_ttl_ms: random.chance(0.7) ? 5 * MINUTE_MS : random.between(1, 30) * MINUTE_MS,
    waitlist_order: random.chance(0.4) ? "strict" : "first_fit",
    cancellation_cutoff_ms: random.chance(0.5) ? 0 : random.between(1, 6) * HOUR_MS,
  };
}

/** Mostly far off, sometimes soon or over. */
export function randomStart(random: Random, now: number): number {
  return random.chance(0.7) ? now + random.between(1, 30) * HOUR_MS : now + random.between(-10, 60) * MINUTE_MS;
}
