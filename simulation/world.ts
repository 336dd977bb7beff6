// Two or three departures and shows, a gatekeeper for each channel and a D1, beside the naive model of all of them.
// Every sending of a request is followed from its arrival to its answer; what must come of it is known from the model
// by the time the answer is heard. The hooks run inside the code under test, which catches what they would
// throw, so what is wrong is noted in `wrong` and looked at after each round.
import { join } from "node:path";
import { type ChildNumber, type ChildPrefix, childNumber, unsealedHome } from "../domain/identifier.ts";
import type { Command as DepartureCommand } from "../durable-objects/departure/commands.ts";
import type { Binding, Claim, Envelope } from "../durable-objects/envelope.ts";
import type { Command as ShowCommand } from "../durable-objects/show/commands.ts";
import { Coverage, SELLS, type Sells } from "./coverage.ts";
import { DEPARTURES } from "./departure-kind.ts";
import { randomDeparture } from "./departure-requests.ts";
import { Followed } from "./followed.ts";
import { type Home, newHome } from "./home.ts";
import { NaiveDeparture } from "./naive-departure.ts";
import { type Delivery, NaiveKeys, type Request } from "./naive-keys.ts";
import { NaiveShow } from "./naive-show.ts";
import type { NamedCommand } from "./names.ts";
import { InjectedFault } from "./node-sql.ts";
import { Random } from "./random.ts";
import { NOBODY } from "./reads.ts";
import { ACTORS, HOUSE } from "./requests.ts";
import { shows } from "./show-kind.ts";
import { randomShow } from "./show-requests.ts";
import { SimulatedCatalogue } from "./simulated-catalogue.ts";
import { SimulatedGatekeeper } from "./simulated-gatekeeper.ts";
import type { Noun, RequestDraft } from "./simulated-kind.ts";
import type { AnyAnswer, AnyReady, Around } from "./simulated-sale.ts";

export type Slow = {
  readonly home: string;
  readonly channel: string;
  readonly answer: () => void;
  readonly fail: () => void;
};

const START_MS = 1_800_000_000_000;

export class World {
  readonly random: Random;
  readonly coverage = new Coverage();
  readonly catalogue = new SimulatedCatalogue();
  readonly gatekeepers = new Map(ACTORS.map((actor) => [actor.channel, new SimulatedGatekeeper()]));
  readonly keys = new NaiveKeys();
  readonly wrong: string[] = [];
  readonly homes = new Map<string, Home>();
  readonly followed: Followed;
  readonly #directory: string | undefined;
  readonly #sells: Sells;
  slow: Slow[] = [];
  clock = START_MS;
  peak = START_MS;
  #newcomer = false;
  /** The last batch that was undone as a whole. */
  #undone: string[] = [];
  #numbered = 0;

  /** `directory`: where objects keep files, or undefined for memory. */
  constructor({ seed, sells, directory }: { seed: number; sells: Sells; directory: string | undefined }) {
    this.random = new Random(seed);
    this.#directory = directory;
    this.#sells = sells;
    this.followed = new Followed(this);
  }

  /** A new sale, which is made when what is returned is sent to it. */
  addHome(): RequestDraft {
    const { clock, random } = this;
    this.#numbered += 1;
    const path = this.#directory === undefined ? undefined : join(this.#directory, `sale-${this.#numbered}.sqlite`);
    const place = { around: this.#around(), path };
    if (random.pick<Noun>(SELLS[this.#sells]) === "departure") {
      const departure = { ...randomDeparture(random, clock), id: this.#newId("dep") };
      this.#add(newHome(DEPARTURES, new NaiveDeparture(departure, clock), place));
      return creation({ type: "create", departure }, departure);
    }
    const { show: about, map } = randomShow(random, clock);
    const show = { ...about, id: this.#newId("shw") };
    this.#add(newHome(shows(), new NaiveShow(show, map, clock), place));
    return creation({ type: "create", show, map }, show);
  }

  #add(home: Home): void {
    this.homes.set(home.real.id, home);
  }

  #newId(prefix: "dep" | "shw"): string {
    const bytes = Uint8Array.from({ length: 10 }, () => this.random.between(0, 255));
    return `${prefix}_${unsealedHome(this.clock, bytes)}${"0".repeat(12)}`;
  }

  /** The envelope of a request, or undefined when it names something that the tables have under no id yet. */
  envelope({ request, request_id }: Delivery): Envelope<DepartureCommand | ShowCommand> | undefined {
    const command = this.#realCommand(request);
    if (!command) return undefined;
    const digests = Object.fromEntries(
      Object.entries(request.fields).map(([name, value]) => [name, JSON.stringify(value)]),
    );
    const { actor, method, key } = request;
    return { command, method, actor, key, digests, encoder: 1, trace_id: `trace of ${request_id}`, request_id };
  }

  /** The number of what the model calls so. What no answer has named yet (an offer) is found in the tables. */
  child(id: string, prefix: ChildPrefix, name: string): ChildNumber | undefined {
    if (name === "~none") return NOBODY;
    const home = this.homes.get(id);
    if (!home) return undefined;
    if (home.names.id(name) === undefined) {
      const difference = home.fullDifference();
      if (difference) this.wrong.push(difference);
    }
    return childNumber(prefix, home.names.id(name) ?? "") ?? (home.naive.isForgotten(name) ? NOBODY : undefined);
  }

  #realCommand({ home, command }: Request): DepartureCommand | ShowCommand | undefined {
    const child = (prefix: ChildPrefix, name: string) => this.child(home, prefix, name);
    switch (command.type) {
      case "extend":
      case "release":
      case "confirm": {
        const hold = child("hold", command.hold);
        return hold && { ...command, hold };
      }
      case "cancel_booking":
      case "modify_booking": {
        const booking = child("bkg", command.booking);
        return booking && { ...command, booking };
      }
      case "leave": {
        const entry = child("wle", command.entry);
        return entry && { ...command, entry };
      }
      case "notify": {
        const entry = command.entry === null ? null : child("wle", command.entry);
        return entry === undefined ? undefined : { ...command, entry };
      }
      case "create":
      case "update":
      case "close":
      case "reopen":
      case "cancel":
      case "hold":
      case "join":
      case "hold_batch":
      case "adjust":
      case "block":
      case "unblock":
        return command;
    }
  }

  #around(): Around {
    return {
      clock: () => this.clock,
      claim: (home, channel, claims) => this.#claim(home, channel, claims),
      committing: (home, batch) => this.#committing(home, batch),
      committed: (home, batch, answers) => this.#committed(home, batch, answers),
      threw: (home, batch, error) => this.#threw(home, batch, error),
    };
  }

  #claim(home: string, channel: string, claims: readonly Claim[]): Promise<Binding[]> {
    const gatekeeper = this.gatekeepers.get(channel);
    const deliveries = claims.map((claim) =>
      this.keys.underWay.find(
        ({ request }) =>
          request.home === home &&
          request.actor.channel === channel &&
          request.method === claim.method &&
          request.key === claim.key,
      ),
    );
    if (!gatekeeper || deliveries.includes(undefined)) {
      this.wrong.push("a key was claimed that nobody sent");
      return Promise.reject(new InjectedFault("no such delivery"));
    }
    const sent = deliveries.filter((delivery) => delivery !== undefined);
    const fail = () => {
      this.coverage.saw("claim that failed");
      for (const delivery of sent) delivery.expected = { kind: "overloaded" };
      return new InjectedFault("the gatekeeper is not there");
    };
    if (this.random.chance(0.006)) return Promise.reject(fail());
    const bindings = gatekeeper.claimMany(claims, this.clock);
    for (const [index, delivery] of sent.entries()) {
      const bound = this.keys.claim(delivery, this.clock);
      const same =
        bindings[index]?.claimed_at_ms === bound.claimed_at_ms && bindings[index]?.target === bound.request.home;
      if (!same) this.wrong.push(`the gatekeeper bound ${delivery.request.key} to something else than expected`);
    }
    if (this.random.chance(0.006)) return Promise.reject(fail());
    if (!this.random.chance(0.02)) return Promise.resolve(bindings);
    this.coverage.saw("claim that was slow");
    return new Promise((resolve, reject) => {
      this.slow.push({ home, channel, answer: () => resolve(bindings), fail: () => reject(fail()) });
    });
  }

  #committing(id: string, batch: readonly AnyReady[]): void {
    const naive = this.homes.get(id)?.naive;
    if (!batch[0]?.command.type.startsWith("hold") || !naive || naive.status !== "OPEN" || naive.starts <= this.clock)
      this.#newcomer = false;
    else
      this.#newcomer =
        naive.waiting().length > 0 && naive.holds.some((hold) => hold.state === "ACTIVE" && hold.ends <= this.clock);
  }

  /** The model does in this order what was just committed, and must have come to the same. */
  #committed(id: string, batch: readonly AnyReady[], answers: readonly AnyAnswer[]): void {
    const home = this.homes.get(id);
    if (!home) return;
    const { naive, names, noun } = home;
    const { offersMade, offersPassedOn } = naive;
    naive.begin(this.clock);
    for (const [index, ready] of batch.entries()) {
      const delivery = this.keys.underWay.find((one) => one.request_id === ready.request_id);
      const answer = answers[index];
      if (!delivery || !answer || delivery.expected.kind !== "execute") {
        this.wrong.push(`${ready.request_id} was carried out, expected was ${delivery?.expected.kind ?? "nothing"}`);
        continue;
      }
      const said = home.obey(delivery.request.command, delivery.request.actor);
      const different = names.difference(said, answer.outcome);
      if (different)
        this.wrong.push(JSON.stringify(delivery.request.command), JSON.stringify(said), JSON.stringify(answer.outcome));
      if (different) this.wrong.push(`${ready.request_id} ${ready.command.type} answered wrongly: ${different}`);
      if (answer.replayed) this.wrong.push(`${ready.request_id} is new, but answered as a replay`);
      this.keys.keep(delivery, ready.claimed_at_ms ?? 0, answer.outcome);
      delivery.expected = { kind: "done", outcome: answer.outcome };
      this.followed.executed(delivery, said);
    }
    if (this.#newcomer)
      this.coverage.sawOf(noun, "newcomer's hold between an expiry and its alarm while someone waits");
    if (naive.offersMade > offersMade) this.coverage.sawOf(noun, "waitlist offer");
    if (naive.offersPassedOn > offersPassedOn) this.coverage.sawOf(noun, "offer lapsed to the next entry");
    if (batch.length > 1) this.coverage.sawOf(noun, "batch of several commands");
    const broken = home.quickDifference();
    if (broken)
      this.wrong.push(`after ${batch.map((ready) => ready.command.type).join(", ") || "settling"}: ${broken}`);
  }

  #threw(id: string, batch: readonly AnyReady[], error: unknown): void {
    const home = this.homes.get(id);
    if (!home || home.real.crashed) return;
    if (!(error instanceof InjectedFault)) this.wrong.push(`a commit threw: ${String(error)}`);
    const [only] = batch;
    if (batch.length > 1) {
      this.coverage.sawOf(home.noun, "batch undone and rerun one by one");
      this.#undone = batch.map((ready) => ready.request_id);
    } else if (only && this.#undone.includes(only.request_id))
      this.coverage.sawOf(home.noun, "command that always throws, alone among others");
    const delivery = this.keys.underWay.find((one) => one.request_id === only?.request_id);
    if (batch.length === 1 && delivery) delivery.expected = { kind: "internal" };
  }
}

/** What makes the sale, said by the house. */
function creation(command: NamedCommand, { id, starts_at_ms }: { id: string; starts_at_ms: number }): RequestDraft {
  return { home: id, actor: HOUSE, method: "create", command, fields: { home_id: id, starts_at: starts_at_ms } };
}
