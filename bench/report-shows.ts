// The report's part for shows, which a run of their scenarios alone writes anew.

import { goalTable, type Report } from "./report.ts";
import { scenarioSection } from "./report-section.ts";
import { machineTable, verdict } from "./report-trust.ts";
import { showGoals } from "./show-goals.ts";

export const SHOWS_HEADING = "## Shows";

export function showsMarkdown(report: Report): string {
  const { measured_at, minutes, scenarios, wish } = report;
  const quick = wish.quick
    ? " **A quick run: one short round with smaller sizes. Its figures show that it runs, no more.**"
    : "";
  const sections = [
    SHOWS_HEADING,
    `Written by \`npm run bench -- --only shows\` on ${measured_at} in ${minutes.toFixed(0)} minutes, ${wish.rounds} rounds of ${wish.seconds} s. Every figure of this part is of this run.${quick}`,
    verdict(report),
    "### Goals of shows",
    goalTable(showGoals(scenarios)),
    "### Machine of this run",
    machineTable(report),
    "### Method of this part",
    SHOWS_METHOD,
    ...scenarios.map((result) => scenarioSection(result, "###")),
  ];
  return `${sections.join("\n\n")}\n`;
}

const SHOWS_METHOD = [
  "* What is said above of rounds, generator, open and closed loops holds here too. Halls have rows of 50 seats with an aisle in the middle, two categories, and sections of up to 60 rows.",
  "* After every measurement the show's own file is counted, seat by seat: each seat that a reservation or a booking names is its own and nobody else's, the counters are what the rows add up to, as many reservations and bookings are there as were acknowledged, and D1 comes to say the same. A socket must have every change exactly once by `seq`.",
  "* The sockets' client, the generator and the server share the machine's cores: with thousands of sockets the client's own work is a good part of every delivery time.",
].join("\n");
