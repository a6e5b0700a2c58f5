import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { checkChoice } from "#web/booking/seats/lost-seats.ts";
import { readSection, type SeatsPage } from "#web/booking/seats/seats-page.ts";
import type { SectionSeats } from "#web/booking/seats/section-seats.ts";
import { ProblemNotice } from "#web/shared/ui/problem-notice.tsx";

interface WithSeatsProps {
  readonly page: SeatsPage;
  readonly sectionId: string;
  /** Shown until the seats and their states are read. */
  readonly loading: ComponentChildren;
  readonly children: (section: SectionSeats) => ComponentChildren;
}

/** Reads a section as it comes to be shown. One that was read before is there at once, and brought up to date. */
export const WithSeats = ({ page, sectionId, loading, children }: WithSeatsProps) => {
  const failure = useSignal<unknown>(undefined);
  const attempts = useSignal(0);
  useEffect(() => {
    const leaving = new AbortController();
    failure.value = undefined;
    readSection(page, sectionId).then(
      () => checkChoice(page, sectionId),
      (error: unknown) => {
        if (!leaving.signal.aborted) failure.value = error;
      },
    );
    return () => leaving.abort();
  }, [sectionId, attempts.value]);
  const section = page.store.seatsIfRead(sectionId);
  if (section !== undefined && page.store.state(sectionId).value !== "") return children(section);
  if (failure.value === undefined) return loading;
  const retry = (): void => {
    attempts.value += 1;
  };
  return <ProblemNotice error={failure.value} retry={retry} />;
};
