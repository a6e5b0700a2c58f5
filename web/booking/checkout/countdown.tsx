/** The time that is left, what happens at its end, and more time with one press where it is offered. */
import { useSignal, useSignalEffect } from "@preact/signals";
import { useRef } from "preact/hooks";
import { ProblemError } from "#client/problem-error.ts";
import type { Checkout } from "#web/booking/checkout/checkout.ts";
import { isUrgent, type Spoken, speechAt } from "#web/booking/checkout/hold-clock.ts";
import { checkoutText } from "#web/booking/checkout/messages.ts";
import { isUnderWay } from "#web/booking/points/attempt.ts";
import { call } from "#web/shared/api/client.ts";
import { clockTime } from "#web/shared/format/durations.ts";
import { duration } from "#web/shared/format/format.ts";
import { announce } from "#web/shared/ui/announcements.tsx";
import { Button } from "#web/shared/ui/button.tsx";

interface CheckoutProps {
  readonly checkout: Checkout;
}

export const Countdown = ({ checkout }: CheckoutProps) => {
  const { t } = checkoutText;
  const seconds = checkout.secondsLeft.value;
  const extensionsLeft = checkout.reservation.value?.extensionsLeft ?? 0;
  const message = useSignal<string | undefined>(undefined);
  useSpeech(checkout);

  const extend = async (): Promise<void> => {
    message.value = undefined;
    try {
      await checkout.change("extension", () => extended(checkout));
      announce(t.extended(duration(checkout.secondsLeft.value)), "polite");
    } catch (error) {
      message.value = error instanceof ProblemError ? t.notExtended : t.changeFailed;
    }
  };
  const isPaying = isUnderWay(checkout.payment.attempt.value);
  return (
    <section
      class={`checkout-clock ${isUrgent(seconds) ? "checkout-clock-urgent" : ""}`}
      aria-labelledby="checkout-clock"
    >
      <h2 id="checkout-clock">{t.held}</h2>
      <p class="checkout-clock-time">
        <span class="visually-hidden">{t.timeLeft} </span>
        <span role="timer">{clockTime(seconds)}</span>
      </p>
      <p class="checkout-clock-why">{seconds > 0 ? t.atZero : isPaying ? t.atZeroPaying : t.checkingHold}</p>
      {extensionsLeft > 0 && (
        <div class="checkout-clock-extend">
          <Button
            kind={isUrgent(seconds) ? "primary" : "secondary"}
            busy={checkout.changing.value === "extension"}
            disabled={checkout.isLocked.value}
            onClick={() => void extend()}
          >
            {t.extend}
          </Button>
          <span class="checkout-quiet">{t.extensionsLeft(extensionsLeft)}</span>
        </div>
      )}
      {message.value !== undefined && <p role="alert">{message.value}</p>}
    </section>
  );
};

const extended = async ({ reservationId, reservation }: Checkout) => {
  const from = reservation.peek()?.expiresAt;
  if (from === undefined) return undefined;
  const { body } = await call("extendHold", { params: { reservationId }, query: { from } });
  return body;
};

/** Speaks at the marks, through a live region: nothing is spoken each second. */
const useSpeech = (checkout: Checkout): void => {
  const spoken = useRef<Spoken | undefined>(undefined);
  useSignalEffect(() => {
    const known = checkout.reservation.value;
    if (known?.status !== "HELD") return;
    const speech = speechAt(spoken.current, known.expiresAt, checkout.secondsLeft.value);
    spoken.current = speech.spoken;
    if (speech.seconds === undefined || isUnderWay(checkout.payment.attempt.peek())) return;
    const { t } = checkoutText;
    if (speech.seconds === 0) announce(t.spokenOver, "assertive");
    else announce(spokenLeft(speech.seconds, known.extensionsLeft), isUrgent(speech.seconds) ? "assertive" : "polite");
  });
};

const spokenLeft = (seconds: number, extensionsLeft: number): string => {
  const { t } = checkoutText;
  return extensionsLeft > 0 ? t.spokenLeftExtend(duration(seconds)) : t.spokenLeft(duration(seconds));
};
