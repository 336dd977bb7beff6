// Requests that bring a file: as a part of multipart/form-data beside the other fields, or as the body itself, when the
// other fields come in the query. As JSON the file is a text like any other.
import type { FileBody } from "../contract/operation.ts";
import { DRAWING_LIMITS } from "../r2-artifacts/limits.ts";
import { sourceText } from "../r2-artifacts/source-text.ts";
import type { Body } from "./body.ts";
import { drawingFailure } from "./drawing-failure.ts";
import { type Failure, invalid } from "./problem.ts";
import { pointer } from "./validate.ts";

const FIELDS_MAX = 20;
const NAME_LENGTH = 255;
const UTF_8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export function mediaTypeOf(request: Request): string {
  return (request.headers.get("content-type") ?? "").split(";", 1).join("").trim().toLowerCase();
}

/** The file as the body: bytes that are no UTF-8 are refused like any other text that is none. */
export function fileAlone({ field }: FileBody, bytes: Uint8Array): Body {
  const text = decoded(bytes);
  return text === undefined ? notText(bytes) : { ok: true, value: { [field]: text } };
}

/** The file's part with its name, and every other part as a text. */
export async function fileOfForm(file: FileBody, bytes: Uint8Array, content_type: string): Promise<Body> {
  let form: FormData;
  try {
    form = await new Response(bytes, { headers: { "content-type": content_type } }).formData();
  } catch {
    return malformed("", "is no multipart/form-data that can be read: check the boundary");
  }
  const fields = new Map<string, string>();
  let file_name = "";
  let parts = 0;
  for (const [name, part] of form) {
    parts += 1;
    if (parts > FIELDS_MAX) return malformed("", `must have at most ${FIELDS_MAX} parts`);
    if (fields.has(name)) return malformed(pointer([name]), "is in the form twice");
    if (typeof part === "string") {
      fields.set(name, part);
      continue;
    }
    if (name !== file.field) return malformed(pointer([name]), "must not be a file");
    if (part.size > file.bytes_max) return { ok: false, failure: fileTooLarge(file) };
    const bytes = new Uint8Array(await part.arrayBuffer());
    const text = decoded(bytes);
    if (text === undefined) return notText(bytes);
    fields.set(name, text);
    file_name = nameOf(part);
  }
  // A part of its own says it better.
  if (file_name !== "" && !fields.has("file_name")) fields.set("file_name", file_name);
  return { ok: true, value: Object.fromEntries(fields) };
}

/** As it was before the browser escaped the quotes, and not cut inside of a character. */
function nameOf({ name }: File): string {
  return name.replaceAll("%22", '"').slice(0, NAME_LENGTH).toWellFormed();
}

export function fileTooLarge({ field, bytes_max }: FileBody): Failure {
  return { code: "PAYLOAD_TOO_LARGE", detail: `The ${field} is larger than the ${bytes_max} bytes allowed here.` };
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return UTF_8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Says what the bytes are instead: a compressed drawing, a picture, a text in another encoding. */
function notText(bytes: Uint8Array): Body {
  const read = sourceText(bytes, DRAWING_LIMITS);
  if (read.ok) throw new Error("the file is no text and was read as one");
  return { ok: false, failure: drawingFailure(read) };
}

function malformed(path: string, message: string): Body {
  return { ok: false, failure: invalid([{ path, message }]) };
}
