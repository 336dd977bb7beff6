// What D1 has not been told of a scheme.
import { type Version, versionOnSale } from "../../domain/scheme/version.ts";
import { PROJECTION } from "../projection.ts";
import { NO_ROWS, type Rows, type SchemeAuditRow, type SchemeRow, type UploadRow } from "../projector/rows.ts";
import { shelfOf } from "./desk.ts";
import type { AuditRow, SchemeState, SchemeStore } from "./store.ts";
import type { Upload } from "./upload-rows.ts";
import { auditId } from "./views.ts";

export function pendingRows(store: SchemeStore): { rows: Rows; seq: number; more: boolean } | undefined {
  const state = store.load();
  if (!state || state.seq <= state.projected_seq) return undefined;
  const { versions, current } = shelfOf(store, state);
  const ids = new Map(versions.map(({ no, id }) => [no, id]));
  const audit = store.auditAfter(state.projected_seq, PROJECTION.rows_max);
  const full = audit.length === PROJECTION.rows_max;
  const uploads = store.uploads.after(state.id, state.projected_seq, PROJECTION.rows_max);
  return {
    rows: {
      ...NO_ROWS,
      schemes: [schemeRow(state, versions, current)],
      uploads: uploads.map((upload) => uploadRow(state, upload, ids)),
      scheme_audit: audit.map((row) => auditRow(state, row, ids)),
    },
    seq: full ? (audit.at(-1)?.seq ?? state.seq) : state.seq,
    more: full,
  };
}

function schemeRow(state: SchemeState, versions: readonly Version[], current: Version): SchemeRow {
  return {
    id: state.id,
    name: state.name,
    currency: state.currency,
    current_version_id: current.id,
    current_status: current.status,
    published_version_id: versionOnSale(versions)?.id ?? null,
    versions_total: versions.length,
    seats_total: current.seats_total,
    created_at_ms: state.created_at_ms,
    updated_at_ms: state.updated_at_ms,
    seq: state.seq,
  };
}

function uploadRow(state: SchemeState, upload: Upload, ids: ReadonlyMap<number, string>): UploadRow {
  const { no: _no, version_no, report: _report, view: _view, ...fields } = upload;
  return { ...fields, scheme_id: state.id, scheme_version_id: ids.get(version_no) ?? "" };
}

function auditRow(state: SchemeState, row: AuditRow, ids: ReadonlyMap<number, string>): SchemeAuditRow {
  const { at_ms, version_no, seq, ...fields } = row;
  return {
    ...fields,
    id: auditId(state.id, row),
    scheme_id: state.id,
    scheme_version_id: version_no === null ? null : (ids.get(version_no) ?? null),
    created_at_ms: at_ms,
    seq,
  };
}
