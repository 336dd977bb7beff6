// Seating schemes of a test, all of the documents' drawing: one sector, one row, two seats.
import { DRAWING, SCHEME_NAMES } from "../../contract/scheme-hall-example.ts";
import { must, type Output } from "./api.ts";

type Members = Readonly<Record<string, unknown>>;
/** What an edit says of the draft that it is meant for. */
export type Guard = { readonly scheme_id: string; readonly expected_scheme_version_id: string };
export type Named = Guard & {
  readonly sector_record_id: string;
  readonly group_record_id: string;
  readonly seat_record_id: string;
};
export type Priced = Guard & { readonly pricing_category_id: string; readonly price_rule_id: string };

export { DRAWING };
export const { seat_id: SEAT = "", sector_id: SECTOR = "", group_id: GROUP = "" } = SCHEME_NAMES;
export const OTHER_SEAT = SEAT.replace(/1$/, "2");

export function uploadHall(overrides: Members = {}): Promise<Output<"upload/create">> {
  return must("upload/create", { file: DRAWING, name: `Hall ${crypto.randomUUID()}`, ...overrides });
}

export async function makeDraft(overrides: Members = {}): Promise<Guard> {
  const { scheme } = await uploadHall(overrides);
  const { scheme_id, current_scheme_version_id } = scheme;
  return { scheme_id, expected_scheme_version_id: current_scheme_version_id };
}

/** The draft's first records of each kind. */
export async function recordsOf(guard: Guard): Promise<Named> {
  const { sectors, groups, seats } = await must("draft/structure", guard);
  return {
    ...guard,
    sector_record_id: sectors[0]?.sector_record_id ?? "",
    group_record_id: groups[0]?.group_record_id ?? "",
    seat_record_id: seats[0]?.seat_record_id ?? "",
  };
}

export const CATEGORY = { name: "Standard", color: "#10B981", amount: 2_500 } as const;

/** All its seats at 25.00. */
export async function price(guard: Guard): Promise<Priced> {
  const { pricing_category_id } = (await must("pricing/create-category", { ...guard, ...CATEGORY })).category;
  const wanted = { ...guard, target_type: "sector", target_id: SECTOR, pricing_category_id };
  const { price_rule_id } = (await must("pricing/create-rule", wanted)).rule;
  return { ...guard, pricing_category_id, price_rule_id };
}

export async function pricedDraft(): Promise<Priced> {
  return price(await makeDraft());
}

/** Nothing is in the way of publishing it. */
export async function readyDraft(): Promise<Priced> {
  const priced = await pricedDraft();
  await must("draft/snapshot", guardOf(priced));
  return priced;
}

export async function publishedScheme(): Promise<Priced> {
  const ready = await readyDraft();
  await must("scheme/publish", guardOf(ready));
  return ready;
}

/** Its draft, of which nothing was changed since. */
export async function publishedWithDraft(): Promise<Priced> {
  const { scheme_id, pricing_category_id, price_rule_id } = await publishedScheme();
  const { scheme_version_id } = await must("draft/ensure", { scheme_id });
  return { scheme_id, expected_scheme_version_id: scheme_version_id, pricing_category_id, price_rule_id };
}

export function guardOf({ scheme_id, expected_scheme_version_id }: Guard): Guard {
  return { scheme_id, expected_scheme_version_id };
}

/** Everything of a scheme that people can see, and its record of who did what. */
export async function schemeState(scheme_id: string): Promise<unknown> {
  return Promise.all([
    must("scheme/get", { scheme_id }),
    must("scheme/versions", { scheme_id }),
    must("structure/sectors", { scheme_id }),
    must("structure/groups", { scheme_id }),
    must("structure/seats", { scheme_id }),
    must("pricing/get", { scheme_id }),
    must("audit/list", { scheme_id }),
  ]);
}
