// A key binds a principal's method to one request. Requests are compared field by field through digests of
// what was received, before defaults, so that a mismatch can name the fields that differ.

/** Digest of each top-level field of the received JSON, by field name. */
export type Digests = Readonly<Record<string, string>>;

/** Names of the fields that are not the same in both; empty when the requests are one and the same. */
export function differingFields(first: Digests, second: Digests): string[] {
  const names = new Set([...Object.keys(first), ...Object.keys(second)]);
  return [...names].filter((name) => first[name] !== second[name]).sort();
}
