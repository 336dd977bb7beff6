// How operations on seating schemes come to be refused with each code they declare.
import type { ProblemCode } from "../../contract/problems.ts";
import type { OperationName } from "../../contract/registry.ts";
import { SCHEME_LIMITS } from "../../domain/scheme/structure.ts";
import { inDays, must } from "./api.ts";
import { forged } from "./partners.ts";
import type { RefusalWay, RefusedRequest } from "./refused-request.ts";
import { SCHEME_EXAMPLES, type SchemeOperationName } from "./scheme-examples.ts";
import {
  CATEGORY,
  DRAWING,
  GROUP,
  type Guard,
  guardOf,
  makeDraft,
  OTHER_SEAT,
  pricedDraft,
  publishedScheme,
  recordsOf,
  SEAT,
  SECTOR,
} from "./schemes.ts";
import { inScheme } from "./tables.ts";
import { makeVenue } from "./venues.ts";

export type SchemeWays = { readonly [Code in ProblemCode]?: RefusalWay };
type Members = Readonly<Record<string, unknown>>;

function isOfSchemes(name: OperationName): name is SchemeOperationName {
  return name in SCHEME_EXAMPLES;
}

/** The operation's example with other members. */
async function exampleOf(name: OperationName, instead: Members): Promise<RefusedRequest> {
  if (!isOfSchemes(name)) throw new Error(`${name} is not about schemes`);
  const input: Members = { ...(await SCHEME_EXAMPLES[name]()), ...instead };
  const { scheme_id } = input;
  return typeof scheme_id === "string" ? { input, scheme_id } : { input };
}

async function otherVersion(): Promise<string> {
  return (await makeDraft()).expected_scheme_version_id;
}

/** What is refused for the version that it is meant for, whatever it wants. */
export const OF_ALL_SCHEMES: SchemeWays = {
  stale_current_version: async (name) => exampleOf(name, { expected_current_scheme_version_id: await otherVersion() }),
  stale_draft_version: async (name) => exampleOf(name, { expected_scheme_version_id: await otherVersion() }),
  stale_draft_revision: (name) => exampleOf(name, { expected_revision: 99 }),
  draft_not_editable: async (name) => exampleOf(name, guardOf(await publishedScheme())),
};

function on(guard: Guard, wanted: Members): RefusedRequest {
  return { input: { ...guardOf(guard), ...wanted }, scheme_id: guard.scheme_id };
}

/** Rows of a table that has one, until there are as many as there may be. */
const FILLED = {
  versions: `INSERT INTO versions (no, status, upload_no, upload_id, revision, sectors_total, groups_total, seats_total,
      created_at_ms, updated_at_ms, published_at_ms)
    SELECT n.value, status, upload_no, upload_id, 0, 1, 1, 2, 1, 1, published_at_ms
    FROM versions, json_each(?) AS n WHERE no = 1`,
  sectors: "INSERT INTO sectors SELECT 1, 1000 + value, 'sector-' || value, 'A sector', NULL FROM json_each(?)",
  groups: "INSERT INTO groups SELECT 1, 1000 + value, 'group-' || value, 'A group', NULL, NULL FROM json_each(?)",
  categories: "INSERT INTO categories SELECT 1, 1000 + value, 'Category ' || value, '#000000', 1 FROM json_each(?)",
  rules: `INSERT INTO rules SELECT 1, 1000 + n.value, 'default', NULL, category_no, 1, 0
    FROM categories, json_each(?) AS n WHERE version_no = 1`,
} as const;

async function full(guard: Guard, table: keyof typeof FILLED): Promise<void> {
  const more = SCHEME_LIMITS[`${table}_max`] - 1;
  const numbers = JSON.stringify(Array.from({ length: more }, (_, index) => index + 2));
  await inScheme(guard.scheme_id, FILLED[table], numbers);
}

async function withVersionsFull(name: OperationName): Promise<RefusedRequest> {
  const guard = name === "draft/ensure" ? await publishedScheme() : await makeDraft();
  await full(guard, "versions");
  const target = { target_scheme_version_id: guard.expected_scheme_version_id };
  const { scheme_id } = guard;
  return { input: { scheme_id, ...(name === "scheme/rollback" ? target : {}) }, scheme_id };
}

async function neverPublished(): Promise<RefusedRequest> {
  const { scheme_id } = await makeDraft();
  return { input: { scheme_id }, scheme_id };
}

const VERSIONS: { readonly [Name in OperationName]?: SchemeWays } = {
  "upload/create": {
    NOT_FOUND: async () => ({ input: { file: DRAWING, scheme_id: forged((await makeDraft()).scheme_id) } }),
    DRAWING_REFUSED: async () => ({ input: { file: "<svg" } }),
    stale_current_version: async () => {
      const { scheme_id } = await makeDraft();
      const expected_current_scheme_version_id = await otherVersion();
      return { input: { file: DRAWING, scheme_id, expected_current_scheme_version_id }, scheme_id };
    },
    scheme_limit_reached: async () => {
      const guard = await makeDraft();
      await full(guard, "versions");
      return { input: { file: DRAWING, scheme_id: guard.scheme_id }, scheme_id: guard.scheme_id };
    },
  },
  "scheme/create-version": { scheme_limit_reached: withVersionsFull },
  "draft/ensure": { scheme_limit_reached: withVersionsFull },
  "scheme/publish": { publish_not_ready: async () => on(await pricedDraft(), {}) },
  "scheme/unpublish": { version_not_published: neverPublished },
  "scheme/rollback": {
    version_not_published: neverPublished,
    scheme_limit_reached: withVersionsFull,
  },
};

/** A draft with the balcony and a row B beside what its drawing has. */
async function extended() {
  const named = await recordsOf(await makeDraft());
  const guard = guardOf(named);
  await must("draft/create-sector", { ...guard, sector_id: "balcony", name: "Balcony", element_id: "A-2" });
  await must("draft/create-group", { ...guard, group_id: "row-b", name: "B", element_id: "A-2" });
  return named;
}

type Extended = Awaited<ReturnType<typeof extended>>;

/** A change of the drawing's own record to what another one has, or to what there is not. */
function changing(wanted: Members, record: (named: Extended) => Members): RefusalWay {
  return async () => {
    const named = await extended();
    return on(named, { ...record(named), ...wanted });
  };
}

const creating = (wanted: Members) => changing(wanted, () => ({}));
const sector = (wanted: Members) => changing(wanted, ({ sector_record_id }) => ({ sector_record_id }));
const group = (wanted: Members) => changing(wanted, ({ group_record_id }) => ({ group_record_id }));
const seat = (wanted: Members) => changing(wanted, ({ seat_record_id }) => ({ seat_record_id }));
const seats = (...items: readonly Members[]) => creating({ items });
const seatTo = (changes: Members) => seats({ seat_id: SEAT, changes });

function whenFull(table: "sectors" | "groups" | "categories" | "rules", wanted: Members): RefusalWay {
  return async () => {
    const priced = await pricedDraft();
    await full(priced, table);
    return on(priced, { ...wanted, ...(table === "rules" ? ofCategory(priced) : {}) });
  };
}

function ofCategory({ pricing_category_id }: { readonly pricing_category_id: string }): Members {
  return { target_type: "default", pricing_category_id };
}

const REMAP: SchemeWays = {
  remap_filter_required: creating({ filter: { seat_ids: [] }, target: { sector_id: null } }),
  unknown_seat_ids: creating({ filter: { seat_ids: ["nobody"] }, target: { sector_id: null } }),
  unknown_sector_ids: creating({ filter: { sector_ids: ["nowhere"] }, target: { sector_id: null } }),
  unknown_group_ids: creating({ filter: { group_ids: ["nowhere"] }, target: { sector_id: null } }),
  unknown_target_sector_id: creating({ filter: { group_ids: [GROUP] }, target: { sector_id: "nowhere" } }),
  unknown_target_group_id: creating({ filter: { group_ids: [GROUP] }, target: { group_id: "nowhere" } }),
};

const EDITS: { readonly [Name in OperationName]?: SchemeWays } = {
  "draft/create-sector": {
    duplicate_sector_id: creating({ sector_id: SECTOR, name: "Again" }),
    duplicate_sector_element_id: creating({ sector_id: "again", name: "Again", element_id: "A-2" }),
    scheme_limit_reached: whenFull("sectors", { sector_id: "more", name: "More" }),
  },
  "draft/create-group": {
    duplicate_group_id: creating({ group_id: GROUP, name: "Again" }),
    duplicate_group_element_id: creating({ group_id: "again", name: "Again", element_id: "A-2" }),
    unknown_sector_id: creating({ group_id: "again", name: "Again", sector_id: "nowhere" }),
    scheme_limit_reached: whenFull("groups", { group_id: "more", name: "More" }),
  },
  "draft/update-sector": {
    duplicate_sector_id: sector({ sector_id: "balcony" }),
    duplicate_sector_element_id: sector({ element_id: "A-2" }),
  },
  "draft/update-group": {
    duplicate_group_id: group({ group_id: "row-b" }),
    duplicate_group_element_id: group({ element_id: "A-2" }),
    unknown_sector_id: group({ sector_id: "nowhere" }),
  },
  "draft/update-seat": {
    duplicate_seat_id: seat({ seat_id: OTHER_SEAT }),
    duplicate_seat_element_id: seat({ element_id: "A-2" }),
    unknown_sector_id: seat({ sector_id: "nowhere" }),
    unknown_group_id: seat({ group_id: "nowhere" }),
  },
  "draft/update-seats": {
    duplicate_seat_id: seatTo({ seat_id: OTHER_SEAT }),
    duplicate_seat_element_id: seatTo({ element_id: "A-2" }),
    duplicate_seat_id_in_payload: seats({ seat_id: SEAT, changes: {} }, { seat_id: SEAT, changes: {} }),
    unknown_seat_ids: seats({ seat_id: SEAT, changes: { x: 1 } }, { seat_id: "nobody", changes: { x: 1 } }),
    unknown_sector_ids: seatTo({ sector_id: "nowhere" }),
    unknown_group_ids: seatTo({ group_id: "nowhere" }),
  },
  "draft/preview-remap": REMAP,
  "draft/apply-remap": REMAP,
};

type Prices = Awaited<ReturnType<typeof pricedDraft>>;

function pricing(wanted: (priced: Prices) => Members): RefusalWay {
  return async () => {
    const priced = await pricedDraft();
    return on(priced, wanted(priced));
  };
}

async function withOtherCategory(): Promise<RefusedRequest> {
  const priced = await pricedDraft();
  const other = { ...guardOf(priced), ...CATEGORY, name: "Reduced" };
  await must("pricing/create-category", other);
  return on(priced, { pricing_category_id: priced.pricing_category_id, name: "Reduced" });
}

/** To what is not there: of a new rule, or of the one that there is. */
function ruleTo(wanted: Members): RefusalWay {
  return (name) =>
    pricing(({ price_rule_id, pricing_category_id }) => ({
      ...(name === "pricing/update-rule" ? { price_rule_id } : { target_type: "default" }),
      pricing_category_id,
      ...wanted,
    }))(name);
}

const RULES: SchemeWays = {
  invalid_amount: ruleTo({ amount: 12.5 }),
  unknown_pricing_category_id: ruleTo({ pricing_category_id: "cat_0000099" }),
  unknown_seat_id: ruleTo({ target_type: "seat", target_id: "nobody" }),
  unknown_group_id: ruleTo({ target_type: "group", target_id: "nowhere" }),
  unknown_sector_id: ruleTo({ target_type: "sector", target_id: "nowhere" }),
};

const PRICES: { readonly [Name in OperationName]?: SchemeWays } = {
  "pricing/create-category": {
    invalid_amount: creating({ ...CATEGORY, amount: -1 }),
    duplicate_pricing_category_name: pricing(() => CATEGORY),
    scheme_limit_reached: whenFull("categories", { ...CATEGORY, name: "More" }),
  },
  "pricing/update-category": {
    invalid_amount: pricing(({ pricing_category_id }) => ({ pricing_category_id, amount: 10_000_000_001 })),
    duplicate_pricing_category_name: withOtherCategory,
  },
  "pricing/delete-category": {
    pricing_category_in_use: pricing(({ pricing_category_id }) => ({ pricing_category_id })),
  },
  "pricing/create-rule": { ...RULES, scheme_limit_reached: whenFull("rules", {}) },
  "pricing/update-rule": RULES,
};

const JOBS: SchemeWays = {
  IDEMPOTENCY_KEY_MISMATCH: async (name) => {
    const key = crypto.randomUUID();
    await must(name, { dry_run: true }, { key });
    return { input: { dry_run: false }, key };
  },
};

/** A venue of a scheme that was withdrawn. */
async function withdrawn(): Promise<string> {
  const { scheme_id } = await publishedScheme();
  const { id } = await makeVenue({ layout: undefined, scheme_id });
  await must("scheme/unpublish", { scheme_id });
  return id;
}

const VENUES: { readonly [Name in OperationName]?: SchemeWays } = {
  "venue/create": {
    NOT_FOUND: async () => ({ input: { name: "Nowhere", scheme_id: forged((await makeDraft()).scheme_id) } }),
  },
  "venue/seat-map": { version_not_published: async () => ({ input: { venue_id: await withdrawn() } }) },
  "show/create": {
    version_not_published: async () => ({
      input: { venue_id: await withdrawn(), name: "A show", starts_at: inDays(30) },
    }),
  },
};

export const SCHEME_REFUSALS: { readonly [Name in OperationName]?: SchemeWays } = {
  ...VERSIONS,
  ...EDITS,
  ...PRICES,
  ...VENUES,
  "artifact/backfill-display": JOBS,
  "artifact/clean-up-previews": JOBS,
};
