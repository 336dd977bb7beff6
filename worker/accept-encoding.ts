// Whether a caller takes gzip (RFC 9110, 12.5.3): by its own name, else by `*`; with the weight 0 it is refused. Who says
// nothing gets none: curl without --compressed prints what it receives.

export function acceptsGzip({ cf, headers }: Request): boolean {
  // Cloudflare's edge, and wrangler's proxy, write what they take themselves into the header and keep the caller's here.
  const accepted = cf?.clientAcceptEncoding ?? headers.get("accept-encoding") ?? "";
  const codings = new Map<string, boolean>();
  for (const part of String(accepted).toLowerCase().split(",")) {
    const [coding = "", ...parameters] = part.split(";").map((text) => text.trim());
    codings.set(coding, !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter)));
  }
  return codings.get("gzip") ?? codings.get("*") ?? false;
}
