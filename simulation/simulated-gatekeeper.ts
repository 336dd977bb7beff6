// A channel's gatekeeper as far as keys are concerned: the real binding rule and the real tables, with bindings
// written behind as the object does it. The object itself needs workerd.
import { DAY_MS, HOUR_MS } from "../domain/limits.ts";
import type { Binding, Claim } from "../durable-objects/envelope.ts";
import { bindKey, scopedClaim } from "../durable-objects/gatekeeper/claims.ts";
import { GATEKEEPER_MIGRATIONS } from "../durable-objects/gatekeeper/migrations.ts";
import { GatekeeperStore } from "../durable-objects/gatekeeper/store.ts";
import { migrate } from "../durable-objects/migrate.ts";
import { openNodeSql } from "./node-sql.ts";

export class SimulatedGatekeeper {
  readonly #sql = openNodeSql(":memory:");
  readonly #store = new GatekeeperStore(this.#sql);
  #unwritten = new Map<string, Binding>();

  constructor() {
    migrate(this.#sql, GATEKEEPER_MIGRATIONS);
  }

  claimMany(claims: readonly Claim[], clock: number): Binding[] {
    return claims.map((claim) => {
      const scoped = scopedClaim(claim);
      const { binding, fresh } = bindKey(this.#unwritten.get(scoped) ?? this.#store.claim(scoped), claim, clock);
      if (fresh) this.#unwritten.set(scoped, binding);
      return binding;
    });
  }

  writeBehind(): void {
    if (this.#unwritten.size === 0) return;
    this.#store.transaction(() => this.#store.saveClaims([...this.#unwritten]));
    this.#unwritten.clear();
  }

  /** The process dies before it wrote. */
  crash(): void {
    this.#unwritten = new Map();
  }

  cleanUp(clock: number): void {
    this.#store.dropClaims(clock - DAY_MS - HOUR_MS, 1_000);
  }

  close(): void {
    this.#sql.close();
  }
}
