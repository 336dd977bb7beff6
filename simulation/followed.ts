// Follows each sending of a request until its answer is heard, and says whether that is the answer it must be.
import type { SeenOf } from "./coverage.ts";
import type { Delivery, Request } from "./naive-keys.ts";
import type { Said } from "./naive-things.ts";
import type { NamedCommand } from "./names.ts";
import type { Noun } from "./simulated-kind.ts";
import type { AnyAnswer } from "./simulated-sale.ts";
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
    const home = homes.get(request.home);
    const delivery: Delivery = { request, request_id: `request ${this.#sent}`, expected: { kind: "execute" } };
    const envelope = this.#world.envelope(delivery);
    if (!envelope || !home) return undefined;
    this.#sent += 1;
    this.#world.coverage.sawOf(home.noun, `command ${request.command.type}`);
    keys.arrive(delivery, clock);
    if (retryOf) this.#retries.set(delivery, retryOf);
    this.#pending.add(delivery);
    home.submit(envelope).then(
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
    const noun = this.#nounOf(delivery);
    const code = typeof said["code"] === "string" ? said["code"] : "ok";
    coverage.sawOf(noun, `outcome ${code}`);
    const { command } = delivery.request;
    if (code === "HOLD_EXPIRED" && command.type === "confirm") coverage.sawOf(noun, "HOLD_EXPIRED at confirm");
    const special = seatsSeen(command, said);
    if (special) coverage.sawOf(noun, special);
    const retry = this.#retries.get(delivery);
    if (retry === "throw") coverage.sawOf(noun, "recovery after a throw");
    if (retry === "crash") coverage.sawOf(noun, "recovery after a crash");
  }

  #nounOf({ request }: Delivery): Noun {
    return this.#world.homes.get(request.home)?.noun ?? "departure";
  }

  #heard(delivery: Delivery, answer: AnyAnswer): void {
    // What a process says that has died is not heard; `lost` will find the delivery.
    const dead = this.#world.homes.get(delivery.request.home)?.real.crashed;
    if (dead || !this.#pending.delete(delivery)) return;
    this.#world.keys.over(delivery);
    const retry = this.#retries.get(delivery);
    this.#retries.delete(delivery);
    const wrong = this.#verdict(delivery, answer);
    if (wrong) this.#world.wrong.push(`${delivery.request_id} ${delivery.request.method}: ${wrong}`);
    const noun = this.#nounOf(delivery);
    if (retry === "crash" && answer.replayed) this.#world.coverage.sawOf(noun, "recovery after a crash");
    const code = "code" in answer.outcome ? answer.outcome.code : undefined;
    if (code === "INTERNAL" || code === "OVERLOADED") {
      this.#world.coverage.sawOf(noun, `outcome ${code}`);
      this.again.push({ request: delivery.request, why: code === "INTERNAL" ? "throw" : "overload" });
    }
  }

  #verdict(delivery: Delivery, answer: AnyAnswer): string | undefined {
    const { coverage, clock } = this.#world;
    const { expected, request_id } = delivery;
    const noun = this.#nounOf(delivery);
    switch (expected.kind) {
      case "execute":
        return `answered ${JSON.stringify(answer.outcome)} without being carried out`;
      case "done":
        return differs(answer, { outcome: JSON.stringify(expected.outcome), replayed: false, request_id });
      case "replay": {
        coverage.sawOf(noun, "replay");
        if (clock - expected.answered.claimed_at_ms > LONG_MS) coverage.sawOf(noun, "replay long after");
        return differs(answer, {
          outcome: expected.answered.outcome,
          replayed: true,
          request_id: expected.answered.request_id,
        });
      }
      case "twin": {
        coverage.sawOf(noun, "joined a twin in flight");
        return this.#twin(expected.first, answer);
      }
      case "mismatch": {
        if (expected.elsewhere) coverage.saw("mismatch across homes");
        else coverage.sawOf(noun, "mismatch");
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
  #twin(first: Delivery, answer: AnyAnswer): string | undefined {
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

/** What is worth having seen of seats. */
function seatsSeen(command: NamedCommand, said: Said): SeenOf | undefined {
  if (command.type === "hold_batch") {
    if (!said.ok) return "item" in said ? "batch that was refused whole" : undefined;
    // Each of a batch's results says whether it was made.
    const results = said["results"] as readonly { readonly ok: boolean }[];
    if (results.every(({ ok }) => ok)) return "batch whose holds were all made";
    return "batch of which some were refused";
  }
  if (!said.ok) return undefined;
  if (command.type === "confirm" && Array.isArray(command.seats)) return "part of a hold sold";
  if (command.type === "modify_booking" && Array.isArray(command.seats)) return "booking with other seats";
  if (command.type !== "hold" || !("choice" in command)) return undefined;
  // What the naive show says of a hold.
  const { adjacent } = said["hold"] as { readonly adjacent: boolean };
  if (command.refresh) return "refresh with other seats";
  return adjacent ? undefined : "seats that are not together";
}

function differs(
  answer: AnyAnswer,
  expected: { outcome: string; replayed: boolean; request_id: string },
): string | undefined {
  const got = { outcome: JSON.stringify(answer.outcome), replayed: answer.replayed, request_id: answer.request_id };
  return JSON.stringify(got) === JSON.stringify(expected)
    ? undefined
    : `expected ${JSON.stringify(expected)}, got ${JSON.stringify(got)}`;
}
