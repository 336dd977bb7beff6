// What can be done with a channel's API keys. Each change is one transaction with the record of who made it.
import { type ApiKey, type ChangedBy, type KeyChange, type NewKey, type RecordedChange } from "./key-rows.ts";
import type { GatekeeperStore } from "./store.ts";

export type KeyNumber = { readonly no: number; readonly created_at_ms: number };
export type KeyView = Omit<ApiKey, "secret_hash" | "window" | "replaced_by"> & {
  readonly replaced_by: KeyNumber | null;
};
export type KeyUpdate = {
  readonly name?: string | undefined;
  readonly permissions?: readonly string[] | undefined;
  readonly rate_limit?: number | undefined;
};
/** Refused: the key is revoked, has ended, or is being replaced. */
type Ended = { readonly ok: false; readonly key: KeyView };
export type Updated = { readonly ok: true; readonly key: KeyView } | Ended;
export type Rotated = { readonly ok: true; readonly key: KeyView; readonly replaced: KeyView } | Ended;

type ChangedNow = ChangedBy & { readonly at_ms: number };

/** A Worker older than the record does not say who. */
const UNKNOWN: ChangedBy = { actor: "", request_id: "" };

export class KeyCabinet {
  readonly #store: GatekeeperStore;

  constructor(store: GatekeeperStore) {
    this.#store = store;
  }

  usable(key: KeyNumber, now: number): ApiKey | undefined {
    const found = this.#find(key);
    return found && isUsable(found, now) ? found : undefined;
  }

  usableView(key: KeyNumber, now: number): KeyView | undefined {
    const found = this.usable(key, now);
    return found && this.#view(found);
  }

  usableAmong(nos: readonly number[], now: number): number[] {
    return nos.filter((no) => {
      const found = this.#store.keys.find(no);
      return found !== undefined && isUsable(found, now);
    });
  }

  create(key: NewKey, now: number, by: ChangedBy = UNKNOWN): KeyView {
    return this.#store.transaction(() => {
      const made = this.#store.keys.insert({ ...key, created_at_ms: now });
      return this.#changed(made.no, "created", { ...by, at_ms: now });
    });
  }

  revoke(key: KeyNumber, now: number, by: ChangedBy = UNKNOWN): KeyView | undefined {
    const found = this.#find(key);
    if (!found || found.revoked_at_ms !== null) return found && this.#view(found);
    return this.#store.transaction(() => {
      this.#store.keys.revoke(key.no, now);
      return this.#changed(key.no, "revoked", { ...by, at_ms: now });
    });
  }

  update(key: KeyNumber, { name, permissions, rate_limit }: KeyUpdate, by: ChangedNow): Updated | undefined {
    const found = this.#find(key);
    if (!found) return undefined;
    if (!isUsable(found, by.at_ms)) return { ok: false, key: this.#view(found) };
    return this.#store.transaction(() => {
      this.#store.keys.update(key.no, {
        name: name ?? found.name,
        permissions: permissions ?? found.permissions,
        rate_limit: rate_limit ?? found.rate_limit,
      });
      return { ok: true, key: this.#changed(key.no, "updated", by) };
    });
  }

  rotate(
    key: KeyNumber,
    { secret_hash, overlap_ms }: { readonly secret_hash: string; readonly overlap_ms: number },
    by: ChangedNow,
  ): Rotated | undefined {
    const found = this.#find(key);
    if (!found) return undefined;
    const successor = found.replaced_by === null ? undefined : this.#store.keys.find(found.replaced_by);
    // The same request again, of which the list was not told.
    if (successor?.secret_hash === secret_hash) {
      return { ok: true, key: this.#view(successor), replaced: this.#view(found) };
    }
    if (successor || !isUsable(found, by.at_ms)) return { ok: false, key: this.#view(found) };
    return this.#store.transaction(() => {
      const { name, permissions, rate_limit } = found;
      const made = this.#store.keys.insert({
        name,
        permissions,
        rate_limit,
        secret_hash,
        created_at_ms: by.at_ms,
      });
      this.#store.keys.replace(found.no, made.no, by.at_ms + overlap_ms);
      return {
        ok: true,
        replaced: this.#changed(found.no, "rotated", by),
        key: this.#changed(made.no, "created", by),
      };
    });
  }

  changes(key: KeyNumber, after_no: number, limit: number): RecordedChange[] | undefined {
    return this.#find(key) && this.#store.keys.changes(key.no, after_no, limit);
  }

  #find({ no, created_at_ms }: KeyNumber): ApiKey | undefined {
    const found = this.#store.keys.find(no);
    return found?.created_at_ms === created_at_ms ? found : undefined;
  }

  /** Records the change that was just made, and says how the key is now. */
  #changed(no: number, change: KeyChange, by: ChangedNow): KeyView {
    const key = this.#store.keys.find(no);
    if (!key) throw new Error("a key that was just changed is not there");
    this.#store.keys.record(key, change, by);
    return this.#view(key);
  }

  #view({ secret_hash: _secret, window: _window, replaced_by, ...view }: ApiKey): KeyView {
    const successor = replaced_by === null ? undefined : this.#store.keys.find(replaced_by);
    return { ...view, replaced_by: successor ? { no: successor.no, created_at_ms: successor.created_at_ms } : null };
  }
}

function isUsable({ revoked_at_ms, ends_at_ms }: ApiKey, now: number): boolean {
  return revoked_at_ms === null && (ends_at_ms === null || ends_at_ms > now);
}
