// One round: time goes on, something may go wrong, requests are sent at once, and when all that can be answered
// is answered everything is checked.
import { setTimeout as wait } from "node:timers/promises";
import { moveClock } from "./clock.ts";
import type { Home } from "./home.ts";
import type { Request } from "./naive-keys.ts";
import { ACTORS, sentAgain } from "./requests.ts";
import type { World } from "./world.ts";

const MINUTE_MS = 60_000;
const HISTORY_MAX = 60;
const TURNS_MAX = 200;

export class Rounds {
  readonly #world: World;
  readonly #history: Request[] = [];
  readonly #full_every: number;
  #round = 0;
  /** What is to be sent at just this time. */
  #planned: Request | undefined;

  /** `full_every`: after how many rounds everything is compared, and not only the counts. */
  constructor(world: World, full_every: number) {
    this.#world = world;
    this.#full_every = full_every;
  }

  /** Opens the world's departures and shows. */
  async begin(): Promise<void> {
    const count = this.#world.random.between(2, 3);
    for (let index = 0; index < count; index += 1) await this.#open();
  }

  /** At exit: `world.wrong` says what was not as it must be. */
  async play(): Promise<void> {
    const world = this.#world;
    this.#round += 1;
    this.#planned = moveClock(world);
    await this.#misfortune();
    this.#look();
    this.#sabotage();
    for (const { request, why } of this.#gather()) world.followed.send(request, why);
    await this.#settled();
    this.#restartCrashed();
    await this.#retire();
    if (this.#round % this.#full_every === 0) this.#compareAll();
  }

  /** Answers all that is under way, then compares everything, D1 too. */
  async end(): Promise<void> {
    this.#releaseSlow(1);
    await this.#settled();
    this.#compareAll();
    this.#world.catalogue.arriveLate();
    for (const home of this.#world.homes.values()) this.#finish(home);
    this.#world.catalogue.close();
    for (const gatekeeper of this.#world.gatekeepers.values()) gatekeeper.close();
  }

  #finish(home: Home): void {
    const { catalogue, clock, wrong } = this.#world;
    const difference = catalogue.difference(home, clock);
    if (difference) wrong.push(difference);
    home.real.close();
  }

  /** Somebody asks, and somebody who listens hears. */
  #look(): void {
    const { random, coverage, homes, clock, wrong } = this.#world;
    const home = random.pick([...homes.values()]);
    const actor = random.pick(ACTORS);
    if (!home || !actor) return;
    if (random.chance(0.08)) {
      coverage.sawOf(home.noun, "read");
      const difference = home.read({ random, actor, clock });
      if (difference) wrong.push(difference);
    }
    if (random.chance(0.15)) {
      const listened = home.listened(random);
      if (listened) coverage.sawOf(home.noun, `listener that ${listened.how}`);
      if (listened?.wrong) wrong.push(listened.wrong);
    }
  }

  /** What goes wrong, or happens by itself, between commands. */
  async #misfortune(): Promise<void> {
    const { random, coverage, clock, followed, catalogue, keys } = this.#world;
    this.#releaseSlow(0.3);
    for (const home of this.#world.homes.values()) {
      const { real, naive, noun } = home;
      if (random.chance(0.01) && followed.idle(real.id)) {
        real.evict();
        coverage.sawOf(noun, "eviction");
      }
      if (random.chance(0.03)) this.#drain(home);
      if (real.alarm_at_ms !== null && real.alarm_at_ms <= clock && random.chance(0.04)) {
        if (clock - real.alarm_at_ms > MINUTE_MS) coverage.sawOf(noun, "late alarm");
        real.ring(() => this.#drain(home));
        naive.forget(clock);
      }
    }
    if (random.chance(0.01) && catalogue.arriveLate()) coverage.saw("D1: late arrival");
    for (const [channel, gatekeeper] of this.#world.gatekeepers) {
      if (random.chance(0.08)) {
        gatekeeper.writeBehind();
        keys.written(channel);
      }
      if (random.chance(0.01)) gatekeeper.cleanUp(clock);
      if (random.chance(0.008)) {
        for (const slow of this.#world.slow.filter((one) => one.channel === channel)) slow.fail();
        this.#world.slow = this.#world.slow.filter((one) => one.channel !== channel);
        gatekeeper.crash();
        if (keys.forgotten(channel) > 0) coverage.saw("gatekeeper that forgot");
      }
    }
    await this.#settled();
  }

  #drain(home: Home): void {
    const sending = this.#world.catalogue.drain(home, this.#world.clock, this.#world.random);
    if (sending && sending !== "arrives") this.#world.coverage.sawOf(home.noun, `D1: ${sending}`);
  }

  #releaseSlow(probability: number): void {
    const { random } = this.#world;
    const { slow } = this.#world;
    this.#world.slow = [];
    for (const one of slow) {
      if (probability >= 1 || random.chance(probability)) one.answer();
      else this.#world.slow.push(one);
    }
  }

  /** A fault that will strike inside the commands of this round. */
  #sabotage(): void {
    const { random } = this.#world;
    const home = random.pick([...this.#world.homes.values()]);
    if (!home) return;
    const { real } = home;
    if (random.chance(0.03)) real.faults.countdown = random.between(0, 14);
    else if (random.chance(0.008)) real.dieAt(random.between(0, 14));
    else if (random.chance(0.005)) real.dieAfterCommit = true;
    else if (random.chance(0.05)) real.faults.poison = `request ${this.#world.followed.sent + random.between(0, 3)}`;
  }

  /** What is sent in this round: mostly one request, sometimes several at once, sometimes what was sent before. */
  #gather(): { request: Request; why?: "throw" | "crash" | "overload" }[] {
    const { random, followed } = this.#world;
    const count = random.chance(0.62) ? 1 : random.between(2, 9);
    const gathered: { request: Request; why?: "throw" | "crash" | "overload" }[] = [];
    for (let index = 0; index < count; index += 1) {
      const retry = followed.again.length > 0 && random.chance(0.4) ? followed.again.shift() : undefined;
      const request = retry ? sentAgain(random, retry.request) : (this.#planned ?? this.#request());
      if (!retry) this.#planned = undefined;
      if (!request || !this.#world.homes.has(request.home)) continue;
      gathered.push({ request, ...(retry && { why: retry.why }) });
      if (random.chance(0.05)) gathered.push({ request: sentAgain(random, request) });
      this.#history.push(request);
      if (this.#history.length > HISTORY_MAX) this.#history.splice(random.between(0, HISTORY_MAX - 1), 1);
    }
    return gathered;
  }

  #request(): Request | undefined {
    const { random, homes } = this.#world;
    const home = random.pick([...homes.values()]);
    if (!home) return undefined;
    const before = random.chance(0.13) ? random.pick(this.#history) : undefined;
    if (!before || !homes.has(before.home)) {
      const key = random.chance(0.99) ? `key ${random.bits()}` : null;
      return { ...home.draft(random), key };
    }
    const reuse = random.weighted({ same: 6, "other body": 2, "other home": 2, "other method": 0.5 });
    if (reuse === "same" || before.method === "create") return sentAgain(random, before);
    if (reuse === "other body")
      return { ...before, fields: { ...before.fields, seats: `${String(before.fields["seats"])} or more` } };
    if (reuse === "other method") return { ...home.draft(random), key: before.key };
    const other = random.pick([...homes.values()].filter(({ real }) => real.id !== before.home)) ?? home;
    return { ...other.draft(random, before.method), actor: before.actor, key: before.key };
  }

  /** Lets everything happen that can; what waits for a slow gatekeeper goes on waiting. */
  async #settled(): Promise<void> {
    const { followed, wrong } = this.#world;
    for (let turn = 0; turn < TURNS_MAX; turn += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      const hurried = followed.hurried();
      if (hurried.length === 0) return;
      // Commands without a key gather for one turn of the timers.
      if (hurried.some(({ request }) => request.key === null)) await wait(1);
    }
    wrong.push(
      `no answer to ${followed
        .hurried()
        .map(({ request_id }) => request_id)
        .join(", ")}`,
    );
  }

  #restartCrashed(): void {
    const { coverage, followed, wrong, homes } = this.#world;
    for (const home of homes.values()) {
      const { real, noun } = home;
      const { dieAfterCommit } = real;
      if (real.crashed) {
        coverage.sawOf(noun, dieAfterCommit ? "crash between a commit and its answers" : "crash inside a commit");
        if (real.inFile) coverage.sawOf(noun, "crash of a file database");
        followed.lost(real.id);
        real.restart();
        for (const slow of this.#world.slow.filter((one) => one.home === real.id)) slow.answer();
        this.#world.slow = this.#world.slow.filter((one) => one.home !== real.id);
        const difference = home.fullDifference();
        if (difference) wrong.push(`after a crash: ${difference}`);
      } else {
        real.calm();
      }
    }
  }

  /** A sale that is over makes room for another; what it told D1 is compared first. */
  async #retire(): Promise<void> {
    const { random, clock, homes, followed } = this.#world;
    for (const [id, home] of homes) {
      const over = home.naive.status === "CANCELED" || home.naive.starts <= clock;
      if (!over || !followed.idle(id) || !random.chance(0.04)) continue;
      const difference = home.fullDifference();
      if (difference) this.#world.wrong.push(difference);
      this.#world.catalogue.arriveLate();
      this.#finish(home);
      homes.delete(id);
      await this.#open();
    }
  }

  async #open(): Promise<void> {
    const { random, followed, coverage, homes } = this.#world;
    const request: Request = { ...this.#world.addHome(), key: `key ${random.bits()}` };
    this.#history.push(request);
    const home = homes.get(request.home);
    if (!home) return;
    const { real, noun } = home;
    const fails = random.chance(0.2);
    if (fails) real.faults.countdown = random.between(0, 3);
    // Until it is there, nothing else is sent to it: a lost claim is tried again at once.
    for (let attempt = 0; attempt < 10; attempt += 1) {
      followed.send(request);
      await this.#settled();
      this.#releaseSlow(1);
      await this.#settled();
      const struck = fails && real.faults.countdown === undefined;
      real.calm();
      if (real.made) return;
      if (struck) coverage.sawOf(noun, "making that failed at first");
    }
  }

  #compareAll(): void {
    for (const home of this.#world.homes.values()) {
      const difference = home.fullDifference();
      if (difference) this.#world.wrong.push(difference);
    }
  }
}
