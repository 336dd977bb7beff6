// Rows of uploaded drawings and of the files that were made of them.
import { childId } from "../../domain/identifier.ts";
import { first, type Row, type Sql } from "../sql.ts";
import { jsonParts } from "./json-parts.ts";

export type Artifact = {
  readonly kind: string;
  /** Of the content, in hex. */
  readonly sha256: string;
  readonly bytes: number;
  readonly media_type: string;
};
export type StoredArtifact = Artifact & { readonly created_at_ms: number };

export type Upload = {
  readonly no: number;
  readonly id: string;
  readonly version_no: number;
  readonly name: string;
  readonly file_name: string | null;
  readonly bytes: number;
  readonly sha256: string;
  readonly sectors_total: number;
  readonly groups_total: number;
  readonly seats_total: number;
  /** JSON texts: what the pipeline said, and the view box. */
  readonly report: string;
  readonly view: string;
  readonly created_at_ms: number;
  readonly seq: number;
};

type UploadRow = Row & Omit<Upload, "id">;

export class UploadRows {
  readonly #sql: Sql;
  /** Of the drawing asked for last; it never changes. */
  #elements: { readonly upload_no: number; readonly ids: ReadonlySet<string> } | undefined;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  /** What a transaction that failed had written, another drawing of that number may have otherwise. */
  forget(): void {
    this.#elements = undefined;
  }

  next(): number {
    return (first(this.#sql.all<{ no: number | null }>("SELECT max(no) AS no FROM uploads"))?.no ?? 0) + 1;
  }

  find(scheme_id: string, no: number): Upload | undefined {
    const row = first(this.#sql.all<UploadRow>("SELECT * FROM uploads WHERE no = ?", no));
    return row && { ...row, id: childId("upl", scheme_id, row) };
  }

  /** Those that D1 has not been told of. */
  after(scheme_id: string, seq: number, rows_max: number): Upload[] {
    return this.#sql
      .all<UploadRow>("SELECT * FROM uploads WHERE seq > ? ORDER BY seq LIMIT ?", seq, rows_max)
      .map((row) => ({ ...row, id: childId("upl", scheme_id, row) }));
  }

  insert(upload: Omit<Upload, "id">): void {
    this.#sql.run(
      `INSERT INTO uploads (no, version_no, name, file_name, bytes, sha256, sectors_total, groups_total, seats_total, report,
         view, created_at_ms, seq)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      upload.no,
      upload.version_no,
      upload.name,
      upload.file_name,
      upload.bytes,
      upload.sha256,
      upload.sectors_total,
      upload.groups_total,
      upload.seats_total,
      upload.report,
      upload.view,
      upload.created_at_ms,
      upload.seq,
    );
  }

  /** Ids of the elements that the drawing has for sectors, groups and seats. */
  insertElements(upload_no: number, element_ids: readonly string[]): void {
    for (const [part, body] of jsonParts(element_ids).entries()) {
      this.#sql.run(
        "INSERT INTO drawn_elements (upload_no, part, element_ids) VALUES (?, ?, ?)",
        upload_no,
        part,
        body,
      );
    }
  }

  elements(upload_no: number): ReadonlySet<string> {
    if (this.#elements?.upload_no !== upload_no) {
      const rows = this.#sql.all<{ element_ids: string }>(
        "SELECT element_ids FROM drawn_elements WHERE upload_no = ? ORDER BY part",
        upload_no,
      );
      // What insertElements() wrote.
      const ids = rows.flatMap(({ element_ids }) => JSON.parse(element_ids) as string[]);
      this.#elements = { upload_no, ids: new Set(ids) };
    }
    return this.#elements.ids;
  }

  artifacts(upload_no: number): StoredArtifact[] {
    return this.#sql.all<StoredArtifact & Row>(
      "SELECT kind, sha256, bytes, media_type, created_at_ms FROM artifacts WHERE upload_no = ? ORDER BY kind",
      upload_no,
    );
  }

  /** Of all uploads, of which there are at most as many as versions. */
  everyArtifact(): Pick<Artifact, "kind" | "sha256">[] {
    return this.#sql.all<Pick<Artifact, "kind" | "sha256"> & Row>("SELECT kind, sha256 FROM artifacts");
  }

  saveArtifact(upload_no: number, artifact: StoredArtifact): void {
    this.#sql.run(
      "INSERT OR REPLACE INTO artifacts (upload_no, kind, sha256, bytes, media_type, created_at_ms) VALUES (?, ?, ?, ?, ?, ?)",
      upload_no,
      artifact.kind,
      artifact.sha256,
      artifact.bytes,
      artifact.media_type,
      artifact.created_at_ms,
    );
  }
}
