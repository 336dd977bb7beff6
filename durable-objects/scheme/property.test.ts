// Hundreds of random commands, one or several a commit, to one small scheme, while its object ends in between. After each
// commit the tables are what a naive model says and memory answers what the tables do; a refusal changes nothing; what is
// sent again with its key gets the same bytes. A failure names its seed and step; put the seed among those below to walk
// the same way again.
import { evictDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { rowsOf } from "../../worker/testing/between-d1.ts";
import { objectSql } from "../sql.ts";
import { answerQuery } from "./answer-query.ts";
import type { Command } from "./commands.ts";
import { type Dump, dumped } from "./dumped-rows.ts";
import { current, type Naive, NOTHING, toldTo } from "./naive-scheme.ts";
import type { Query } from "./queries.ts";
import { Chance, randomCommand, randomDrawing, waysToPublish } from "./random-commands.ts";
import { ANY, asked, codeOf, enveloped, inScheme, newSchemeId, schemeStub } from "./rehearsal.ts";
import { SchemeStore } from "./store.ts";

const STEPS = 120;
/** What must come across, or the test tests nothing. */
const EXPECTED_CODES = [
  "ok",
  "NOT_FOUND",
  "stale_current_version",
  "stale_draft_version",
  "stale_draft_revision",
  "draft_not_editable",
  "publish_not_ready",
  "version_not_published",
  "duplicate_seat_id",
  "duplicate_seat_id_in_payload",
  "duplicate_sector_id",
  "duplicate_group_id",
  "unknown_sector_id",
  "unknown_group_id",
  "unknown_seat_ids",
  "remap_filter_required",
  "invalid_amount",
  "pricing_category_in_use",
  "duplicate_pricing_category_name",
  "unknown_pricing_category_id",
];

const QUERIES: readonly Query[] = [
  { type: "scheme" },
  { type: "versions", after_no: 0, limit: 100 },
  { type: "structure", guard: ANY },
  { type: "summary", guard: ANY },
  { type: "compare", guard: ANY },
  { type: "preview", guard: ANY },
  { type: "pricing", guard: ANY },
  { type: "coverage", guard: ANY },
  { type: "diagnostics", guard: ANY },
  { type: "unpriced", guard: ANY, after: 0, limit: 100 },
  { type: "current_validation" },
  { type: "current_seats", sector_id: null, group_id: null, after_no: 0, limit: 100 },
  { type: "artifacts" },
  { type: "for_show", version_id: null },
];

/** But for what a stored answer and the projection leave, which are no part of the scheme. */
function withoutTraces({
  changes: _changes,
  audit: _audit,
  unstored_files: _files,
  scheme = [],
  ...tables
}: Dump): object {
  const traces = { seq: 0, committed_at_ms: 0, projected_seq: 0, alarm_at_ms: 0 };
  return { ...tables, scheme: scheme.map((row) => ({ ...row, ...traces })) };
}

const isTrue = (value: SqlStorageValue | undefined) => value === 1;

/** What the tables say, in the model's words. */
function naiveOf(dump: Dump): object {
  const { versions = [], scheme = [], uploads = [], artifacts = [] } = dump;
  const rows = (table: string, no: unknown) =>
    (dump[table] ?? []).filter(({ version_no }) => version_no === no).map(({ version_no: _version_no, ...row }) => row);
  const own = versions.map(({ no, ...version }) => ({
    no,
    status: version["status"],
    was_published: version["published_at_ms"] !== null,
    based_on_no: version["based_on_no"],
    upload_no: version["upload_no"],
    revision: version["revision"],
    focal: JSON.parse(String(version["focal"])) as unknown,
    records: {
      sectors: rows("sectors", no),
      groups: rows("groups", no),
      seats: rows("seats", no).map((seat) => ({
        ...seat,
        accessible: isTrue(seat["accessible"]),
        sellable: isTrue(seat["sellable"]),
      })),
    },
    prices: { categories: rows("categories", no), rules: rows("rules", no) },
    has_snapshot: version["snapshot"] !== null,
    totals: ["sectors_total", "groups_total", "seats_total"].map((name) => version[name]),
  }));
  const displays = artifacts.filter(({ kind }) => kind === "display").map(({ sha256 }) => sha256);
  const [{ next_record_no, next_price_no, current_no } = {}] = scheme;
  return { versions: own, current_no, next_record_no, next_price_no, uploads: uploads.length, displays };
}

function comparable({ versions, ...naive }: Naive): object {
  const own = versions.map(({ snapshot, ...version }) => {
    const { sectors, groups, seats } = version.records;
    return {
      ...version,
      focal: version.focal && { x: version.focal.x + 0, y: version.focal.y + 0 },
      has_snapshot: snapshot !== null,
      totals: [sectors.length, groups.length, seats.length],
    };
  });
  return { ...naive, versions: own, current_no: versions.length };
}

type Audited = { readonly action: string; readonly version_no: number };

class Walk {
  readonly id = newSchemeId();
  readonly #chance: Chance;
  #naive = NOTHING;
  #version_ids: string[] = [];
  #keys = 0;
  readonly audited: Audited[] = [];
  readonly #audit = new Map<number, Audited>();
  readonly seen = new Set<string>();
  published = 0;

  constructor(seed: number) {
    this.#chance = new Chance(seed);
  }

  async create(): Promise<void> {
    const { id } = this;
    await this.#tell([
      { type: "create", scheme: { id, name: "At random", currency: "EUR" }, drawing: randomDrawing(this.#chance) },
    ]);
  }

  async step(): Promise<void> {
    if (this.#chance.once(25)) await evictDurableObject(schemeStub(this.id));
    if (this.#chance.once(8)) {
      await this.#tell(waysToPublish(current(this.#naive)));
      return;
    }
    const count = this.#chance.once(3) ? 1 + this.#chance.below(4) : 1;
    const commands = Array.from({ length: count }, () => randomCommand(this.#chance, this.#naive, this.#version_ids));
    await this.#tell(commands);
  }

  async #tell(commands: readonly Command[]): Promise<void> {
    const keyed = commands.length === 1 && this.#chance.once(3);
    if (keyed) this.#keys += 1;
    const key = keyed ? `${this.id} ${this.#keys}` : null;
    const { outcomes, before, after } = await inScheme(this.id, async (object, storage) => {
      const before = dumped(storage);
      const answers = await Promise.all(commands.map((command) => object.submit(enveloped(command, key))));
      return { outcomes: answers.map(({ outcome }) => outcome), before, after: dumped(storage) };
    });
    for (const [index, command] of commands.entries()) this.#expect(command, outcomes[index] ?? { ok: false });
    expect(naiveOf(after)).toEqual(comparable(this.#naive));
    if (outcomes.every(({ ok }) => !ok)) expect(withoutTraces(after)).toEqual(withoutTraces(before));
    this.#collect(after);
    await this.#checkMemory();
    const [command] = commands;
    if (key !== null && command) await this.#sendAgain(command, key, JSON.stringify(outcomes[0]));
    await this.#nameVersions();
  }

  #expect(command: Command, outcome: { readonly ok: boolean; readonly code?: string }): void {
    const ids = new Map(this.#version_ids.map((id, index) => [id, index + 1]));
    const told = toldTo(this.#naive, command, ids);
    const code = codeOf(outcome);
    this.seen.add(code);
    expect(told.ok ? ["ok"] : told.codes, `${JSON.stringify(command)} ${JSON.stringify(outcome)}`).toContain(code);
    if (!told.ok) return;
    this.#naive = told.naive;
    if (command.type === "publish") this.published += 1;
    if (told.audited !== null) this.audited.push({ action: `test/${command.type}`, version_no: told.audited });
  }

  /** Lines of the audit are there right after the commit; the projection takes them when D1 has them. */
  #collect({ audit = [] }: Dump): void {
    for (const { seq, action, version_no } of audit) {
      this.#audit.set(Number(seq), { action: String(action), version_no: Number(version_no) });
    }
    expect([...this.#audit].sort(([one], [other]) => one - other).map(([, line]) => line)).toEqual(this.audited);
  }

  /** Another store reads the tables from nothing. */
  async #checkMemory(): Promise<void> {
    await inScheme(this.id, (object, storage) => {
      const store = new SchemeStore(objectSql(storage));
      const state = store.load();
      if (!state) throw new Error("there is no scheme");
      for (const query of QUERIES) {
        const { outcome } = object.ask(query);
        expect(JSON.stringify(outcome), query.type).toBe(JSON.stringify(answerQuery(store, state, query)));
      }
    });
  }

  async #sendAgain(command: Command, key: string, text: string): Promise<void> {
    if (this.#chance.once(3)) await evictDurableObject(schemeStub(this.id));
    await inScheme(this.id, async (object, storage) => {
      const before = withoutTraces(dumped(storage));
      const { outcome } = await object.submit(enveloped(command, key));
      expect(JSON.stringify(outcome)).toBe(text);
      expect(withoutTraces(dumped(storage))).toEqual(before);
    });
  }

  async #nameVersions(): Promise<void> {
    const { rows } = await asked<"versions">(this.id, { type: "versions", after_no: 0, limit: 100 });
    this.#version_ids = rows.map(({ id }) => id);
  }
}

async function checkCatalogue({ id, audited }: Walk): Promise<void> {
  // Also when a drain was under way that began before the last commit.
  expect(await schemeStub(id).projected()).toBe(true);
  const { current_scheme_version_id, published_scheme_version_id, ...scheme } = await asked<"scheme">(id, {
    type: "scheme",
  });
  expect(await rowsOf("SELECT * FROM schemes WHERE id = ?", id)).toMatchObject([
    {
      current_version_id: current_scheme_version_id,
      published_version_id: published_scheme_version_id,
      current_status: scheme.current_status,
      versions_total: scheme.versions_total,
      seats_total: scheme.seats_total,
    },
  ]);
  const lines = await rowsOf("SELECT action FROM scheme_audit WHERE scheme_id = ? ORDER BY seq", id);
  expect(lines).toEqual(audited.map(({ action }) => ({ action })));
}

describe(`${STEPS} random commits to a scheme that ends in between`, () => {
  const seen = new Set<string>();

  it.each([1, 2, 20_261_121, Date.now() % 1_000_000])(
    "seed %i: tables, memory, refusals, replays and audit are as the model says after each",
    async (seed) => {
      const walk = new Walk(seed);
      for (let step = 0; step < STEPS; step += 1) {
        await (step === 0 ? walk.create() : walk.step()).catch((cause: unknown) => {
          throw new Error(`seed ${seed}, step ${step}`, { cause });
        });
      }
      await checkCatalogue(walk);
      expect(walk.published).toBeGreaterThan(1);
      for (const code of walk.seen) seen.add(code);
    },
    120_000,
  );

  it("came across what makes it a test", () => {
    expect(EXPECTED_CODES.filter((code) => !seen.has(code))).toEqual([]);
  });
});
