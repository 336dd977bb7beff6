// A difference between two versions of the contract, and what it means for those who are built on the first.

/** breaking: a client may stop working. added: new possibilities. deprecated: will go. changed: words and promises kept. */
export type ChangeKind = "breaking" | "added" | "deprecated" | "changed";

export interface Change {
  readonly kind: ChangeKind;
  /** An operation (booking/hold, GET /healthz), a component (Hold) or a part of the whole. */
  readonly where: string;
  readonly what: string;
}

export type Bump = "major" | "minor" | "patch";

/** Gathers changes; one that many operations share is told once. */
export class Changes {
  readonly #told = new Map<string, Change>();

  tell(kind: ChangeKind, where: string, what: string): void {
    this.#told.set(`${kind}\n${where}\n${what}`, { kind, where, what });
  }

  all(): readonly Change[] {
    return [...this.#told.values()];
  }
}

export function bumpOf(changes: readonly Change[]): Bump {
  if (changes.some(({ kind }) => kind === "breaking")) return "major";
  return changes.some(({ kind }) => kind === "added" || kind === "deprecated") ? "minor" : "patch";
}

export function bumped(version: string, bump: Bump): string {
  const [, major, minor, patch] = (/^(\d+)\.(\d+)\.(\d+)$/.exec(version) ?? []).map(Number);
  if (major === undefined || minor === undefined || patch === undefined) {
    throw new Error(`${version} is not a version such as 1.2.3`);
  }
  if (bump === "major") return `${major + 1}.0.0`;
  return bump === "minor" ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`;
}
