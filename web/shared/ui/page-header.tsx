import { chooseLanguage, language } from "#web/shared/language/language.ts";
import { address, here } from "#web/shared/navigation/address.ts";
import { Link } from "#web/shared/navigation/link.tsx";
import { signIn, user } from "#web/shared/session/session.ts";
import { PersonIcon } from "#web/shared/ui/icons.tsx";
import { uiText } from "#web/shared/ui/messages.ts";
import { Wordmark } from "#web/shared/ui/wordmark.tsx";
import "#web/shared/ui/page-header.css";

const OTHER = { ko: { language: "en", name: "English" }, en: { language: "ko", name: "한국어" } } as const;

const LanguageSwitch = () => {
  const other = OTHER[language.value];
  return (
    <button
      type="button"
      class="button button-quiet"
      lang={other.language}
      onClick={() => void chooseLanguage(other.language)}
    >
      {other.name}
    </button>
  );
};

const Account = () => {
  const { t } = uiText;
  if (user.value === null) {
    return (
      <button type="button" class="button button-quiet" onClick={() => void signIn(here())}>
        {t.signIn}
      </button>
    );
  }
  return (
    <Link href="/account" class="button button-quiet" isCurrent={address.value.path === "/account"}>
      <PersonIcon />
      {t.myPage}
    </Link>
  );
};

/** The head of every page: where one is, the language, and the account. Signing in is offered, never asked for here. */
export const PageHeader = () => {
  const { t } = uiText;
  return (
    <>
      <a class="skip-link" href="#main">
        {t.skip}
      </a>
      <header class="site-header">
        <Link href="/" class="site-home">
          <Wordmark title={t.home} />
        </Link>
        <div class="site-tools">
          <LanguageSwitch />
          <Account />
        </div>
      </header>
    </>
  );
};
