/** The payment of a reservation: one attempt at a time, with one key until its outcome is known. */
import { type ReadonlySignal, signal } from "@preact/signals";
import { type Attempt, afterEvent, IDLE, isUnderWay } from "#web/booking/points/attempt.ts";
import { noteBalance, readBalance } from "#web/booking/points/balance.ts";
import { runAttempt } from "#web/booking/points/run-attempt.ts";
import { call } from "#web/shared/api/client.ts";
import { endAttempt, hasAttempt } from "#web/shared/storage/attempt-key.ts";

export interface Payment {
  readonly attempt: ReadonlySignal<Attempt>;
  /** Pays, unless a payment is under way. */
  readonly pay: () => void;
  /** Puts a refusal out of the way. */
  readonly dismiss: () => void;
  /** Forgets the key of a payment that another tab or device has made. */
  readonly forget: () => void;
  /** Goes on with a payment of before a reload. @returns how to stop asking; the key is kept */
  readonly start: () => () => void;
}

/** @param settled is called when the service has paid or refused */
export const createPayment = (reservationId: string, settled: () => Promise<void>): Payment => {
  const attempt = signal<Attempt>(IDLE);
  const purpose = `pay:${reservationId}`;
  let ending = new AbortController();

  const run = async (): Promise<void> => {
    const receipt = await runAttempt({
      purpose,
      send: async (idempotencyKey, signal) => {
        const params = { reservationId };
        const { body } = await call("payReservation", { params, idempotencyKey, signal, retriesMax: 0 });
        return body;
      },
      report: (event) => {
        attempt.value = afterEvent(attempt.peek(), event);
      },
      signal: ending.signal,
    });
    if (receipt !== undefined) noteBalance(receipt.balanceAfter);
    else if (!ending.signal.aborted) readBalance().catch(() => undefined);
    if (!ending.signal.aborted) await settled();
  };

  const begin = (kind: "started" | "resumed"): void => {
    if (isUnderWay(attempt.peek()) || attempt.peek().state === "done") return;
    attempt.value = afterEvent(attempt.peek(), { kind });
    void run();
  };

  return {
    attempt,
    pay: () => begin("started"),
    dismiss: () => {
      attempt.value = afterEvent(attempt.peek(), { kind: "dismissed" });
    },
    forget: () => endAttempt(purpose),
    start: () => {
      ending = new AbortController();
      if (hasAttempt(purpose)) begin("resumed");
      return () => ending.abort();
    },
  };
};
