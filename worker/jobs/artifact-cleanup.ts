// A job: removes stored files that nothing needs, which are publish previews of snapshots that were taken again, drawings
// that were made anew, and uploads that were never committed. Files are listed by R2; which are needed, their scheme's
// object says and removes the others itself, so that no commit comes in between.
//
// What is left alone: files under an id that this secret did not seal, because another deployment may share the bucket,
// and names that this code does not give, because a newer one may. They are counted as failed.

import { DAY_MS, HOUR_MS } from "../../domain/limits.ts";
import type { Environment } from "../../durable-objects/environment.ts";
import type { Failed, Item, Job, Stretch, Tally } from "../../durable-objects/jobs/job.ts";
import { isHomeId } from "../identifiers.ts";
import { type Listed, listFiles, type StoredFile } from "../stored-files.ts";

const FILES_A_STRETCH = 100;
/** A create that fails is retried under the same id for a day, and the gatekeeper keeps that id an hour longer. */
const UNCOMMITTED_MS = DAY_MS + 2 * HOUR_MS;

export async function filesToRemove(environment: Environment, job: Job, now: number): Promise<Stretch> {
  const { listed, more } = await listFiles(environment.ARTIFACTS, job.cursor, FILES_A_STRETCH);
  const uploaded_before_ms = now - UNCOMMITTED_MS;
  const items = groups(listed).map((group): Item => {
    const [{ key, file }] = group;
    const scheme_id = file?.scheme_id ?? "";
    const ours = file !== null && isHomeId(environment.ID_SECRET, "sch", scheme_id);
    return {
      subject: ours ? scheme_id : key,
      cursor: (group.at(-1) ?? group[0]).key,
      run: () =>
        ours ? removed(environment, group, { scheme_id, uploaded_before_ms, dry_run: job.dry_run }) : notOurs(group),
    };
  });
  return { items, more };
}

type Group = [Listed, ...Listed[]];

/** Neighbours of one scheme. */
function groups(listed: readonly Listed[]): Group[] {
  const made: Group[] = [];
  for (const entry of listed) {
    const last = made.at(-1);
    if (last && last[0].file?.scheme_id === entry.file?.scheme_id) last.push(entry);
    else made.push([entry]);
  }
  return made;
}

function notOurs(group: Group): Promise<Tally> {
  const failures = group.map(({ key, file }): Failed => {
    const message = file === null ? "This is no name of a file of ours" : "This is no id of a scheme that we made";
    return { subject: key, message: `${message}; it was left alone.` };
  });
  return Promise.resolve({ checked: group.length, changed: 0, failures });
}

type Removing = { readonly scheme_id: string; readonly uploaded_before_ms: number; readonly dry_run: boolean };

async function removed(environment: Environment, group: Group, { scheme_id, ...asked }: Removing): Promise<Tally> {
  const files = group.map(({ file }) => file).filter((file): file is StoredFile => file !== null);
  const gone = await environment.SCHEME.getByName(scheme_id).removeUnneeded({ files, ...asked });
  return { checked: group.length, changed: gone.length, failures: [] };
}
