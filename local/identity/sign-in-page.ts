import { OPERATORS_GROUP } from "#functions/shared/grants.ts";
import { type Html, html } from "#functions/shared/html.ts";
import { DEMO_USERS, type LocalUser, PRESALE_GROUP } from "#local/identity/demo-users.ts";

const GROUP_LABELS: Readonly<Record<string, Html>> = {
  [OPERATORS_GROUP]: html` <small><span lang="ko">운영자</span> · operator</small>`,
  [PRESALE_GROUP]: html` <small><span lang="ko">선예매</span> · presale</small>`,
};

const choice = ({ name, groups }: LocalUser): Html => html`
      <button name="login_hint" value="${name}">${name}${groups.map((group) => GROUP_LABELS[group] ?? "")}</button>`;

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
  <title>로그인 · Sign in</title>
  <style>
    :root { color-scheme: light dark; }
    body { font: 1rem/1.5 system-ui, sans-serif; max-width: 24rem; margin: 12vh auto; padding: 0 1rem; }
    button { display: block; width: 100%; margin: .5rem 0; padding: .75rem; font: inherit; text-align: left; cursor: pointer; }
    button:focus-visible { outline: 3px solid Highlight; outline-offset: 2px; }
  </style>
</head>
<body>
  <main>
    <h1>로그인 <span lang="en">· Sign in</span></h1>
    <p>데모 사용자를 고르세요. 비밀번호는 없습니다.<br><span lang="en">Choose a demo user. There is no password.</span></p>
    <form method="get" action="${authorizeUrl.pathname}">
      ${parameters}${DEMO_USERS.map(choice)}
    </form>
  </main>
</body>
</html>
`);
};
