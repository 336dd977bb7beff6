// Uploaded drawings of a test, and the files that are stored of them.
import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { jobRunner } from "../../durable-objects/environment.ts";
import { fileKey } from "../../durable-objects/scheme/file-name.ts";
import { type DrawnFile, fileOf } from "../drawing.ts";
import { SCHEMES } from "../scheme-call.ts";
import { freshKey, must, type Output, type Read, read, send } from "./api.ts";

/** Rows A, B, … of so many seats, each with an element of its own. */
export function hallDrawing(rows: number, seats_per_row: number): string {
  const lines = Array.from({ length: rows }, (_, row) => {
    const name = String.fromCodePoint(65 + row);
    const seats = Array.from({ length: seats_per_row }, (_, seat) => {
      const number = seat + 1;
      return `<circle id="s-${name}${number}" data-row="${name}" data-number="${number}" class="seat" cx="${seat * 25}" cy="0" r="10"/>`;
    });
    return `<g class="row" data-row="${name}" transform="translate(20 ${row * 30 + 20})">${seats.join("")}</g>`;
  });
  const view = `0 0 ${seats_per_row * 25 + 40} ${rows * 30 + 40}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${view}">${lines.join("")}</svg>`;
}

export type Scheme = { readonly scheme_id: string; readonly scheme_version_id: string };

export async function uploadHall(rows = 2, seats_per_row = 3, name = "A hall"): Promise<Scheme> {
  const { version } = await must("upload/create", { file: hallDrawing(rows, seats_per_row), name });
  return version;
}

/** As one of the development administrator's plain HTTP requests. */
export async function get(path: string, headers: Readonly<Record<string, string>> = {}, method = "GET"): Promise<Read> {
  return read(await send(path, { method, headers: { "x-api-key": "admin-local-dev-key", ...headers } }));
}

type Listed = Output<"artifact/list">["items"][number];

export async function fileNamed(scheme_id: string, kind: Listed["kind"]): Promise<Listed & { readonly key: string }> {
  const { items } = await must("artifact/list", { scheme_id });
  const found = items.find((item) => item.kind === kind);
  if (!found) throw new Error(`the scheme has no ${kind}`);
  return { ...found, key: fileKey(scheme_id, found) };
}

export async function isStored(key: string): Promise<boolean> {
  return (await env.ARTIFACTS.head(key)) !== null;
}

/** Makes the scheme's display drawing one that an older display() could have made. */
export async function outdateDisplay({ scheme_id }: Scheme): Promise<DrawnFile> {
  const file = fileOf(
    "display",
    `<svg xmlns="http://www.w3.org/2000/svg"><!-- ${scheme_id} --></svg>`,
    "image/svg+xml",
  );
  await env.ARTIFACTS.put(fileKey(scheme_id, file.artifact), file.body);
  const where = { environment: env, home_id: scheme_id };
  const { outcome } = await SCHEMES.submit(where, {
    command: { type: "replace_artifact", expected_current: null, artifact: file.artifact, restored: false },
    method: "a test",
    actor: { channel: "a test", key_id: "a test", admin: true },
    key: null,
    digests: {},
    encoder: 1,
    trace_id: "",
    request_id: "",
  });
  if (!outcome.ok) throw new Error(`the scheme answered ${outcome.code}`);
  return file;
}

/** A snapshot of the current draft. */
export async function snapshot({ scheme_id, scheme_version_id }: Scheme): Promise<void> {
  await must("draft/snapshot", { scheme_id, expected_scheme_version_id: scheme_version_id }, { key: freshKey() });
}

/** The key of the preview that a snapshot left, which is no longer that of the draft, and of the one that is. */
export async function staleAndCurrentPreview(scheme: Scheme): Promise<readonly [stale: string, current: string]> {
  const { scheme_id, scheme_version_id } = scheme;
  await snapshot(scheme);
  const stale = await fileNamed(scheme_id, "publish_preview");
  const [seat] = (await must("structure/seats", { scheme_id })).items;
  await must("draft/update-seat", {
    scheme_id,
    expected_scheme_version_id: scheme_version_id,
    seat_record_id: seat?.seat_record_id,
    accessible: seat?.accessible === false,
  });
  await snapshot(scheme);
  return [stale.key, (await fileNamed(scheme_id, "publish_preview")).key];
}

/** Rings the alarm of the jobs until this one has ended. */
export async function ended(job_id: string): Promise<Output<"job/get">> {
  for (let rings = 0; rings < 200; rings += 1) {
    await runDurableObjectAlarm(jobRunner(env));
    const job = await must("job/get", { job_id });
    if (job.status !== "RUNNING") return job;
  }
  throw new Error(`job ${job_id} does not end`);
}

/** Rings the alarm of the jobs until this has happened, whatever comes of it. */
export async function ringUntil(happened: () => boolean): Promise<void> {
  for (let rings = 0; rings < 200; rings += 1) {
    if (happened()) return;
    await runDurableObjectAlarm(jobRunner(env)).catch((error: unknown) => error);
  }
  throw new Error("it does not happen");
}

type Bucket = Partial<Pick<R2Bucket, "get" | "head" | "put" | "list">> & {
  readonly delete?: (keys: string | string[]) => Promise<void>;
};

/** From here on, until the object ends, it has these members of the bucket instead of the bucket's own. */
export async function betweenObjectAndR2(object: DurableObjectStub, instead: Bucket): Promise<void> {
  await runInDurableObject(object, (instance) => {
    const bucket = new Proxy(env.ARTIFACTS, {
      get: (real, name) => {
        const member: unknown = Reflect.get(instead, name) ?? Reflect.get(real, name);
        return typeof member === "function" ? (member.bind(real) as unknown) : member;
      },
    });
    Reflect.set(instance, "env", { ...env, ARTIFACTS: bucket });
  });
}
