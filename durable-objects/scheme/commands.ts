// What can be asked of a scheme, and what it answers. Answers are bodies as they go over the wire, so that a replay has
// equal bytes; views.ts makes them.
import type { Point } from "../../domain/hall.ts";
import type { Refusal } from "../../domain/refusal.ts";
import type { PriceRule, PricingCategory } from "../../domain/scheme/price-list.ts";
import type { SchemeRefusal } from "../../domain/scheme/refusal.ts";
import type { RemapFilter, RemapTarget } from "../../domain/scheme/remap.ts";
import type { Group, Seat, Sector } from "../../domain/scheme/structure.ts";
import type { DraftGuard } from "../../domain/scheme/version.ts";
import type { Artifact } from "./upload-rows.ts";
import type * as views from "./views.ts";

type Unnumbered<Item> = Omit<Item, "record_no">;
/** Members to change; what is absent or undefined stays. */
type Changes<Item> = { readonly [Member in keyof Item]?: Item[Member] | undefined };

export type SectorFields = Unnumbered<Sector>;
export type GroupFields = Unnumbered<Group>;
export type SeatFields = Unnumbered<Seat>;

/** An uploaded drawing, its files already stored. */
export type Drawing = {
  readonly name: string;
  readonly file_name: string | null;
  readonly bytes: number;
  readonly sha256: string;
  /** JSON texts. */
  readonly report: string;
  readonly view: string;
  readonly artifacts: readonly Artifact[];
  readonly sectors: readonly SectorFields[];
  readonly groups: readonly GroupFields[];
  readonly seats: readonly SeatFields[];
};

type CategoryFields = Omit<PricingCategory, "category_no">;
/** `pricing_category_id` as the caller wrote it. */
type RuleFields = Omit<PriceRule, "rule_no" | "category_no"> & { readonly pricing_category_id: string };

type Guarded = { readonly guard: DraftGuard };
type Expecting = { readonly expected_current: string | null };
type OfRecord = Guarded & { readonly record_id: string };

export type Command =
  | {
      readonly type: "create";
      readonly scheme: { readonly id: string; readonly name: string; readonly currency: string };
      readonly drawing: Drawing;
    }
  | (Expecting & { readonly type: "upload"; readonly drawing: Drawing })
  | (Expecting & { readonly type: "ensure_draft" })
  | (Expecting & { readonly type: "create_version"; readonly based_on: string | null })
  | (Guarded & { readonly type: "change_version"; readonly focal: Point | null })
  | (Guarded & { readonly type: "publish" })
  | (Expecting & { readonly type: "unpublish"; readonly version_id: string | null })
  | (Expecting & { readonly type: "rollback"; readonly target: string | null })
  | (Expecting & {
      readonly type: "replace_artifact";
      readonly artifact: Artifact;
      /** That its file was put again, because it was not there. */
      readonly restored: boolean;
    })
  | (Guarded & { readonly type: "add_sector"; readonly sector: SectorFields })
  | (Guarded & { readonly type: "add_group"; readonly group: GroupFields })
  | (OfRecord & { readonly type: "change_sector"; readonly changes: Changes<SectorFields> })
  | (OfRecord & { readonly type: "change_group"; readonly changes: Changes<GroupFields> })
  | (OfRecord & { readonly type: "change_seat"; readonly changes: Changes<SeatFields> })
  | (Guarded & {
      readonly type: "change_seats";
      readonly items: readonly { readonly seat_id: string; readonly changes: Changes<SeatFields> }[];
    })
  | (OfRecord & { readonly type: "remove_sector" })
  | (OfRecord & { readonly type: "remove_group" })
  | (Guarded & { readonly type: "repair" })
  | (Guarded & { readonly type: "remap"; readonly filter: RemapFilter; readonly target: RemapTarget })
  | (Guarded & { readonly type: "snapshot" })
  | (Guarded & { readonly type: "add_category"; readonly category: CategoryFields })
  | (OfRecord & { readonly type: "change_category"; readonly changes: Changes<CategoryFields> })
  | (OfRecord & { readonly type: "remove_category" })
  | (Guarded & { readonly type: "add_rule"; readonly rule: RuleFields })
  | (OfRecord & { readonly type: "change_rule"; readonly changes: Changes<RuleFields> })
  | (OfRecord & { readonly type: "remove_rule" });

export type CommandOf<Type extends Command["type"]> = Extract<Command, { type: Type }>;

/** What each command answers. */
export type CommandBodies = {
  readonly create: views.UploadedBody;
  readonly upload: views.UploadedBody;
  readonly ensure_draft: views.EnsuredBody;
  readonly create_version: views.VersionBody;
  readonly change_version: views.VersionBody;
  readonly publish: views.VersionBody;
  readonly unpublish: views.VersionBody;
  readonly rollback: views.VersionBody;
  readonly replace_artifact: views.ReplacedArtifactBody;
  readonly add_sector: views.SectorBody;
  readonly add_group: views.GroupBody;
  readonly change_sector: views.SectorBody;
  readonly change_group: views.GroupBody;
  readonly change_seat: views.SeatBody;
  readonly change_seats: views.SeatsBody;
  readonly remove_sector: views.SectorBody & views.LeftBehind;
  readonly remove_group: views.GroupBody & views.LeftBehind;
  readonly repair: views.RepairBody;
  readonly remap: views.RemapBody;
  readonly snapshot: views.SnapshotBody;
  readonly add_category: views.CategoryBody;
  readonly change_category: views.CategoryBody;
  readonly remove_category: views.CategoryBody;
  readonly add_rule: views.RuleBody;
  readonly change_rule: views.RuleBody;
  readonly remove_rule: views.RuleBody;
};

export type SchemeNo = Refusal | SchemeRefusal;
export type Outcome = SchemeNo | { readonly ok: true; readonly body: CommandBodies[Command["type"]] };
