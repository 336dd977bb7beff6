// A partner that sells a show: a key of its own, a feed, and what it remembers of what it was told.
import { Client } from "../../sdk/source/client.ts";
import { Random } from "../../simulation/random.ts";
import { ask } from "./ask.ts";
import { cuttingFetch } from "./cut-connections.ts";
import { type Follower, follow } from "./follower.ts";
import { type Memory, newMemory } from "./memory.ts";
import type { Stage } from "./stage.ts";
import type { Tally } from "./tally.ts";
import type { ChangeName, Decided, Wanted } from "./wanted.ts";

export type PartnerKey = { readonly id: string; readonly channel_id: string; readonly key: string };

export type Partner = {
  readonly stage: Stage;
  readonly client: Client;
  readonly memory: Memory;
  readonly follower: Follower;
  /** Undefined when no answer came in all the time there was. */
  ask<Name extends ChangeName>(name: Name, request: Wanted<Name>["request"]): Promise<Decided<Name> | undefined>;
  /** What was asked for before, once more with its key. */
  askAgain(wanted: Wanted): Promise<void>;
};

export type PartnerOptions = {
  readonly stage: Stage;
  readonly key: string;
  readonly seed: number;
  /** The share of requests whose connection is cut. */
  readonly aborts: number;
  readonly tally: Tally;
  readonly gives_up_at_ms: () => number;
  readonly memory?: Memory;
  /** How many things it has asked for before, in an earlier life. */
  readonly asked?: number;
  /** Told of each thing before it is asked for, and of what was decided. */
  readonly journal?: { wanted(wanted: Wanted): void; decided(wanted: Wanted, decided: Decided): void };
};

/** The feed of a partner is cut as often as its requests, by number of frames, but each frame is one of many changes. */
const FEED_CUTS = 0.2;

export async function newPartnerKey(admin: Client, name: string): Promise<PartnerKey> {
  return admin.key.create({ name, permissions: ["book"], rate_limit: 10_000_000 });
}

export function openPartner(options: PartnerOptions): Partner {
  const { stage, key, seed, aborts, tally, gives_up_at_ms, memory = newMemory(), journal } = options;
  const fetch = cuttingFetch(tally, new Random(seed), aborts);
  const client = new Client({ baseUrl: stage.url, token: key, fetch });
  const follower = follow(stage, key, { tally, random: new Random(seed + 1), cuts: aborts * FEED_CUTS });
  const asking = { client, memory, tally, gives_up_at_ms };
  let asked = options.asked ?? 0;
  async function send(wanted: Wanted): Promise<Decided | undefined> {
    journal?.wanted(wanted);
    const decided = await ask(asking, wanted);
    if (decided) journal?.decided(wanted, decided);
    return decided;
  }
  return {
    stage,
    client,
    memory,
    follower,
    ask: async <Name extends ChangeName>(name: Name, request: Wanted<Name>["request"]) => {
      asked += 1;
      // A name with the request of that name is what is wanted, and what is decided is of that name.
      const wanted = { name, request, key: `traffic-${asked}` } as Wanted;
      return (await send(wanted)) as Decided<Name> | undefined;
    },
    askAgain: async (wanted) => void (await send(wanted)),
  };
}
