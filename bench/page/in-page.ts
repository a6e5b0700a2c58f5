/** What runs inside the page that is measured. Each function is sent there as text: it may use nothing from here. */

/** What the page has noted, by its own clock in milliseconds. */
export interface Notes {
  /** When something that matches a selector was first on the screen. */
  readonly seen: Record<string, number>;
  /** Tasks of more than 50 ms: when they began, and how long they took. */
  readonly tasks: { readonly at: number; readonly ms: number }[];
}

/** An init script: notes when these selectors are first painted, and every long task. */
export const takeNotes = (selectors: readonly string[]): void => {
  const notes: Notes = { seen: {}, tasks: [] };
  (globalThis as unknown as { benchNotes: Notes }).benchNotes = notes;
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) notes.tasks.push({ at: startTime, ms: duration });
  }).observe({ type: "longtask", buffered: true });
  const waiting = new Set(selectors);
  const look = (): void => {
    for (const selector of waiting) {
      if (document.querySelector(selector) === null) continue;
      waiting.delete(selector);
      // Two frames on, it has been painted and a press of it would be heard.
      requestAnimationFrame(() =>
        requestAnimationFrame(() => {
          notes.seen[selector] = performance.now();
        }),
      );
    }
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
};

/** Frames of the next milliseconds, and the longest time between two. */
export const countFrames = (forMs: number): Promise<{ readonly perSecond: number; readonly longestMs: number }> =>
  new Promise((resolve) => {
    const from = performance.now();
    let [frames, last, longestMs] = [0, from, 0];
    const frame = (): void => {
      const now = performance.now();
      frames += 1;
      longestMs = Math.max(longestMs, now - last);
      last = now;
      if (now - from < forMs) requestAnimationFrame(frame);
      else resolve({ perSecond: (frames * 1000) / (now - from), longestMs });
    };
    requestAnimationFrame(frame);
  });

/** When the last response of the API with one of these in its path arrived, before a time. */
export const lastArrival = ({
  parts,
  before,
}: {
  readonly parts: readonly string[];
  readonly before: number;
}): number =>
  Math.max(
    0,
    ...(performance.getEntriesByType("resource") as PerformanceResourceTiming[])
      .filter(({ name }) => parts.some((part) => new URL(name).pathname.includes(part)))
      .map(({ responseEnd }) => responseEnd)
      .filter((end) => end <= before),
  );

/** Elements that Tab stops at, within a selector. */
export const tabStops = (within: string): number =>
  [...document.querySelectorAll(`${within} :is(a[href], button, input, select, summary, [tabindex])`)].filter(
    (element) => (element as HTMLElement | SVGElement).tabIndex >= 0 && element.getClientRects().length > 0,
  ).length;
