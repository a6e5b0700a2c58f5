/** The use case of paying a reservation from the balance. */

import { accountAfterOthers } from "#functions/balance/account-after-others.ts";
import {
  addEntry,
  changedAccount,
  type MoneyOutcome,
  moneyKeyHash,
  readAccount,
  readOutcome,
  storeMoneyRefusal,
  toMoneyOutcome,
  useKey,
} from "#functions/balance/balance-store.ts";
import { type Account, type Entry, nextEntry, takingsOf } from "#functions/balance/rules/ledger.ts";
import { refuseCalledOff } from "#functions/catalog/refuse-called-off.ts";
import { newPayment, readWithPayment } from "#functions/payments/payment-store.ts";
import { type Payment, paymentIdOf, receiptNumberOf } from "#functions/payments/rules/payment.ts";
import { freezeRefundRule } from "#functions/payments/rules/refund-rule.ts";
import { signReceipt } from "#functions/payments/sign-receipt.ts";
import { refusedUse, usePromotion } from "#functions/promotions/promotion-store.ts";
import { endPlace, readPlace } from "#functions/queue/place-store.ts";
import type { Place } from "#functions/queue/rules/queue-state.ts";
import { markPaid } from "#functions/reservations/reservation-store.ts";
import { type Reservation, statusAt } from "#functions/reservations/rules/reservation.ts";
import { bookingFeesOf } from "#functions/reservations/rules/seat-rates.ts";
import { sellSeat } from "#functions/seats/seat-store.ts";
import type { Item } from "#functions/shared/dynamodb.ts";
import { environment } from "#functions/shared/environment.ts";
import { QUEUE_TOKEN_VARIABLES } from "#functions/shared/grants.ts";
import { replayedProblem, type StoredProblem } from "#functions/shared/idempotency.ts";
import { fingerprint } from "#functions/shared/ids.ts";
import { Problem } from "#functions/shared/problem.ts";
import { AGAIN, AGAIN_AT_ONCE, retryOnConflict } from "#functions/shared/retry-on-conflict.ts";
import { monotonicMs, type Seconds, systemClock } from "#functions/shared/time.ts";
import { type Part, transact } from "#functions/shared/transaction.ts";
import { signingKey } from "#functions/signing/key-ring.ts";
import type { SigningKey } from "#functions/signing/signing-key.ts";

export interface PaymentInput {
  readonly reservationId: string;
  readonly userId: string;
  readonly idempotencyKey: string;
  /** The function's key; that of this module if absent. */
  readonly signingKey?: () => Promise<SigningKey>;
}

export interface Paid {
  readonly reservation: Reservation;
  readonly payment: Payment;
  /** Whether an earlier request with the same key made it. */
  readonly isRepeat: boolean;
}

const issuer = environment(QUEUE_TOKEN_VARIABLES.issuer);

const TRIES_MAX = 6;
/** How long a payment waits at most for others of its account before its client is asked to retry. */
const WAIT_MS_MAX = 10_000;

/** A request, with what identifies it under its key. */
interface Attempt extends PaymentInput {
  readonly keyHash: string;
  readonly fingerprint: string;
}

/**
 * Checks the reservation, then the balance, then does the rest in one transaction: money, ledger entry, receipt,
 * reservation, seats, the use of a promotion, and the end of the queue token (M3, S4, Q8). The amount is the
 * reservation's. The receipt is signed first: a payment whose receipt can't be signed takes no money.
 * @throws Problem RESERVATION_NOT_FOUND, HOLD_EXPIRED, RESERVATION_NOT_HELD, ALREADY_PAID, INSUFFICIENT_BALANCE,
 * PROMOTION_CODE_USED_UP, PROMOTION_CODE_INVALID, PERFORMANCE_CALLED_OFF, IDEMPOTENCY_KEY_REUSED or REQUEST_IN_PROGRESS
 */
export const payReservation = (input: PaymentInput): Promise<Paid> => {
  const attempt: Attempt = {
    ...input,
    keyHash: moneyKeyHash("pay", input.idempotencyKey),
    fingerprint: fingerprint("pay", input.reservationId),
  };
  const untilMs = monotonicMs() + WAIT_MS_MAX;
  let known: Facts | undefined;
  let losses = 0;
  return retryOnConflict(TRIES_MAX, async (tryNumber) => {
    // The first try makes do with reads that may be a moment old; the conditions of the transaction find that out.
    const facts = known ?? (await readFacts(attempt, { consistent: tryNumber > 1 }));
    known = undefined;
    if (!isFacts(facts)) return facts;
    const startMs = monotonicMs();
    const result = await tryToPay(attempt, facts);
    if (!isFacts(result)) return result;
    // Nobody waits for what is not tried any more.
    if (tryNumber === TRIES_MAX) return AGAIN_AT_ONCE;
    losses += 1;
    const lost = { ...result, lostMs: monotonicMs() - startMs };
    const account = await accountAfterOthers(attempt.userId, lost, { losses, untilMs });
    known = { ...result, account, isAccountCurrent: true };
    return AGAIN_AT_ONCE;
  });
};

/** What a payment is decided by. */
interface Facts {
  readonly reservation: Reservation;
  readonly account: Account;
  /** Whether the account was like this at a moment since the request came. */
  readonly isAccountCurrent: boolean;
  readonly place: Place | undefined;
  readonly key: SigningKey;
}

const isFacts = (result: Facts | Paid | symbol): result is Facts => typeof result === "object" && "account" in result;

/** @returns the facts, or the payment if this request has made it before */
const readFacts = async (
  attempt: Attempt,
  { consistent }: { readonly consistent: boolean },
): Promise<Facts | Paid | typeof AGAIN_AT_ONCE> => {
  const now = systemClock();
  const found = await readWithPayment(attempt.reservationId, { consistent });
  if (!consistent && (found === undefined || statusAt(found.reservation, now) !== "HELD")) return AGAIN_AT_ONCE;
  if (found?.reservation.userId !== attempt.userId) throw new Problem("RESERVATION_NOT_FOUND");
  const { reservation } = found;
  if (found.payment?.keyHash === attempt.keyHash) return { reservation, payment: found.payment, isRepeat: true };
  if (!(await isHeld(reservation, attempt, now))) return AGAIN_AT_ONCE;

  const [account, place, key] = await Promise.all([
    readAccount(attempt.userId, { consistent }),
    findPass(reservation),
    (attempt.signingKey ?? signingKey)(),
    refuseCalledOff(reservation.performanceId),
  ]);
  return { reservation, account, isAccountCurrent: consistent, place, key };
};

/** @returns the payment, or the facts as far as they are known if others have changed nothing but the account */
const tryToPay = async (
  attempt: Attempt,
  facts: Facts,
): Promise<Paid | Facts | typeof AGAIN | typeof AGAIN_AT_ONCE> => {
  const now = systemClock();
  const { reservation, account, place, key } = facts;
  const bookingFees = bookingFeesOf(reservation.seatIds, reservation);
  const next = nextEntry(account, {
    kind: "PAYMENT",
    counterAccount: takingsOf(reservation.concertId),
    amount: 0 - reservation.amount,
    ...(bookingFees > 0 && { bookingFees }),
    reference: paymentIdOf(reservation.reservationId),
    at: now,
  });
  if ("missing" in next) {
    const evidence = { balance: account.balance, amount: reservation.amount, missing: next.missing };
    if (facts.isAccountCurrent) await refuseForGood({ code: "INSUFFICIENT_BALANCE", evidence }, attempt, now);
    return AGAIN_AT_ONCE;
  }
  const payment = signedPayment(reservation, next.entry, attempt.keyHash, key);
  const parts = partsOf({ attempt, reservation, payment, account, entry: next.entry, place });
  const outcome = await transact(parts, { triesMax: 1 });
  if (outcome.kind === "committed") return { reservation, payment, isRepeat: false };
  if (outcome.kind === "contended") return { ...facts, isAccountCurrent: false };
  const changed = changedAccount(outcome.found);
  if (changed !== undefined) return { ...facts, account: changed, isAccountCurrent: true };
  requireWorthTrying(outcome.found, reservation, attempt);
  // A reservation that was changed or paid meanwhile may use another promotion, or have used this one.
  if (outcome.found.has("promotion") && !outcome.found.has("reservation")) {
    await refuseForGood({ code: refusedUse(outcome.found.get("promotion"), now), evidence: {} }, attempt, now);
  }
  return AGAIN;
};

/**
 * @returns false if this very request has paid since the reservation was read, so that the next try finds the payment
 * @throws Problem if the reservation can't be paid any more
 */
const isHeld = async (reservation: Reservation, attempt: Attempt, now: Seconds): Promise<boolean> => {
  const status = statusAt(reservation, now);
  if (status === "HELD") return true;
  // A repeat of a request that was refused for lack of money or for its promotion gets that refusal again, whatever has happened since.
  const earlier = await readOutcome(attempt.userId, attempt.keyHash, now);
  if (earlier) {
    refuseRepeat(earlier, attempt);
    return false;
  }
  if (status === "EXPIRED") throw new Problem("HOLD_EXPIRED");
  if (status === "PAID") throw new Problem("ALREADY_PAID", { paymentId: reservation.paymentId });
  if (reservation.organiserAct !== undefined) await refuseCalledOff(reservation.performanceId, { consistent: true });
  throw new Problem("RESERVATION_NOT_HELD", { reservationStatus: status });
};

/**
 * The live place that the seats were held with. Paying needs the hold, not the pass: a place that has ended, or a later
 * one, is left alone. A read that may lag is enough to see a live place; that there is none takes a consistent one (Q8).
 */
const findPass = async ({ concertId, userId, generation }: Reservation): Promise<Place | undefined> => {
  const lives = (place: Place | undefined) => place?.generation === generation && place.endedAt === undefined;
  const place = await readPlace(concertId, userId);
  if (lives(place)) return place;
  const certain = await readPlace(concertId, userId, { consistent: true });
  return lives(certain) ? certain : undefined;
};

const signedPayment = (reservation: Reservation, entry: Entry, keyHash: string, key: SigningKey): Payment => {
  const paymentId = entry.reference;
  const payment = {
    paymentId,
    receiptNumber: receiptNumberOf(paymentId, entry.at),
    amount: reservation.amount,
    balanceAfter: entry.balanceAfter,
    entrySeq: entry.seq,
    paidAt: entry.at,
    keyHash,
    refunds: [],
  };
  return { ...payment, signature: signReceipt(reservation, payment, issuer, key) };
};

/**
 * Stores a refusal under its key and throws it. Returns if the key has paid in the meantime, which is why money is
 * missing or the promotion is used up: then the next try finds the payment.
 */
const refuseForGood = async (refusal: StoredProblem, attempt: Attempt, now: Seconds): Promise<void> => {
  const outcome = { request: attempt.fingerprint, result: { refusal } };
  const earlier = await storeMoneyRefusal(attempt.userId, attempt.keyHash, outcome, now);
  if (earlier === undefined) throw new Problem(refusal.code, refusal.evidence);
  refuseRepeat(earlier, attempt);
};

const partsOf = (facts: {
  readonly attempt: Attempt;
  readonly reservation: Reservation;
  readonly payment: Payment;
  readonly account: Account;
  readonly entry: Entry;
  readonly place: Place | undefined;
}): readonly Part[] => {
  const { attempt, reservation, payment, account, entry, place } = facts;
  const { reservationId, userId, concertId, performanceId, seatIds, promotionCode } = reservation;
  return [
    markPaid(
      reservation,
      { paymentId: payment.paymentId, ...freezeRefundRule(reservation.refundRule, entry.at) },
      entry.at,
    ),
    newPayment(reservationId, payment),
    ...addEntry(userId, account, entry),
    useKey(userId, payment.keyHash, { request: attempt.fingerprint, result: { entry } }, entry.at),
    ...seatIds.map((seatId) => sellSeat(performanceId, seatId, reservationId)),
    ...(place ? endPlace(place, "PAID", entry.at) : []),
    ...(promotionCode === undefined ? [] : [usePromotion({ concertId, code: promotionCode }, entry.at)]),
  ];
};

/** @throws Problem if another try would fail too: the key was used before, or a seat now belongs to somebody else */
const requireWorthTrying = (
  found: ReadonlyMap<string, Item | undefined>,
  reservation: Reservation,
  attempt: Attempt,
): void => {
  const earlier = found.get("key");
  if (earlier) refuseRepeat(toMoneyOutcome(earlier), attempt);
  const isElsewhere = (seatId: string): boolean =>
    found.has(seatId) && found.get(seatId)?.["reservationId"] !== reservation.reservationId;
  if (reservation.seatIds.some(isElsewhere)) throw new Problem("HOLD_EXPIRED");
};

/** A key that was used before pays nothing. A repeat of a payment that went through is found by its payment instead. */
const refuseRepeat = (earlier: MoneyOutcome, attempt: Attempt): void => {
  if (earlier.request !== attempt.fingerprint) throw new Problem("IDEMPOTENCY_KEY_REUSED");
  if ("refusal" in earlier.result) throw replayedProblem(earlier.result.refusal);
};
