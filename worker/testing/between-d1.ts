// Trouble on the way to D1. What stands in between is handed the real write, and decides when it happens and
// whether its answer arrives.
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { projectorFor } from "../../durable-objects/environment.ts";

export type Between = (write: () => Promise<D1Result[]>) => Promise<D1Result[]>;

/** From here on, until the projector is evicted, what the departure drains goes through `between`. */
export async function betweenProjectorAndD1(departure_id: string, between: Between): Promise<void> {
  await runInDurableObject(projectorFor(env, departure_id), (projector) => {
    const catalogue = new Proxy(env.CATALOGUE, {
      get: (database, name) => {
        if (name === "batch") return (statements: D1PreparedStatement[]) => between(() => database.batch(statements));
        const member: unknown = Reflect.get(database, name);
        return typeof member === "function" ? (member.bind(database) as unknown) : member;
      },
    });
    Reflect.set(projector, "env", { ...env, CATALOGUE: catalogue });
  });
}

export type Gate = { readonly opened: Promise<void>; open(): void };

/** A promise that the test resolves. */
export function gate(): Gate {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: () => resolve() };
}

export async function renameTable(from: string, to: string): Promise<void> {
  await env.CATALOGUE.prepare(`ALTER TABLE ${from} RENAME TO ${to}`).run();
}

export async function rowsOf<T>(query: string, ...values: (string | number)[]): Promise<T[]> {
  const { results } = await env.CATALOGUE.prepare(query)
    .bind(...values)
    .all<T>();
  return results;
}
