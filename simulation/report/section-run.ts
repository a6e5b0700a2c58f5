/** The ticks, the violated invariants, and how to repeat the run. */

import { type Html, html } from "#functions/shared/html.ts";
import { commandOf, violatedOf } from "#simulation/report/findings.ts";
import { clock, count } from "#simulation/report/number-format.ts";
import { table } from "#simulation/report/table.ts";
import type { SimulationResult } from "#simulation/result.ts";

/** An invariant may be violated thousands of times; the first cases show what is wrong. */
const VIOLATIONS_SHOWN = 200;

export const invariantsSection = ({ violations, ticks, checked }: SimulationResult): Html => {
  const ticksInWords = html`<p>These invariants were checked at every step:</p>
<ul>
${checked.map((invariant) => html`<li>${invariant}</li>`)}
</ul>
<p>${count(ticks.run)} admission ticks ran; ${count(ticks.crashed)} of them crashed and
${count(ticks.overlapped)} overlapped with another tick.</p>`;
  if (violations.length === 0) {
    return html`${ticksInWords}\n<p>No violations: all of them held to the end.</p>`;
  }
  const shown = violations.slice(0, VIOLATIONS_SHOWN);
  return html`${ticksInWords}
<p class="alarming">Violations: ${count(violations.length)} of ${violatedOf(violations).join(", ")}.</p>
${table({
  caption: shown.length < violations.length ? `The first ${shown.length} violations` : "Violations",
  columns: ["Invariant", "Time since the opening (h:mm:ss)", "What happened"],
  rows: shown.map(({ invariant, at, what }) => [invariant, clock(at), what]),
  words: true,
})}`;
};

export const optionsSection = ({ options }: SimulationResult): Html => html`
<p>This command simulates the same sale again:</p>
<pre tabindex="0"><code>${commandOf(options)}</code></pre>
${table({
  caption: "Options, including defaults",
  columns: ["Option", "Value"],
  rows: Object.entries(options).map(([name, value]) => [
    `--${name}`,
    typeof value === "number" ? value.toLocaleString("en", { maximumFractionDigits: 20 }) : value,
  ]),
})}`;
