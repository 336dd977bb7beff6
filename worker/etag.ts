// Entity tags of files that are named by their digest (RFC 9110, 8.8.3): strong for the file's own bytes, weak where a
// coding was put on them. If-None-Match compares weakly, so that either names the file.

const TAG = /(?:W\/)?"([\x21\x23-\x7e\x80-\xff]*)"/g;

export function etagOf(sha256: string, coded = false): string {
  return `${coded ? "W/" : ""}"${sha256}"`;
}

/** Whether If-None-Match names the file: by its tag in a list, or by `*`, which any file is. */
export function etagMatches(if_none_match: string, sha256: string): boolean {
  if (if_none_match.trim() === "*") return true;
  return Array.from(if_none_match.matchAll(TAG), ([, opaque]) => opaque).includes(sha256);
}
