// Examples of operations on seating schemes. Whoever only reads shares one scheme, because to make one takes a second.
import type { ARTIFACT_OPERATIONS, AUDIT_OPERATIONS, JOB_OPERATIONS } from "../../contract/artifact.ts";
import type { DRAFT_OPERATIONS } from "../../contract/draft.ts";
import type { DRAFT_EDIT_OPERATIONS } from "../../contract/draft-edit.ts";
import type { PRICING_OPERATIONS } from "../../contract/pricing.ts";
import type { OperationName } from "../../contract/registry.ts";
import type { SCHEME_OPERATIONS } from "../../contract/scheme.ts";
import type { STRUCTURE_OPERATIONS } from "../../contract/structure.ts";
import type { UPLOAD_OPERATIONS } from "../../contract/upload.ts";
import { must } from "./api.ts";
import type { Example } from "./examples.ts";
import {
  CATEGORY,
  DRAWING,
  GROUP,
  type Guard,
  guardOf,
  makeDraft,
  type Named,
  OTHER_SEAT,
  type Priced,
  pricedDraft,
  publishedScheme,
  publishedWithDraft,
  readyDraft,
  recordsOf,
  SEAT,
  SECTOR,
  uploadHall,
} from "./schemes.ts";

export type SchemeOperationName = Extract<
  OperationName,
  | keyof typeof UPLOAD_OPERATIONS
  | keyof typeof SCHEME_OPERATIONS
  | keyof typeof DRAFT_OPERATIONS
  | keyof typeof DRAFT_EDIT_OPERATIONS
  | keyof typeof PRICING_OPERATIONS
  | keyof typeof STRUCTURE_OPERATIONS
  | keyof typeof ARTIFACT_OPERATIONS
  | keyof typeof AUDIT_OPERATIONS
  | keyof typeof JOB_OPERATIONS
>;

type Shared = Priced & Named & { readonly upload_id: string };

let made: Promise<Shared> | undefined;

async function makeShared(): Promise<Shared> {
  const draft = await publishedWithDraft();
  const { upload_id } = await must("scheme/current", { scheme_id: draft.scheme_id });
  return { ...draft, ...(await recordsOf(guardOf(draft))), upload_id };
}

/** Published, with a draft in which nothing was changed. Nobody may change it. */
function shared(): Promise<Shared> {
  made ??= makeShared();
  return made;
}

async function onShared(): Promise<{ scheme_id: string }> {
  return { scheme_id: (await shared()).scheme_id };
}

async function onSharedDraft(): Promise<Guard> {
  return guardOf(await shared());
}

async function onSharedUpload(): Promise<{ upload_id: string }> {
  return { upload_id: (await shared()).upload_id };
}

async function onPublished(): Promise<{ scheme_id: string }> {
  return { scheme_id: (await publishedScheme()).scheme_id };
}

const onRecords = async () => recordsOf(await makeDraft());
const MOVED = { filter: { group_ids: [GROUP] }, target: { group_id: null } };

/** Dry and not, in turn, so that one request differs from the next. */
function jobWish(): () => Promise<{ dry_run: boolean }> {
  let dry_run = false;
  return () => {
    dry_run = !dry_run;
    return Promise.resolve({ dry_run });
  };
}

export const SCHEME_EXAMPLES: { readonly [Name in SchemeOperationName]: Example<Name> } = {
  "upload/create": async () => ({ file: DRAWING, name: `Hall ${crypto.randomUUID()}` }),
  "upload/list": async () => ({ ...(await onShared()), limit: 3 }),
  "upload/get": onSharedUpload,
  "upload/normalized": onSharedUpload,
  "scheme/list": async () => ({ text: (await uploadHall()).scheme.name, limit: 3 }),
  "scheme/get": onShared,
  "scheme/current": onShared,
  "scheme/versions": onShared,
  "scheme/create-version": async () => ({ scheme_id: (await makeDraft()).scheme_id }),
  "scheme/publish-validation": onSharedDraft,
  "scheme/publish": async () => guardOf(await readyDraft()),
  "scheme/unpublish": onPublished,
  "scheme/rollback": async () => ({ scheme_id: (await publishedWithDraft()).scheme_id }),
  "draft/context": onShared,
  "draft/ensure": onPublished,
  "draft/update": async () => ({ ...guardOf(await makeDraft()), focal: { x: 60, y: 0 } }),
  "draft/readiness": onSharedDraft,
  "draft/summary": onSharedDraft,
  "draft/structure": onSharedDraft,
  "draft/validation": onSharedDraft,
  "draft/compare": onSharedDraft,
  "draft/seat": async () => ({ ...(await onSharedDraft()), seat_record_id: (await shared()).seat_record_id }),
  "draft/sector": async () => ({ ...(await onSharedDraft()), sector_record_id: (await shared()).sector_record_id }),
  "draft/group": async () => ({ ...(await onSharedDraft()), group_record_id: (await shared()).group_record_id }),
  "draft/snapshot": () => makeDraft(),
  "draft/preview": onSharedDraft,
  "draft/create-sector": async () => ({ ...(await makeDraft()), sector_id: "balcony", name: "Balcony" }),
  "draft/create-group": async () => ({ ...(await makeDraft()), group_id: "row-b", name: "B", sector_id: SECTOR }),
  "draft/update-sector": async () => {
    const { sector_record_id, ...named } = await onRecords();
    return { ...guardOf(named), sector_record_id, name: "Main floor" };
  },
  "draft/update-group": async () => {
    const { group_record_id, ...named } = await onRecords();
    return { ...guardOf(named), group_record_id, name: "Front row" };
  },
  "draft/update-seat": async () => {
    const { seat_record_id, ...named } = await onRecords();
    return { ...guardOf(named), seat_record_id, accessible: true };
  },
  "draft/update-seats": async () => ({
    ...(await makeDraft()),
    items: [
      { seat_id: SEAT, changes: { seat_number: "2" } },
      { seat_id: OTHER_SEAT, changes: { seat_number: "1" } },
    ],
  }),
  "draft/delete-sector": async () => {
    const { sector_record_id, ...named } = await onRecords();
    return { ...guardOf(named), sector_record_id };
  },
  "draft/delete-group": async () => {
    const { group_record_id, ...named } = await onRecords();
    return { ...guardOf(named), group_record_id };
  },
  "draft/repair-references": async () => {
    const { sector_record_id, ...named } = await onRecords();
    await must("draft/delete-sector", { ...guardOf(named), sector_record_id });
    return guardOf(named);
  },
  "draft/preview-remap": async () => ({ ...(await onSharedDraft()), ...MOVED }),
  "draft/apply-remap": async () => ({ ...(await makeDraft()), ...MOVED }),
  "pricing/get": onSharedDraft,
  "pricing/create-category": async () => ({ ...(await makeDraft()), ...CATEGORY }),
  "pricing/update-category": async () => {
    const { pricing_category_id, ...priced } = await pricedDraft();
    return { ...guardOf(priced), pricing_category_id, amount: 2_200 };
  },
  "pricing/delete-category": async () => {
    const guard = await makeDraft();
    const { category } = await must("pricing/create-category", { ...guard, ...CATEGORY });
    return { ...guard, pricing_category_id: category.pricing_category_id };
  },
  "pricing/create-rule": async () => {
    const guard = await makeDraft();
    const { category } = await must("pricing/create-category", { ...guard, ...CATEGORY });
    return { ...guard, target_type: "default", pricing_category_id: category.pricing_category_id };
  },
  "pricing/update-rule": async () => {
    const { price_rule_id, ...priced } = await pricedDraft();
    return { ...guardOf(priced), price_rule_id, amount: 2_200 };
  },
  "pricing/delete-rule": async () => {
    const { price_rule_id, ...priced } = await pricedDraft();
    return { ...guardOf(priced), price_rule_id };
  },
  "pricing/coverage": onSharedDraft,
  "pricing/unpriced-seats": onSharedDraft,
  "pricing/explain": async () => ({ ...(await onSharedDraft()), seat_id: SEAT }),
  "pricing/diagnostics": onSharedDraft,
  "structure/sectors": onShared,
  "structure/groups": async () => ({ ...(await onShared()), sector_id: SECTOR }),
  "structure/seats": async () => ({ ...(await onShared()), group_id: GROUP, limit: 1 }),
  "structure/seat-price": async () => ({ ...(await onShared()), seat_id: SEAT }),
  "structure/test-seat": async () => ({ ...(await onShared()), seat_id: SEAT }),
  "structure/validation": onShared,
  "artifact/svg": onShared,
  "artifact/display": onShared,
  "artifact/display-meta": onShared,
  "artifact/list": onShared,
  "artifact/regenerate-display": onPublished,
  "artifact/backfill-display": jobWish(),
  "artifact/audit-previews": async () => ({ limit: 3 }),
  "artifact/clean-up-previews": jobWish(),
  "job/get": async () => ({ job_id: (await must("artifact/backfill-display", { dry_run: true })).job_id }),
  "job/list": async () => ({ limit: 3 }),
  "audit/list": onShared,
};
