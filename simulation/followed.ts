// Follows each sending of a request until its answer is heard, and says whether that is the answer it must be.
import type { Outcome } from "../durable-objects/departure/commands.ts";
import type { Answer } from "../durable-objects/envelope.ts";
import type { Delivery, Request } from "./naive-keys.ts";
import type { Said } from "./naive-things.ts";
import type { World } from "./world.ts";

const LONG_MS = 3_600_000;

export class Followed {
  readonly #world: World;
  readonly #pending = new Set<Delivery>();
  /** Requests that got no answer, or one that says to try again. */
  readonly again: { request: Request; why: "throw" | "crash" | "overload" }[] = [];
  readonly #retries = new Map<Delivery, "throw" | "crash" | "overload">();
  #sent = 0;

  constructor(world: World) {
    this.#world = world;
  }

  get sent(): number {
    return this.#sent;
  }

  send(request: Request, retryOf?: "throw" | "crash" | "overload"): Delivery | undefined {
    const { keys, clock, homes } = this.#world;
    const real = homes.get(request.home)?.real;
    const delivery: Delivery = { request, request_id: `request ${this.#sent}`, expected: { kind: "execute" } };
    const envelope = this.#world.envelope(delivery);
    if (!envelope || !real) return undefined;
    this.#sent += 1;
    this.#world.coverage.saw(`command ${request.command.type}`);
    keys.arrive(delivery, clock);
    if (retryOf) this.#retries.set(delivery, retryOf);
    this.#pending.add(delivery);
    real.line.submit(envelope).then(
      (answer) => this.#heard(delivery, answer),
      (error: unknown) => this.#world.wrong.push(`${delivery.request_id} got no answer but ${String(error)}`),
    );
    return delivery;
  }

  /** Pending ones that neither died nor wait for a slow gatekeeper, themselves or through their twin. */
  hurried(): Delivery[] {
    return [...this.#pending].filter(({ request }) => {
      if (this.#world.homes.get(request.home)?.real.crashed) return false;
      const slow = this.#world.slow.some(
        ({ home, channel }) => home === request.home && channel === request.actor.channel,
      );
      return !slow || request.key === null;
    });
  }

  idle(home: string): boolean {
    return ![...this.#pending].some(({ request }) => request.home === home);
  }

  /** The process that had them died: whatever its remains still say is not heard. */
  lost(home: string): void {
    for (const delivery of this.#pending) {
      if (delivery.request.home === home) {
        this.#pending.delete(delivery);
        this.#world.keys.over(delivery);
        this.again.push({ request: delivery.request, why: "crash" });
      }
    }
  }

  executed(delivery: Delivery, said: Said): void {
    const { coverage } = this.#world;
    const code = typeof said["code"] === "string" ? said["code"] : "ok";
    coverage.saw(`outcome ${code}`);
    switch (code) {
      case "FULL":
      case "HOLD_CONFLICT":
      case "NOT_FULL":
      case "SALES_CLOSED":
      case "CANCELLATION_CLOSED":
      case "CAPACITY_CONFLICT":
      case "NOT_FOUND":
        coverage.saw(code);
        break;
      case "HOLD_EXPIRED":
        if (delivery.request.command.type === "confirm") coverage.saw("HOLD_EXPIRED at confirm");
        break;
      default:
    }
    const retry = this.#retries.get(delivery);
    if (retry === "throw") coverage.saw("recovery after a throw");
    if (retry === "crash") coverage.saw("recovery after a crash");
  }

  #heard(delivery: Delivery, answer: Answer<Outcome>): void {
    // What a process says that has died is not heard; `lost` will find the delivery.
    const dead = this.#world.homes.get(delivery.request.home)?.real.crashed;
    if (dead || !this.#pending.delete(delivery)) return;
    this.#world.keys.over(delivery);
    const retry = this.#retries.get(delivery);
    this.#retries.delete(delivery);
    const wrong = this.#verdict(delivery, answer);
    if (wrong) this.#world.wrong.push(`${delivery.request_id} ${delivery.request.method}: ${wrong}`);
    if (retry === "crash" && answer.replayed) this.#world.coverage.saw("recovery after a crash");
    const code = "code" in answer.outcome ? answer.outcome.code : undefined;
    if (code === "INTERNAL" || code === "OVERLOADED") {
      this.#world.coverage.saw(`outcome ${code}`);
      this.again.push({ request: delivery.request, why: code === "INTERNAL" ? "throw" : "overload" });
    }
  }

  #verdict({ expected, request_id }: Delivery, answer: Answer<Outcome>): string | undefined {
    const { coverage, clock } = this.#world;
    switch (expected.kind) {
      case "execute":
        return `answered ${JSON.stringify(answer.outcome)} without being carried out`;
      case "done":
        return differs(answer, { outcome: JSON.stringify(expected.outcome), replayed: false, request_id });
      case "replay": {
        coverage.saw("replay");
        if (clock - expected.answered.claimed_at_ms > LONG_MS) coverage.saw("replay long after");
        return differs(answer, {
          outcome: expected.answered.outcome,
          replayed: true,
          request_id: expected.answered.request_id,
        });
      }
      case "twin": {
        coverage.saw("joined a twin in flight");
        return this.#twin(expected.first, answer);
      }
      case "mismatch": {
        coverage.saw(expected.elsewhere ? "mismatch across departures" : "mismatch");
        const outcome = JSON.stringify({ ok: false, code: "IDEMPOTENCY_KEY_MISMATCH", fields: expected.fields });
        return differs(answer, { outcome, replayed: false, request_id });
      }
      case "overloaded":
      case "internal": {
        const code = expected.kind === "internal" ? "INTERNAL" : "OVERLOADED";
        const right = "code" in answer.outcome && answer.outcome.code === code && !answer.replayed;
        return right ? undefined : `expected ${code}, got ${JSON.stringify(answer)}`;
      }
    }
  }

  /** Whoever joined gets what the first one got; as a replay, unless the line refused it. */
  #twin(first: Delivery, answer: Answer<Outcome>): string | undefined {
    const { expected, request_id } = first;
    switch (expected.kind) {
      case "done":
        return differs(answer, { outcome: JSON.stringify(expected.outcome), replayed: true, request_id });
      case "replay":
        return differs(answer, {
          outcome: expected.answered.outcome,
          replayed: true,
          request_id: expected.answered.request_id,
        });
      case "execute":
        return "joined a request that was never carried out";
      case "twin":
      case "mismatch":
      case "overloaded":
      case "internal":
        return (
          this.#verdict(first, { ...answer, replayed: false }) ??
          (answer.replayed ? "a refusal of the line is no replay" : undefined)
        );
    }
  }
}

function differs(
  answer: Answer<Outcome>,
  expected: { outcome: string; replayed: boolean; request_id: string },
): string | undefined {
  const got = { outcome: JSON.stringify(answer.outcome), replayed: answer.replayed, request_id: answer.request_id };
  return JSON.stringify(got) === JSON.stringify(expected)
    ? undefined
    : `expected ${JSON.stringify(expected)}, got ${JSON.stringify(got)}`;
}
