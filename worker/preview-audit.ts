// A page of the publish previews that R2 has, with what their schemes say of them.

import { PREVIEW_KIND } from "../durable-objects/scheme/file-name.ts";
import type { Call } from "./call.ts";
import { readScheme } from "./scheme-call.ts";
import { type Listed, listFiles, type StoredFile } from "./stored-files.ts";

const LISTS_MAX = 5;
const FILES_A_LIST = 1_000;

type Reason = "current" | "stale" | "unknown_scheme";
type AuditedPreview = { readonly file: StoredFile; readonly reason: Reason };
/** `next` is the place behind the page, null at the end; a page can have few previews and still one behind it. */
type AuditedPage = { readonly previews: readonly AuditedPreview[]; readonly next: string | null };

export async function auditPreviews(call: Call, after: string | null, limit: number): Promise<AuditedPage> {
  const { files, next } = await previewsAfter(call.environment.ARTIFACTS, after, limit);
  const scheme_ids = [...new Set(files.map(({ scheme_id }) => scheme_id))];
  const asked = await Promise.all(scheme_ids.map(async (id) => [id, await neededPreviews(call, id)] as const));
  const needed = new Map(asked);
  const reason = ({ scheme_id, sha256 }: StoredFile): Reason => {
    const digests = needed.get(scheme_id);
    if (digests === undefined) return "unknown_scheme";
    return digests.has(sha256) ? "current" : "stale";
  };
  return { previews: files.map((file) => ({ file, reason: reason(file) })), next };
}

async function previewsAfter(bucket: R2Bucket, after: string | null, limit: number) {
  const files: StoredFile[] = [];
  let place = after;
  for (let lists = 0; lists < LISTS_MAX; lists += 1) {
    const { listed, more } = await listFiles(bucket, place, FILES_A_LIST);
    for (const { key, file } of listed) {
      if (file?.kind !== PREVIEW_KIND) continue;
      if (files.length === limit) return { files, next: place };
      files.push(file);
      place = key;
    }
    if (!more) return { files, next: null };
    place = lastKey(listed) ?? place;
  }
  return { files, next: place };
}

function lastKey(listed: readonly Listed[]): string | undefined {
  return listed.at(-1)?.key;
}

/** Undefined when there is no such scheme, or none that we made. */
async function neededPreviews(call: Call, scheme_id: string): Promise<ReadonlySet<string> | undefined> {
  const reply = await readScheme(call, scheme_id, { type: "needed_previews" });
  return reply.ok ? new Set(reply.body.sha256) : undefined;
}
