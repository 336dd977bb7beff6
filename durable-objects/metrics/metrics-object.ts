// Adds up what isolates counted and keeps the last gauges of each object. In memory: metrics start again from
// zero when the object does, which counters of this format may do.
import { DurableObject } from "cloudflare:workers";
import type { Environment } from "../environment.ts";

export type Counts = Readonly<Record<string, number>>;
export type Gauges = { readonly active_holds: number; readonly sockets: number; readonly lag_changes: number };

const SERIES_MAX = 20_000;
const OBJECTS_MAX = 50_000;

export class MetricsObject extends DurableObject<Environment> {
  readonly #counts = new Map<string, number>();
  readonly #gauges = new Map<string, Gauges>();

  /** Adds counts by series, a series being a metric's name with its labels. */
  add(counts: Counts): void {
    for (const [series, count] of Object.entries(counts)) {
      if (!this.#counts.has(series) && this.#counts.size >= SERIES_MAX) continue;
      this.#counts.set(series, (this.#counts.get(series) ?? 0) + count);
    }
  }

  gauge(object_id: string, gauges: Gauges): void {
    const idle = gauges.active_holds === 0 && gauges.sockets === 0 && gauges.lag_changes === 0;
    if (idle) this.#gauges.delete(object_id);
    else if (this.#gauges.has(object_id) || this.#gauges.size < OBJECTS_MAX) this.#gauges.set(object_id, gauges);
  }

  read(): { counts: Counts; gauges: Gauges } {
    const total = { active_holds: 0, sockets: 0, lag_changes: 0 };
    for (const gauges of this.#gauges.values()) {
      total.active_holds += gauges.active_holds;
      total.sockets += gauges.sockets;
      total.lag_changes += gauges.lag_changes;
    }
    return { counts: Object.fromEntries(this.#counts), gauges: total };
  }
}
