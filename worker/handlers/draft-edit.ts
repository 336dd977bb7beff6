import type { Handlers } from "../call.ts";
import { changeScheme, guardOf, readScheme } from "../scheme-call.ts";

export const DRAFT_EDIT_HANDLERS: Handlers<
  | "draft/create-sector"
  | "draft/create-group"
  | "draft/update-sector"
  | "draft/update-group"
  | "draft/update-seat"
  | "draft/update-seats"
  | "draft/delete-sector"
  | "draft/delete-group"
  | "draft/repair-references"
  | "draft/preview-remap"
  | "draft/apply-remap"
> = {
  "draft/create-sector": (input, call) => {
    const { sector_id, name, element_id = null } = input;
    const sector = { sector_id, name, element_id };
    return changeScheme(call, input.scheme_id, { type: "add_sector", guard: guardOf(input), sector });
  },

  "draft/create-group": (input, call) => {
    const { group_id, name, element_id = null, sector_id = null } = input;
    const group = { group_id, name, element_id, sector_id };
    return changeScheme(call, input.scheme_id, { type: "add_group", guard: guardOf(input), group });
  },

  "draft/update-sector": (input, call) => {
    const { sector_record_id: record_id, sector_id, name, element_id } = input;
    const changes = { sector_id, name, element_id };
    return changeScheme(call, input.scheme_id, { type: "change_sector", guard: guardOf(input), record_id, changes });
  },

  "draft/update-group": (input, call) => {
    const { group_record_id: record_id, group_id, name, element_id, sector_id } = input;
    const changes = { group_id, name, element_id, sector_id };
    return changeScheme(call, input.scheme_id, { type: "change_group", guard: guardOf(input), record_id, changes });
  },

  "draft/update-seat": (input, call) => {
    const { scheme_id, seat_record_id: record_id, ...rest } = input;
    const { expected_scheme_version_id: _version, expected_revision: _revision, ...changes } = rest;
    return changeScheme(call, scheme_id, { type: "change_seat", guard: guardOf(input), record_id, changes });
  },

  "draft/update-seats": (input, call) =>
    changeScheme(call, input.scheme_id, { type: "change_seats", guard: guardOf(input), items: input.items }),

  "draft/delete-sector": (input, call) => {
    const record_id = input.sector_record_id;
    return changeScheme(call, input.scheme_id, { type: "remove_sector", guard: guardOf(input), record_id });
  },

  "draft/delete-group": (input, call) => {
    const record_id = input.group_record_id;
    return changeScheme(call, input.scheme_id, { type: "remove_group", guard: guardOf(input), record_id });
  },

  "draft/repair-references": (input, call) =>
    changeScheme(call, input.scheme_id, { type: "repair", guard: guardOf(input) }),

  "draft/preview-remap": (input, call) => {
    const { filter = {}, target } = input;
    return readScheme(call, input.scheme_id, { type: "preview_remap", guard: guardOf(input), filter, target });
  },

  "draft/apply-remap": (input, call) => {
    const { filter = {}, target } = input;
    return changeScheme(call, input.scheme_id, { type: "remap", guard: guardOf(input), filter, target });
  },
};
