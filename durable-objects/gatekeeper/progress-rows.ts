// How far a gatekeeper has got: the last version that it gave to a row, and the last one that D1 has.
import { first, type Sql } from "../sql.ts";

export class Progress {
  readonly #sql: Sql;
  #version: number | undefined;
  #unsaved = false;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  /** Versions only grow. One that a transaction took with it when it failed is not given again. */
  nextVersion(): number {
    this.#version = this.version() + 1;
    this.#unsaved = true;
    return this.#version;
  }

  /** To be called at the end of a transaction: one row, however many versions were given. */
  keepVersion(): void {
    if (this.#unsaved) this.#save("version", this.version());
    this.#unsaved = false;
  }

  version(): number {
    this.#version ??= this.#read("version");
    return this.#version;
  }

  /** D1 has every row up to this version. */
  drained(): number {
    return this.#read("drained");
  }

  saveDrained(version: number): void {
    this.#save("drained", version);
  }

  /** Whose gatekeeper this is, as an alarm need not know it otherwise. */
  channel(): string | undefined {
    return first(this.#sql.all<{ id: string }>("SELECT id FROM channel"))?.id;
  }

  keepChannel(id: string): void {
    this.#sql.run("INSERT OR IGNORE INTO channel (id) VALUES (?)", id);
  }

  #read(name: string): number {
    return first(this.#sql.all<{ value: number }>("SELECT value FROM progress WHERE name = ?", name))?.value ?? 0;
  }

  #save(name: string, value: number): void {
    this.#sql.run(
      "INSERT INTO progress (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
      name,
      value,
    );
  }
}
