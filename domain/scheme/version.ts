// Versions of a scheme, and who may do what with which. One version is current: what editors and readers see. A draft is
// edited; publishing ends that for good, and whoever wants to go on clones it into a new draft.
import type { Point } from "../hall.ts";
import type { SchemeRefusal } from "./refusal.ts";

export const VERSION_STATUSES = ["draft", "published", "unpublished"] as const;
export type VersionStatus = (typeof VERSION_STATUSES)[number];

/** A pricing snapshot: of which content it is, as a hash, and at which revision that was looked at last. */
export type Snapshot = {
  readonly at_ms: number;
  readonly hash: string;
  readonly revision: number;
  /** The stored preview that was made with it. */
  readonly preview: { readonly sha256: string; readonly bytes: number };
};

export type Version = {
  readonly no: number;
  readonly id: string;
  readonly status: VersionStatus;
  readonly based_on_no: number | null;
  readonly upload_no: number;
  readonly upload_id: string;
  /** Counts edits of structure and prices. */
  readonly revision: number;
  readonly sectors_total: number;
  readonly groups_total: number;
  readonly seats_total: number;
  /** What the best seats are nearest to, in the drawing's units; null for the middle of its upper edge of seats. */
  readonly focal: Point | null;
  readonly snapshot: Snapshot | null;
  readonly created_at_ms: number;
  readonly updated_at_ms: number;
  readonly published_at_ms: number | null;
  readonly unpublished_at_ms: number | null;
};

/** What a caller believes; null where it does not say. */
export type DraftGuard = { readonly version_id: string | null; readonly revision: number | null };

export function currentRefusal(current: Version, expected: string | null): SchemeRefusal | undefined {
  if (expected === null || expected === current.id) return undefined;
  return { ok: false, code: "stale_current_version", expected, current: current.id };
}

/** For reading the current version, whatever its status. */
export function readRefusal(current: Version, { version_id }: DraftGuard): SchemeRefusal | undefined {
  if (version_id === null || version_id === current.id) return undefined;
  return { ok: false, code: "stale_draft_version", expected: version_id, current: current.id };
}

/** For what only a draft has, and for every edit. */
export function draftRefusal(current: Version, guard: DraftGuard): SchemeRefusal | undefined {
  const stale = readRefusal(current, guard);
  if (stale) return stale;
  const { id, status, revision } = current;
  if (status !== "draft") return { ok: false, code: "draft_not_editable", scheme_version_id: id, status };
  if (guard.revision === null || guard.revision === revision) return undefined;
  return { ok: false, code: "stale_draft_revision", expected: guard.revision, revision };
}

/** The version that new shows are made from: the newest that is published. */
export function versionOnSale(versions: readonly Version[]): Version | undefined {
  return versions.findLast(({ status }) => status === "published");
}

/** What a rollback goes back to when nobody says: the newest that was published before the current one. */
export function versionBefore(versions: readonly Version[], current: Version): Version | undefined {
  return versions.findLast(({ no, published_at_ms }) => no < current.no && published_at_ms !== null);
}
