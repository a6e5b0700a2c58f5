/** Cancels seats of one reservation: sent once, asked for until it is known, kept over reloads. */
import { type ReadonlySignal, signal } from "@preact/signals";
import type { CallResult } from "#client/call-types.ts";
import { type Attempt, afterEvent, IDLE, isUnderWay } from "#web/booking/points/attempt.ts";
import { runAttempt } from "#web/booking/points/run-attempt.ts";
import {
  type CancellationUnderWay,
  isTooOld,
  parseUnderWay,
  purposeOf,
  resumptionOf,
} from "#web/booking/reservation/cancel/cancellation-under-way.ts";
import { keptCancellation } from "#web/booking/reservation/kept-cancellation.ts";
import { call } from "#web/shared/api/client.ts";
import { serverNow } from "#web/shared/clock/clock.ts";
import { endAttempt } from "#web/shared/storage/attempt-key.ts";

export type Refund = CallResult<"cancelReservation">["body"];

export interface Cancelling {
  readonly attempt: ReadonlySignal<Attempt>;
  /** What is being, or was last, cancelled. */
  readonly underWay: ReadonlySignal<CancellationUnderWay | undefined>;
  /** The seats to choose at first: those that are being cancelled, or whose refund has changed. */
  readonly wanted: () => readonly string[] | undefined;
  /** The refund, once it is known; undefined while done was only seen from the reservation. */
  readonly refund: ReadonlySignal<Refund | undefined>;
  readonly start: (seatIds: readonly string[], quotedRefund: number) => void;
  /** Goes on with what was sent before a reload. */
  readonly resume: (ownedSeatIds: readonly string[]) => void;
  /** The outcome has been read. */
  readonly dismiss: () => void;
  /** The screen is left: nothing is sent any more, and all can be resumed. */
  readonly close: () => void;
}

/** @param onOutcome called once it is known, before the page says so: the reservation is to be read again */
export const createCancelling = (reservationId: string, onOutcome: () => Promise<void>): Cancelling => {
  const attempt = signal<Attempt>(IDLE);
  const current = signal<CancellationUnderWay | undefined>(undefined);
  const refund = signal<Refund | undefined>(undefined);
  const kept = keptCancellation(reservationId, parseUnderWay);
  const leaving = new AbortController();

  const forget = (begun: CancellationUnderWay): void => {
    // Another tab may have begun the next one.
    if (kept.read()?.beganMs === begun.beganMs) kept.remove();
    endAttempt(purposeOf(reservationId, begun));
  };

  const run = async (begun: CancellationUnderWay): Promise<void> => {
    current.value = begun;
    const { seatIds, quotedRefund } = begun;
    refund.value = await runAttempt({
      purpose: purposeOf(reservationId, begun),
      send: async (idempotencyKey, responseSignal) => {
        const { body } = await call("cancelReservation", {
          params: { reservationId },
          body: { seatIds: [...seatIds], quotedRefund },
          idempotencyKey,
          signal: responseSignal,
          retriesMax: 0,
        });
        return body;
      },
      report: (event) => {
        const next = afterEvent(attempt.peek(), event);
        if (isUnderWay(next)) {
          attempt.value = next;
          return;
        }
        forget(begun);
        void onOutcome().finally(() => {
          attempt.value = next;
        });
      },
      isTooOld: () => isTooOld(begun, serverNow()),
      signal: leaving.signal,
    });
  };

  return {
    attempt,
    underWay: current,
    wanted: () => {
      const { state } = attempt.peek();
      return state === "idle" || state === "done" ? undefined : current.peek()?.seatIds;
    },
    refund,
    start: (seatIds, quotedRefund) => {
      if (isUnderWay(attempt.peek())) return;
      const begun = { seatIds, quotedRefund, beganMs: serverNow() };
      kept.write(begun);
      attempt.value = { state: "sending" };
      void run(begun);
    },
    resume: (ownedSeatIds) => {
      const begun = kept.read();
      if (begun === undefined || isUnderWay(attempt.peek())) return;
      const resumption = resumptionOf(begun, ownedSeatIds, serverNow());
      if (resumption === "ask") {
        attempt.value = afterEvent(IDLE, { kind: "resumed" });
        void run(begun);
        return;
      }
      forget(begun);
      current.value = begun;
      if (resumption === "done") attempt.value = { state: "done" };
    },
    dismiss: () => {
      if (!isUnderWay(attempt.peek())) attempt.value = IDLE;
    },
    close: () => leaving.abort(),
  };
};
