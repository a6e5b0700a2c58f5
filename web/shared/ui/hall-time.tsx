import { dateTime, ownTimeBeside, zoneName } from "#web/shared/format/dates.ts";
import { uiText } from "#web/shared/ui/messages.ts";
import "#web/shared/ui/hall-time.css";

interface HallTimeProps {
  /** As the service gives it. */
  readonly at: string;
  /** The hall's zone. */
  readonly zone: string;
}

/** A time by the clock of the hall, with the name of its zone; beside it the reader's own, if that differs. */
export const HallTime = ({ at, zone }: HallTimeProps) => {
  const own = ownTimeBeside(at, zone);
  return (
    <span class="hall-time">
      <span>
        <time dateTime={at}>{dateTime(at, zone)}</time> <span class="hall-time-zone">{zoneName(zone)}</span>
      </span>
      {own === undefined ? null : <span class="hall-time-own">{uiText.t.yourTime(own.time, own.zone)}</span>}
    </span>
  );
};
