// A scheme's files in R2, as far as its object puts and removes them: one such thing at a time. So a file that is removed
// because nothing refers to it is gone before a commit that refers to it again has it put again.
// Uploads and drawings made anew are put by the Worker before the command that refers to them: while such a command is
// expected, only what the object itself puts is removed. Known weakness: that it is expected is forgotten when the object
// ends; then the file's age is what is left to protect it.
import { MINUTE_MS } from "../../domain/limits.ts";
import { PREVIEW_KIND } from "./file-name.ts";
import type { UnstoredFile } from "./store.ts";

const EXPECTED_MS = 10 * MINUTE_MS;

export type FileName = { readonly key: string; readonly kind: string; readonly sha256: string };

export type Removal = {
  readonly files: readonly FileName[];
  /** What is younger may belong to an upload that is not committed yet. */
  readonly uploaded_before_ms: number;
  readonly dry_run: boolean;
};

/** Whether the scheme refers to it, as of now; undefined when there is no scheme. */
type Needed = () => ((file: FileName) => boolean) | undefined;

/** The files that R2 has not got yet, the first of them at a time. */
type Unstored = { next(): UnstoredFile | undefined; stored(file: UnstoredFile): void };

export class FileCare {
  readonly #bucket: () => R2Bucket;
  readonly #needed: Needed;
  #turn: Promise<unknown> = Promise.resolve();
  #expected_until_ms = 0;

  constructor(bucket: () => R2Bucket, needed: Needed) {
    this.#bucket = bucket;
    this.#needed = needed;
  }

  /** At exit: nothing is under way, and for a while nothing is begun, that removes what is put from now on. */
  expect(now: number): Promise<void> {
    this.#expected_until_ms = now + EXPECTED_MS;
    return this.#alone(() => Promise.resolve());
  }

  /**
   * One at a time, and each is forgotten when R2 has it: a backlog neither fills the memory nor begins anew when one of
   * them fails. They are named by their content, so that a second time changes nothing.
   */
  put(files: Unstored): Promise<void> {
    return this.#alone(async () => {
      for (let file = files.next(); file !== undefined; file = files.next()) {
        const { file_key, media_type, body } = file;
        await this.#bucket().put(file_key, body, { httpMetadata: { contentType: media_type } });
        files.stored(file);
      }
    });
  }

  /** Keys of those that nothing needs, which are gone at exit, or with `dry_run` would be. */
  removeUnneeded({ files, uploaded_before_ms, dry_run }: Removal, clock: () => number): Promise<string[]> {
    return this.#alone(async () => {
      const bucket = this.#bucket();
      const old = new Set<string>();
      for (const file of this.#unneeded(files)) {
        const stored = this.#isOwn(file) ? undefined : await bucket.head(file.key);
        const uploaded_at_ms = stored?.uploaded.getTime() ?? Number.POSITIVE_INFINITY;
        if (this.#isOwn(file) || uploaded_at_ms < uploaded_before_ms) old.add(file.key);
      }
      // Looked at again, because commands were carried out meanwhile; nothing is awaited from here to the removal.
      const expecting = clock() < this.#expected_until_ms;
      const keys = this.#unneeded(files)
        .filter((file) => old.has(file.key) && (this.#isOwn(file) || !expecting))
        .map(({ key }) => key);
      if (keys.length > 0 && !dry_run) await bucket.delete(keys);
      return keys;
    });
  }

  #unneeded(files: readonly FileName[]): FileName[] {
    const needed = this.#needed();
    return needed ? files.filter((file) => !needed(file)) : [...files];
  }

  /** Nothing but the object puts these; where there is no scheme, their age protects them, too. */
  #isOwn({ kind }: FileName): boolean {
    return kind === PREVIEW_KIND && this.#needed() !== undefined;
  }

  /** After everything that was begun before, whatever became of it. */
  #alone<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }
}
