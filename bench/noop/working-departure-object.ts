// The production object under names of the bench, with one method more, and once without its gatekeeper.

import type { Command, Outcome } from "../../durable-objects/departure/commands.ts";
import { DepartureObject } from "../../durable-objects/departure/departure-object.ts";
import type { Answer, Binding, Claim, Envelope } from "../../durable-objects/envelope.ts";
import type { Environment } from "../../durable-objects/environment.ts";

export class WorkingDepartureObject extends DepartureObject {
  submitMany(envelopes: readonly Envelope<Command>[]): Promise<Answer<Outcome>[]> {
    return Promise.all(envelopes.map((envelope) => this.submit(envelope)));
  }
}

/** Binds keys itself, always anew, after one turn of the loop: what the call to a gatekeeper costs is left out. */
export class UnclaimedDepartureObject extends WorkingDepartureObject {
  constructor(state: DurableObjectState, environment: Environment) {
    const local = { getByName: () => ({ claimMany: bindAll }) };
    // Of a gatekeeper's methods a departure without sockets calls only this one.
    super(state, { ...environment, GATEKEEPER: local as unknown as Environment["GATEKEEPER"] });
  }
}

async function bindAll(claims: readonly Claim[]): Promise<Binding[]> {
  await scheduler.wait(0);
  const claimed_at_ms = Date.now();
  return claims.map(({ target, digests }) => ({ target, digests, claimed_at_ms }));
}
