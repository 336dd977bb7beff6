// A second opinion on a whole scheme, for tests: versions as lists of records, copied whole when they are cloned. It says
// what each command leaves, or the codes that it may be refused with, and knows nothing of tables, memory or edits as data.
// What is wrong with a structure it asks validate(), which has a model of its own.
import { listsAfter, reasonsAgainst, type Command as StructureEdit } from "../../domain/scheme/editing-model.ts";
import { structureOf } from "../../domain/scheme/structure.ts";
import { validate } from "../../domain/scheme/validation.ts";
import type { DraftGuard, VersionStatus } from "../../domain/scheme/version.ts";
import type { Command, CommandOf, Drawing } from "./commands.ts";
import { numberOf, type Prices, pricesAfter, type Records, rulesFollowing, unpricedCount } from "./naive-prices.ts";
import { remapped, repaired } from "./naive-references.ts";

export type NaiveVersion = {
  readonly no: number;
  readonly status: VersionStatus;
  readonly was_published: boolean;
  readonly based_on_no: number | null;
  readonly upload_no: number;
  readonly revision: number;
  readonly focal: { readonly x: number; readonly y: number } | null;
  readonly records: Records;
  readonly prices: Prices;
  /** What the prices were looked at with, as text. */
  readonly snapshot: string | null;
};

export type Naive = {
  /** The last is current. */
  readonly versions: readonly NaiveVersion[];
  readonly next_record_no: number;
  readonly next_price_no: number;
  readonly uploads: number;
  /** By upload: its display file. */
  readonly displays: readonly string[];
};

/** The scheme afterwards and the version that the audit names, if it names one; or the codes of which one is the answer. */
export type Told =
  | { readonly ok: true; readonly naive: Naive; readonly audited: number | null }
  | { readonly ok: false; readonly codes: readonly string[] };

export const NOTHING: Naive = { versions: [], next_record_no: 1, next_price_no: 1, uploads: 0, displays: [] };

/** As they are called by the object, which makes the ids: by version number. */
export type VersionIds = ReadonlyMap<string, number>;

export function toldTo(naive: Naive, command: Command, ids: VersionIds): Told {
  switch (command.type) {
    case "create":
      return drawn(naive, command.drawing);
    case "upload":
    case "ensure_draft":
    case "create_version":
    case "unpublish":
    case "rollback":
    case "replace_artifact":
      return stale(naive, command.expected_current, ids) ?? ofVersions(naive, command, ids);
    case "change_version":
    case "publish":
    case "snapshot":
      return guarded(naive, command, ids) ?? ofDraft(naive, command);
    case "add_category":
    case "change_category":
    case "remove_category":
    case "add_rule":
    case "change_rule":
    case "remove_rule": {
      const refused = guarded(naive, command, ids);
      if (refused) return refused;
      const { records, prices } = current(naive);
      const after = pricesAfter(prices, command, { records, no: naive.next_price_no });
      if (typeof after === "string") return no(after);
      const added = command.type.startsWith("add_") ? 1 : 0;
      return edited({ ...naive, next_price_no: naive.next_price_no + added }, { prices: after });
    }
    case "repair":
      return guarded(naive, command, ids) ?? edited(naive, { records: repaired(current(naive).records) });
    case "remap": {
      const refused = guarded(naive, command, ids);
      if (refused) return refused;
      const after = remapped(current(naive).records, command);
      return typeof after === "string" ? no(after) : edited(naive, { records: after });
    }
    case "add_sector":
    case "add_group":
    case "change_sector":
    case "change_group":
    case "change_seat":
    case "change_seats":
    case "remove_sector":
    case "remove_group":
      return guarded(naive, command, ids) ?? structureEdited(naive, editOf(command, naive.next_record_no));
  }
}

function no(...codes: string[]): Told {
  return { ok: false, codes };
}

export function current({ versions }: Naive): NaiveVersion {
  const last = versions.at(-1);
  if (!last) throw new Error("nothing was uploaded");
  return last;
}

function stale(naive: Naive, expected: string | null, ids: VersionIds): Told | undefined {
  return expected === null || ids.get(expected) === current(naive).no ? undefined : no("stale_current_version");
}

function guarded(naive: Naive, { guard }: { readonly guard: DraftGuard }, ids: VersionIds): Told | undefined {
  const { no: current_no, status, revision } = current(naive);
  if (guard.version_id !== null && ids.get(guard.version_id) !== current_no) return no("stale_draft_version");
  if (status !== "draft") return no("draft_not_editable");
  return guard.revision === null || guard.revision === revision ? undefined : no("stale_draft_revision");
}

/** At entry: the current version is a draft. */
function edited(naive: Naive, after: Partial<Pick<NaiveVersion, "records" | "prices" | "focal">>): Told {
  const version = current(naive);
  const changed = { ...version, ...after };
  if (JSON.stringify(changed) === JSON.stringify(version)) return { ok: true, naive, audited: null };
  return put(naive, { ...changed, revision: version.revision + 1 });
}

function put(naive: Naive, version: NaiveVersion): Told {
  const others = naive.versions.filter((one) => one.no !== version.no);
  const versions = [...others, version].sort((one, other) => one.no - other.no);
  return { ok: true, naive: { ...naive, versions }, audited: version.no };
}

type StructureCommand = Extract<Command, { type: StructureEdit["kind"] }>;

function editOf(command: StructureCommand, record_no: number): StructureEdit {
  switch (command.type) {
    case "add_sector":
      return { kind: command.type, record_no, sector: command.sector };
    case "add_group":
      return { kind: command.type, record_no, group: command.group };
    case "change_sector":
      return { kind: command.type, record_no: numberOf(command.record_id), changes: command.changes };
    case "change_group":
      return { kind: command.type, record_no: numberOf(command.record_id), changes: command.changes };
    case "change_seat":
      return { kind: command.type, record_no: numberOf(command.record_id), changes: command.changes };
    case "change_seats":
      return { kind: command.type, items: command.items };
    case "remove_sector":
    case "remove_group":
      return { kind: command.type, record_no: numberOf(command.record_id) };
  }
}

function structureEdited(naive: Naive, edit: StructureEdit): Told {
  const { records: before, prices } = current(naive);
  const after = listsAfter(before, edit);
  if (!after) return no("NOT_FOUND");
  const reasons = [...reasonsAgainst(before, after, edit).keys()];
  if (reasons.length > 0) return no(...reasons);
  const added = edit.kind.startsWith("add_") ? 1 : 0;
  const numbered = { ...naive, next_record_no: naive.next_record_no + added };
  return edited(numbered, { records: after, prices: rulesFollowing(prices, before, after) });
}

function drawn(naive: Naive, { sectors, groups, seats, artifacts }: Drawing): Told {
  let record_no = naive.next_record_no;
  const numbered = <Fields>(fields: readonly Fields[]) =>
    fields.map((members) => {
      record_no += 1;
      return { ...members, record_no: record_no - 1 };
    });
  const records = { sectors: numbered(sectors), groups: numbered(groups), seats: numbered(seats) };
  const before = naive.versions.at(-1);
  const version: NaiveVersion = {
    no: naive.versions.length + 1,
    status: "draft",
    was_published: false,
    based_on_no: before?.no ?? null,
    upload_no: naive.uploads + 1,
    revision: 0,
    focal: null,
    records,
    prices: before?.prices ?? { categories: [], rules: [] },
    snapshot: null,
  };
  const displays = [...naive.displays, artifacts.find(({ kind }) => kind === "display")?.sha256 ?? ""];
  return put({ ...naive, next_record_no: record_no, uploads: naive.uploads + 1, displays }, version);
}

function cloned(naive: Naive, from: NaiveVersion | undefined): Told {
  if (!from) return no("NOT_FOUND");
  return put(naive, {
    ...from,
    no: naive.versions.length + 1,
    status: "draft",
    was_published: false,
    based_on_no: from.no,
    revision: 0,
    snapshot: null,
  });
}

type OfVersions = CommandOf<
  "upload" | "ensure_draft" | "create_version" | "unpublish" | "rollback" | "replace_artifact"
>;

function ofVersions(naive: Naive, command: OfVersions, ids: VersionIds): Told {
  const version = current(naive);
  const named = (id: string) => naive.versions.find((one) => one.no === ids.get(id));
  switch (command.type) {
    case "upload":
      return drawn(naive, command.drawing);
    case "ensure_draft":
      return version.status === "draft" ? { ok: true, naive, audited: null } : cloned(naive, version);
    case "create_version":
      return cloned(naive, command.based_on === null ? version : named(command.based_on));
    case "rollback": {
      if (command.target !== null) return cloned(naive, named(command.target));
      const before = naive.versions.slice(0, -1).findLast(({ was_published }) => was_published);
      return before ? cloned(naive, before) : no("version_not_published");
    }
    case "unpublish": {
      const { version_id } = command;
      const found =
        version_id === null ? naive.versions.findLast(({ status }) => status === "published") : named(version_id);
      if (!found && version_id !== null) return no("NOT_FOUND");
      return found?.status === "published"
        ? put(naive, { ...found, status: "unpublished" })
        : no("version_not_published");
    }
    case "replace_artifact": {
      const at = version.upload_no - 1;
      const { sha256 } = command.artifact;
      if (naive.displays[at] === sha256) return { ok: true, naive, audited: null };
      return { ok: true, naive: { ...naive, displays: naive.displays.with(at, sha256) }, audited: version.no };
    }
  }
}

function ofDraft(naive: Naive, command: CommandOf<"change_version" | "publish" | "snapshot">): Told {
  const version = current(naive);
  if (command.type === "change_version") return edited(naive, { focal: command.focal });
  if (command.type === "snapshot") return put(naive, { ...version, snapshot: text(version) });
  const { sectors, groups, seats } = version.records;
  const ready =
    version.snapshot === text(version) &&
    validate(structureOf(sectors, groups, seats)).errors === 0 &&
    unpricedCount(version.prices, version.records) === 0;
  return ready ? put(naive, { ...version, status: "published", was_published: true }) : no("publish_not_ready");
}

/** All that a show would be made of: what people see of it, in whatever order and under whatever number it is kept. */
export function text({ records, prices, focal }: NaiveVersion): string {
  const plain = (items: readonly object[]) =>
    items.map((item) => JSON.stringify({ ...item, record_no: 0, category_no: 0, rule_no: 0 })).sort();
  const rules = prices.rules.toSorted((one, other) => other.priority - one.priority || other.rule_no - one.rule_no);
  const ranked = rules.map((rule, index) => {
    const before = rules.slice(0, index);
    const rank = before.filter(
      (one) => one.target_type === rule.target_type && one.target_id === rule.target_id,
    ).length;
    const category = prices.categories.find(({ category_no }) => category_no === rule.category_no)?.name;
    return { ...rule, rank, category };
  });
  const { sectors, groups, seats } = records;
  return JSON.stringify([focal, plain(sectors), plain(groups), plain(seats), plain(prices.categories), plain(ranked)]);
}
