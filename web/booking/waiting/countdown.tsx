import { second } from "#web/shared/clock/clock.ts";
import { clockTime } from "#web/shared/format/durations.ts";
import { duration } from "#web/shared/format/format.ts";

const DAY_SECONDS = 86_400;

interface CountdownProps {
  /** By the service's clock. */
  readonly untilMs: number;
}

/** Counts down by the service's clock. Its role keeps it from being read out each second. */
export const Countdown = ({ untilMs }: CountdownProps) => {
  const seconds = Math.max(0, (untilMs - second.value) / 1000);
  return (
    <time class="waiting-figure" role="timer" dateTime={new Date(untilMs).toISOString()}>
      {seconds >= DAY_SECONDS ? duration(seconds) : clockTime(seconds)}
    </time>
  );
};
