import { describe, expect, it } from "vitest";
import { diagnoseRules, type RuleFinding } from "./price-diagnostics.ts";
import { category, pricesOf, rule, SMALL_HALL, seat } from "./price-examples.ts";
import type { PriceRule } from "./price-list.ts";
import { SCHEME_LIMITS, structureOf } from "./structure.ts";

const CATEGORIES = [category(1), category(2), category(3, { unit_amount: null })];

function found(rules: readonly PriceRule[], structure = SMALL_HALL) {
  return diagnoseRules(pricesOf(CATEGORIES, rules), structure);
}

/** What is found of one rule, without the words. */
function findings(rule_no: number, rules: readonly PriceRule[], structure = SMALL_HALL) {
  const diagnosis = found(rules, structure).rules.find((one) => one.rule_no === rule_no);
  const coded = ({ code, others }: RuleFinding) => ({ code, others });
  return { seats: diagnosis?.seats, findings: diagnosis?.findings.map(coded) };
}

function message(rule_no: number, rules: readonly PriceRule[]): string | undefined {
  return found(rules).rules.find((one) => one.rule_no === rule_no)?.findings[0]?.message;
}

const STALLS = rule(2, { target_type: "sector", target_id: "S1" });
const ROW = rule(3, { target_type: "group", target_id: "G10" });

describe("a rule", () => {
  it("that prices seats and competes with none has no findings", () => {
    expect(found([rule(1), STALLS])).toEqual({
      rules: [
        { rule_no: 1, seats: 1, findings: [] },
        { rule_no: 2, seats: 3, findings: [] },
      ],
      categories_unused: [2, 3],
    });
  });

  it("for something that is not there is target_missing", () => {
    for (const target_type of ["seat", "group", "sector"] as const) {
      const lost = findings(1, [rule(1, { target_type, target_id: "gone" })]);
      expect(lost).toEqual({ seats: 0, findings: [{ code: "target_missing", others: [] }] });
    }
  });

  it("for a group without seats, and for a seat that is not sold, matches_no_seat", () => {
    const empty = { seats: 0, findings: [{ code: "matches_no_seat", others: [] }] };
    expect(findings(1, [rule(1, { target_type: "group", target_id: "G11" })])).toEqual(empty);
    expect(findings(1, [rule(1, { target_type: "sector", target_id: "S2" })])).toEqual(empty);
    expect(findings(1, [rule(1, { target_type: "seat", target_id: "A24" })])).toEqual(empty);
  });

  it("is shadowed by the closer rules that price all its seats, which it names", () => {
    const others = rule(4, { target_type: "seat", target_id: "A22" });
    expect(findings(2, [STALLS, ROW, others])).toEqual({
      seats: 0,
      findings: [{ code: "shadowed", others: [3, 4] }],
    });
    expect(findings(2, [STALLS, ROW])).toEqual({ seats: 1, findings: [] });
  });

  it("is not shadowed by a closer rule that has no amount", () => {
    const amountless = rule(4, { target_type: "seat", target_id: "A22", category_no: 3 });
    expect(findings(2, [STALLS, ROW, amountless])).toEqual({ seats: 1, findings: [] });
    expect(findings(4, [STALLS, ROW, amountless])).toEqual({
      seats: 0,
      findings: [{ code: "no_amount", others: [] }],
    });
  });

  it("conflicts with those for its target, the winner first among the others", () => {
    const rules = [rule(1), rule(2, { priority: 5 }), rule(3)];
    expect(findings(1, rules)).toEqual({ seats: 0, findings: [{ code: "conflicts", others: [2, 3] }] });
    expect(findings(2, rules)).toEqual({ seats: 4, findings: [{ code: "conflicts", others: [3, 1] }] });
    expect(findings(3, rules)).toEqual({ seats: 0, findings: [{ code: "conflicts", others: [2, 1] }] });
  });

  it("is told why it won or lost", () => {
    const amountless = { category_no: 3, priority: 9 };
    expect(message(1, [rule(1), rule(2)])).toBe("Another rule for its target wins as the newer one.");
    expect(message(1, [rule(1), rule(2, { priority: 1 })])).toBe("Another rule for its target wins by its priority.");
    expect(message(2, [rule(1), rule(2)])).toBe("It wins over 1 more for its target, which price nothing.");
    const losing = found([rule(1), rule(2, amountless)]).rules[1]?.findings.map((one) => one.message);
    expect(losing).toContain("Another rule for its target wins, as this one has no amount.");
    const none = found([rule(1, amountless), rule(2, amountless)]).rules[0]?.findings.map((one) => one.message);
    expect(none).toContain("None of the rules for its target says an amount: there are 1 more.");
  });

  it("that says its category's own price is redundant_amount, for information", () => {
    const [diagnosis] = found([rule(1, { unit_amount: 100 })]).rules;
    expect(diagnosis?.seats).toBe(4);
    expect(diagnosis?.findings).toMatchObject([{ code: "redundant_amount", severity: "info" }]);
  });
});

describe("the numbers of other rules", () => {
  it("are cut to what a report names, of competing rules and of closer ones", () => {
    const most = SCHEME_LIMITS.issues_a_code_max;
    const seats = Array.from({ length: 100 }, (_, index) => seat(index + 1));
    const closer = seats.map((one) => rule(one.record_no, { target_type: "seat", target_id: one.seat_id }));
    const competing = Array.from({ length: 50 }, (_, index) => rule(1_000 + index));
    const { rules } = found([...closer, ...competing], structureOf([], [], seats));
    const wide = rules.filter(({ rule_no }) => rule_no >= 1_000);
    expect(wide).toHaveLength(50);
    for (const { rule_no, findings: all } of wide) {
      expect(all.map(({ code }) => code)).toEqual(["shadowed", "conflicts"]);
      expect(all.map(({ others }) => others.length)).toEqual([most, most]);
      expect(all[1]?.others[0]).toBe(rule_no === 1_049 ? 1_048 : 1_049);
    }
  });
});
