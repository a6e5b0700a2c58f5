import { PROBLEM_CODES, PROBLEMS } from "#contract/problems.ts";
import { html } from "#functions/shared/html.ts";

const entries = PROBLEM_CODES.map((code) => {
  const { status, title, meaning, remedy } = PROBLEMS[code];
  return html`<section id="${code}">
<h2>${code}</h2>
<p>${status} · ${title}</p>
<p>${meaning}</p>
<p>${remedy}</p>
</section>
`;
});

/** The page that the `type` of every problem points to: what each code means and what to do about it. */
export const ERRORS_PAGE = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Encore API errors</title>
</head>
<body>
<main>
<h1>Errors</h1>
${entries}</main>
</body>
</html>
`.toString();
