// Commands about versions: drawings that become drafts, drafts that are published, and the ways back.
import { createHash } from "node:crypto";
import { childId } from "../../domain/identifier.ts";
import { type Edit, SCHEME_LIMITS } from "../../domain/scheme/structure.ts";
import { type Version, versionBefore, versionOnSale } from "../../domain/scheme/version.ts";
import { assess } from "./assess.ts";
import type { CommandOf, Drawing, SchemeNo } from "./commands.ts";
import type { Desk } from "./desk.ts";
import { type Done, notFound, refused, said } from "./done.ts";
import { fileKey, previewArtifact } from "./file-name.ts";
import { publishPreview } from "./publish-preview.ts";
import { artifactBody, draftState, readinessBody, schemeBody, snapshotBody, uploadBody, versionBody } from "./views.ts";

/** At entry: the scheme was made just now and has no version yet, or the caller's guard holds. */
export function takeDrawing(desk: Desk, drawing: Drawing, before: Version | undefined): Done {
  const full = before && versionLimit(desk);
  if (full) return refused(full);
  const { store, state, now } = desk;
  const seq = desk.next();
  const upload_no = store.uploads.next();
  const upload_id = childId("upl", state.id, { no: upload_no, created_at_ms: now });
  const { sectors, groups, seats, artifacts, ...described } = drawing;
  const counts = { sectors_total: sectors.length, groups_total: groups.length, seats_total: seats.length };
  const made = newVersion(desk, { upload_no, upload_id, based_on_no: before?.no ?? null });
  const version = desk.saveVersion({ ...made, ...counts });
  store.uploads.insert({ no: upload_no, version_no: version.no, created_at_ms: now, seq, ...counts, ...described });
  for (const artifact of artifacts) store.uploads.saveArtifact(upload_no, { ...artifact, created_at_ms: now });
  const drawn_records = [...sectors, ...groups, ...seats];
  store.uploads.insertElements(
    upload_no,
    drawn_records.flatMap(({ element_id }) => element_id ?? []),
  );
  store.versions.write(version.no, numbered(desk, drawing));
  // Prices go with the scheme: what they are for and is not drawn any more is said by their diagnostics.
  if (before) store.versions.clone(before.no, version.no, ["categories", "rules"]);
  desk.makeCurrent(version);
  const shelf = desk.shelf();
  const upload = store.uploads.find(state.id, upload_no);
  if (!upload) throw new Error(`upload ${upload_no} was written and is not there`);
  const body = { upload: uploadBody(upload, shelf), scheme: schemeBody(shelf), version: versionBody(version, shelf) };
  return said("upload", body, {
    version_no: version.no,
    summary: `version ${version.no} of an uploaded drawing with ${seats.length} seats`,
  });
}

function numbered(desk: Desk, { sectors, groups, seats }: Drawing): Edit {
  const first = desk.recordNumbers(sectors.length + groups.length + seats.length);
  const put = <Fields>(fields: readonly Fields[], start: number) => ({
    put: fields.map((record, index) => ({ ...record, record_no: start + index })),
    removed: [],
  });
  return {
    sectors: put(sectors, first),
    groups: put(groups, first + sectors.length),
    seats: put(seats, first + sectors.length + groups.length),
  };
}

type Drawn = Pick<Version, "upload_no" | "upload_id" | "based_on_no">;

function newVersion({ store, state, now }: Desk, drawn: Drawn): Version {
  const no = (store.versions.all(state.id).at(-1)?.no ?? 0) + 1;
  return {
    ...drawn,
    no,
    id: childId("ver", state.id, { no, created_at_ms: now }),
    status: "draft",
    revision: 0,
    sectors_total: 0,
    groups_total: 0,
    seats_total: 0,
    focal: null,
    snapshot: null,
    created_at_ms: now,
    updated_at_ms: now,
    published_at_ms: null,
    unpublished_at_ms: null,
  };
}

function versionLimit({ store, state }: Desk): SchemeNo | undefined {
  const most = SCHEME_LIMITS.versions_max;
  if (store.versions.all(state.id).length < most) return undefined;
  return { ok: false, code: "scheme_limit_reached", what: "versions", most };
}

/** A new draft with everything that the version has but its snapshot, which becomes current. */
function cloned(desk: Desk, from: Version): Version {
  const { sectors_total, groups_total, seats_total, focal } = from;
  const { upload_no, upload_id } = from;
  const made = newVersion(desk, { upload_no, upload_id, based_on_no: from.no });
  const version = desk.saveVersion({ ...made, sectors_total, groups_total, seats_total, focal });
  desk.store.versions.clone(from.no, version.no);
  desk.makeCurrent(version);
  return version;
}

export function ensureDraft(desk: Desk, { expected_current }: CommandOf<"ensure_draft">): Done {
  const stale = desk.staleCurrent(expected_current);
  if (stale) return refused(stale);
  const { current } = desk;
  const created = current.status !== "draft";
  const full = created ? versionLimit(desk) : undefined;
  if (full) return refused(full);
  const version = created ? cloned(desk, current) : current;
  const body = { scheme_version_id: version.id, created, version: versionBody(version, desk.shelf()) };
  return said(
    "ensure_draft",
    body,
    created ? { version_no: version.no, summary: `draft ${version.no} cloned from version ${current.no}` } : null,
  );
}

export function createVersion(desk: Desk, command: CommandOf<"create_version">): Done {
  const stale = desk.staleCurrent(command.expected_current);
  if (stale) return refused(stale);
  const from = command.based_on === null ? desk.current : versionNamed(desk, command.based_on);
  return from ? clonedBody(desk, from, "cloned from") : notFound("version");
}

/** An earlier version becomes the current draft: what was published stays, and nothing of it is overwritten. */
export function rollBack(desk: Desk, command: CommandOf<"rollback">): Done {
  const stale = desk.staleCurrent(command.expected_current);
  if (stale) return refused(stale);
  const { current } = desk;
  if (command.target !== null) {
    const target = versionNamed(desk, command.target);
    return target ? clonedBody(desk, target, "rolled back to") : notFound("version");
  }
  const before = versionBefore(desk.shelf().versions, current);
  if (!before) return refused({ ok: false, code: "version_not_published", scheme_version_id: current.id });
  return clonedBody(desk, before, "rolled back to");
}

function clonedBody(desk: Desk, from: Version, how: string): Done {
  const full = versionLimit(desk);
  if (full) return refused(full);
  const version = cloned(desk, from);
  return said("create_version", versionBody(version, desk.shelf()), {
    version_no: version.no,
    summary: `draft ${version.no} ${how} version ${from.no}`,
  });
}

function versionNamed(desk: Desk, id: string): Version | undefined {
  return desk.shelf().versions.find((version) => version.id === id);
}

/** Keeps which content the prices were looked at with, and has a preview of it stored. */
export function takeSnapshot(desk: Desk, { guard }: CommandOf<"snapshot">): Done {
  const no = desk.notEditable(guard);
  if (no) return refused(no);
  const { current, now, store } = desk;
  const { hash } = desk.shelf();
  const body_of_file = JSON.stringify(publishPreview(desk.content(current), current, desk.state.currency));
  const sha256 = createHash("sha256").update(body_of_file).digest("hex");
  const preview = { sha256, bytes: Buffer.byteLength(body_of_file) };
  const artifact = previewArtifact(preview);
  const { media_type } = artifact;
  const file_key = fileKey(desk.state.id, artifact);
  store.insertFile({ file_key, media_type, body: body_of_file, seq: desk.next() });
  const snapshot = { at_ms: now, hash: hash(), revision: current.revision, preview };
  const version = desk.saveVersion({ ...current, snapshot, updated_at_ms: now });
  const shelf = desk.shelf();
  const kept = snapshotBody(version, shelf);
  if (!kept) throw new Error("the snapshot was saved and is not there");
  const { readiness } = assess({ version, ...desk.assessed(version), hash: hash() });
  const body = { ...draftState(version), snapshot: kept, readiness: readinessBody(readiness) };
  return said("snapshot", body, { version_no: version.no, summary: `prices of version ${version.no} kept` });
}

export function changeVersion(desk: Desk, { guard, focal }: CommandOf<"change_version">): Done {
  const no = desk.notEditable(guard);
  if (no) return refused(no);
  const { current, now } = desk;
  const same = current.focal?.x === focal?.x && current.focal?.y === focal?.y;
  const version = same
    ? current
    : desk.saveVersion({ ...current, focal, revision: current.revision + 1, updated_at_ms: now });
  const summary = focal ? `focal point at ${focal.x}, ${focal.y}` : "no focal point";
  return said("change_version", versionBody(version, desk.shelf()), same ? null : { version_no: version.no, summary });
}

export function publish(desk: Desk, { guard }: CommandOf<"publish">): Done {
  const no = desk.notEditable(guard);
  if (no) return refused(no);
  const { current, now } = desk;
  const hash = desk.shelf().hash();
  const { readiness } = assess({ version: current, ...desk.assessed(current), hash });
  if (!readiness.ready) return refused({ ok: false, code: "publish_not_ready", reasons: readiness.reasons });
  // Ready means that the hashes are equal; a revision that an edit and its undoing left behind is of no interest now.
  const snapshot = current.snapshot && { ...current.snapshot, revision: current.revision };
  const version = desk.saveVersion({
    ...current,
    status: "published",
    snapshot,
    published_at_ms: now,
    updated_at_ms: now,
  });
  return said("publish", versionBody(version, desk.shelf()), {
    version_no: version.no,
    summary: `version ${version.no} published with ${version.seats_total} seats`,
  });
}

export function unpublish(desk: Desk, command: CommandOf<"unpublish">): Done {
  const stale = desk.staleCurrent(command.expected_current);
  if (stale) return refused(stale);
  const { versions, current } = desk.shelf();
  const named = command.version_id === null ? versionOnSale(versions) : versionNamed(desk, command.version_id);
  if (!named && command.version_id !== null) return notFound("version");
  if (named?.status !== "published") {
    return refused({ ok: false, code: "version_not_published", scheme_version_id: (named ?? current).id });
  }
  const { now } = desk;
  const version = desk.saveVersion({
    ...named,
    status: "unpublished",
    unpublished_at_ms: now,
    updated_at_ms: now,
  });
  return said("unpublish", versionBody(version, desk.shelf()), {
    version_no: version.no,
    summary: `version ${version.no} withdrawn from new shows`,
  });
}

export function replaceArtifact(desk: Desk, command: CommandOf<"replace_artifact">): Done {
  const stale = desk.staleCurrent(command.expected_current);
  if (stale) return refused(stale);
  const { current, store, now } = desk;
  const { artifact } = command;
  const before = store.uploads.artifacts(current.upload_no).find(({ kind }) => kind === artifact.kind);
  const changed = command.restored || before?.sha256 !== artifact.sha256;
  const kept = changed || !before ? { ...artifact, created_at_ms: now } : before;
  if (changed) store.uploads.saveArtifact(current.upload_no, kept);
  const body = { scheme_version_id: current.id, changed, artifact: artifactBody(kept) };
  const summary = `${artifact.kind} of version ${current.no} made anew`;
  return said("replace_artifact", body, changed ? { version_no: current.no, summary } : null);
}
