// Reads a request's body: bounded, UTF-8 without loss, JSON. Stops reading where the limit is passed.
import type { Failure } from "./problem.ts";

export const BODY_BYTES_MAX = 262_144;
const UTF_8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });

export type Body = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly failure: Failure };

export async function readJsonBody(request: Request, bytes_max = BODY_BYTES_MAX): Promise<Body> {
  const bytes = await readBytes(request, bytes_max);
  if (bytes === undefined) {
    return failed({
      code: "PAYLOAD_TOO_LARGE",
      detail: `The body is larger than the ${bytes_max} bytes allowed here.`,
    });
  }
  if (bytes.byteLength === 0) return { ok: true, value: {} };
  if (!isJson(request.headers.get("content-type"))) {
    return failed({ code: "UNSUPPORTED_MEDIA_TYPE", detail: "Send the body as Content-Type: application/json." });
  }
  let text: string;
  try {
    text = UTF_8.decode(bytes);
  } catch {
    return failed({ code: "MALFORMED_JSON", detail: "The body is not valid UTF-8." });
  }
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch (error) {
    const where = error instanceof SyntaxError ? error.message : "it cannot be parsed";
    return failed({ code: "MALFORMED_JSON", detail: `The body is not valid JSON: ${where.slice(0, 200)}.` });
  }
}

function failed(failure: Failure): Body {
  return { ok: false, failure };
}

function isJson(content_type: string | null): boolean {
  if (content_type === null) return false;
  const [media_type = "", ...parameters] = content_type
    .toLowerCase()
    .split(";")
    .map((part) => part.trim());
  const charset = parameters.find((parameter) => parameter.startsWith("charset="));
  const utf8 = charset === undefined || /^charset="?utf-8"?$/.test(charset);
  return utf8 && (media_type === "application/json" || /^application\/[a-z0-9.-]+\+json$/.test(media_type));
}

/** The body's bytes, or undefined when there are more than `bytes_max` of them. */
async function readBytes(request: Request, bytes_max: number): Promise<Uint8Array | undefined> {
  const declared = request.headers.get("content-length");
  if (declared !== null) {
    if (!/^\d{1,15}$/.test(declared) || Number(declared) > bytes_max) return undefined;
    const bytes = new Uint8Array(await request.arrayBuffer());
    return bytes.byteLength > bytes_max ? undefined : bytes;
  }
  if (request.body === null) return new Uint8Array(0);
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body as ReadableStream<Uint8Array>) {
    length += chunk.byteLength;
    if (length > bytes_max) return undefined;
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}
