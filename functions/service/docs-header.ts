/** The head of the pages of the API, in the look of the buyers' pages. */
import { type Html, html } from "#functions/shared/html.ts";

const REPEAT_SIGN = html`<svg viewBox="0 0 14 20" width="17" height="24" fill="currentColor" aria-hidden="true"><circle cx="2" cy="7" r="1.75"/><circle cx="2" cy="13" r="1.75"/><path d="M6 1.5h1.4v17H6zM10 1.5h3.6v17H10z"/></svg>`;

/** The same sign as a picture for the tab. */
export const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='-3 0 20 20' fill='%230a6b58'%3E%3Ccircle cx='2' cy='7' r='1.75'/%3E%3Ccircle cx='2' cy='13' r='1.75'/%3E%3Cpath d='M6 1.5h1.4v17H6zM10 1.5h3.6v17H10z'/%3E%3C/svg%3E";

interface Place {
  /** From the page to the address that everything else is relative to. */
  readonly base: "" | "../";
  readonly current: "docs" | "errors";
}

const link = (href: string, words: string, isCurrent: boolean): Html =>
  isCurrent ? html`<a href="${href}" aria-current="page">${words}</a>` : html`<a href="${href}">${words}</a>`;

export const docsHeader = ({ base, current }: Place): Html => html`<header class="docs-header">
<a class="docs-home" href="${base === "" ? "." : base}">${REPEAT_SIGN} Encore</a>
<nav aria-label="API">
${link(`${base}docs`, "API reference", current === "docs")}
${link(`${base}docs/errors`, "Error codes", current === "errors")}
${link(`${base}openapi.json`, "OpenAPI", false)}
</nav>
</header>`;
