// Serves a Worker as `npm start` does, with empty state in a temp folder, and gives it an API key such as a partner has:
// the bench asks with that key, because a configured key would spare the Worker work.

import { randomBytes } from "node:crypto";
import { request } from "node:http";
import { migrateServed } from "../../scripts/migrate.ts";
import { type Served, serve } from "../../scripts/serve.ts";
import { makeDataFolder, removeDataFolder } from "../peers/data-folder.ts";

/** The most that a key may have; no load of the bench reaches it. */
const RATE_LIMIT = 10_000_000;

type Json = Readonly<Record<string, unknown>>;

export interface WorkerWish {
  readonly name: string;
  readonly port: number;
  /** Another Worker than the production one. */
  readonly config?: string;
  /** The Host header that leads to the production router. */
  readonly host?: string;
}

export class ServedWorker {
  readonly state: string;
  readonly idSecret = randomBytes(32).toString("base64url");
  readonly #adminKey = randomBytes(24).toString("base64url");
  readonly #wish: WorkerWish;
  #served: Served | undefined;
  #url = "";

  private constructor(wish: WorkerWish) {
    this.#wish = wish;
    this.state = makeDataFolder(wish.name);
  }

  static async start(wish: WorkerWish): Promise<ServedWorker> {
    const worker = new ServedWorker(wish);
    const served = await worker.#serve(wish.port);
    await migrateServed(served);
    return worker;
  }

  get url(): string {
    return this.#url;
  }

  get pid(): number | undefined {
    return this.#served?.pid;
  }

  /** A new partner's key. */
  async makeKey(permission: "book" | "read"): Promise<string> {
    const { key } = await this.ask("key/create", { name: "bench", permissions: [permission], rate_limit: RATE_LIMIT });
    return String(key);
  }

  /** Asks the API as an administrator. */
  ask(operation: string, input: Json, host = this.#wish.host): Promise<Json> {
    const { hostname, port, host: own } = new URL(this.#url);
    const headers = {
      host: host ?? own,
      authorization: `Bearer ${this.#adminKey}`,
      "content-type": "application/json",
      "idempotency-key": randomBytes(12).toString("hex"),
    };
    return new Promise((resolve, reject) => {
      const asked = request({ hostname, port, path: `/v1/${operation}`, method: "POST", headers }, (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (piece: string) => {
          text += piece;
        });
        response.once("error", reject);
        response.once("end", () => {
          if (response.statusCode === 200)
            resolve(JSON.parse(text) as Json); // Every operation answers an object.
          else reject(new Error(`${operation} answered ${response.statusCode}: ${text}`));
        });
      });
      asked.once("error", reject);
      asked.end(JSON.stringify(input));
    });
  }

  /** Runs `work` while nothing is served, then serves again at the same address. */
  async offline(work: () => void): Promise<void> {
    await this.#served?.stop();
    work();
    await this.#serve(Number(new URL(this.#url).port));
  }

  async stop(): Promise<void> {
    await this.#served?.stop();
    removeDataFolder(this.state);
  }

  async #serve(port: number): Promise<Served> {
    const served = await serve({
      port,
      state: this.state,
      config: this.#wish.config,
      bindings: { ID_SECRET: this.idSecret, DEVELOPMENT_ADMIN_KEY: this.#adminKey },
      log: "file",
    });
    this.#served = served;
    this.#url = served.url;
    return served;
  }
}
