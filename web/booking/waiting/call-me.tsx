import { type Signal, useSignal } from "@preact/signals";
import { waitingText } from "#web/booking/waiting/messages.ts";
import { askForNotifications, notificationState } from "#web/booking/waiting/notification.ts";
import type { Tone } from "#web/booking/waiting/tone.ts";
import { BellIcon } from "#web/shared/ui/icons.tsx";

interface CallMeProps {
  /** The tone that is played at the turn, once the user has switched it on. */
  readonly tone: Signal<Tone | undefined>;
}

/** Ways to be called at the turn. Nothing sounds, and nothing is asked, before somebody wants it. */
export const CallMe = ({ tone }: CallMeProps) => {
  const { t } = waitingText;
  const hasNoSound = useSignal(false);
  const notifications = useSignal(notificationState());

  const switchSound = async (): Promise<void> => {
    const before = tone.peek();
    before?.stop();
    // Loaded by those who want it, and on the press that browsers ask for before they let a page sound.
    const next = before === undefined ? (await import("#web/booking/waiting/tone.ts")).newTone() : undefined;
    hasNoSound.value = before === undefined && next === undefined;
    next?.play();
    tone.value = next;
  };
  const ask = async (): Promise<void> => {
    notifications.value = await askForNotifications();
  };

  return (
    <fieldset class="waiting-call">
      <legend>
        <BellIcon /> {t.callMe}
      </legend>
      <label class="choice">
        <input type="checkbox" checked={tone.value !== undefined} onChange={() => void switchSound()} />
        <span>
          {t.sound}
          <span class="waiting-hint">{hasNoSound.value ? t.noSound : tone.value === undefined ? "" : t.soundOn}</span>
        </span>
      </label>
      {notifications.value === "absent" ? null : (
        <label class="choice">
          <input
            type="checkbox"
            checked={notifications.value === "granted"}
            disabled={notifications.value !== "default"}
            onChange={() => void ask()}
          />
          <span>
            {t.notify}
            <span class="waiting-hint">
              {notifications.value === "granted" ? t.notifyOn : notifications.value === "denied" ? t.notifyDenied : ""}
            </span>
          </span>
        </label>
      )}
      <p class="small muted">{t.callWhy}</p>
    </fieldset>
  );
};
