/** Says and sounds what matters of a wait. */
import { type ReadonlySignal, type Signal, untracked, useSignalEffect } from "@preact/signals";
import { useRef } from "preact/hooks";
import { waitingText } from "#web/booking/waiting/messages.ts";
import { isUrgent, NOTHING_SAID, newsOf } from "#web/booking/waiting/news.ts";
import { notify } from "#web/booking/waiting/notification.ts";
import type { StatusLine } from "#web/booking/waiting/queue-status.ts";
import type { Scene } from "#web/booking/waiting/scene.ts";
import type { Tone } from "#web/booking/waiting/tone.ts";
import { loadWords, newsWords } from "#web/booking/waiting/words.ts";
import { serverNow } from "#web/shared/clock/clock.ts";
import { announce } from "#web/shared/ui/announcements.tsx";

interface SpokenOptions {
  readonly scene: ReadonlySignal<Scene>;
  readonly line: ReadonlySignal<StatusLine>;
  readonly tone: Signal<Tone | undefined>;
  readonly concertTitle: ReadonlySignal<string>;
}

export const useSpoken = ({ scene, line, tone, concertTitle }: SpokenOptions): void => {
  const said = useRef(NOTHING_SAID);
  useSignalEffect(() => {
    const nowMs = serverNow();
    const result = newsOf(said.current, { scene: scene.value, line: line.value.kind }, nowMs);
    said.current = result.said;
    const { news } = result;
    if (news === undefined) return;
    const [now, how] = [scene.peek(), line.peek()];
    const say = (): void => announce(newsWords(news, now, how, nowMs), isUrgent(news) ? "assertive" : "polite");
    // Words that can't be loaded are missing in the page too, which says so.
    loadWords(now).then(say, () => undefined);
    if (news !== "admitted") return;
    tone.peek()?.play();
    untracked(() => notify(waitingText.t.admitted, concertTitle.value));
  });
};
