/** The use case of paying a reservation from the balance. */

import {
  addEntry,
  foundOutcome,
  type MoneyOutcome,
  moneyKeyHash,
  readAccount,
  readOutcome,
  storeMoneyRefusal,
  useKey,
} from "#functions/balance/balance-store.ts";
import { type Account, nextEntry, takingsOf } from "#functions/balance/rules/ledger.ts";
import { type Payment, paymentIdOf, receiptNumberOf } from "#functions/payments/rules/receipt.ts";
import { signReceipt } from "#functions/payments/rules/signed-receipt.ts";
import { endPlace, readPlace } from "#functions/queue/place-store.ts";
import type { Place } from "#functions/queue/rules/queue-state.ts";
import { payReservation, readWithPayment } from "#functions/reservations/reservation-store.ts";
import { type Reservation, statusAt } from "#functions/reservations/rules/reservation.ts";
import { sellSeat } from "#functions/seats/seat-store.ts";
import type { Item } from "#functions/shared/dynamodb.ts";
import { environment } from "#functions/shared/environment.ts";
import { QUEUE_TOKEN_VARIABLES } from "#functions/shared/grants.ts";
import { replayedProblem } from "#functions/shared/idempotency.ts";
import { fingerprint } from "#functions/shared/ids.ts";
import { Problem } from "#functions/shared/problem.ts";
import { type Seconds, systemClock } from "#functions/shared/time.ts";
import { backOff, type Part, transact } from "#functions/shared/transaction.ts";
import { type SigningKey, signingKey } from "#functions/signing/signing-key.ts";

export interface PaymentRequest {
  readonly reservationId: string;
  readonly userId: string;
  readonly idempotencyKey: string;
}

export interface Paid {
  readonly reservation: Reservation;
  readonly payment: Payment;
  /** Whether an earlier request with the same key made it. */
  readonly isRepeat: boolean;
}

const issuer = environment(QUEUE_TOKEN_VARIABLES.issuer);

/** What changed under a try is read again so many times. */
const TRIES_MAX = 6;

/**
 * Checks the reservation, then the balance, then does all of it in one transaction: money, ledger entry, receipt,
 * reservation, seats, and the end of the queue token (M3, S4, Q8). The amount is the reservation's. The receipt is signed
 * before that: a payment that can't be signed takes no money.
 * @throws Problem RESERVATION_NOT_FOUND, HOLD_EXPIRED, RESERVATION_NOT_HELD, ALREADY_PAID, INSUFFICIENT_BALANCE,
 * IDEMPOTENCY_KEY_REUSED or REQUEST_IN_PROGRESS
 */
export const pay = async (request: PaymentRequest): Promise<Paid> => {
  const keyHash = moneyKeyHash("pay", request.idempotencyKey);
  const asked = fingerprint("pay", request.reservationId);

  for (let attempt = 1; attempt <= TRIES_MAX; attempt += 1) {
    const now = systemClock();
    const found = await readWithPayment(request.reservationId);
    if (found?.reservation.userId !== request.userId) throw new Problem("RESERVATION_NOT_FOUND");
    const { reservation } = found;
    if (found.payment?.keyHash === keyHash) return { reservation, payment: found.payment, isRepeat: true };
    if (!(await isHeld(reservation, request, keyHash, asked, now))) continue;

    // The first try makes do with reads that may be a moment old; the conditions of the transaction find that out.
    const consistent = attempt > 1;
    const [account, place, key] = await Promise.all([
      readAccount(request.userId, { consistent }),
      findPass(reservation),
      signingKey(),
    ]);
    const payment = await newPayment(reservation, request, account, { keyHash, asked, now, consistent, key });
    if (payment === undefined) continue;

    const parts = paymentParts(reservation, payment, account, place, asked, now);
    const outcome = await transact(parts, { triesMax: 1 });
    if (outcome.kind === "committed") return { reservation, payment, isRepeat: false };
    if (outcome.kind === "refused") requireWorthTrying(outcome.found, reservation, asked);
    if (attempt < TRIES_MAX) await backOff(attempt);
  }
  throw new Problem("REQUEST_IN_PROGRESS");
};

/**
 * @returns false if this very request has paid since the reservation was read, so that the next try finds the payment
 * @throws Problem if the reservation can't be paid any more
 */
const isHeld = async (
  reservation: Reservation,
  request: PaymentRequest,
  keyHash: string,
  asked: string,
  now: Seconds,
): Promise<boolean> => {
  const status = statusAt(reservation, now);
  if (status === "HELD") return true;
  // A repeat of a request that was refused for want of money gets that answer, whatever has happened since.
  const earlier = await readOutcome(request.userId, keyHash, now);
  if (earlier) {
    refuseRepeat(earlier, asked);
    return false;
  }
  if (status === "EXPIRED") throw new Problem("HOLD_EXPIRED");
  if (status === "PAID") throw new Problem("ALREADY_PAID", { paymentId: reservation.paymentId });
  throw new Problem("RESERVATION_NOT_HELD", { reservationStatus: status });
};

/**
 * The live place that the seats were held with. Paying needs the hold, not the pass: one that has ended, or a later
 * one, is left alone. A read that may lag shows only that it lives; that it does not takes a consistent one (Q8).
 */
const findPass = async ({ concertId, userId, generation }: Reservation): Promise<Place | undefined> => {
  const lives = (place: Place | undefined) => place?.generation === generation && place.endedAt === undefined;
  const place = await readPlace(concertId, userId);
  if (lives(place)) return place;
  const certain = await readPlace(concertId, userId, { consistent: true });
  return lives(certain) ? certain : undefined;
};

/** The payment that is due, or undefined if the account has to be read again to be sure. */
const newPayment = async (
  reservation: Reservation,
  request: PaymentRequest,
  account: Account,
  options: {
    readonly keyHash: string;
    readonly asked: string;
    readonly now: Seconds;
    readonly consistent: boolean;
    readonly key: SigningKey;
  },
): Promise<Payment | undefined> => {
  const { keyHash, asked, now } = options;
  const paymentId = paymentIdOf(reservation.reservationId);
  const next = nextEntry(account, {
    kind: "PAYMENT",
    counterAccount: takingsOf(reservation.concertId),
    amount: -reservation.amount,
    reference: paymentId,
    at: now,
  });
  if ("entry" in next) {
    const payment = {
      paymentId,
      receiptNumber: receiptNumberOf(paymentId, now),
      amount: reservation.amount,
      balanceAfter: next.entry.balanceAfter,
      entrySeq: next.entry.seq,
      paidAt: now,
      keyHash,
      refunds: [],
    };
    return { ...payment, signature: signReceipt(reservation, payment, issuer, options.key) };
  }
  if (!options.consistent) return undefined;
  const refusal = {
    code: "INSUFFICIENT_BALANCE",
    evidence: { balance: account.balance, amount: reservation.amount, missing: next.missing },
  } as const;
  const earlier = await storeMoneyRefusal(request.userId, keyHash, { request: asked, result: { refusal } }, now);
  if (earlier === undefined) throw new Problem(refusal.code, refusal.evidence);
  // The key has paid meanwhile, which is why money is missing: the payment is found by the next try.
  refuseRepeat(earlier, asked);
  return undefined;
};

const paymentParts = (
  reservation: Reservation,
  payment: Payment,
  account: Account,
  place: Place | undefined,
  asked: string,
  now: Seconds,
): readonly Part[] => {
  const { reservationId, userId, concertId, performanceId, seatIds } = reservation;
  const entry = {
    seq: payment.entrySeq,
    kind: "PAYMENT",
    counterAccount: takingsOf(concertId),
    amount: -payment.amount,
    balanceAfter: payment.balanceAfter,
    reference: payment.paymentId,
    at: now,
  } as const;
  return [
    ...payReservation(reservationId, payment, now),
    ...addEntry(userId, account, entry),
    useKey(userId, payment.keyHash, { request: asked, result: { entry } }, now),
    ...seatIds.map((seatId) => sellSeat(performanceId, seatId, reservationId)),
    ...(place ? endPlace(place, "PAID", now) : []),
  ];
};

/** @throws Problem if another try would fail too: the key was used before, or a seat is somebody else's by now */
const requireWorthTrying = (
  found: ReadonlyMap<string, Item | undefined>,
  reservation: Reservation,
  asked: string,
): void => {
  const earlier = foundOutcome(found.get("key"));
  if (earlier) refuseRepeat(earlier, asked);
  const isElsewhere = (seatId: string): boolean =>
    found.has(seatId) && found.get(seatId)?.["reservationId"] !== reservation.reservationId;
  if (reservation.seatIds.some(isElsewhere)) throw new Problem("HOLD_EXPIRED");
};

/** A key that was used before pays nothing. A repeat of a payment that went through is found by its payment instead. */
const refuseRepeat = (earlier: MoneyOutcome, asked: string): void => {
  if (earlier.request !== asked) throw new Problem("IDEMPOTENCY_KEY_REUSED");
  if ("refusal" in earlier.result) throw replayedProblem(earlier.result.refusal);
};
