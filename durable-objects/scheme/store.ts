// A scheme's SQL: its own row and what D1 and R2 have yet to be told here, the rest by table in *-rows.ts. The current
// version's structure and prices are remembered between commits, and forgotten when one fails.
// Cost of an edit of one seat, once the draft is remembered: 1 row in seats, 1 in versions, 1 in scheme, 1 in changes
// (and its index, with a key), 1 in audit. The first edit after a start reads the draft's rows.
import { createHash } from "node:crypto";
import { contentText } from "../../domain/scheme/content-text.ts";
import { applyPriceEdit } from "../../domain/scheme/price-editing.ts";
import type { PriceEdit, PriceList } from "../../domain/scheme/price-list.ts";
import { applyEdit, type Edit, type Structure } from "../../domain/scheme/structure.ts";
import type { Version } from "../../domain/scheme/version.ts";
import { first, type Row, type Sql } from "../sql.ts";
import { UploadRows } from "./upload-rows.ts";
import { VersionRows } from "./version-rows.ts";

export type SchemeState = {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  readonly current_no: number;
  /** The next number of a sector, group or seat, and of a category or rule. */
  readonly next_record_no: number;
  readonly next_price_no: number;
  readonly created_at_ms: number;
  readonly updated_at_ms: number;
  readonly seq: number;
  readonly committed_at_ms: number;
  readonly projected_seq: number;
  readonly alarm_at_ms: number | null;
};

export type AuditRow = {
  readonly seq: number;
  readonly at_ms: number;
  readonly action: string;
  readonly version_no: number | null;
  readonly actor: string;
  readonly summary: string;
  readonly request_id: string;
};

export type UnstoredFile = {
  readonly file_key: string;
  readonly media_type: string;
  readonly body: string;
  readonly seq: number;
};

type Content = { readonly structure: Structure; readonly prices: PriceList };

export class SchemeStore {
  readonly sql: Sql;
  readonly versions: VersionRows;
  readonly uploads: UploadRows;
  #state: SchemeState | undefined;
  /** Of the version that was asked for last; versions behind it are read when they are compared with. */
  #content: (Content & { readonly version_no: number }) | undefined;
  /** Of that content, with this focal point. */
  #hash: { readonly focal: string; readonly hash: string } | undefined;

  constructor(sql: Sql) {
    this.sql = sql;
    this.versions = new VersionRows(sql);
    this.uploads = new UploadRows(sql);
  }

  /** At exit: all of `work` is durable, or none of it happened and nothing of it is remembered. */
  transaction<T>(work: () => T): T {
    try {
      return this.sql.transaction(work);
    } catch (error) {
      this.forget();
      throw error;
    }
  }

  forget(): void {
    this.#state = undefined;
    this.#content = undefined;
    this.#hash = undefined;
    this.uploads.forget();
  }

  load(): SchemeState | undefined {
    const row = this.#state ?? first(this.sql.all<SchemeState & Row>("SELECT * FROM scheme"));
    this.#state = row;
    return row;
  }

  save(state: SchemeState): void {
    this.sql.run(
      `INSERT OR REPLACE INTO scheme (one, id, name, currency, current_no, next_record_no, next_price_no, created_at_ms,
         updated_at_ms, seq, committed_at_ms, projected_seq, alarm_at_ms)
       VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      state.id,
      state.name,
      state.currency,
      state.current_no,
      state.next_record_no,
      state.next_price_no,
      state.created_at_ms,
      state.updated_at_ms,
      state.seq,
      state.committed_at_ms,
      state.projected_seq,
      state.alarm_at_ms,
    );
    this.#state = state;
  }

  /** Remembered, and written with the next commit: what D1 is told twice after a crash, it knows already. */
  saveProjected(seq: number): void {
    const state = this.load();
    if (!state || seq <= state.projected_seq) return;
    this.sql.run("DELETE FROM audit WHERE seq <= ?", seq);
    this.#state = { ...state, projected_seq: seq };
  }

  content({ no }: Version, { currency }: SchemeState): Content {
    if (this.#content?.version_no !== no) {
      // Let go of before the other is read.
      this.#content = undefined;
      const structure = this.versions.structure(no);
      return this.#remember({ version_no: no, structure, prices: this.versions.prices(no, currency) });
    }
    return this.#content;
  }

  /** One content at a time: 60,000 seats are 22 MB. */
  #remember(content: Content & { readonly version_no: number }): Content {
    this.#content = content;
    this.#hash = undefined;
    return content;
  }

  /** A version's content that is not kept in memory after this. */
  contentOnce({ no }: Version, { currency }: SchemeState): Content {
    if (this.#content?.version_no === no) return this.#content;
    return { structure: this.versions.structure(no), prices: this.versions.prices(no, currency) };
  }

  /** SHA-256, in hex, of everything that a show made from the version would be. */
  hash(version: Version, state: SchemeState): string {
    const content = this.content(version, state);
    const focal = JSON.stringify(version.focal);
    if (this.#hash?.focal !== focal) {
      const text = `${focal}\n${contentText(content.structure, content.prices)}`;
      this.#hash = { focal, hash: createHash("sha256").update(text).digest("hex") };
    }
    return this.#hash.hash;
  }

  edit(version: Version, state: SchemeState, edit: Edit): Structure {
    const content = this.content(version, state);
    this.versions.write(version.no, edit);
    const structure = applyEdit(content.structure, edit);
    this.#remember({ version_no: version.no, structure, prices: content.prices });
    return structure;
  }

  editPrices(version: Version, state: SchemeState, edit: PriceEdit): PriceList {
    const content = this.content(version, state);
    this.versions.writePrices(version.no, edit);
    const prices = applyPriceEdit(content.prices, edit);
    this.#remember({ version_no: version.no, structure: content.structure, prices });
    return prices;
  }

  insertAudit(row: AuditRow): void {
    this.sql.run(
      "INSERT INTO audit (seq, at_ms, action, version_no, actor, summary, request_id) VALUES (?, ?, ?, ?, ?, ?, ?)",
      row.seq,
      row.at_ms,
      row.action,
      row.version_no,
      row.actor,
      row.summary,
      row.request_id,
    );
  }

  auditAfter(seq: number, rows_max: number): AuditRow[] {
    return this.sql.all<AuditRow & Row>("SELECT * FROM audit WHERE seq > ? ORDER BY seq LIMIT ?", seq, rows_max);
  }

  /** A file of a transaction that is put to R2 after it. */
  insertFile(file: UnstoredFile): void {
    this.sql.run(
      "INSERT OR REPLACE INTO unstored_files (file_key, media_type, body, seq) VALUES (?, ?, ?, ?)",
      file.file_key,
      file.media_type,
      file.body,
      file.seq,
    );
  }

  /** The oldest that R2 has not taken yet, of commits up to that one. */
  unstoredFile(seq_max: number): UnstoredFile | undefined {
    return first(
      this.sql.all<UnstoredFile & Row>("SELECT * FROM unstored_files WHERE seq <= ? ORDER BY seq LIMIT 1", seq_max),
    );
  }

  /** Leaves one of the same name that a later commit wrote while this was on its way. */
  fileStored({ file_key, seq }: UnstoredFile): void {
    this.sql.run("DELETE FROM unstored_files WHERE file_key = ? AND seq = ?", file_key, seq);
  }
}
