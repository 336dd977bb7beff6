// A job: the display drawing of every scheme's current version is what display() makes of it now. Schemes come from D1 in
// the order of their ids; what their files are, and what they become, is asked and told their own objects.
import type { Environment } from "../../durable-objects/environment.ts";
import type { Job, Stretch, Tally } from "../../durable-objects/jobs/job.ts";
import { fileKey } from "../../durable-objects/scheme/file-name.ts";
import type { Position } from "../catalogue/cursor.ts";
import { database } from "../catalogue/database.ts";
import { listSchemes } from "../catalogue/schemes.ts";
import { artifactOf, displayAnew, type Files, putFile } from "../display-making.ts";
import type { DrawnFile } from "../drawing.ts";
import { SCHEMES } from "../scheme-call.ts";

const SCHEMES_A_STRETCH = 20;
const UNCHANGED: Tally = { checked: 1, changed: 0, failures: [] };
const CHANGED: Tally = { checked: 1, changed: 1, failures: [] };

export async function displaysToMake(environment: Environment, job: Job): Promise<Stretch> {
  const after = job.cursor === null ? undefined : positionOf(job.cursor);
  const rows = await listSchemes(database(environment.CATALOGUE), undefined, { after, limit: SCHEMES_A_STRETCH });
  const items = rows.map(({ id, created_at_ms }) => ({
    subject: id,
    cursor: `${created_at_ms} ${id}`,
    run: () => madeAnew(environment, job, id),
  }));
  return { items, more: rows.length === SCHEMES_A_STRETCH };
}

function positionOf(cursor: string): Position {
  const [created_at_ms, id = ""] = cursor.split(" ");
  return [Number(created_at_ms), id];
}

async function madeAnew(environment: Environment, job: Job, scheme_id: string): Promise<Tally> {
  const failed = (message: string): Tally => ({ ...UNCHANGED, failures: [{ subject: scheme_id, message }] });
  const where = { environment, home_id: scheme_id };
  const { outcome } = await SCHEMES.ask(where, { type: "artifacts" }, job.actor);
  if (!outcome.ok) return failed("There is no such scheme, though D1 lists it.");
  // The object answers each type of query with its own body.
  const files = outcome.body as Files;
  const made = await displayAnew(environment.ARTIFACTS, scheme_id, files);
  if (!made.ok) return failed(made.failure.detail);
  const { file } = made;
  const same = artifactOf(files, "display")?.sha256 === file.artifact.sha256;
  const stored = same && (await environment.ARTIFACTS.head(fileKey(scheme_id, file.artifact)));
  if (stored) return UNCHANGED;
  if (job.dry_run) return CHANGED;
  await putFile(environment, scheme_id, file);
  await replaced(environment, job, { scheme_id, expected_current: files.scheme_version_id, file });
  return CHANGED;
}

type Replaced = { readonly scheme_id: string; readonly expected_current: string; readonly file: DrawnFile };

/** Throws when the scheme does not take it: it has another current version by now, or cannot be reached. */
async function replaced(environment: Environment, job: Job, { scheme_id, expected_current, file }: Replaced) {
  const { actor, trace_id, request_id } = job;
  const where = { environment, home_id: scheme_id };
  const { outcome } = await SCHEMES.submit(where, {
    // Whatever it was that was made anew, it is told as a change.
    command: { type: "replace_artifact", expected_current, artifact: file.artifact, restored: true },
    method: "artifact/backfill-display",
    actor,
    // It is right to do it again.
    key: null,
    digests: {},
    encoder: SCHEMES.encoder,
    trace_id,
    request_id,
  });
  if (!outcome.ok) throw new Error(`the scheme answered ${outcome.code} to its new display drawing`);
}
