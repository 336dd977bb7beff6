// A fault that somebody could make, and who must see it.

export type Mutant = {
  readonly name: string;
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly from: string;
  readonly to: string;
  /** Test files or folders of which one must turn red. */
  readonly checks: readonly string[];
};
