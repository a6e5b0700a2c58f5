/** The result of a simulated sale as plain text, for the terminal. */

import { isEnough, quotasOf } from "#simulation/quotas.ts";
import { costOf, totalOf, usdPerThousand } from "#simulation/report/cost.ts";
import { drawOf, latecomersOf, orderOf, scopeOf, soldOutOf } from "#simulation/report/findings.ts";
import {
  clock,
  count,
  decimal,
  duration,
  percent,
  percentOf,
  quantity,
  usd,
} from "#simulation/report/number-format.ts";
import { PUBLISHED, REGION } from "#simulation/report/prices.ts";
import type { EtaError, SimulationResult } from "#simulation/result.ts";
import { loadOf } from "#simulation/sale-load.ts";

type Row = readonly [name: string, value: string, note?: string];

interface Section {
  readonly title: string;
  readonly rows: readonly Row[];
  readonly lines?: readonly string[];
}

const VIOLATIONS_SHOWN = 5;

const people = ({ people: counts }: SimulationResult): Section => ({
  title: "People",
  rows: [
    ["users", count(counts.users)],
    ["joins", count(counts.joins), `${count(counts.duplicateJoins)} of them duplicates`],
    ["admitted", count(counts.admitted), `${percentOf(counts.admitted, counts.users)} of users`],
    ["admitted, never came in", count(counts.noShows), `${percentOf(counts.noShows, counts.admitted)} of the admitted`],
    ["bought seats", count(counts.buyers), `${percentOf(counts.buyers, counts.users)} of users`],
    ["left the queue", count(counts.leftWaiting)],
    ["refused because sold out", count(counts.refusedSoldOut)],
    ["still waiting at the end", count(counts.stillWaiting)],
  ],
});

const seats = (result: SimulationResult): Section => ({
  title: "Seats",
  rows: [
    ["sold", count(result.seats.sold), `of ${count(result.seats.capacity)}`],
    ["sold out after", soldOutOf(result)],
  ],
});

const waits = ({ waits: { medianSeconds, p95Seconds }, people: { admitted } }: SimulationResult): Section => ({
  title: "Waits of admitted people",
  rows: [
    ["median", duration(admitted > 0 ? medianSeconds : null)],
    ["95% waited at most", duration(admitted > 0 ? p95Seconds : null)],
  ],
});

const groupRow = ({ waitSecondsTo, withinRange, medianError, estimates }: EtaError["byWait"][number]): Row => [
  Number.isFinite(waitSecondsTo) ? `in range, waits up to ${duration(waitSecondsTo)}` : "in range, longer waits",
  percent(withinRange),
  `median error ${percent(medianError)}, of ${count(estimates)}`,
];

const estimates = ({ eta }: SimulationResult): Section => ({
  title: "Estimates of the wait",
  rows: [
    ["estimates", count(eta.estimates)],
    ["in the estimated range", percent(eta.withinRange)],
    ["median error", percent(eta.medianError), `of the wait; 90% of them at most ${percent(eta.p90Error)}`],
    ...eta.byWait.map(groupRow),
  ],
});

const chances = ({ chances: shownChances }: SimulationResult): Section => ({
  title: "Chances shown",
  rows: shownChances.map(({ chance, shown, gotSeats }) => [
    `"${chance}"`,
    count(shown),
    `${percentOf(gotSeats, shown)} of them got seats`,
  ]),
});

const requests = ({ traffic: { edge, origin, routes }, people: { users }, lateness }: SimulationResult): Section => {
  const each = (number: number): string => decimal(users === 0 ? 0 : number / users);
  return {
    title: "Requests",
    rows: [
      ["requests a person", each(edge.requests + origin.requests + origin.refused), "edge and refused ones included"],
      ["answered by the edge", each(edge.requests), `a person; at most ${count(edge.perSecondMax)} a second`],
      [
        "answered by the API",
        each(origin.requests),
        `a person; at most ${count(origin.perSecondMax)} a second, of ${count(origin.perSecondLimit)}`,
      ],
      ...routes.map(
        ({ route, requests: number, perSecondMax, perSecondLimit, refused }): Row => [
          `  ${route}`,
          count(number),
          `at most ${count(perSecondMax)} a second, of ${count(perSecondLimit)}${refused === 0 ? "" : `; ${count(refused)} refused`}`,
        ],
      ),
      [
        "learned of their turn after",
        `${lateness.medianSeconds} s`,
        `median; 95% within ${lateness.p95Seconds} s, all within ${lateness.maxSeconds} s of ${lateness.limitSeconds}`,
      ],
    ],
  };
};

const fairness = ({ fairness: measured }: SimulationResult): Section => ({
  title: "Fairness",
  rows: [],
  lines: [orderOf(measured), latecomersOf(measured), drawOf(measured)],
});

const cost = (result: SimulationResult): Section => {
  const lines = costOf(result.usage);
  const total = totalOf(lines);
  return {
    title: `Cost at list prices of ${PUBLISHED} in ${REGION}`,
    rows: [
      ...lines.map((line): Row => [line.what, usd(line.usd), `${quantity(line.quantity)} ${line.unit}`]),
      ["total", usd(total)],
      ["per 1,000 seats sold", usd(usdPerThousand(total, result.seats.sold))],
      ["per 1,000 users", usd(usdPerThousand(total, result.people.users))],
    ],
  };
};

const quotas = (result: SimulationResult): Section => ({
  title: "Before the on-sale: what the AWS account has to have",
  rows: quotasOf(loadOf(result)).map(
    ({ what, unit, needed, accountDefault }): Row => [
      what,
      count(needed),
      `${unit}; by default ${count(accountDefault)}`,
    ],
  ),
  lines: quotasOf(loadOf(result))
    .filter((quota) => !isEnough(quota))
    .map(({ what, remedy }) => `${what}: ${remedy}.`),
});

const run = ({ ticks, violations }: SimulationResult): Section => {
  const shown = violations.slice(0, VIOLATIONS_SHOWN);
  const left = violations.length - shown.length;
  return {
    title: "Run",
    rows: [
      ["admission ticks", count(ticks.run), `${count(ticks.crashed)} crashed, ${count(ticks.overlapped)} overlapped`],
      ["violated invariants", violations.length === 0 ? "none" : count(violations.length)],
    ],
    lines: [
      ...shown.map(({ invariant, at, what }) => `  ${invariant} at ${clock(at)}: ${what}`),
      ...(left > 0 ? [`  and ${count(left)} more`] : []),
    ],
  };
};

/** Sections of aligned columns, with the first few violations at the end. */
export const summary = (result: SimulationResult): string => {
  const sections = [people, seats, waits, estimates, chances, requests, fairness, cost, quotas, run].map((section) =>
    section(result),
  );
  const rows = sections.flatMap((section) => section.rows);
  const nameWidth = Math.max(...rows.map(([name]) => name.length));
  const valueWidth = Math.max(...rows.map(([, value]) => value.length));
  const written = ([name, value, note = ""]: Row): string =>
    `  ${name.padEnd(nameWidth)}  ${value.padStart(valueWidth)}  ${note}`.trimEnd();
  const texts = sections
    .filter(({ rows, lines = [] }) => rows.length + lines.length > 0)
    .map(({ title, rows, lines = [] }) =>
      [title, ...rows.map(written), ...lines.map((line) => `  ${line}`)].join("\n"),
    );
  return [`A simulated sale: ${scopeOf(result)}`, ...texts].join("\n\n");
};
