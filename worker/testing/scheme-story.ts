// What has to exist before a documented request about a seating scheme succeeds: the documents' hall, as far as it has
// come by then.
import { OPERATION_EXAMPLES } from "../../contract/examples.ts";
import type { OperationName } from "../../contract/registry.ts";
import { DRAWING } from "../../contract/scheme-hall-example.ts";
import type { SchemeOperationName } from "./scheme-examples.ts";
import type { Members, ServedApi } from "./served.ts";
import type { Story } from "./story.ts";

type Telling = (api: ServedApi) => Promise<Story>;
type Hall = Story & { readonly scheme: string; readonly scheme_version: string };

function idIn(answer: Members, part: string, field: string): string {
  // Each part of the answer that is asked for here is an object.
  return String((answer[part] as Members)[field]);
}

function guardOf({ scheme, scheme_version }: Hall): Members {
  return { scheme_id: scheme, expected_scheme_version_id: scheme_version };
}

/** The documented request of that operation, for this hall. */
function request(name: OperationName, hall: Hall, instead: Members): Members {
  return { ...OPERATION_EXAMPLES[name].request, ...guardOf(hall), ...instead };
}

const nothing: Telling = () => Promise.resolve({});

async function upload(api: ServedApi): Promise<Hall> {
  const made = await api.must("upload/create", { file: DRAWING, name: "Small hall", file_name: "small-hall.svg" });
  const scheme = idIn(made, "scheme", "scheme_id");
  const { items } = (await api.must("audit/list", { scheme_id: scheme })) as { items: { audit_id: string }[] };
  return {
    scheme,
    upload: idIn(made, "upload", "upload_id"),
    scheme_version: idIn(made, "version", "scheme_version_id"),
    audit: items[0]?.audit_id ?? "",
  };
}

/** With the ids of its first records. */
async function recorded(api: ServedApi): Promise<Hall> {
  const hall = await upload(api);
  const { sectors, groups, seats } = await api.must("draft/structure", guardOf(hall));
  const first = (records: unknown, field: string) => {
    // Each is a list of records.
    const [record] = records as readonly Members[];
    return String(record?.[field]);
  };
  return {
    ...hall,
    sector_record: first(sectors, "sector_record_id"),
    group_record: first(groups, "group_record_id"),
    seat_record: first(seats, "seat_record_id"),
  };
}

async function balcony(api: ServedApi): Promise<Hall> {
  const hall = await recorded(api);
  await api.must("draft/create-sector", request("draft/create-sector", hall, {}));
  return hall;
}

async function withoutSector(api: ServedApi): Promise<Hall> {
  const hall = await recorded(api);
  await api.must("draft/delete-sector", request("draft/delete-sector", hall, { sector_record_id: hall.sector_record }));
  return hall;
}

async function categorised(api: ServedApi): Promise<Hall> {
  const hall = await upload(api);
  const made = await api.must("pricing/create-category", request("pricing/create-category", hall, {}));
  return { ...hall, pricing_category: idIn(made, "category", "pricing_category_id") };
}

async function ruled(api: ServedApi, hall: Hall, instead: Members): Promise<string> {
  const wanted = { pricing_category_id: hall.pricing_category, ...instead };
  return idIn(
    await api.must("pricing/create-rule", request("pricing/create-rule", hall, wanted)),
    "rule",
    "price_rule_id",
  );
}

async function priced(api: ServedApi): Promise<Hall> {
  const hall = await categorised(api);
  return { ...hall, price_rule: await ruled(api, hall, {}) };
}

/** With a rule for everything else, which is nothing. */
async function pricedTwice(api: ServedApi): Promise<Hall> {
  const hall = await priced(api);
  await ruled(api, hall, { target_type: "default", target_id: null });
  return hall;
}

async function ready(api: ServedApi): Promise<Hall> {
  const hall = await priced(api);
  await api.must("draft/snapshot", guardOf(hall));
  // Its answer waits until the preview is stored.
  await api.must("audit/list", { scheme_id: hall.scheme });
  return hall;
}

async function published(api: ServedApi): Promise<Hall> {
  const hall = await ready(api);
  await api.must("scheme/publish", guardOf(hall));
  return hall;
}

/** A draft of the published version, with a balcony and an accessible seat. */
async function changed(api: ServedApi): Promise<Hall> {
  const hall = await published(api);
  const { scheme_version_id } = await api.must("draft/ensure", { scheme_id: hall.scheme });
  const next = { scheme: hall.scheme, scheme_version: String(scheme_version_id) };
  await api.must("draft/create-sector", request("draft/create-sector", next, {}));
  await api.must("draft/update-seat", request("draft/update-seat", next, {}));
  return { ...hall, next_scheme_version: next.scheme_version };
}

const JOB_TRIES_MAX = 200;

/** A job that is over, as it is told. */
async function worked(api: ServedApi): Promise<Story> {
  const { job_id } = await api.must("artifact/backfill-display", { dry_run: true });
  for (let tries = 0; tries < JOB_TRIES_MAX; tries += 1) {
    const { status } = await api.must("job/get", { job_id });
    if (status !== "RUNNING") return { job: String(job_id) };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`job ${String(job_id)} is not over`);
}

export const SCHEME_STORIES: { readonly [Name in SchemeOperationName]: Telling } = {
  "upload/create": nothing,
  "upload/list": upload,
  "upload/get": upload,
  "upload/normalized": upload,
  "scheme/list": upload,
  "scheme/get": upload,
  "scheme/current": ready,
  "scheme/versions": ready,
  "scheme/create-version": published,
  "scheme/publish-validation": balcony,
  "scheme/publish": ready,
  "scheme/unpublish": published,
  "scheme/rollback": published,
  "draft/context": published,
  "draft/ensure": published,
  "draft/update": upload,
  "draft/readiness": ready,
  "draft/summary": ready,
  "draft/structure": upload,
  "draft/validation": balcony,
  "draft/compare": changed,
  "draft/seat": recorded,
  "draft/sector": recorded,
  "draft/group": recorded,
  "draft/snapshot": priced,
  "draft/preview": ready,
  "draft/create-sector": upload,
  "draft/create-group": upload,
  "draft/update-sector": recorded,
  "draft/update-group": recorded,
  "draft/update-seat": recorded,
  "draft/update-seats": upload,
  "draft/delete-sector": recorded,
  "draft/delete-group": recorded,
  "draft/repair-references": withoutSector,
  "draft/preview-remap": balcony,
  "draft/apply-remap": balcony,
  "pricing/get": priced,
  "pricing/create-category": upload,
  "pricing/update-category": priced,
  "pricing/delete-category": categorised,
  "pricing/create-rule": categorised,
  "pricing/update-rule": priced,
  "pricing/delete-rule": priced,
  "pricing/coverage": priced,
  "pricing/unpriced-seats": upload,
  "pricing/explain": priced,
  "pricing/diagnostics": pricedTwice,
  "structure/sectors": upload,
  "structure/groups": upload,
  "structure/seats": upload,
  "structure/seat-price": priced,
  "structure/test-seat": priced,
  "structure/validation": balcony,
  "artifact/svg": upload,
  "artifact/display": upload,
  "artifact/display-meta": upload,
  "artifact/list": upload,
  "artifact/regenerate-display": upload,
  "artifact/backfill-display": nothing,
  "artifact/audit-previews": ready,
  "artifact/clean-up-previews": nothing,
  "job/get": worked,
  "job/list": worked,
  "audit/list": upload,
};

/** All that the scheme is now, as it reads. */
export function schemeStateOf(api: ServedApi, scheme_id: string): Promise<Members[]> {
  const reads = ["scheme/get", "scheme/versions", "structure/sectors", "structure/groups", "structure/seats"] as const;
  return Promise.all([...reads, "pricing/get" as const].map((name) => api.must(name, { scheme_id })));
}
