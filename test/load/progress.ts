import { stdout } from "node:process";
import type { Crowd } from "#test/load/gather.ts";

const REDRAW_MS = 250;
/** Where lines stay, in a log say. */
const LINE_MS = 5000;

const figure = (number: number): string => number.toLocaleString("en-US");

const state = ({ visitors, journal, traffic }: Crowd, seconds: number): string => {
  const queue = journal.last("queue");
  return [
    `${seconds.toFixed(0).padStart(3)} s`,
    `served ${figure(queue?.served ?? 0)} of ${figure(queue?.issued ?? 0)}`,
    `inside ${figure(journal.count("inside") - journal.count("outside"))}`,
    `gone ${figure(journal.count("left"))} of ${figure(visitors.length)}`,
    `${figure(Math.round(traffic.length / Math.max(1, seconds)))} requests/s`,
  ].join("  ");
};

/** Shows how far the crowd is: in one line of a terminal, or a line now and then elsewhere. @returns how to end it */
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
