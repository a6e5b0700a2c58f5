/**
 * One checkout: its reservation as the service last showed it, the payment, and everything that a buyer may do with the
 * hold. It reads again whenever something may have changed elsewhere: in another tab, on another device, or by time.
 */
import { computed, effect, type ReadonlySignal, signal, untracked } from "@preact/signals";
import { ProblemError } from "#client/problem-error.ts";
import { secondsLeft } from "#web/booking/checkout/hold-clock.ts";
import { type HoldEnd, holdEnd } from "#web/booking/checkout/hold-end.ts";
import { createPayment, type Payment } from "#web/booking/checkout/payment.ts";
import { createShow, type Show } from "#web/booking/checkout/show.ts";
import type { Reservation } from "#web/booking/checkout/totals.ts";
import type { Performance } from "#web/booking/concert-facts/concert-facts.ts";
import { isUnderWay } from "#web/booking/points/attempt.ts";
import { balance, readBalance } from "#web/booking/points/balance.ts";
import { call } from "#web/shared/api/client.ts";
import { second, wokeUp } from "#web/shared/clock/clock.ts";
import { SignInNeeded, user } from "#web/shared/session/session.ts";

/** What is being changed: one thing at a time, so that each response is about what is on the screen. */
export type Change = "prices" | "code" | "extension" | "release";

export interface Checkout {
  readonly reservationId: string;
  /** Undefined before the first response. */
  readonly reservation: ReadonlySignal<Reservation | undefined>;
  /** Why there is nothing to show. */
  readonly problem: ReadonlySignal<unknown>;
  readonly show: Show;
  /** Whether everything has been read, or could not be: shown together, nothing moves while the rest is loading. */
  readonly isReady: ReadonlySignal<boolean>;
  readonly payment: Payment;
  readonly secondsLeft: ReadonlySignal<number>;
  /** Why the hold is over; undefined while it is not, or not known to be. */
  readonly end: ReadonlySignal<HoldEnd | undefined>;
  readonly changing: ReadonlySignal<Change | undefined>;
  /** Whether nothing may be pressed: a payment or a change is under way, or the time is over. */
  readonly isLocked: ReadonlySignal<boolean>;
  readonly read: () => Promise<void>;
  /**
   * Sends a change and shows what came of it.
   * @throws ProblemError, TypeError or SignInNeeded, as `call` does; the reservation has been read again by then
   */
  readonly change: (what: Change, send: () => Promise<Reservation | undefined>) => Promise<void>;
  /** Begins to follow what happens. @returns how to stop */
  readonly start: () => () => void;
}

/** @param prepare is called with the performance before anything is shown */
export const createCheckout = (
  reservationId: string,
  prepare: (performance: Performance) => Promise<void>,
): Checkout => {
  const reservation = signal<Reservation | undefined>(undefined);
  const problem = signal<unknown>(undefined);
  const changing = signal<Change | undefined>(undefined);
  const left = computed(() => {
    const known = reservation.value;
    return known === undefined ? 0 : secondsLeft(known.expiresAt, second.value);
  });
  // A response that was asked for before a change must not undo it on the screen.
  let version = 0;
  const siblings = new BroadcastChannel(`encore-reservation:${reservationId}`);

  const take = (next: Reservation): void => {
    version += 1;
    reservation.value = next;
    problem.value = undefined;
  };

  const read = async (): Promise<void> => {
    const asked = version;
    try {
      const { body } = await call("readReservation", { params: { reservationId } });
      if (asked === version) take(body);
    } catch (error) {
      // What was read before stays on the screen while the service is out of reach, but not for somebody else.
      const isPaying = isUnderWay(payment.attempt.peek());
      const isOver = isForeign(error) || (error instanceof SignInNeeded && !isPaying);
      if (reservation.peek() === undefined || isOver) problem.value = error;
    }
  };

  const payment = createPayment(reservationId, async () => {
    siblings.postMessage("changed");
    await read();
  });
  const show = createShow(reservation, prepare);
  const isBalanceRead = signal(false);

  return {
    reservationId,
    reservation,
    problem,
    show,
    isReady: computed(() => show.isRead.value && (isBalanceRead.value || balance.value !== undefined)),
    payment,
    secondsLeft: left,
    end: computed(() => {
      const known = reservation.value;
      if (known === undefined) return undefined;
      const end = holdEnd(known);
      return end !== "paid" && isUnderWay(payment.attempt.value) ? undefined : end;
    }),
    changing,
    isLocked: computed(() => changing.value !== undefined || isUnderWay(payment.attempt.value) || left.value === 0),
    read,
    change: async (what, send) => {
      if (changing.peek() !== undefined || isUnderWay(payment.attempt.peek())) return;
      changing.value = what;
      payment.dismiss();
      try {
        const next = await send();
        if (next !== undefined) take(next);
        siblings.postMessage("changed");
      } catch (error) {
        await read();
        throw error;
      } finally {
        changing.value = undefined;
      }
    },
    start: () => {
      siblings.addEventListener("message", () => void read());
      const stops = [
        effect(() => {
          // The first run reads too. Whoever signs in here or in another tab sees their hold.
          void user.value;
          void wokeUp.value;
          untracked(() => {
            void read();
            readBalance()
              .catch(() => undefined)
              .finally(() => {
                isBalanceRead.value = true;
              });
          });
        }),
        effect(() => {
          if (reservation.value !== undefined) untracked(() => void show.read());
        }),
        readAtZero(left, reservation, read),
        payment.start(),
      ];
      const reread = (): void => void read();
      addEventListener("focus", reread);
      return () => {
        for (const stop of stops) stop();
        removeEventListener("focus", reread);
        siblings.close();
      };
    },
  };
};

const isForeign = (error: unknown): boolean => error instanceof ProblemError && error.code === "RESERVATION_NOT_FOUND";

/** At zero the service says whether the hold is over; each second until it does, since its clock alone decides. */
const readAtZero = (
  left: ReadonlySignal<number>,
  reservation: ReadonlySignal<Reservation | undefined>,
  read: () => Promise<void>,
): (() => void) => {
  let isReading = false;
  return effect(() => {
    void second.value;
    if (left.value > 0 || reservation.value?.status !== "HELD" || isReading) return;
    isReading = true;
    void untracked(read).finally(() => {
      isReading = false;
    });
  });
};
