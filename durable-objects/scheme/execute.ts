// Carries out a command at a desk and records it: the answer for a retry, and a line of the audit for what changed. At
// exit either the outcome is a refusal and nothing but its answer was written, or effect and answer were written together.
import { insertAnswered } from "../changes.ts";
import type { Ready } from "../command-line.ts";
import type { Answer } from "../envelope.ts";
import type { Command, Outcome } from "./commands.ts";
import type { Desk } from "./desk.ts";
import { type Done, refused } from "./done.ts";
import * as prices from "./price-commands.ts";
import * as structure from "./structure-commands.ts";
import * as versions from "./version-commands.ts";

export function execute(desk: Desk, ready: Ready<Command>): Answer<Outcome> {
  return recorded(desk, ready, carriedOut(desk, ready.command));
}

function carriedOut(desk: Desk, command: Command): Done {
  switch (command.type) {
    case "create":
      // Its id is bound to the key, so that a second create of one scheme can only be a retry without one.
      return refused({ ok: false, code: "NOT_FOUND", what: "scheme" });
    case "upload": {
      const stale = desk.staleCurrent(command.expected_current);
      return stale ? refused(stale) : versions.takeDrawing(desk, command.drawing, desk.current);
    }
    case "ensure_draft":
      return versions.ensureDraft(desk, command);
    case "create_version":
      return versions.createVersion(desk, command);
    case "change_version":
      return versions.changeVersion(desk, command);
    case "publish":
      return versions.publish(desk, command);
    case "unpublish":
      return versions.unpublish(desk, command);
    case "rollback":
      return versions.rollBack(desk, command);
    case "replace_artifact":
      return versions.replaceArtifact(desk, command);
    case "snapshot":
      return versions.takeSnapshot(desk, command);
    case "add_sector":
      return structure.sectorAdded(desk, command);
    case "add_group":
      return structure.groupAdded(desk, command);
    case "change_sector":
      return structure.sectorChanged(desk, command);
    case "change_group":
      return structure.groupChanged(desk, command);
    case "change_seat":
      return structure.seatChanged(desk, command);
    case "change_seats":
      return structure.seatsChanged(desk, command);
    case "remove_sector":
      return structure.sectorRemoved(desk, command);
    case "remove_group":
      return structure.groupRemoved(desk, command);
    case "repair":
      return structure.repaired(desk, command);
    case "remap":
      return structure.remapped(desk, command);
    case "add_category":
      return prices.categoryAdded(desk, command);
    case "change_category":
      return prices.categoryChanged(desk, command);
    case "remove_category":
      return prices.categoryRemoved(desk, command);
    case "add_rule":
      return prices.ruleAdded(desk, command);
    case "change_rule":
      return prices.ruleChanged(desk, command);
    case "remove_rule":
      return prices.ruleRemoved(desk, command);
  }
}

/** Refusals that follow from the request alone leave no trace and are judged again by a retry. */
const PASSING = new Set(["NOT_FOUND", "VALIDATION_FAILED"]);

export function recorded(desk: Desk, ready: Ready<Command>, done: Done): Answer<Outcome> {
  const { outcome, summary, version_no } = done;
  const { encoder, trace_id, request_id, scoped_key } = ready;
  const remembered = scoped_key !== null && (outcome.ok || !PASSING.has(outcome.code));
  if (summary !== null || remembered) {
    const seq = desk.next();
    const at_ms = desk.now;
    const kind = outcome.ok ? (summary === null ? "nothing" : "scheme_changed") : "refused";
    // What was sent may be megabytes, and the audit says what came of it.
    const command = { type: ready.command.type };
    insertAnswered(desk.store.sql, { seq, at_ms, kind, subject: version_no, channel: ready.actor.channel }, ready, {
      command,
      outcome,
    });
    if (summary !== null) {
      const { key_id: actor } = ready.actor;
      desk.store.insertAudit({ seq, at_ms, action: ready.method, version_no, actor, summary, request_id });
    }
  }
  return { outcome, replayed: false, seq: desk.state.seq, encoder, trace_id, request_id };
}
