// The headers of the site's pages, in the form of Cloudflare's `_headers` file. Nothing is loaded from another origin,
// and pages of text run no script. The reference needs its own script, styles that it makes while it runs, and this
// API's answers for trying operations.

const EVERY = [
  "Cross-Origin-Resource-Policy: same-origin",
  "Referrer-Policy: no-referrer",
  "Strict-Transport-Security: max-age=63072000; includeSubDomains",
  "X-Content-Type-Options: nosniff",
  "X-Frame-Options: DENY",
];
const LOCKED = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; img-src data:";
const TEXT_POLICY = `Content-Security-Policy: ${LOCKED}; style-src 'self'`;
const REFERENCE_POLICY = `Content-Security-Policy: ${LOCKED} blob:; style-src 'self' 'unsafe-inline'; script-src 'self'; connect-src 'self'`;

/** Their names hold a digest of what is in them. */
const FOR_EVER = "Cache-Control: public, max-age=31536000, immutable";
const ASK_AGAIN = "Cache-Control: public, max-age=0, must-revalidate";

/** `_headers`: a path and, indented, its headers. A page that two paths match would get both policies. */
export function siteHeaders(): string {
  const rules: readonly (readonly [string, readonly string[]])[] = [
    ["/docs", [...EVERY, ASK_AGAIN, REFERENCE_POLICY]],
    ["/docs/changelog", [...EVERY, ASK_AGAIN, TEXT_POLICY]],
    ["/docs/guides", [...EVERY, ASK_AGAIN, TEXT_POLICY]],
    ["/docs/guides/*", [...EVERY, ASK_AGAIN, TEXT_POLICY]],
    ["/docs/errors", [...EVERY, ASK_AGAIN, TEXT_POLICY]],
    ["/docs/errors/*", [...EVERY, ASK_AGAIN, TEXT_POLICY]],
    ["/docs/assets/*", [...EVERY, FOR_EVER]],
  ];
  return rules.map(([path, headers]) => `${path}\n${headers.map((header) => `  ${header}\n`).join("")}`).join("\n");
}
