import { useComputed } from "@preact/signals";
import type { ComponentChildren } from "preact";
import type { InsideState } from "#web/booking/pass/inside.ts";
import { NotInside } from "#web/booking/pass/not-inside.tsx";
import { second } from "#web/shared/clock/clock.ts";
import { ProblemNotice } from "#web/shared/ui/problem-notice.tsx";

interface InsideViewProps<Found> {
  readonly state: InsideState<Found>;
  readonly concertId: string;
  /** Shown while it loads. */
  readonly loading: ComponentChildren;
  /** Loads once more after a failure. */
  readonly retry: () => void;
  readonly children: (found: Found) => ComponentChildren;
}

interface StayProps {
  readonly endsAtMs: number | undefined;
  readonly concertId: string;
  readonly children: ComponentChildren;
}

const Stay = ({ endsAtMs, concertId, children }: StayProps) => {
  const isOver = useComputed(() => endsAtMs !== undefined && second.value >= endsAtMs).value;
  return isOver ? <NotInside concertId={concertId} isOver /> : children;
};

/** What is found inside, for as long as the stay lasts: afterwards nothing of it can be used. */
export const InsideView = <Found,>({ state, concertId, loading, retry, children }: InsideViewProps<Found>) => {
  switch (state.kind) {
    case "loading":
      return loading;
    case "outside":
      return <NotInside concertId={concertId} isOver={state.isOver} />;
    case "failed":
      return <ProblemNotice error={state.error} retry={retry} />;
    case "inside":
      return (
        <Stay endsAtMs={state.endsAtMs} concertId={concertId}>
          {children(state.found)}
        </Stay>
      );
  }
};
