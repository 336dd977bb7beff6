// Whether a caller takes gzip (RFC 9110, 12.5.3): by its own name, else by `*`; with the weight 0 it is refused.

export function acceptsGzip(headers: Headers): boolean {
  const weights = new Map<string, boolean>();
  for (const part of (headers.get("accept-encoding") ?? "").toLowerCase().split(",")) {
    const [coding = "", ...parameters] = part.split(";").map((text) => text.trim());
    weights.set(coding, !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter)));
  }
  return weights.get("gzip") ?? weights.get("*") ?? false;
}
