/** What happened to people, how good their chances turned out to be, and whether the queue was fair. */

import { type Html, html } from "#functions/shared/html.ts";
import { drawOf, latecomersOf, orderOf } from "#simulation/report/findings.ts";
import { count, percentOf } from "#simulation/report/number-format.ts";
import { table } from "#simulation/report/table.ts";
import type { SimulationResult } from "#simulation/result.ts";

export const outcomeTable = ({ people }: SimulationResult): Html =>
  table({
    caption: "Users by outcome",
    columns: ["Outcome", "People", "Share of users"],
    rows: (
      [
        ["Users", people.users],
        ["Admitted", people.admitted],
        ["Admitted, but never came in", people.noShows],
        ["Bought seats", people.buyers],
        ["Left the queue", people.leftWaiting],
        ["Refused because sold out", people.refusedSoldOut],
        ["Still waiting at the end", people.stillWaiting],
      ] as const
    ).map(([name, number]) => [name, count(number), percentOf(number, people.users)]),
  });

export const joinsInWords = ({ people }: SimulationResult): Html =>
  html`<p>${count(people.joins)} joins were sent; ${count(people.duplicateJoins)} of them were duplicates.</p>`;

export const chanceTable = ({ chances }: SimulationResult): Html =>
  table({
    caption: "Chances shown with the first number, and how they turned out",
    columns: ["Chance shown", "People", "Got seats", "Share that got seats"],
    rows: chances.map(({ chance, shown, gotSeats }) => [
      chance,
      count(shown),
      count(gotSeats),
      percentOf(gotSeats, shown),
    ]),
  });

export const fairnessInWords = ({ fairness }: SimulationResult): Html => html`
<ul>
<li>${orderOf(fairness)}</li>
<li>${latecomersOf(fairness)}</li>
<li>${drawOf(fairness)} Chi-squared compares tenths by time of joining with tenths by number drawn; p is the
probability that chance alone gives a value at least as large.</li>
</ul>`;
