// What is odd about a version's price rules: those that price no seat and why, those that compete, those that say what
// would be so without them; and categories that no rule uses. Only seats that shows sell are counted.
import { type PriceList, type PriceRule, RULE_TARGETS, type RuleTarget } from "./price-list.ts";
import { type ByTarget, byTarget, priceByRule, rulesByTarget, targetFinder, winnerOf } from "./price-rules.ts";
import { SCHEME_LIMITS, type Structure } from "./structure.ts";

/**
 * target_missing, matches_no_seat, shadowed, no_amount: the rule prices nothing. conflicts: one of the rules for its
 * target wins and the others price nothing. redundant_amount: it says its category's own price.
 */
export const RULE_FINDINGS = [
  "target_missing",
  "matches_no_seat",
  "shadowed",
  "no_amount",
  "conflicts",
  "redundant_amount",
] as const;
export type RuleFindingCode = (typeof RULE_FINDINGS)[number];

export type RuleFinding = {
  readonly code: RuleFindingCode;
  readonly severity: "warning" | "info";
  readonly message: string;
  /** The numbers of the rules that it is because of, at most issues_a_code_max; of competing ones the first wins. */
  readonly others: readonly number[];
};

export type RuleDiagnosis = {
  readonly rule_no: number;
  /** How many seats it prices. */
  readonly seats: number;
  readonly findings: readonly RuleFinding[];
};

export type PriceDiagnosis = {
  /** Every rule, by number. */
  readonly rules: readonly RuleDiagnosis[];
  /** The numbers of categories that no rule uses. */
  readonly categories_unused: readonly number[];
};

/** A target that has rules. */
type Contest = {
  /** The first in precedence at the front. */
  readonly rules: readonly PriceRule[];
  /** The first that says an amount. */
  readonly winner: PriceRule | undefined;
  /** Whether the structure has it. */
  readonly there: boolean;
  /** Seats of it, and how many of them a closer rule prices. */
  seats: number;
  priced_closer: number;
  readonly closer_rules: Set<number>;
};

export function diagnoseRules(prices: PriceList, structure: Structure): PriceDiagnosis {
  const contests = contestsOf(prices, structure);
  countSeats(contests, structure);
  const rules = RULE_TARGETS.flatMap((kind) => [...contests[kind].values()]).flatMap((contest) =>
    contest.rules.map((rule) => ({
      rule_no: rule.rule_no,
      seats: rule === contest.winner ? contest.seats - contest.priced_closer : 0,
      findings: findingsOf(prices, rule, contest),
    })),
  );
  const used = new Set([...prices.rules.values()].map(({ category_no }) => category_no));
  return {
    rules: rules.sort((one, other) => one.rule_no - other.rule_no),
    categories_unused: [...prices.categories.keys()].filter((no) => !used.has(no)).sort((one, other) => one - other),
  };
}

function contestsOf(prices: PriceList, { sectors, groups, seats }: Structure): ByTarget<Contest> {
  const there: Readonly<Record<RuleTarget, ReadonlySet<string | null>>> = {
    seat: new Set([...seats.values()].map(({ seat_id }) => seat_id)),
    group: new Set([...groups.values()].map(({ group_id }) => group_id)),
    sector: new Set([...sectors.values()].map(({ sector_id }) => sector_id)),
    default: new Set([null]),
  };
  const contests = byTarget<Contest>();
  const by_target = rulesByTarget(prices);
  for (const kind of RULE_TARGETS) {
    for (const [target_id, rules] of by_target[kind]) {
      contests[kind].set(target_id, {
        rules,
        winner: winnerOf(prices, rules)?.rule,
        there: there[kind].has(target_id),
        seats: 0,
        priced_closer: 0,
        closer_rules: new Set(),
      });
    }
  }
  return contests;
}

/** Gives each seat to all its targets that have rules, with the closer rule that prices it, if there is one. */
function countSeats(contests: ByTarget<Contest>, structure: Structure): void {
  const targetsOf = targetFinder(structure);
  for (const seat of structure.seats.values()) {
    if (!seat.sellable) continue;
    const targets = targetsOf(seat);
    let winner: PriceRule | undefined;
    for (const kind of RULE_TARGETS) {
      const target_id = targets[kind];
      const contest = target_id === undefined ? undefined : contests[kind].get(target_id);
      if (!contest) continue;
      contest.seats += 1;
      if (winner) {
        contest.priced_closer += 1;
        contest.closer_rules.add(winner.rule_no);
      }
      winner ??= contest.winner;
    }
  }
}

function findingsOf(prices: PriceList, rule: PriceRule, contest: Contest): RuleFinding[] {
  const price = priceByRule(prices, rule);
  return [
    ...whyNoSeat(rule, contest),
    ...(price ? [] : [finding("no_amount", "Neither the rule nor its category says an amount: say one.")]),
    ...conflict(rule, contest),
    ...(price && rule.unit_amount === price.category.unit_amount ? [REDUNDANT] : []),
  ];
}

const REDUNDANT: RuleFinding = {
  code: "redundant_amount",
  severity: "info",
  message: "The amount is the category's own: without it the rule would follow the category.",
  others: [],
};

function finding(code: RuleFindingCode, message: string, others: readonly number[] = []): RuleFinding {
  return { code, severity: "warning", message, others: others.slice(0, SCHEME_LIMITS.issues_a_code_max) };
}

function whyNoSeat({ target_type }: PriceRule, { there, seats, priced_closer, closer_rules }: Contest): RuleFinding[] {
  if (!there) {
    return [finding("target_missing", `The ${target_type} is not in the structure: aim or remove the rule.`)];
  }
  if (seats === 0) return [finding("matches_no_seat", "No seat that is sold is in the rule's target.")];
  if (priced_closer < seats) return [];
  const closer = [...closer_rules].sort((one, other) => one - other);
  return [finding("shadowed", `Rules for closer targets price all its seats: ${closer.length} in all.`, closer)];
}

function conflict(rule: PriceRule, { rules, winner }: Contest): RuleFinding[] {
  if (rules.length === 1) return [];
  const shown = rules.slice(0, SCHEME_LIMITS.issues_a_code_max + 2).filter((other) => other !== winner);
  const others = [...(winner ? [winner] : []), ...shown].filter((other) => other !== rule);
  const message = conflictMessage(rule, winner, rules.length - 1);
  return [
    finding(
      "conflicts",
      message,
      others.map(({ rule_no }) => rule_no),
    ),
  ];
}

function conflictMessage(rule: PriceRule, winner: PriceRule | undefined, others: number): string {
  if (!winner) return `None of the rules for its target says an amount: there are ${others} more.`;
  if (winner === rule) return `It wins over ${others} more for its target, which price nothing.`;
  if (winner.priority > rule.priority) return "Another rule for its target wins by its priority.";
  if (winner.priority === rule.priority && winner.rule_no > rule.rule_no) {
    return "Another rule for its target wins as the newer one.";
  }
  return "Another rule for its target wins, as this one has no amount.";
}
