// Answers a query from the tables, and says by its type what the answer is.
import type { SchemeNo } from "./commands.ts";
import { shelfOf } from "./desk.ts";
import * as drafts from "./draft-queries.ts";
import * as prices from "./price-queries.ts";
import type { Queried, Query } from "./queries.ts";
import type { SchemeState, SchemeStore } from "./store.ts";
import * as structure from "./structure-queries.ts";
import * as versions from "./version-queries.ts";
import type { Shelf } from "./views.ts";

/** What a query looks at. */
export type Reading = { readonly store: SchemeStore; readonly state: SchemeState; readonly shelf: Shelf };

export function answerQuery(store: SchemeStore, state: SchemeState, query: Query): Queried {
  const answered = answerOf({ store, state, shelf: shelfOf(store, state) }, query);
  return isNo(answered) ? answered : { ok: true, body: answered };
}

/** No body has a member `ok`. */
function isNo(answered: object): answered is SchemeNo {
  return "ok" in answered;
}

const ANSWERS = {
  scheme: versions.scheme,
  current: versions.current,
  versions: versions.listed,
  context: versions.context,
  upload: versions.upload,
  artifacts: versions.artifacts,
  elements: versions.elements,
  needed_previews: versions.neededPreviews,
  publish_validation: versions.publishValidation,
  current_validation: versions.currentValidation,
  for_show: versions.forShow,
  readiness: drafts.draftReadiness,
  summary: drafts.summary,
  structure: drafts.wholeStructure,
  validation: drafts.draftValidation,
  compare: drafts.compare,
  sector: drafts.sector,
  group: drafts.group,
  seat: drafts.seat,
  preview: drafts.preview,
  preview_remap: drafts.previewRemap,
  pricing: prices.pricing,
  coverage: prices.pricesCoverage,
  unpriced: prices.unpriced,
  explain: prices.explain,
  diagnostics: prices.diagnostics,
  current_sectors: structure.sectors,
  current_groups: structure.groups,
  current_seats: structure.seats,
  seat_price: structure.seatPrice,
  test_seat: structure.testSeat,
} as const satisfies { readonly [Type in Query["type"]]: (reading: Reading, query: never) => object };

/** What each query answers when it does not say no. */
export type QueryBodies = {
  readonly [Type in keyof typeof ANSWERS]: Exclude<ReturnType<(typeof ANSWERS)[Type]>, SchemeNo>;
};

function answerOf(reading: Reading, query: Query): SchemeNo | QueryBodies[Query["type"]] {
  // The answer of a type takes queries of that type.
  return ANSWERS[query.type](reading, query as never);
}
