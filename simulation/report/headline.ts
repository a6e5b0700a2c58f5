/** The headline numbers. */

import { type Html, html } from "#functions/shared/html.ts";
import { costOf, totalOf, usdPerThousand } from "#simulation/report/cost.ts";
import { soldOutOf, violatedOf } from "#simulation/report/findings.ts";
import { count, duration, percentOf, usd } from "#simulation/report/number-format.ts";
import type { SimulationResult } from "#simulation/result.ts";

interface Tile {
  readonly name: string;
  readonly value: string;
  readonly note: string;
  readonly alarming?: boolean;
}

const tile = ({ name, value, note, alarming = false }: Tile): Html =>
  html`<div${alarming ? html` class="alarming"` : ""}><dt>${name}</dt><dd>${value} <small>${note}</small></dd></div>\n`;

export const headline = (result: SimulationResult): Html => {
  const { people, seats, waits, usage, violations } = result;
  const total = totalOf(costOf(usage));
  const tiles: readonly Tile[] = [
    { name: "Users", value: count(people.users), note: `${count(people.buyers)} bought seats` },
    {
      name: "Seats sold",
      value: count(seats.sold),
      note: `of ${count(seats.capacity)}, ${percentOf(seats.sold, seats.capacity)}`,
    },
    {
      name: "Sold out after",
      value: soldOutOf(result),
      note: `${count(people.stillWaiting)} still waiting at the end`,
    },
    {
      name: "Median wait",
      value: duration(people.admitted > 0 ? waits.medianSeconds : null),
      note: `of ${count(people.admitted)} admitted`,
    },
    {
      name: "Cost on AWS",
      value: usd(total),
      note: `${usd(usdPerThousand(total, people.users))} per 1,000 users`,
    },
    {
      name: "Violated invariants",
      value: violations.length === 0 ? "none" : count(violations.length),
      note: violations.length === 0 ? "all checked invariants held" : `of ${violatedOf(violations).join(", ")}`,
      alarming: violations.length > 0,
    },
  ];
  return html`<dl class="tiles">\n${tiles.map(tile)}</dl>`;
};
