/** The statement of points: each entry in words, with the balance after it. */
import { useEffect, useMemo } from "preact/hooks";
import { accountText } from "#web/booking/account/messages.ts";
import { findOrigins } from "#web/booking/account/origins.ts";
import { createPages, type Pages } from "#web/booking/account/pages.ts";
import { StatementList } from "#web/booking/account/statement-list.tsx";
import { type LedgerEntry, statementRow } from "#web/booking/account/statement-rows.ts";
import { call } from "#web/shared/api/client.ts";
import { wokeUp } from "#web/shared/clock/clock.ts";
import { zoneName } from "#web/shared/format/dates.ts";
import { ownZone, won } from "#web/shared/format/format.ts";
import { Link } from "#web/shared/navigation/link.tsx";
import { user } from "#web/shared/session/session.ts";
import { Button } from "#web/shared/ui/button.tsx";
import { ProblemNotice } from "#web/shared/ui/problem-notice.tsx";
import { SignInFirst } from "#web/shared/ui/sign-in-first.tsx";
import { Skeleton } from "#web/shared/ui/skeleton.tsx";
import { useTitle } from "#web/shared/ui/use-title.ts";
import "#web/booking/account/account.css";

export const Screen = () => {
  const { t } = accountText;
  useTitle(t.statementTitle);
  if (user.value === null) return <SignInFirst title={t.signInTitle} why={t.signInWhy} action={t.signIn} />;
  return (
    <div class="page stack stack-l">
      <header class="stack stack-s">
        <p>
          <Link href="/account">{t.toAccount}</Link>
        </p>
        <h1>{t.statementTitle}</h1>
      </header>
      <Statement key={user.value.id} />
    </div>
  );
};

const readEntries = (): Pages<LedgerEntry> =>
  createPages(
    async (cursor) => (await call("listEntries", { query: cursor === undefined ? {} : { cursor } })).body,
    ({ seq }) => String(seq),
  );

const Statement = () => {
  const { t } = accountText;
  const pages = useMemo(readEntries, []);
  const origins = useMemo(findOrigins, []);
  const wakeUps = wokeUp.value;
  useEffect(() => void pages.refresh(), [pages, wakeUps]);
  const { items, isKnown, hasMore, isReading, error } = pages.view.value;
  const rows = items.map(statementRow);
  useEffect(() => void origins.find(rows), [items, origins]);
  return (
    <>
      {isKnown ? (
        <p class="cluster cluster-apart">
          <span>{t.balance}</span>
          <strong class="figures account-balance">{won(rows[0]?.balanceAfter ?? 0)}</strong>
        </p>
      ) : null}
      {isKnown && rows.length === 0 ? <p>{t.statementNone}</p> : null}
      {rows.length === 0 ? null : <StatementList rows={rows} reservationOf={origins.found.value} />}
      {rows.length === 0 ? null : <p class="small muted">{t.zone(zoneName(ownZone()))}</p>}
      {!isKnown && error === undefined ? <Skeleton label={t.statementReading} lines={6} /> : null}
      {error === undefined ? null : <ProblemNotice error={error} retry={() => void pages.more()} />}
      {isKnown && hasMore ? (
        <p>
          <Button busy={isReading} onClick={() => void pages.more()}>
            {t.more}
          </Button>
        </p>
      ) : null}
    </>
  );
};
