// Reads about the scheme and its versions.

import type { Refusal } from "../../domain/refusal.ts";
import { positionsAlong } from "../../domain/row-line.ts";
import { hallOfScheme } from "../../domain/scheme/scheme-hall.ts";
import { readRefusal, versionOnSale } from "../../domain/scheme/version.ts";
import type { Reading } from "./answer-query.ts";
import { assess } from "./assess.ts";
import type { SchemeNo } from "./commands.ts";
import { previewArtifact } from "./file-name.ts";
import type { QueryOf } from "./queries.ts";
import { artifactBody, readinessBody, schemeBody, uploadBody, validationBody, versionBody } from "./views.ts";

export function notFound(what: Extract<Refusal, { code: "NOT_FOUND" }>["what"]): SchemeNo {
  return { ok: false, code: "NOT_FOUND", what };
}

export function scheme({ shelf }: Reading) {
  return schemeBody(shelf);
}

export function current({ shelf }: Reading) {
  return versionBody(shelf.current, shelf);
}

export function listed({ shelf }: Reading, { after_no, limit }: QueryOf<"versions">) {
  const page = shelf.versions.filter(({ no }) => no > after_no).slice(0, limit);
  return { rows: page.map((version) => ({ no: version.no, id: version.id, body: versionBody(version, shelf) })) };
}

export function context({ state, shelf }: Reading) {
  const { id, status } = shelf.current;
  const current_is_draft = status === "draft";
  const recommended_action: "use_current_draft" | "create_draft" = current_is_draft
    ? "use_current_draft"
    : "create_draft";
  return {
    scheme_id: state.id,
    current_scheme_version_id: id,
    current_status: status,
    current_is_draft,
    editor_available: current_is_draft,
    should_create_draft: !current_is_draft,
    recommended_action,
  };
}

export function upload({ store, state, shelf }: Reading, { upload: { no, created_at_ms } }: QueryOf<"upload">) {
  const found = store.uploads.find(state.id, no);
  if (!found || found.created_at_ms !== created_at_ms) return notFound("upload");
  return { upload: uploadBody(found, shelf), artifacts: store.uploads.artifacts(no) };
}

/** The files of the current version, and what is known of its drawing. */
export function artifacts({ store, state, shelf }: Reading) {
  const { id, revision, upload_no, snapshot } = shelf.current;
  const found = store.uploads.find(state.id, upload_no);
  if (!found) throw new Error(`upload ${upload_no} is a version's and is not there`);
  const kept = store.uploads.artifacts(upload_no).map(artifactBody);
  const preview = snapshot && { ...previewArtifact(snapshot.preview), created_at_ms: snapshot.at_ms };
  return {
    scheme_version_id: id,
    revision,
    seats_total: shelf.current.seats_total,
    artifacts: preview ? [...kept, artifactBody(preview)] : kept,
    // What the upload wrote.
    view: JSON.parse(found.view) as { x: number; y: number; width: number; height: number },
  };
}

/** The element of the drawing that each of the current version's seats has, where it has one. */
export function elements({ store, state, shelf }: Reading) {
  const { id, revision } = shelf.current;
  const { structure } = store.content(shelf.current, state);
  const element_ids = Array.from(structure.seats.values()).flatMap(({ element_id }) => element_id ?? []);
  return { scheme_version_id: id, revision, element_ids };
}

/** Digests of the publish previews that a version still refers to. */
export function neededPreviews({ shelf }: Reading) {
  return { sha256: shelf.versions.flatMap(({ snapshot }) => snapshot?.preview.sha256 ?? []) };
}

function assessed({ store, state, shelf }: Reading) {
  const { current: version } = shelf;
  const { structure, prices } = store.content(version, state);
  const element_ids = store.uploads.elements(version.upload_no);
  return assess({ version, structure, prices, hash: shelf.hash(), element_ids });
}

export function publishValidation(reading: Reading, { guard }: QueryOf<"publish_validation">) {
  const { current: version } = reading.shelf;
  const stale = readRefusal(version, guard);
  if (stale) return stale;
  const { validation, readiness } = assessed(reading);
  return {
    scheme_version_id: version.id,
    validation: validationBody(validation),
    readiness: readinessBody(readiness),
  };
}

export function currentValidation(reading: Reading) {
  const { id, status } = reading.shelf.current;
  const { validation, readiness } = assessed(reading);
  return {
    scheme_version_id: id,
    status,
    validation: validationBody(validation),
    readiness: readinessBody(readiness),
  };
}

/** Every seat that a show of this published version sells, with its price; the newest one by default. */
export function forShow({ store, state, shelf }: Reading, { version_id }: QueryOf<"for_show">) {
  const { versions } = shelf;
  const version = version_id === null ? versionOnSale(versions) : versions.find(({ id }) => id === version_id);
  if (!version && version_id !== null) return notFound("version");
  if (version?.status !== "published") {
    const scheme_version_id = (version ?? shelf.current).id;
    return { ok: false, code: "version_not_published", scheme_version_id } as const;
  }
  const { structure, prices } = store.contentOnce(version, state);
  const hall = hallOfScheme(structure, prices, positionsAlong);
  if (!hall.ok) throw new Error(`version ${version.no} was published with seats that have no price`);
  const colors = [...prices.categories.values()].map(({ name, color }) => ({ name, color }));
  return {
    scheme_version_id: version.id,
    currency: state.currency,
    seats: hall.seats,
    focal: version.focal,
    categories: colors,
  };
}
