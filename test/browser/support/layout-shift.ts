/** Layout shift (web.dev/cls): what moves on a page by itself. Every visit records it. */
import type { Page } from "playwright-core";

interface Shift {
  readonly at: number;
  readonly value: number;
  /** What moved, and by how much. */
  readonly moved: readonly string[];
}

interface Recording {
  layoutShifts?: Shift[];
}

/** An init script. It may only use what the page has. */
export const layoutShiftScript = (): void => {
  interface LayoutShift extends PerformanceEntry {
    readonly value: number;
    readonly hadRecentInput: boolean;
    readonly sources: readonly {
      readonly node: Node | null;
      readonly previousRect: DOMRectReadOnly;
      readonly currentRect: DOMRectReadOnly;
    }[];
  }
  const shifts: Shift[] = [];
  (globalThis as unknown as Recording).layoutShifts = shifts;
  const rect = ({ x, y, width, height }: DOMRectReadOnly): string => `${x},${y} ${width}x${height}`;
  const nameOf = (node: Node | null): string => {
    const element = node instanceof Element ? node : node?.parentElement;
    return element ? `${element.tagName.toLowerCase()}.${element.className}` : "something removed";
  };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as LayoutShift[]) {
      // A shift within half a second of a press is what the press was for.
      if (entry.hadRecentInput) continue;
      const moved = entry.sources.map(
        ({ node, previousRect, currentRect }) => `${nameOf(node)} ${rect(previousRect)} -> ${rect(currentRect)}`,
      );
      shifts.push({ at: Math.round(entry.startTime), value: entry.value, moved });
    }
  }).observe({ type: "layout-shift", buffered: true });
};

/** Forgets what has shifted so far, such as while the page was loading. */
export const forgetLayoutShifts = (page: Page): Promise<void> =>
  page.evaluate(() => {
    (globalThis as unknown as Recording).layoutShifts?.splice(0);
  });

/** What has shifted since, readable: `expect(await layoutShifts(page)).toEqual([])`. */
export const layoutShifts = async (page: Page): Promise<readonly string[]> => {
  const shifts = await page.evaluate(() => (globalThis as unknown as Recording).layoutShifts ?? []);
  return shifts.map(({ at, value, moved }) => `${value.toFixed(4)} at ${at} ms: ${moved.join("; ")}`);
};
