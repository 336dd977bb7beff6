// How a version stands: what is wrong with its structure, which seats have no price, whether it can be published.

import type { PriceList } from "../../domain/scheme/price-list.ts";
import { coverage } from "../../domain/scheme/pricing.ts";
import { type Readiness, readiness } from "../../domain/scheme/readiness.ts";
import type { Structure } from "../../domain/scheme/structure.ts";
import { type Validation, validate } from "../../domain/scheme/validation.ts";
import type { Version } from "../../domain/scheme/version.ts";

type Assessed = {
  readonly version: Version;
  readonly structure: Structure;
  readonly prices: PriceList;
  readonly hash: string;
  /** Of the version's drawing. */
  readonly element_ids: ReadonlySet<string>;
};

export type Assessment = {
  readonly validation: Validation;
  readonly coverage: ReturnType<typeof coverage>;
  readonly readiness: Readiness;
};

export function assess({ version, structure, prices, hash, element_ids }: Assessed): Assessment {
  const validation = validate(structure, { element_ids });
  const covered = coverage(prices, structure);
  const { snapshot, revision } = version;
  return {
    validation,
    coverage: covered,
    readiness: readiness({
      validation_errors: validation.errors,
      sellable_seats: covered.sellable_seats,
      unpriced_seats: covered.unpriced_seats,
      snapshot: snapshot && { revision: snapshot.revision, hash: snapshot.hash },
      revision,
      hash,
    }),
  };
}
