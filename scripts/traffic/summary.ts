// What a run has to say at its end: what was sold by whom, what it took, and which rules hold.
import { summary } from "../../bench/load/latency-histogram.ts";
import { refusals } from "./progress.ts";
import type { Tally } from "./tally.ts";
import { type Broken, RULES, type Rule, sums, type Told } from "./verdict.ts";

const SHOWN_OF_A_RULE = 5;

export type Run = {
  readonly told: readonly Told[];
  readonly tally: Tally;
  readonly seconds: number;
  /** Why it ended, such as "sold out". */
  readonly ended: string;
};

export function summaryText(run: Run, broken: readonly Broken[]): string {
  const { tally } = run;
  const { p50_ms, p95_ms, p99_ms, max_ms } = summary(tally.latency);
  const lines = [
    "",
    `${run.ended} after ${run.seconds.toFixed(1)} s`,
    "",
    ...table([["partner", "reservations", "booked", "canceled", "seats", "amount"], ...run.told.map(partnerRow)]),
    "",
    `${tally.requests} requests, ${tally.dropped} of them cut, ${tally.replayed} answered as done before; ${tally.feeds_dropped} feeds cut`,
    `refused: ${refusals(tally.refused)}`,
    `p50 ${p50_ms.toFixed(1)} ms, p95 ${p95_ms.toFixed(1)} ms, p99 ${p99_ms.toFixed(1)} ms, at most ${max_ms.toFixed(0)} ms`,
    "",
    // The rules' own names.
    ...(Object.keys(RULES) as Rule[]).flatMap((rule) => ruleLines(rule, broken)),
    "",
  ];
  return `${lines.join("\n")}\n`;
}

function partnerRow({ name, channel_id, memory }: Told): string[] {
  const groups = sums(channel_id, memory);
  const of = (status: string) => groups.filter((group) => group.status === status);
  const [sold, canceled] = [of("CONFIRMED"), of("CANCELED")];
  const total = (list: typeof sold, member: "bookings" | "seats") => list.reduce((sum, one) => sum + one[member], 0);
  return [
    name,
    String(memory.reservations.size),
    String(total(sold, "bookings")),
    String(total(canceled, "bookings")),
    String(total(sold, "seats")),
    sold.map(({ amount, currency }) => `${(amount / 100).toFixed(2)} ${currency}`).join(" + "),
  ];
}

function ruleLines(rule: Rule, broken: readonly Broken[]): string[] {
  const of = broken.filter((one) => one.rule === rule);
  if (of.length === 0) return [`  holds   ${RULES[rule]}`];
  const more = of.length > SHOWN_OF_A_RULE ? [`            and ${of.length - SHOWN_OF_A_RULE} more`] : [];
  return [
    `  BROKEN  ${RULES[rule]}`,
    ...of.slice(0, SHOWN_OF_A_RULE).map(({ what }) => `            ${what}`),
    ...more,
  ];
}

/** The first column to the left, the others to the right. */
function table(rows: readonly string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join("  "),
  );
}
