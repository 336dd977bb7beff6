// What publishing a version would put on sale, by category and by sector: stored with each pricing snapshot.

import type { PriceList } from "../../domain/scheme/price-list.ts";
import { coverage } from "../../domain/scheme/pricing.ts";
import type { Structure } from "../../domain/scheme/structure.ts";
import type { Version } from "../../domain/scheme/version.ts";

type Content = { readonly structure: Structure; readonly prices: PriceList };

export function publishPreview({ structure, prices }: Content, { id, revision }: Version, currency: string) {
  const covered = coverage(prices, structure);
  const names = new Map([...structure.sectors.values()].map(({ sector_id, name }) => [sector_id, name]));
  return {
    scheme_version_id: id,
    revision,
    currency,
    seats_total: covered.sellable_seats,
    priced_seats: covered.priced_seats,
    unpriced_seats: covered.unpriced_seats,
    total_amount:
      covered.priced_seats === 0 ? null : covered.by_category.reduce((sum, { total_amount }) => sum + total_amount, 0),
    categories: covered.by_category.map(({ category, seats, amount_min, amount_max }) => ({
      name: category.name,
      color: category.color,
      seats,
      price_min: { amount: amount_min, currency },
      price_max: { amount: amount_max, currency },
    })),
    sectors: covered.by_sector.map(({ sector_id, seats, priced }) => ({
      sector_id,
      name: sector_id === null ? "" : (names.get(sector_id) ?? ""),
      seats,
      priced,
    })),
  };
}
