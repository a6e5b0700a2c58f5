/** The few figures that one looks for first. */

import { costOf, totalOf, usdPerThousand } from "#simulation/report/cost.ts";
import { count, duration, percentOf, usd } from "#simulation/report/figures.ts";
import { soldOutOf, violatedOf } from "#simulation/report/findings.ts";
import { html, type Markup } from "#simulation/report/markup.ts";
import type { SimulationResult } from "#simulation/result.ts";

interface Tile {
  readonly name: string;
  readonly figure: string;
  readonly note: string;
  readonly alarming?: boolean;
}

const tile = ({ name, figure, note, alarming = false }: Tile): Markup =>
  html`<div${alarming ? html` class="alarming"` : ""}><dt>${name}</dt><dd>${figure} <small>${note}</small></dd></div>\n`;

export const headline = (result: SimulationResult): Markup => {
  const { people, seats, waits, usage, violations } = result;
  const total = totalOf(costOf(usage));
  const tiles: readonly Tile[] = [
    { name: "Users", figure: count(people.users), note: `${count(people.buyers)} bought seats` },
    {
      name: "Seats sold",
      figure: count(seats.sold),
      note: `of ${count(seats.capacity)}, ${percentOf(seats.sold, seats.capacity)}`,
    },
    {
      name: "Sold out after",
      figure: soldOutOf(result),
      note: `${count(people.stillWaiting)} still waiting at the end`,
    },
    {
      name: "Median wait",
      figure: duration(people.admitted > 0 ? waits.medianSeconds : null),
      note: `of ${count(people.admitted)} admitted`,
    },
    {
      name: "Cost on AWS",
      figure: usd(total),
      note: `${usd(usdPerThousand(total, people.users))} for 1,000 users`,
    },
    {
      name: "Violated invariants",
      figure: violations.length === 0 ? "none" : count(violations.length),
      note: violations.length === 0 ? "all that were checked held" : `of ${violatedOf(violations).join(", ")}`,
      alarming: violations.length > 0,
    },
  ];
  return html`<dl class="tiles">\n${tiles.map(tile)}</dl>`;
};
