/** What became of everybody, what they had been told of their chances, and whether the line was fair. */

import { count, percentOf } from "#simulation/report/figures.ts";
import { drawOf, latecomersOf, orderOf } from "#simulation/report/findings.ts";
import { html, type Markup } from "#simulation/report/markup.ts";
import { table } from "#simulation/report/table.ts";
import type { SimulationResult } from "#simulation/result.ts";

export const outcomeTable = ({ people }: SimulationResult): Markup =>
  table({
    caption: "Users by outcome",
    columns: ["Outcome", "People", "Share of the users"],
    rows: (
      [
        ["Users", people.users],
        ["Admitted", people.admitted],
        ["Admitted, but never came", people.noShows],
        ["Bought seats", people.buyers],
        ["Left the line", people.leftWaiting],
        ["Told that it is sold out", people.refusedSoldOut],
        ["Still waiting at the end", people.stillWaiting],
      ] as const
    ).map(([name, figure]) => [name, count(figure), percentOf(figure, people.users)]),
  });

export const joinsInWords = ({ people }: SimulationResult): Markup =>
  html`<p>${count(people.joins)} joins arrived; ${count(people.duplicateJoins)} of them were duplicates.</p>`;

export const chanceTable = ({ chances }: SimulationResult): Markup =>
  table({
    caption: "Chances told at the join or the draw, and what came of them",
    columns: ["Chance told", "Times told", "Got seats", "Share that got seats"],
    rows: chances.map(({ chance, told, gotSeats }) => [
      chance,
      count(told),
      count(gotSeats),
      percentOf(gotSeats, told),
    ]),
  });

export const fairnessInWords = ({ fairness }: SimulationResult): Markup => html`
<ul>
<li>${orderOf(fairness)}</li>
<li>${latecomersOf(fairness)}</li>
<li>${drawOf(fairness)} Chi-squared is that of tenths by join time against tenths by number drawn; p is how often
chance alone gives one at least as large.</li>
</ul>`;
