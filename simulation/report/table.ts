/** Tables of the report: a caption, headings with their scope, figures to the right. */
import { type Content, html, type Markup } from "#simulation/report/markup.ts";

export interface Table {
  readonly caption: string;
  /** The headings; the first is of the column that names the rows. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly [name: Content, ...figures: Content[]])[];
  /** Rows set apart at the end, such as a total. */
  readonly totals?: Table["rows"];
  /** Words stand to the left, and may break. */
  readonly words?: boolean;
}

const row = ([name, ...figures]: Table["rows"][number]): Markup =>
  html`<tr><th scope="row">${name}</th>${figures.map((figure) => html`<td>${figure}</td>`)}</tr>\n`;

/** Scrolls sideways on its own where it is wider than the page; for that it can be reached by keyboard. */
export const table = ({ caption, columns, rows, totals = [], words = false }: Table): Markup => {
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
