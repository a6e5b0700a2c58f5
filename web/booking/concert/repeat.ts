/** Does something again and again while the page is looked at. */
import { effect, untracked } from "@preact/signals";
import { wokeUp } from "#web/shared/clock/clock.ts";

/**
 * Acts at once, and again as many seconds later as the act returns. It rests while the page is hidden, and acts when the
 * page wakes up. The act may not throw.
 * @returns how to stop
 */
export const repeat = (act: () => Promise<number>): (() => void) => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isStopped = false;
  let isActing = false;
  const run = async (): Promise<void> => {
    if (isStopped || isActing || document.hidden) return;
    clearTimeout(timer);
    isActing = true;
    const seconds = await act();
    isActing = false;
    timer = setTimeout(() => void run(), seconds * 1000);
  };
  const dispose = effect(() => {
    if (wokeUp.value >= 0) untracked(() => void run());
  });
  return () => {
    isStopped = true;
    clearTimeout(timer);
    dispose();
  };
};
