import { PROBLEM_MEANINGS } from "#contract/problem-meanings.ts";
import { PROBLEM_CODES, PROBLEMS } from "#contract/problems.ts";
import { docsHeader, ICON } from "#functions/service/docs-header.ts";
import { type Html, html } from "#functions/shared/html.ts";

/** A text of the table, in which what stands between backticks is code. */
const withCode = (text: string): readonly Html[] =>
  text.split("`").map((part, index) => (index % 2 === 0 ? html`${part}` : html`<code>${part}</code>`));

const entries = PROBLEM_CODES.map((code) => {
  const { status, title, remedy } = PROBLEMS[code];
  return html`<section id="${code}" class="docs-error">
<h2><a href="#${code}">${code}</a></h2>
<p class="docs-error-title">${status} · ${title}</p>
<p>${withCode(PROBLEM_MEANINGS[code])}</p>
<p class="docs-error-remedy">${withCode(remedy)}</p>
</section>
`;
});

/** The page that the `type` of every problem points to: what each code means and what to do about it. */
export const ERRORS_PAGE = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Encore API errors</title>
<link rel="icon" href="${ICON}">
<link rel="stylesheet" href="encore.css">
</head>
<body>
${docsHeader({ base: "../", current: "errors" })}
<main class="docs-page">
<h1>Errors</h1>
<p class="docs-lead">Every refusal has one of these codes. They are stable: a program may branch on them.</p>
${entries}</main>
</body>
</html>
`.toString();
