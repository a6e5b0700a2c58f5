import { saleText } from "#web/booking/sale/messages.ts";
import { second } from "#web/shared/clock/clock.ts";
import { clockTime, duration } from "#web/shared/format/format.ts";

const HOUR_SECONDS = 3600;
const MINUTE_SECONDS = 60;

interface OpeningCountdownProps {
  readonly opensAt: string;
}

/** To whole minutes while it is long, so that it changes only when it says something else. */
const written = (seconds: number): string =>
  seconds < HOUR_SECONDS ? clockTime(seconds) : duration(Math.ceil(seconds / MINUTE_SECONDS) * MINUTE_SECONDS);

/** The time until a sale opens, by the service's clock. It is silent: who hears the page reads the time of the opening. */
export const OpeningCountdown = ({ opensAt }: OpeningCountdownProps) => {
  const seconds = (Date.parse(opensAt) - second.value) / 1000;
  return <span class="figures">{seconds <= 0 ? saleText.t.opensNow : saleText.t.opensIn(written(seconds))}</span>;
};
