import { passText } from "#web/booking/pass/messages.ts";
import { second } from "#web/shared/clock/clock.ts";
import { duration } from "#web/shared/format/format.ts";
import { ClockIcon } from "#web/shared/ui/icons.tsx";
import "#web/booking/pass/pass.css";

/** From here on, each second counts and is shown; before, minutes say enough. */
const SECONDS_SHOWN = 120;

const MINUTE = 60;

/** How long the stay goes on, said quietly: who chooses should not be hurried. */
export const PassLeft = ({ endsAtMs }: { readonly endsAtMs: number | undefined }) => {
  if (endsAtMs === undefined || endsAtMs <= second.value) return null;
  const left = Math.max(0, Math.floor((endsAtMs - second.value) / 1000));
  const shown = left > SECONDS_SHOWN ? Math.floor(left / MINUTE) * MINUTE : left;
  return (
    <p class={left > SECONDS_SHOWN ? "pass-left" : "pass-left is-soon"}>
      <ClockIcon />
      <span class="figures">{passText.t.left(duration(shown))}</span>
    </p>
  );
};
