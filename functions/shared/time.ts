import { secondsOf } from "#contract/common.ts";

/** Epoch seconds, the form in which times are stored and compared. */
export type Seconds = number;

/** The current time in whole epoch seconds, rounded down: a moment has come when `now >= moment`. */
export type Clock = () => Seconds;

export const systemClock: Clock = () => Math.floor(Date.now() / 1000);

export const isoTime = (time: Seconds): string => new Date(time * 1000).toISOString();

export const fromIsoTime = (text: string): Seconds => secondsOf(text);

export const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
