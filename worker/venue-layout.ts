// Layouts between the wire, where prices are plain numbers or Money, and the domain, where they are minor units.
import type * as z from "zod";
import { type LayoutWith, type layout, type layoutInput, mapCategories } from "../contract/layout.ts";
import { minorUnits } from "../contract/major-units.ts";
import { HALL_LIMITS } from "../domain/hall-faults.ts";
import type { LayoutCategory } from "../domain/layout.ts";
import { layoutFaults } from "../domain/layout-faults.ts";
import type { Violation } from "../domain/refusal.ts";

/** A domain Layout, as it is stored. */
export type StoredLayout = LayoutWith<Omit<LayoutCategory, "rows"> & { rows: number[] }>;
type LayoutInput = z.output<typeof layoutInput>;
type Price = NonNullable<LayoutInput["categories"]>[number]["price"];

/** Fifty seats of it are still Money. */
export const SEAT_PRICE_MAX = 10_000_000_000;

/** What was sent as a domain Layout without faults; pointers begin at the request's /layout. */
export function readLayout(
  sent: LayoutInput,
  currency: string,
):
  | { readonly ok: true; readonly layout: StoredLayout }
  | { readonly ok: false; readonly violations: readonly Violation[] } {
  const violations: Violation[] = [];
  const layout = mapCategories(sent, ({ price, ...category }, path) => {
    const unit_amount = amountOf(price, currency);
    if (typeof unit_amount === "number") return { ...category, unit_amount };
    violations.push({ ...unit_amount, path: `/layout${path}/price${unit_amount.path}` });
    return { ...category, unit_amount: 0 };
  });
  if (violations.length === 0) {
    violations.push(...layoutFaults(layout).map(({ path, message }) => ({ path: `/layout${path}`, message })));
  }
  if (violations.length === 0) return { ok: true, layout };
  return { ok: false, violations: violations.slice(0, HALL_LIMITS.violations_max) };
}

/** In minor units, or what is wrong with the price. */
function amountOf(price: Price, currency: string): number | Violation {
  if (typeof price === "object") {
    if (price.currency === currency) return price.amount;
    return { path: "/currency", message: `must be the venue's, ${currency}` };
  }
  const amount = minorUnits(price, currency);
  if (amount === undefined) return { path: "", message: `must not be finer than ${currency} is` };
  if (amount > SEAT_PRICE_MAX) return { path: "", message: `must be at most ${SEAT_PRICE_MAX} in the minor unit` };
  return amount;
}

export function layoutBody(stored: StoredLayout, currency: string): z.input<typeof layout> {
  return mapCategories(stored, ({ unit_amount, ...category }) => ({
    ...category,
    price: { amount: unit_amount, currency },
  }));
}

export type ShowPrice = {
  readonly category: string;
  readonly price: { readonly amount: number; readonly currency: string };
};

/** The layout with a show's own prices; pointers begin at the request's /prices. */
export function pricedLayout(
  stored: StoredLayout,
  currency: string,
  prices: readonly ShowPrice[],
):
  | { readonly ok: true; readonly layout: StoredLayout }
  | { readonly ok: false; readonly violations: readonly Violation[] } {
  const left = new Set(prices.map(({ category }) => category));
  const by_category = new Map(prices.map(({ category, price }) => [category, price.amount]));
  const layout = mapCategories(stored, (category) => {
    left.delete(category.name);
    return { ...category, unit_amount: by_category.get(category.name) ?? category.unit_amount };
  });
  const violations = prices.flatMap(({ category, price }, index) => {
    const path = `/prices/${index}`;
    if (prices.findIndex((other) => other.category === category) < index) {
      return [{ path: `${path}/category`, message: "has a price above" }];
    }
    if (left.has(category)) return [{ path: `${path}/category`, message: "is no category of this venue" }];
    if (price.currency !== currency) {
      return [{ path: `${path}/price/currency`, message: `must be the venue's, ${currency}` }];
    }
    if (price.amount > SEAT_PRICE_MAX) {
      return [{ path: `${path}/price/amount`, message: `must be at most ${SEAT_PRICE_MAX}` }];
    }
    return [];
  });
  return violations.length > 0 ? { ok: false, violations } : { ok: true, layout };
}
