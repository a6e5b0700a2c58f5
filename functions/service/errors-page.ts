import { PROBLEM_CODES, PROBLEMS } from "#contract/problems.ts";
import { escaped } from "#functions/service/docs-page.ts";

const entries = PROBLEM_CODES.map((code) => {
  const { status, title, meaning, remedy } = PROBLEMS[code];
  return `<section id="${code}">
<h2>${code}</h2>
<p>${status} · ${escaped(title)}</p>
<p>${escaped(meaning)}</p>
<p>${escaped(remedy)}</p>
</section>`;
});

/** The page that the `type` of every problem links to: what each code means and what to do about it. */
export const ERRORS_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Encore API errors</title>
</head>
<body>
<main>
<h1>Errors</h1>
${entries.join("\n")}
</main>
</body>
</html>
`;
