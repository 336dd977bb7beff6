// Reaches into objects' tables for what a test cannot wait for or cannot fill. Times are written into the past:
// that is honest because what is over is decided by the clock, not by an alarm.
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { type ChildPrefix, childNumber } from "../../domain/identifier.ts";
import type { DepartureObject } from "../../durable-objects/departure/departure-object.ts";
import type { SchemeObject } from "../../durable-objects/scheme/scheme-object.ts";
import type { ShowObject } from "../../durable-objects/show/show-object.ts";

type Row = Record<string, SqlStorageValue>;

export function inDeparture(departure_id: string, query: string, ...values: SqlStorageValue[]): Promise<Row[]> {
  return runInDurableObject(env.DEPARTURE.getByName(departure_id), (object: DepartureObject, state) => {
    const rows = state.storage.sql.exec(query, ...values).toArray();
    object.forget();
    return rows;
  });
}

export function inShow(show_id: string, query: string, ...values: SqlStorageValue[]): Promise<Row[]> {
  return runInDurableObject(env.SHOW.getByName(show_id), (object: ShowObject, state) => {
    const rows = state.storage.sql.exec(query, ...values).toArray();
    object.forget();
    return rows;
  });
}

export function inScheme(scheme_id: string, query: string, ...values: SqlStorageValue[]): Promise<Row[]> {
  return runInDurableObject(env.SCHEME.getByName(scheme_id), (object: SchemeObject, state) => {
    const rows = state.storage.sql.exec(query, ...values).toArray();
    object.forget();
    return rows;
  });
}

/** What the show's tables say, without making the object forget what it remembers of them. */
export function lookInto(show_id: string, query: string): Promise<Row[]> {
  return runInDurableObject(env.SHOW.getByName(show_id), (_object, state) => state.storage.sql.exec(query).toArray());
}

export function inGatekeeper(channel_id: string, query: string, ...values: SqlStorageValue[]): Promise<Row[]> {
  return runInDurableObject(env.GATEKEEPER.getByName(channel_id), (_object, state) =>
    state.storage.sql.exec(query, ...values).toArray(),
  );
}

/** The number that an id of a hold, booking or entry carries. */
export function numberIn(prefix: ChildPrefix, id: string): number {
  const child = childNumber(prefix, id);
  if (!child) throw new Error(`${id} is not an id of a ${prefix}`);
  return child.no;
}

export async function expireHold(hold: { readonly id: string; readonly departure_id: string }): Promise<void> {
  await inDeparture(
    hold.departure_id,
    "UPDATE holds SET expires_at_ms = ? WHERE no = ?",
    Date.now() - 1,
    numberIn("hold", hold.id),
  );
}

export async function expireReservation(made: { readonly id: string; readonly show_id: string }): Promise<void> {
  const over_ms = Date.now() - 1;
  await inShow(made.show_id, "UPDATE holds SET expires_at_ms = ? WHERE no = ?", over_ms, numberIn("hold", made.id));
}

/** The show has begun a moment ago. */
export async function begin(show_id: string): Promise<void> {
  await inShow(show_id, "UPDATE show SET starts_at_ms = ?", Date.now() - 1);
}

/** The departure has left a moment ago. */
export async function depart(departure_id: string): Promise<void> {
  await inDeparture(departure_id, "UPDATE departure SET starts_at_ms = ?", Date.now() - 1);
}

/** Resolves when D1 has everything that the departure or show did so far. */
export async function projected(home_id: string): Promise<void> {
  const objects = home_id.startsWith("shw_") ? env.SHOW : env.DEPARTURE;
  const reached: boolean = await objects.getByName(home_id).projected();
  if (!reached) throw new Error(`D1 did not hear of ${home_id}`);
}

/** From here on the channel's gatekeeper fails whenever it is asked to bind a key. */
export async function breakClaims(channel_id: string): Promise<void> {
  await inGatekeeper(channel_id, "DROP TABLE IF EXISTS claims");
}

/** Everything that D1 keeps, as one text. */
export async function wholeCatalogue(): Promise<string> {
  const { results: tables } = await env.CATALOGUE.prepare(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\'",
  ).all<{ name: string }>();
  const contents = await Promise.all(tables.map(({ name }) => env.CATALOGUE.prepare(`SELECT * FROM "${name}"`).all()));
  return JSON.stringify(contents.map(({ results }) => results));
}
