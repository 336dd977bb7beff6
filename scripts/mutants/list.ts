// The faults: each is one that somebody could make, in the file where they would make it.

export type Mutant = {
  readonly name: string;
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly from: string;
  readonly to: string;
  /** Test files or folders of which one must turn red. */
  readonly checks: readonly string[];
};

export const mutants: readonly Mutant[] = [
  {
    name: "confirm does not look at the clock",
    file: "domain/hold.ts",
    from: "return hold.expires_at_ms <= now\n",
    to: "return hold.expires_at_ms < 0\n",
    checks: ["domain/hold.test.ts"],
  },
  {
    name: "a hold lives one millisecond too long",
    file: "durable-objects/departure/hold-rows.ts",
    from: "status = 'ACTIVE' AND expires_at_ms <= ? ORDER BY expires_at_ms LIMIT ?",
    to: "status = 'ACTIVE' AND expires_at_ms < ? ORDER BY expires_at_ms LIMIT ?",
    checks: ["simulation"],
  },
  {
    name: "one place too many fits",
    file: "domain/departure.ts",
    from: "if (seats <= available && !othersFirst) return undefined;",
    to: "if (seats <= available + 1 && !othersFirst) return undefined;",
    checks: ["domain"],
  },
  {
    name: "newcomers pass those who wait strictly",
    file: "domain/departure.ts",
    from: 'departure.policy.waitlist_order === "strict" && departure.waiting > 0',
    to: 'departure.policy.waitlist_order === "strict" && departure.waiting > 1',
    checks: ["simulation"],
  },
  {
    name: "the projection has no guard against older rows",
    file: "durable-objects/projector/store.ts",
    from: " WHERE excluded.seq > ${name}.seq`",
    to: "`",
    checks: ["simulation", "durable-objects"],
  },
  {
    name: "a key is not scoped to its principal",
    file: "durable-objects/command-line.ts",
    from: "return `${envelope.actor.channel} ${envelope.method} ${key}`;",
    to: "return `${envelope.method} ${key}`;",
    checks: ["simulation"],
  },
  {
    name: "a twin in flight is carried out by itself",
    file: "durable-objects/command-line.ts",
    from: "this.#running.set(scoped_key, { digests: envelope.digests, answer });",
    to: "",
    checks: ["simulation", "durable-objects"],
  },
  {
    name: "keys are bound nowhere",
    file: "durable-objects/departure/departure-object.ts",
    from: "claim: (channel, claims) => this.env.GATEKEEPER.getByName(channel).claimMany(claims),",
    to: "claim: async (_channel, claims) => claims.map(({ target, digests }) => ({ target, digests, claimed_at_ms: Date.now() })),",
    checks: ["durable-objects", "worker"],
  },
  {
    name: "something is awaited between the look for a twin and its entry",
    file: "durable-objects/command-line.ts",
    from: "this.#running.set(scoped_key, { digests: envelope.digests, answer });",
    to: "setTimeout(() => this.#running.set(scoped_key, { digests: envelope.digests, answer }), 5);",
    checks: ["durable-objects"],
  },
  {
    name: "an answer is not in the batch of its effect",
    file: "worker/once.ts",
    from: "const kept = request ? [keepBody(catalogue, request, done.body, call.context.now)] : [];",
    to: "const kept: ReturnType<typeof keepBody>[] = [];",
    checks: ["worker"],
  },
  {
    name: "what is remembered outlives a commit that failed",
    file: "durable-objects/departure/store.ts",
    from: "      this.forget();\n      throw error;",
    to: "      throw error;",
    checks: ["simulation"],
  },
  {
    name: "an expired hold keeps its places",
    file: "durable-objects/departure/ledger.ts",
    from: "      places = giveBackHeld(places, hold.seats);\n",
    to: "",
    checks: ["simulation"],
  },
  {
    name: "a batch that throws is not undone",
    file: "durable-objects/sql.ts",
    from: "transaction: (work) => storage.transactionSync(work),",
    to: "transaction: (work) => work(),",
    checks: ["durable-objects"],
  },
  {
    name: "another channel's hold is found",
    file: "durable-objects/departure/execute.ts",
    from: "return owner !== undefined && (actor.admin || owner.channel === actor.channel);",
    to: "return owner !== undefined;",
    checks: ["simulation", "worker"],
  },
  {
    name: "an id without our seal is taken",
    file: "worker/identifiers.ts",
    from: "if (seal(secret, prefix, unsealed) !== home.slice(UNSEALED_LENGTH)) return false;",
    to: "",
    checks: ["worker"],
  },
  {
    name: "an aisle is no gap",
    file: "domain/layout.ts",
    from: "position += aisles.has(seat) ? 2 : 1;",
    to: "position += 1;",
    checks: ["domain/layout.property.test.ts"],
  },
  {
    name: "a row may be in two categories",
    file: "domain/layout-faults.ts",
    from: "if (owner !== undefined) found.push(",
    to: "if (owner === name) found.push(",
    checks: ["domain/layout-faults.test.ts"],
  },
  {
    name: "a plain price is rounded to the currency",
    file: "contract/major-units.ts",
    from: "return Number(written) === price ? Number(written.replace",
    to: "return Number.isFinite(price) ? Number(written.replace",
    checks: ["contract/major-units.test.ts"],
  },
  {
    name: "a key made of the request does not name what is asked for",
    file: "worker/idempotency-key.ts",
    from: "${canonicalJson(input)}",
    to: '${String(input["external_booking_id"])}',
    checks: ["worker/rest-answers.test.ts"],
  },
  {
    name: "what the body says goes over what the path says",
    file: "worker/input.ts",
    from: "else if (canonicalJson(before.value) !== canonicalJson(value)) {",
    to: "else if (canonicalJson(before.value) === undefined) {",
    checks: ["worker/rest-bindings.test.ts"],
  },
];
