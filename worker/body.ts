// Reads a request's body: bounded, UTF-8 without loss, JSON, or a file where the operation takes one. Stops reading where
// the limit is passed.
import { bodyBytesMax, type FileBody } from "../contract/operation.ts";
import { fileAlone, fileOfForm, mediaTypeOf } from "./file-body.ts";
import type { Failure } from "./problem.ts";

export const BODY_BYTES_MAX = 262_144;
const UTF_8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });

export type Body = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly failure: Failure };

export async function readJsonBody(request: Request, bytes_max = BODY_BYTES_MAX): Promise<Body> {
  const bytes = await readBytes(request, bytes_max);
  return bytes === undefined ? tooLarge(bytes_max) : jsonOf(request, bytes);
}

/** The body of an operation that takes a file: JSON, a form, or the file itself. */
export async function readFileBody(request: Request, file: FileBody): Promise<Body> {
  const bytes_max = bodyBytesMax({ file });
  const bytes = await readBytes(request, bytes_max, PASSED_OVER_MAX);
  if (bytes === undefined) return tooLarge(bytes_max);
  const media_type = mediaTypeOf(request);
  if (file.media_types.includes(media_type)) {
    return bytes.byteLength > file.bytes_max ? tooLarge(file.bytes_max) : fileAlone(file, bytes);
  }
  if (media_type === "multipart/form-data") {
    return fileOfForm(file, bytes, request.headers.get("content-type") ?? "");
  }
  const body = jsonOf(request, bytes);
  if (body.ok || body.failure.code !== "UNSUPPORTED_MEDIA_TYPE") return body;
  const named = ["multipart/form-data", ...file.media_types, "application/json"].join(", ");
  return failed({ ...body.failure, detail: `Send the body as one of ${named}.` });
}

function tooLarge(bytes_max: number): Body {
  return failed({
    code: "PAYLOAD_TOO_LARGE",
    detail: `The body is larger than the ${bytes_max} bytes allowed here.`,
  });
}

function jsonOf(request: Request, bytes: Uint8Array): Body {
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

/** Of a file that is too large, what is read and thrown away. */
const PASSED_OVER_MAX = 33_554_432;

/**
 * The body's bytes, or undefined when there are more than `bytes_max` of them. Who is still sending a large file when the
 * connection is closed sees that and not the answer, so up to `passed_over_max` bytes of the rest are read first.
 */
async function readBytes(request: Request, bytes_max: number, passed_over_max = 0): Promise<Uint8Array | undefined> {
  const declared = request.headers.get("content-length");
  if (declared !== null) {
    if (!/^\d{1,15}$/.test(declared) || Number(declared) > bytes_max) return passedOver(request, passed_over_max);
    const bytes = new Uint8Array(await request.arrayBuffer());
    return bytes.byteLength > bytes_max ? undefined : bytes;
  }
  if (request.body === null) return new Uint8Array(0);
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body as ReadableStream<Uint8Array>) {
    length += chunk.byteLength;
    if (length > bytes_max + passed_over_max) return undefined;
    if (length <= bytes_max) chunks.push(chunk);
    else chunks.length = 0;
  }
  if (length > bytes_max) return undefined;
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}

async function passedOver({ body }: Request, passed_over_max: number): Promise<undefined> {
  if (body === null || passed_over_max === 0) return;
  let length = 0;
  for await (const chunk of body as ReadableStream<Uint8Array>) {
    length += chunk.byteLength;
    if (length > passed_over_max) return;
  }
}
