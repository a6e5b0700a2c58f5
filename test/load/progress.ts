import { stdout } from "node:process";
import type { Crowd } from "#test/load/gather-crowd.ts";

const REDRAW_MS = 250;
/** Where lines stay, such as in a log. */
const LINE_MS = 5000;

const formatted = (number: number): string => number.toLocaleString("en-US");

const state = ({ visitors, journal, traffic }: Crowd, seconds: number): string => {
  const queue = journal.last("queue");
  return [
    `${seconds.toFixed(0).padStart(3)} s`,
    `served ${formatted(queue?.served ?? 0)} of ${formatted(queue?.issued ?? 0)}`,
    `inside ${formatted(journal.count("inside") - journal.count("outside"))}`,
    `left ${formatted(journal.count("left"))} of ${formatted(visitors.length)}`,
    `${formatted(Math.round(traffic.length / Math.max(1, seconds)))} requests/s`,
  ].join("  ");
};

/** Shows the progress: on one line of a terminal, or as a line every few seconds elsewhere. @returns how to end it */
export const showProgress = (crowd: Crowd): (() => void) => {
  const startedMs = performance.now();
  const show = (): void => {
    const line = state(crowd, (performance.now() - startedMs) / 1000);
    if (stdout.isTTY) stdout.write(`\r${line.slice(0, stdout.columns - 1)}\x1b[K`);
    else console.log(line);
  };
  const timer = setInterval(show, stdout.isTTY ? REDRAW_MS : LINE_MS);
  return () => {
    clearInterval(timer);
    show();
    if (stdout.isTTY) stdout.write("\n");
  };
};
