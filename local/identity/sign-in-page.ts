/** Where a demo user is chosen. It stands in for the page of an identity provider, in the look of the buyers' pages. */
import { readFileSync } from "node:fs";
import { OPERATORS_GROUP } from "#functions/shared/grants.ts";
import { type Html, html, raw } from "#functions/shared/html.ts";
import { DEMO_USERS, type LocalUser, PRESALE_GROUP } from "#local/identity/demo-users.ts";

const styleFile = (path: string): Html => raw(readFileSync(new URL(path, import.meta.url), "utf8"));

/** Colours and sizes are those of the buyers' pages. */
const STYLE = html`${styleFile("../../web/shared/styles/tokens.css")}${styleFile("./sign-in-page.css")}`;

const GROUP_LABELS: Readonly<Record<string, Html>> = {
  [OPERATORS_GROUP]: html` <small><span lang="ko">운영자</span> · operator</small>`,
  [PRESALE_GROUP]: html` <small><span lang="ko">선예매</span> · presale</small>`,
};

const choice = ({ name, groups }: LocalUser): Html => html`
      <button name="login_hint" value="${name}"><span>${name}</span>${groups.map((group) => GROUP_LABELS[group] ?? "")}</button>`;

/** A page to choose a demo user. It returns to the same address with the user as `login_hint`. */
export const signInPage = (authorizeUrl: URL): string => {
  const parameters = [...authorizeUrl.searchParams].map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  return String(html`<!doctype html>
<html lang="ko">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <link rel="icon" href="data:,">
  <title>로그인 · Sign in</title>
  <style>${STYLE}</style>
</head>
<body>
  <main>
    <h1>로그인 <span lang="en">Sign in</span></h1>
    <p>데모 사용자를 골라 주세요. 비밀번호는 없어요.<br><span lang="en">Choose a demo user. There is no password.</span></p>
    <form method="get" action="${authorizeUrl.pathname}">
      ${parameters}${DEMO_USERS.map(choice)}
    </form>
  </main>
</body>
</html>
`);
};
