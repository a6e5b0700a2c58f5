import { uiText } from "#web/shared/ui/messages.ts";
import "#web/shared/ui/page-footer.css";

/** The foot of every page: how places are given, and the way to the API. */
export const PageFooter = () => {
  const { t } = uiText;
  return (
    <footer class="site-footer">
      <p>{t.footerFair}</p>
      <nav class="cluster" aria-label="Encore">
        <a href="/docs">{t.footerApi}</a>
        <a href="/docs/errors">{t.footerErrors}</a>
      </nav>
    </footer>
  );
};
