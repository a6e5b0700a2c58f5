import type { Known } from "#web/booking/waiting/known.ts";
import { waitingText } from "#web/booking/waiting/messages.ts";
import type { StatusLine } from "#web/booking/waiting/queue-status.ts";
import { lineWords, ownTime } from "#web/booking/waiting/words.ts";
import { second } from "#web/shared/clock/clock.ts";
import { clockTime } from "#web/shared/format/durations.ts";

interface StatusLineViewProps {
  readonly line: StatusLine;
  readonly known: Known;
  readonly hasPlace: boolean;
}

type Tone = "good" | "still" | "trouble";

const toneOf = (line: StatusLine): Tone => {
  if (line.kind === "trouble") return "trouble";
  if (line.kind !== "status") return "good";
  return line.queue.status === "OPEN" || line.queue.status === "LOBBY" ? "good" : "still";
};

/** When this was true, and when the page looks again: nothing moves here that is not known. */
const Freshness = ({ known: { queue, lookAtMs } }: { readonly known: Known }) => {
  const { t } = waitingText;
  if (queue === undefined) return null;
  const looks = lookAtMs !== undefined && lookAtMs > second.value;
  return (
    <span class="small muted">
      {t.upToDate(ownTime(Date.parse(queue.serverTime)))}
      {looks ? ` · ${t.nextLook(clockTime((lookAtMs - second.value) / 1000))}` : ""}
    </span>
  );
};

/** How things stand. It keeps its room whatever it says. */
export const StatusLineView = ({ line, known, hasPlace }: StatusLineViewProps) => (
  <div class="waiting-status" data-tone={toneOf(line)}>
    {line.kind === "nothing" ? null : <span class="waiting-dot" aria-hidden="true" />}
    <p>
      <span class="waiting-status-words">{lineWords(line, hasPlace, second.value)}</span>
      {line.kind === "status" || line.kind === "near" ? <Freshness known={known} /> : null}
    </p>
  </div>
);
