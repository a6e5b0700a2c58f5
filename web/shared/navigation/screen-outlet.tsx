/** Shows the screen of the address. The one before stays until the next is loaded, with its messages. */
import { useSignal, useSignalEffect } from "@preact/signals";
import type { ComponentType } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { address } from "#web/shared/navigation/address.ts";
import { findScreen, type ScreenProps, type ScreenRow } from "#web/shared/navigation/screen-table.ts";

interface OutletProps {
  readonly rows: readonly ScreenRow[];
  readonly notFound: ScreenRow;
  /** Shown if the screen can't be loaded. */
  readonly Failure: ComponentType<{ readonly retry: () => void }>;
}

interface Shown extends ScreenProps {
  readonly Screen: ComponentType<ScreenProps>;
  readonly key: string;
}

type State = { readonly shown: Shown } | { readonly retry: () => void } | undefined;

export const ScreenOutlet = ({ rows, notFound, Failure }: OutletProps) => {
  const state = useSignal<State>(undefined);
  const isLoading = useSignal(false);
  const latest = useRef(0);

  useSignalEffect(() => {
    const { path, query } = address.value;
    const { row, params } = findScreen(rows, path) ?? { row: notFound, params: {} };
    const load = async (): Promise<void> => {
      latest.current += 1;
      const turn = latest.current;
      isLoading.value = true;
      let next: State;
      try {
        const [{ Screen }] = await Promise.all([row.view(), ...row.text.map((text) => text.load())]);
        next = { shown: { Screen, params, key: `${path}?${query.toString()}` } };
      } catch {
        next = { retry: () => void load() };
      }
      if (turn !== latest.current) return;
      isLoading.value = false;
      state.value = next;
    };
    void load();
  });

  const current = state.value;
  return (
    <main id="main" aria-busy={isLoading.value}>
      {current === undefined ? null : "retry" in current ? (
        <Failure retry={current.retry} />
      ) : (
        <Arrived {...current.shown} />
      )}
    </main>
  );
};

let isFirst = true;

/** Puts the focus on the heading of a screen that somebody has gone to, so that a screen reader reads on from there. */
const Arrived = ({ Screen, params }: Shown) => {
  const holder = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (isFirst) {
      isFirst = false;
      return;
    }
    scrollTo(0, 0);
    const heading = holder.current?.querySelector<HTMLElement>("h1");
    heading?.setAttribute("tabindex", "-1");
    heading?.focus({ preventScroll: true });
  }, []);
  return (
    <div ref={holder}>
      <Screen params={params} />
    </div>
  );
};
