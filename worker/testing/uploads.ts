// Drawings as browsers, curl and programs send them, and what is stored of them.
import { env } from "cloudflare:workers";
import { type Called, credentials, type Options, read, send } from "./api.ts";
import { checkAnswer } from "./check-answer.ts";

export const UPLOAD_PATH = "/api/v1/schemes/upload";
const BINDING = { method: "POST", path: UPLOAD_PATH, status: 201 } as const;

type Fields = Readonly<Record<string, string>>;
type Sent = Options & { readonly query?: Fields; readonly path?: string };

/** The answer, held against the contract; a body of bytes has the content type that `headers` say. */
export async function sendUpload(body: BodyInit | null, sent: Sent = {}): Promise<Called<"upload/create">> {
  const { query = {}, path = UPLOAD_PATH, headers = {}, ...options } = sent;
  const search = new URLSearchParams(query).toString();
  const init = { method: "POST", headers: { ...credentials(options), ...headers }, body };
  const answer = await read(await send(search === "" ? path : `${path}?${search}`, init));
  checkAnswer("upload/create", answer, path === UPLOAD_PATH ? BINDING : undefined);
  // The check has parsed it as what it is.
  return answer as Called<"upload/create">;
}

export function sendSvg(svg: BodyInit, sent: Sent = {}): Promise<Called<"upload/create">> {
  return sendUpload(svg, { ...sent, headers: { "content-type": "image/svg+xml", ...sent.headers } });
}

export function svgFile(content: string | Uint8Array<ArrayBuffer>, name = "hall.svg"): File {
  return new File([content], name, { type: "image/svg+xml" });
}

export function formOf(parts: readonly (readonly [string, string | File])[]): FormData {
  const form = new FormData();
  for (const [name, part] of parts) form.append(name, part);
  return form;
}

export function sendForm(
  parts: readonly (readonly [string, string | File])[],
  sent: Sent = {},
): Promise<Called<"upload/create">> {
  return sendUpload(formOf(parts), sent);
}

/** A form as curl writes it, with the header of each part as it stands here. */
export function writtenForm(
  boundary: string,
  parts: readonly { readonly disposition: string; readonly content: string }[],
): string {
  const written = parts.map(
    ({ disposition, content }) =>
      `--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\nContent-Type: image/svg+xml\r\n\r\n${content}\r\n`,
  );
  return `${written.join("")}--${boundary}--\r\n`;
}

/** Every file, and how many schemes and uploads the lists have. */
export async function everythingStored(): Promise<unknown> {
  const { objects, truncated } = await env.ARTIFACTS.list();
  if (truncated) throw new Error("a test stores more files than one list of them has");
  const { results } = await env.CATALOGUE.prepare(
    "SELECT (SELECT count(*) FROM schemes) AS schemes, (SELECT count(*) FROM uploads) AS uploads",
  ).all();
  return { files: objects.map(({ key }) => key), results };
}
