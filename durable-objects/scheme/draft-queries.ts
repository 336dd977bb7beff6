// Reads of a draft, for editors. The guard says which draft is meant.
import { comparePrices, compareStructures, diffCounts, priceDiffCounts } from "../../domain/scheme/compare.ts";
import { planRemap } from "../../domain/scheme/remap.ts";
import { EMPTY_STRUCTURE } from "../../domain/scheme/structure.ts";
import { structureCounts } from "../../domain/scheme/summary.ts";
import { validate } from "../../domain/scheme/validation.ts";
import { type DraftGuard, draftRefusal, type Version } from "../../domain/scheme/version.ts";
import { isoTime } from "../departure/wire.ts";
import type { Reading } from "./answer-query.ts";
import { assess } from "./assess.ts";
import type { SchemeNo } from "./commands.ts";
import { publishPreview } from "./publish-preview.ts";
import type { QueryOf } from "./queries.ts";
import { type RecordPrefix, recordId, recordNo } from "./record-id.ts";
import { notFound } from "./version-queries.ts";
import {
  draftState,
  groupBody,
  isSnapshotCurrent,
  readinessBody,
  remapBody,
  seatBody,
  sectorBody,
  snapshotBody,
  validationBody,
} from "./views.ts";

const CHANGES_MAX = 1_000;

/** The draft with its content, or why there is none of that name. */
function draftOf({ store, state, shelf }: Reading, guard: DraftGuard) {
  const { current } = shelf;
  const no = draftRefusal(current, { ...guard, revision: null });
  if (no) return { no };
  const element_ids = store.uploads.elements(current.upload_no);
  return { no, version: current, ...store.content(current, state), element_ids };
}

export function draftReadiness(reading: Reading, { guard }: QueryOf<"readiness">) {
  const draft = draftOf(reading, guard);
  if (draft.no) return draft.no;
  const { readiness } = assess({ ...draft, hash: reading.shelf.hash() });
  return { ...draftState(draft.version), ...readinessBody(readiness) };
}

export function summary(reading: Reading, { guard }: QueryOf<"summary">) {
  const draft = draftOf(reading, guard);
  if (draft.no) return draft.no;
  const { version, structure } = draft;
  const { validation, coverage, readiness } = assess({ ...draft, hash: reading.shelf.hash() });
  const { sellable_seats: seats, priced_seats: priced, unpriced_seats: unpriced } = coverage;
  return {
    ...draftState(version),
    status: version.status,
    counts: structureCounts(structure),
    validation: { errors: validation.errors, warnings: validation.warnings },
    diff: diffOf(reading, draft).counts,
    pricing: { seats, priced, unpriced },
    readiness: readinessBody(readiness),
    updated_at: isoTime(version.updated_at_ms),
  };
}

export function wholeStructure(reading: Reading, { guard }: QueryOf<"structure">) {
  const draft = draftOf(reading, guard);
  if (draft.no) return draft.no;
  const { sectors, groups, seats } = draft.structure;
  return {
    ...draftState(draft.version),
    sectors: Array.from(sectors.values(), sectorBody),
    groups: Array.from(groups.values(), groupBody),
    seats: Array.from(seats.values(), seatBody),
  };
}

export function draftValidation(reading: Reading, { guard }: QueryOf<"validation">) {
  const draft = draftOf(reading, guard);
  return draft.no ?? { ...draftState(draft.version), ...validationBody(validate(draft.structure, draft)) };
}

type Draft = Extract<ReturnType<typeof draftOf>, { no: undefined }>;

/** Against the version that it was cloned from; a first draft has nothing behind it and adds all. */
function diffOf({ store, state, shelf }: Reading, { version, structure, prices }: Draft) {
  const base = shelf.versions.find(({ no }) => no === version.based_on_no);
  const before = base
    ? store.contentOnce(base, state)
    : { structure: EMPTY_STRUCTURE, prices: { currency: prices.currency, categories: new Map(), rules: new Map() } };
  const diff = compareStructures(before.structure, structure);
  const { categories, rules } = priceDiffCounts(comparePrices(before.prices, prices));
  return { base, diff, counts: { ...diffCounts(diff), pricing_categories: categories, price_rules: rules } };
}

type Compared = ReturnType<typeof compareStructures>[keyof ReturnType<typeof compareStructures>];

function isTruncated({ added, removed, changed }: Compared): boolean {
  return Math.max(added.length, removed.length, changed.length) > CHANGES_MAX;
}

function shownDiff<Item, Body>(
  prefix: RecordPrefix,
  diff: { readonly added: readonly Item[]; readonly removed: readonly Item[]; readonly changed: Compared["changed"] },
  body: (item: Item) => Body,
) {
  return {
    added: diff.added.slice(0, CHANGES_MAX).map(body),
    removed: diff.removed.slice(0, CHANGES_MAX).map(body),
    changed: diff.changed.slice(0, CHANGES_MAX).map(({ record_no, id, fields }) => ({
      record_id: recordId(prefix, record_no),
      id,
      fields: { ...fields },
    })),
  };
}

export function compare(reading: Reading, { guard }: QueryOf<"compare">) {
  const draft = draftOf(reading, guard);
  if (draft.no) return draft.no;
  const { base, diff, counts } = diffOf(reading, draft);
  return {
    scheme_version_id: draft.version.id,
    compared_with_scheme_version_id: base?.id ?? null,
    counts,
    sectors: shownDiff("sec", diff.sectors, sectorBody),
    groups: shownDiff("grp", diff.groups, groupBody),
    seats: shownDiff("sst", diff.seats, seatBody),
    truncated: [diff.sectors, diff.groups, diff.seats].some(isTruncated),
  };
}

function recordOf<Item>(
  reading: Reading,
  guard: DraftGuard,
  find: (draft: Draft) => Item | undefined,
): { readonly no: SchemeNo | undefined; readonly version?: Version; readonly found?: Item | undefined } {
  const draft = draftOf(reading, guard);
  return draft.no ? { no: draft.no } : { no: undefined, version: draft.version, found: find(draft) };
}

export function sector(reading: Reading, { guard, record_id }: QueryOf<"sector">) {
  const { no, version, found } = recordOf(reading, guard, ({ structure }) =>
    structure.sectors.get(recordNo("sec", record_id)),
  );
  if (no) return no;
  return version && found ? { ...draftState(version), sector: sectorBody(found) } : notFound("sector");
}

export function group(reading: Reading, { guard, record_id }: QueryOf<"group">) {
  const { no, version, found } = recordOf(reading, guard, ({ structure }) =>
    structure.groups.get(recordNo("grp", record_id)),
  );
  if (no) return no;
  return version && found ? { ...draftState(version), group: groupBody(found) } : notFound("group");
}

export function seat(reading: Reading, { guard, record_id }: QueryOf<"seat">) {
  const { no, version, found } = recordOf(reading, guard, ({ structure }) =>
    structure.seats.get(recordNo("sst", record_id)),
  );
  if (no) return no;
  return version && found ? { ...draftState(version), seat: seatBody(found) } : notFound("seat");
}

export function preview(reading: Reading, { guard }: QueryOf<"preview">) {
  const draft = draftOf(reading, guard);
  if (draft.no) return draft.no;
  const { version } = draft;
  const { validation, readiness } = assess({ ...draft, hash: reading.shelf.hash() });
  const stored = isSnapshotCurrent(version, reading.shelf) ? version.snapshot?.preview : undefined;
  return {
    ...publishPreview(draft, version, reading.state.currency),
    snapshot: snapshotBody(version, reading.shelf),
    readiness: readinessBody(readiness),
    validation: { errors: validation.errors, warnings: validation.warnings },
    artifact: stored ?? null,
  };
}

export function previewRemap(reading: Reading, { guard, filter, target }: QueryOf<"preview_remap">) {
  const draft = draftOf(reading, guard);
  if (draft.no) return draft.no;
  const plan = planRemap(draft.structure, filter, target);
  return plan.ok ? remapBody(draft.version, plan) : plan;
}
