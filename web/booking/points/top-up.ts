/**
 * The top-up of this browser: one at a time, whichever screen began it. It is kept over reloads until its outcome is
 * known, so that the same top-up is found again and never made twice.
 */
import { type ReadonlySignal, signal } from "@preact/signals";
import { type Attempt, afterEvent, IDLE, isUnderWay } from "#web/booking/points/attempt.ts";
import { noteBalance } from "#web/booking/points/balance.ts";
import { pointsText } from "#web/booking/points/messages.ts";
import { runAttempt } from "#web/booking/points/run-attempt.ts";
import { call } from "#web/shared/api/client.ts";
import { serverNow } from "#web/shared/clock/clock.ts";
import { won } from "#web/shared/format/format.ts";
import { endAttempt } from "#web/shared/storage/attempt-key.ts";
import { stored } from "#web/shared/storage/stored.ts";
import { toast } from "#web/shared/ui/announcements.tsx";

interface UnderWay {
  /** Won. */
  readonly amount: number;
  /** By the service's clock, in milliseconds. */
  readonly beganMs: number;
}

/**
 * For how long a top-up is sent again. A request that never arrived would charge the card when it is repeated, and hours
 * later nobody expects that any more. Money that was taken is credited by the service itself.
 */
const REPEATED_MS_MAX = 15 * 60_000;

const parseUnderWay = (json: unknown): UnderWay | undefined => {
  if (typeof json !== "object" || json === null || !("amount" in json) || !("beganMs" in json)) return undefined;
  const { amount, beganMs } = json;
  if (typeof amount !== "number" || typeof beganMs !== "number" || !Number.isSafeInteger(amount)) return undefined;
  return { amount, beganMs };
};

// A name that a sign-out removes with the other attempts.
const underWay = stored("attempt:top-up", parseUnderWay);
const purposeOf = (amount: number): string => `top-up:${amount}`;

const current = signal<Attempt>(IDLE);
const amountOfCurrent = signal(0);
/** Never aborted: the top-up belongs to no screen. */
const forGood = new AbortController();

export const topUp: ReadonlySignal<Attempt> = current;
/** What is being, or was last, topped up. */
export const topUpAmount: ReadonlySignal<number> = amountOfCurrent;

const isTooOld = ({ beganMs }: UnderWay): boolean => serverNow() - beganMs > REPEATED_MS_MAX;

const run = async (begun: UnderWay): Promise<void> => {
  amountOfCurrent.value = begun.amount;
  const entry = await runAttempt({
    purpose: purposeOf(begun.amount),
    send: async (idempotencyKey, signal) => {
      const { amount } = begun;
      const { body } = await call("topUpBalance", { body: { amount }, idempotencyKey, signal, retriesMax: 0 });
      return body;
    },
    report: (event) => {
      current.value = afterEvent(current.peek(), event);
    },
    isTooOld: () => isTooOld(begun),
    signal: forGood.signal,
  });
  // Another tab may have begun the next one.
  if (underWay.read()?.beganMs === begun.beganMs) underWay.remove();
  if (entry === undefined) return;
  noteBalance(entry.balanceAfter);
  current.value = IDLE;
  toast(pointsText.t.done(won(begun.amount), won(entry.balanceAfter)));
};

/** Goes on with a top-up of before a reload. */
export const resumeTopUp = (): void => {
  if (isUnderWay(current.peek())) return;
  const begun = underWay.read();
  if (begun === undefined) return;
  if (isTooOld(begun)) {
    underWay.remove();
    endAttempt(purposeOf(begun.amount));
    return;
  }
  current.value = afterEvent(IDLE, { kind: "resumed" });
  void run(begun);
};

/** Begins a top-up, unless one is under way: then that one is gone on with first. */
export const startTopUp = (amount: number): void => {
  resumeTopUp();
  if (isUnderWay(current.peek())) return;
  const begun = { amount, beganMs: serverNow() };
  underWay.write(begun);
  current.value = afterEvent(IDLE, { kind: "started" });
  void run(begun);
};

/** The outcome has been read, and the form is free for another. */
export const dismissTopUp = (): void => {
  if (!isUnderWay(current.peek())) current.value = IDLE;
};
