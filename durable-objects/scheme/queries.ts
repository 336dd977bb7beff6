// What can be read of a scheme. Answers are bodies as they go over the wire, but for what only the Worker asks.
import type { ChildNumber } from "../../domain/identifier.ts";
import type { RemapFilter, RemapTarget } from "../../domain/scheme/remap.ts";
import type { DraftGuard } from "../../domain/scheme/version.ts";
import type { QueryBodies } from "./answer-query.ts";
import type { SchemeNo } from "./commands.ts";

type Guarded = { readonly guard: DraftGuard };

export type Query =
  | { readonly type: "scheme" }
  | { readonly type: "current" }
  | { readonly type: "versions"; readonly after_no: number; readonly limit: number }
  | { readonly type: "context" }
  | { readonly type: "upload"; readonly upload: ChildNumber }
  | { readonly type: "artifacts" }
  | { readonly type: "elements" }
  | { readonly type: "needed_previews" }
  | (Guarded & { readonly type: "publish_validation" })
  | (Guarded & { readonly type: "readiness" })
  | (Guarded & { readonly type: "summary" })
  | (Guarded & { readonly type: "structure" })
  | (Guarded & { readonly type: "validation" })
  | (Guarded & { readonly type: "compare" })
  | (Guarded & { readonly type: "sector"; readonly record_id: string })
  | (Guarded & { readonly type: "group"; readonly record_id: string })
  | (Guarded & { readonly type: "seat"; readonly record_id: string })
  | (Guarded & { readonly type: "preview" })
  | (Guarded & { readonly type: "preview_remap"; readonly filter: RemapFilter; readonly target: RemapTarget })
  | (Guarded & { readonly type: "pricing" })
  | (Guarded & { readonly type: "coverage" })
  | (Guarded & { readonly type: "unpriced"; readonly after: number; readonly limit: number })
  | (Guarded & { readonly type: "explain"; readonly seat_id: string })
  | (Guarded & { readonly type: "diagnostics" })
  | { readonly type: "current_sectors" }
  | { readonly type: "current_groups"; readonly sector_id: string | null }
  | {
      readonly type: "current_seats";
      readonly sector_id: string | null;
      readonly group_id: string | null;
      readonly after_no: number;
      readonly limit: number;
    }
  | { readonly type: "seat_price"; readonly seat_id: string }
  | { readonly type: "test_seat"; readonly seat_id: string }
  | { readonly type: "current_validation" }
  | { readonly type: "for_show"; readonly version_id: string | null };

export type QueryOf<Type extends Query["type"]> = Extract<Query, { type: Type }>;
export type Queried = SchemeNo | { readonly ok: true; readonly body: QueryBodies[Query["type"]] };
export type QueryAnswer = { readonly outcome: Queried; readonly seq: number };
