/** What is on: the concerts, by the state of their sale. */
import { useComputed } from "@preact/signals";
import { useEffect, useId, useMemo } from "preact/hooks";
import { ConcertCard } from "#web/booking/concerts/concert-card.tsx";
import { type ConcertPages, concertPages, type ListedConcert } from "#web/booking/concerts/concert-pages.ts";
import { concertsText } from "#web/booking/concerts/messages.ts";
import { saleText } from "#web/booking/sale/messages.ts";
import { groupsBySale, type SaleGroup, salePhase } from "#web/booking/sale/sale-phase.ts";
import { second, serverNow, wokeUp } from "#web/shared/clock/clock.ts";
import { count } from "#web/shared/format/format.ts";
import { announce } from "#web/shared/ui/announcements.tsx";
import { Button } from "#web/shared/ui/button.tsx";
import { Notice } from "#web/shared/ui/notice.tsx";
import { ProblemNotice } from "#web/shared/ui/problem-notice.tsx";
import { Skeleton } from "#web/shared/ui/skeleton.tsx";
import { useTitle } from "#web/shared/ui/use-title.ts";
import "#web/booking/concerts/concerts.css";

const Group = ({ group: { phase, concerts } }: { readonly group: SaleGroup<ListedConcert> }) => {
  const id = useId();
  return (
    <section aria-labelledby={id} class="stack">
      <h2 id={id}>{saleText.t.phases[phase]}</h2>
      <ul class="plain-list concerts-grid">
        {concerts.map((concert) => (
          <li key={concert.concertId}>
            <ConcertCard concert={concert} phase={phase} />
          </li>
        ))}
      </ul>
    </section>
  );
};

const More = ({ pages }: { readonly pages: ConcertPages }) => {
  const { t } = concertsText;
  const readMore = async (): Promise<void> => {
    const added = await pages.readMore();
    if (added > 0) announce(t.moreShown(count(added)));
  };
  return (
    <p>
      <Button busy={pages.isReading.value} onClick={() => void readMore()}>
        {t.more}
      </Button>
    </p>
  );
};

const Listed = ({ concerts }: { readonly concerts: readonly ListedConcert[] }) => {
  // Changes when a sale opens or ends, not each second.
  const phases = useComputed(() => concerts.map((concert) => salePhase(concert, second.value)).join());
  const groups = useMemo(() => groupsBySale(concerts, serverNow()), [concerts, phases.value]);
  return (
    <div class="stack stack-l">
      {groups.map((group) => (
        <Group key={group.phase} group={group} />
      ))}
    </div>
  );
};

const Concerts = ({ pages }: { readonly pages: ConcertPages }) => {
  const { t } = concertsText;
  const concerts = pages.concerts.value;
  if (concerts === undefined) {
    if (pages.error.value === undefined) return <Skeleton label={t.loading} lines={6} />;
    return <ProblemNotice error={pages.error.value} retry={() => void pages.readFirst()} />;
  }
  if (concerts.length === 0) {
    return (
      <Notice title={t.empty}>
        <p>{t.emptyText}</p>
      </Notice>
    );
  }
  return (
    <>
      <Listed concerts={concerts} />
      {pages.error.value === undefined ? null : (
        <ProblemNotice error={pages.error.value} retry={() => void pages.readMore()} />
      )}
      {pages.hasMore.value ? <More pages={pages} /> : null}
    </>
  );
};

export const Screen = () => {
  const { t } = concertsText;
  const pages = useMemo(concertPages, []);
  const wakeUps = wokeUp.value;
  useEffect(() => void pages.readFirst(), [pages, wakeUps]);
  useTitle("");
  return (
    <div class="page-wide stack stack-l">
      <header class="concerts-head">
        <h1>{t.title}</h1>
        <p class="muted">{t.lead}</p>
      </header>
      <Concerts pages={pages} />
    </div>
  );
};
