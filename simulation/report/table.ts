/** Tables of the report: a caption, headings with their scope, numbers aligned to the right. */
import { type Html, type HtmlValue, html } from "#functions/shared/html.ts";

export interface Table {
  readonly caption: string;
  /** The headings; the first is the heading of the row names. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly [name: HtmlValue, ...cells: HtmlValue[]])[];
  /** Rows set apart at the end, such as a total. */
  readonly totals?: Table["rows"];
  /** Aligns cells to the left and lets them wrap, for words. */
  readonly words?: boolean;
}

const row = ([name, ...cells]: Table["rows"][number]): Html =>
  html`<tr><th scope="row">${name}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>\n`;

/** A table wider than the page scrolls sideways, so the keyboard can focus it. */
export const table = ({ caption, columns, rows, totals = [], words = false }: Table): Html => {
  if (rows.length === 0) return html`<p>${caption}: none.</p>`;
  return html`
<div class="scroll" role="region" aria-label="${caption}" tabindex="0">
<table${words ? html` class="words"` : ""}>
<caption>${caption}</caption>
<thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>
${rows.map(row)}</tbody>
${totals.length > 0 ? html`<tfoot>\n${totals.map(row)}</tfoot>` : ""}
</table>
</div>`;
};
