/** The use case of topping up a balance. */

import { readAccount } from "#functions/balance/balance-store.ts";
import { paymentGateway } from "#functions/balance/gateway/connected-gateway.ts";
import { type GatewayResult, GatewayTimeout, type PaymentGateway } from "#functions/balance/gateway/payment-gateway.ts";
import type { Account, Entry } from "#functions/balance/rules/ledger.ts";
import { isFinal, type TopUp } from "#functions/balance/rules/top-up.ts";
import { requestCheck, scheduleCheck } from "#functions/balance/top-up-check-messages.ts";
import { type Approval, settleApproved } from "#functions/balance/top-up-settlement.ts";
import {
  beginAgain,
  beginTopUp,
  declineTopUp,
  readTopUp,
  recordApproval,
  topUpIdOf,
} from "#functions/balance/top-up-store.ts";
import { REPLAYED } from "#functions/shared/idempotency.ts";
import { Problem } from "#functions/shared/problem.ts";
import { monotonicMs, systemClock } from "#functions/shared/time.ts";
import { pause } from "#functions/shared/time-limit.ts";

export interface TopUpInput {
  readonly userId: string;
  /** Won. */
  readonly amount: number;
  readonly idempotencyKey: string;
  /** Won. */
  readonly amountMax: number;
  /** Won. */
  readonly balanceMax: number;
}

export interface ToppedUp {
  readonly entry: Entry;
  /** Whether an earlier request with the same key made it. */
  readonly isRepeat: boolean;
}

/** How long a request takes at most, roughly, before the client is asked to retry: well below the function's timeout. */
const REQUEST_MS_MAX = 8000;
/** If it takes longer than this to begin the top-up, there is hardly time for the rest, and no card is charged. */
const BEGIN_MS_MAX = 4000;
/** How long an account that was read counts as current. */
const FRESH_MS = 500;
/** New entries on an account at which nobody else is busy. */
const QUIET_ENTRIES_MAX = 1;
const POLL_MS = 500;
const POLL_FACTOR = 3;
/** Clients that are turned away together come back spread over this time. */
const RETRY_AFTER_SPREAD_SECONDS = 5;

/**
 * Adds an amount to a balance, once for each key (M3): writes the top-up down, schedules a check in case this request
 * gets lost, has the gateway charge the card, and settles. A repeat continues where the request before it stopped.
 * @throws Problem AMOUNT_OUT_OF_RANGE, PAYMENT_DECLINED, PAYMENT_PENDING, IDEMPOTENCY_KEY_REUSED or TOO_MANY_REQUESTS
 */
export const topUpBalance = async (input: TopUpInput, gateway: PaymentGateway = paymentGateway): Promise<ToppedUp> => {
  const { userId, amount, amountMax } = input;
  if (amount < 1 || amount > amountMax) throw outOfRange(input);
  const startMs = monotonicMs();
  const account = await readAccount(userId, { consistent: true });
  const { topUp, isNew } = await begin(input, account);
  if (topUp.amount !== amount) throw new Problem("IDEMPOTENCY_KEY_REUSED");
  if (isFinal(topUp)) return outcomeOf(topUp, true);
  if (monotonicMs() - startMs > BEGIN_MS_MAX) throw retryLater();

  const result = await chargeFor(topUp, isNew, gateway);
  if ("topUpId" in result) return outcomeOf(result, true);
  if (result.kind === "declined") return outcomeOf(await declineTopUp(topUp, result.reason), false);

  const approval = { topUp, gatewayReference: result.gatewayReference };
  const quiet = await quietAccount(userId, account, startMs);
  const { settled, alreadySettled } = await settleApproved(userId, quiet ? [approval] : [], {
    triesMax: 1,
    account: quiet,
  });
  const [final] = [...settled, ...alreadySettled];
  if (final) return outcomeOf(final, settled.length === 0);
  return outcomeOf(await leaveToChecks(approval, startMs + REQUEST_MS_MAX), !isNew);
};

/** @throws Problem if the balance would become too large: that is known before any money is taken */
const begin = async (
  input: TopUpInput,
  account: Account,
): Promise<{ readonly topUp: TopUp; readonly isNew: boolean }> => {
  const { userId, amount, balanceMax, idempotencyKey } = input;
  const topUpId = topUpIdOf(userId, idempotencyKey);
  if (account.balance + amount <= balanceMax) return beginTopUp({ userId, topUpId, amount }, systemClock());
  const earlier = await readTopUp(userId, topUpId);
  if (earlier === undefined || earlier.status === "ABANDONED") throw outOfRange(input);
  return { topUp: earlier, isNew: false };
};

/** The gateway's result, or the top-up if another request has made it final in the meantime. */
const chargeFor = async (topUp: TopUp, isNew: boolean, gateway: PaymentGateway): Promise<GatewayResult | TopUp> => {
  if (topUp.status === "APPROVED" && topUp.gatewayReference !== undefined) {
    return { kind: "approved", gatewayReference: topUp.gatewayReference };
  }
  // Also for a repeat: the request before it may have ended between the two.
  await scheduleCheck(topUp, 1);
  try {
    if (isNew) return await gateway.charge({ ...chargeOf(topUp), attempt: 1 });
    const found = await gateway.find(chargeOf(topUp));
    if (found.kind !== "unknown") return found;
    const again = await beginAgain(topUp, systemClock());
    if (isFinal(again)) return again;
    return await gateway.charge({ ...chargeOf(again), attempt: again.attempts });
  } catch (error) {
    if (error instanceof GatewayTimeout) throw new Problem("PAYMENT_PENDING", {}, { cause: error });
    throw error;
  }
};

/** The account as it is now, or undefined if it is so busy that a try of our own would be wasted. */
const quietAccount = async (userId: string, account: Account, readMs: number): Promise<Account | undefined> => {
  if (monotonicMs() - readMs < FRESH_MS) return account;
  const now = await readAccount(userId, { consistent: true });
  return now.seq - account.seq > QUIET_ENTRIES_MAX ? undefined : now;
};

/**
 * For an account that others are changing: leaves the top-up to `checkTopUps`, which settles many at once, and waits for
 * it. At the end tries once more, in case that function is out of order.
 */
const leaveToChecks = async ({ topUp, gatewayReference }: Approval, untilMs: number): Promise<TopUp> => {
  let current = await recordApproval(topUp, gatewayReference);
  if (!isFinal(current)) await requestCheck(topUp);
  for (let pauseMs = POLL_MS; !isFinal(current) && monotonicMs() + pauseMs < untilMs; pauseMs *= POLL_FACTOR) {
    await pause(pauseMs * (0.5 + Math.random()));
    current = (await readTopUp(topUp.userId, topUp.topUpId)) ?? current;
  }
  if (isFinal(current)) return current;
  const { settled, alreadySettled } = await settleApproved(topUp.userId, [{ topUp: current, gatewayReference }], {
    triesMax: 1,
  });
  return settled[0] ?? alreadySettled[0] ?? current;
};

const chargeOf = ({ topUpId, userId, amount }: TopUp) => ({ topUpId, userId, amount });

const outcomeOf = ({ entry, reason, status }: TopUp, isRepeat: boolean): ToppedUp => {
  if (entry) return { entry, isRepeat };
  if (status === "DECLINED") throw new Problem("PAYMENT_DECLINED", { reason }, { headers: isRepeat ? REPLAYED : {} });
  throw retryLater();
};

const retryLater = (): Problem =>
  new Problem(
    "TOO_MANY_REQUESTS",
    {},
    { retryAfterSeconds: 1 + Math.floor(Math.random() * RETRY_AFTER_SPREAD_SECONDS) },
  );

const outOfRange = ({ amountMax, balanceMax }: TopUpInput): Problem =>
  new Problem("AMOUNT_OUT_OF_RANGE", { amountMax, balanceMax });
