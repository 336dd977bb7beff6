// One transaction of a scheme, from the state at its start to what is saved at its end. Commands of a batch run one after
// the other against the same state. Whoever opens a desk does so inside a transaction and throws it away when anything
// throws.
import type { PriceEdit } from "../../domain/scheme/price-list.ts";
import { rulesAfter } from "../../domain/scheme/renaming.ts";
import { type Edit, isEmptyEdit } from "../../domain/scheme/structure.ts";
import { currentRefusal, type DraftGuard, draftRefusal, type Version } from "../../domain/scheme/version.ts";
import type { SchemeNo } from "./commands.ts";
import type { SchemeState, SchemeStore } from "./store.ts";
import type { Shelf } from "./views.ts";

export class Desk {
  readonly store: SchemeStore;
  readonly now: number;
  #state: SchemeState;

  constructor(store: SchemeStore, state: SchemeState, clock: number) {
    this.store = store;
    this.#state = state;
    // The clock may jump back; what was decided may not come undone by it.
    this.now = Math.max(clock, state.committed_at_ms);
  }

  get state(): SchemeState {
    return this.#state;
  }

  next(): number {
    this.#state = { ...this.#state, seq: this.#state.seq + 1 };
    return this.#state.seq;
  }

  /** The first of `count` numbers for sectors, groups and seats, which are given to no others. */
  recordNumbers(count: number): number {
    const first = this.#state.next_record_no;
    this.#state = { ...this.#state, next_record_no: first + count };
    return first;
  }

  takePriceNumber(): void {
    this.#state = { ...this.#state, next_price_no: this.#state.next_price_no + 1 };
  }

  get current(): Version {
    const current = this.store.versions.find(this.#state.id, this.#state.current_no);
    if (!current) throw new Error(`version ${this.#state.current_no} is current and not there`);
    return current;
  }

  shelf(): Shelf {
    return shelfOf(this.store, this.#state);
  }

  /** Why the current version is not the one that the caller means; undefined when it is. */
  staleCurrent(expected: string | null): SchemeNo | undefined {
    return currentRefusal(this.current, expected);
  }

  notEditable(guard: DraftGuard): SchemeNo | undefined {
    return draftRefusal(this.current, guard);
  }

  content(version: Version) {
    return this.store.content(version, this.#state);
  }

  assessed(version: Version) {
    return { ...this.content(version), element_ids: this.store.uploads.elements(version.upload_no) };
  }

  makeCurrent({ no }: Version): void {
    this.#state = { ...this.#state, current_no: no, updated_at_ms: this.now };
  }

  saveVersion(version: Version): Version {
    this.store.versions.save(version);
    this.#state = { ...this.#state, updated_at_ms: this.now };
    return version;
  }

  /** At entry: the version is a draft. At exit: its counts are those of its structure, and rules name what they did. */
  edit(version: Version, edit: Edit): Version {
    if (isEmptyEdit(edit)) return version;
    const { structure, prices } = this.content(version);
    const rules = rulesAfter(structure, edit, prices);
    if (rules.rules.put.length > 0) this.store.editPrices(version, this.#state, rules);
    const { sectors, groups, seats } = this.store.edit(version, this.#state, edit);
    return this.saveVersion({
      ...version,
      revision: version.revision + 1,
      sectors_total: sectors.size,
      groups_total: groups.size,
      seats_total: seats.size,
      updated_at_ms: this.now,
    });
  }

  /** At entry: the version is a draft. */
  editPrices(version: Version, edit: PriceEdit): Version {
    const { categories, rules } = edit;
    if ([categories, rules].every(({ put, removed }) => put.length + removed.length === 0)) return version;
    this.store.editPrices(version, this.#state, edit);
    return this.saveVersion({ ...version, revision: version.revision + 1, updated_at_ms: this.now });
  }

  close(alarm_at_ms: number | null): void {
    const { projected_seq = 0 } = this.store.load() ?? {};
    this.store.save({ ...this.#state, committed_at_ms: this.now, projected_seq, alarm_at_ms });
  }
}

export function shelfOf(store: SchemeStore, state: SchemeState): Shelf {
  const versions = store.versions.all(state.id);
  const current = versions.find(({ no }) => no === state.current_no);
  if (!current) throw new Error(`version ${state.current_no} is current and not there`);
  return { state, versions, current, hash: () => store.hash(current, state) };
}
