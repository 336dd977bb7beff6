// How a scheme's things look on the wire. Bodies that the object stores with an idempotent answer are these, so a shape
// that was released is only added to.
import { childId } from "../../domain/identifier.ts";
import type { PriceRule, PricingCategory } from "../../domain/scheme/price-list.ts";
import type { SeatPrice } from "../../domain/scheme/price-rules.ts";
import type { Readiness } from "../../domain/scheme/readiness.ts";
import type { Repair } from "../../domain/scheme/repair.ts";
import type { Group, Seat, Sector } from "../../domain/scheme/structure.ts";
import type { Validation } from "../../domain/scheme/validation.ts";
import { type Version, versionOnSale } from "../../domain/scheme/version.ts";
import { isoTime } from "../departure/wire.ts";
import { type RecordPrefix, recordId } from "./record-id.ts";
import type { SchemeState } from "./store.ts";
import type { StoredArtifact, Upload } from "./upload-rows.ts";

function timeOrNull(time_ms: number | null): string | null {
  return time_ms === null ? null : isoTime(time_ms);
}

/** A scheme's versions, oldest first; `hash` is of the current one's content. */
export type Shelf = {
  readonly state: SchemeState;
  readonly versions: readonly Version[];
  readonly current: Version;
  readonly hash: () => string;
};

export function isSnapshotCurrent(version: Version, { current, hash }: Shelf): boolean {
  const { snapshot, revision } = version;
  if (!snapshot) return false;
  return snapshot.revision === revision || (version.no === current.no && hash() === snapshot.hash);
}

export function snapshotBody(version: Version, shelf: Shelf) {
  const { snapshot } = version;
  if (!snapshot) return null;
  return {
    created_at: isoTime(snapshot.at_ms),
    hash: snapshot.hash,
    is_current: isSnapshotCurrent(version, shelf),
  };
}

export function versionBody(version: Version, shelf: Shelf) {
  return {
    scheme_version_id: version.id,
    scheme_id: shelf.state.id,
    version_number: version.no,
    status: version.status,
    is_current: version.no === shelf.current.no,
    based_on_scheme_version_id: shelf.versions.find(({ no }) => no === version.based_on_no)?.id ?? null,
    upload_id: version.upload_id,
    revision: version.revision,
    sectors_total: version.sectors_total,
    groups_total: version.groups_total,
    seats_total: version.seats_total,
    focal: version.focal,
    snapshot: snapshotBody(version, shelf),
    created_at: isoTime(version.created_at_ms),
    updated_at: isoTime(version.updated_at_ms),
    published_at: timeOrNull(version.published_at_ms),
    unpublished_at: timeOrNull(version.unpublished_at_ms),
  };
}
export type VersionBody = ReturnType<typeof versionBody>;
export type EnsuredBody = {
  readonly scheme_version_id: string;
  readonly created: boolean;
  readonly version: VersionBody;
};

export function schemeBody({ state, versions, current }: Shelf) {
  return {
    scheme_id: state.id,
    name: state.name,
    currency: state.currency,
    current_scheme_version_id: current.id,
    current_status: current.status,
    published_scheme_version_id: versionOnSale(versions)?.id ?? null,
    versions_total: versions.length,
    seats_total: current.seats_total,
    created_at: isoTime(state.created_at_ms),
    updated_at: isoTime(state.updated_at_ms),
  };
}

/** `report` is the pipeline's own JSON, as the text that it was stored as. */
export function uploadBody(upload: Upload, { state, versions }: Pick<Shelf, "state" | "versions">) {
  const { no: _no, id, version_no, seq: _seq, report, view: _view, created_at_ms, ...fields } = upload;
  return {
    upload_id: id,
    scheme_id: state.id,
    scheme_version_id: versions.find((version) => version.no === version_no)?.id ?? "",
    ...fields,
    report,
    created_at: isoTime(created_at_ms),
  };
}
export type UploadBody = ReturnType<typeof uploadBody>;
export type UploadedBody = {
  readonly upload: UploadBody;
  readonly scheme: ReturnType<typeof schemeBody>;
  readonly version: VersionBody;
};

export function sectorBody({ record_no, ...sector }: Sector) {
  return { sector_record_id: recordId("sec", record_no), ...sector };
}
export function groupBody({ record_no, ...group }: Group) {
  return { group_record_id: recordId("grp", record_no), ...group };
}
export function seatBody({ record_no, ...seat }: Seat) {
  return { seat_record_id: recordId("sst", record_no), ...seat };
}

/** What every answer about a draft says of it. */
export type DraftState = { readonly scheme_version_id: string; readonly revision: number };

export function draftState({ id, revision }: Version): DraftState {
  return { scheme_version_id: id, revision };
}

export type SectorBody = DraftState & { readonly sector: ReturnType<typeof sectorBody> };
export type GroupBody = DraftState & { readonly group: ReturnType<typeof groupBody> };
export type SeatBody = DraftState & { readonly seat: ReturnType<typeof seatBody> };
export type SeatsBody = DraftState & {
  readonly changed: number;
  readonly seats: ReturnType<typeof seatBody>[];
};
export type LeftBehind = { readonly references_left: number };

const KIND_PREFIX = { sector: "sec", group: "grp", seat: "sst" } as const satisfies Record<string, RecordPrefix>;

export function validationBody({ errors, warnings, issues }: Validation) {
  return {
    errors,
    warnings,
    issues: issues.map(({ severity, code, message, count, records }) => ({
      severity,
      code,
      message,
      count,
      records: records.map(({ kind, record_no, id }) => ({
        kind,
        record_id: recordId(KIND_PREFIX[kind], record_no),
        id,
      })),
    })),
  };
}

export function readinessBody({ ready, reasons }: Readiness) {
  return { ready, reasons: [...reasons] };
}

const SHOWN_MAX = 1_000;

export function repairBody({ kind, record_no, before, after }: Repair) {
  const prefix = kind.startsWith("group_") ? "grp" : "sst";
  return { kind, record_id: recordId(prefix, record_no), before, after };
}
export type RepairBody = DraftState & {
  readonly repaired: number;
  readonly repairs: ReturnType<typeof repairBody>[];
};

export function repairsBody(version: Version, repairs: readonly Repair[]): RepairBody {
  return {
    ...draftState(version),
    repaired: repairs.length,
    repairs: repairs.slice(0, SHOWN_MAX).map(repairBody),
  };
}

type Moved = { readonly before: Seat; readonly after: Seat };

function placement({ sector_id, group_id }: Seat) {
  return { sector_id, group_id };
}

export function remapBody(version: Version, { matched, changed }: { matched: number; changed: readonly Moved[] }) {
  const seats = changed.slice(0, SHOWN_MAX).map(({ before, after }) => ({
    seat_record_id: recordId("sst", before.record_no),
    seat_id: before.seat_id,
    before: placement(before),
    after: placement(after),
  }));
  return { ...draftState(version), matched, changed: changed.length, seats };
}
export type RemapBody = ReturnType<typeof remapBody>;

export type SnapshotBody = DraftState & {
  readonly snapshot: { readonly created_at: string; readonly hash: string; readonly is_current: boolean };
  readonly readiness: ReturnType<typeof readinessBody>;
};

function money(amount: number, currency: string) {
  return { amount, currency };
}
export function moneyOrNull(amount: number | null, currency: string) {
  return amount === null ? null : money(amount, currency);
}

export function categoryBody({ category_no, name, color, unit_amount }: PricingCategory, currency: string) {
  return {
    pricing_category_id: recordId("cat", category_no),
    name,
    color,
    price: moneyOrNull(unit_amount, currency),
  };
}

export function ruleBody(rule: PriceRule, currency: string) {
  const { rule_no, target_type, target_id, category_no, unit_amount, priority } = rule;
  return {
    price_rule_id: recordId("rul", rule_no),
    target_type,
    target_id,
    pricing_category_id: recordId("cat", category_no),
    price: moneyOrNull(unit_amount, currency),
    priority,
  };
}
export type CategoryBody = DraftState & { readonly category: ReturnType<typeof categoryBody> };
export type RuleBody = DraftState & { readonly rule: ReturnType<typeof ruleBody> };

export function seatPriceBody({ seat_id }: Seat, found: SeatPrice | undefined, currency: string) {
  return {
    seat_id,
    price: moneyOrNull(found?.unit_amount ?? null, currency),
    pricing_category_id: found ? recordId("cat", found.category.category_no) : null,
    category: found?.category.name ?? null,
    price_rule_id: found ? recordId("rul", found.rule.rule_no) : null,
    target_type: found?.rule.target_type ?? null,
  };
}

export function artifactBody({ created_at_ms, ...artifact }: StoredArtifact) {
  return { ...artifact, created_at: isoTime(created_at_ms) };
}
export type ReplacedArtifactBody = {
  readonly scheme_version_id: string;
  readonly changed: boolean;
  readonly artifact: ReturnType<typeof artifactBody>;
};

export function auditId(scheme_id: string, { seq, at_ms }: { seq: number; at_ms: number }): string {
  return childId("aud", scheme_id, { no: seq, created_at_ms: at_ms });
}
