import { notFoundText } from "#web/booking/not-found/messages.ts";
import { ButtonLink } from "#web/shared/ui/button.tsx";
import { useTitle } from "#web/shared/ui/use-title.ts";

/** For an address that no screen has. */
export const Screen = () => {
  const { t } = notFoundText;
  useTitle(t.title);
  return (
    <section class="page stack">
      <h1>{t.title}</h1>
      <p>{t.text}</p>
      <div class="cluster">
        <ButtonLink href="/" kind="primary">
          {t.concerts}
        </ButtonLink>
        <ButtonLink href="/account">{t.account}</ButtonLink>
      </div>
    </section>
  );
};
