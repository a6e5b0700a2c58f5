/** The use case of charging a balance. */

import { readAccount } from "#functions/balance/balance-store.ts";
import { paymentGateway } from "#functions/balance/gateway/connected-gateway.ts";
import { type GatewayResult, GatewayTimeout, type PaymentGateway } from "#functions/balance/gateway/payment-gateway.ts";
import type { Account, Entry } from "#functions/balance/rules/ledger.ts";
import { isFinal, type TopUp } from "#functions/balance/rules/top-up.ts";
import { scheduleCheck, sendCheck } from "#functions/balance/top-up-check-messages.ts";
import { type Approval, settleApproved } from "#functions/balance/top-up-settlement.ts";
import {
  beginAgain,
  beginTopUp,
  declineTopUp,
  keepApproval,
  readTopUp,
  topUpIdOf,
} from "#functions/balance/top-up-store.ts";
import { REPLAYED } from "#functions/shared/idempotency.ts";
import { Problem } from "#functions/shared/problem.ts";
import { systemClock, wait } from "#functions/shared/time.ts";

export interface TopUpRequest {
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

/** How long a request takes at most, roughly, before the client is asked to come again: well within the function's own time. */
const REQUEST_MS_MAX = 8000;
/** Where it took longer to write a top-up down there would hardly be time for the rest: no money is asked for. */
const BEGIN_MS_MAX = 4000;
/** So long an account that was read is taken for what it is now. */
const FRESH_MS = 500;
/** Entries that may have come since, on an account at which nobody else is busy. */
const QUIET_ENTRIES_MAX = 1;
const POLL_MS = 500;
const POLL_FACTOR = 3;
/** Clients that are turned away together are sent back over so many seconds. */
const RETRY_AFTER_SPREAD_SECONDS = 5;

/**
 * Adds an amount to a balance, once for each key (M3): writes the top-up down, has it looked at later in case this request gets
 * lost, has the gateway take the money, and settles. A repeat goes on from wherever the one before it came to.
 * @throws Problem AMOUNT_OUT_OF_RANGE, PAYMENT_DECLINED, PAYMENT_PENDING, IDEMPOTENCY_KEY_REUSED or TOO_MANY_REQUESTS
 */
export const topUpBalance = async (
  request: TopUpRequest,
  gateway: PaymentGateway = paymentGateway,
): Promise<ToppedUp> => {
  const { userId, amount, amountMax } = request;
  if (amount < 1 || amount > amountMax) throw outOfRange(request);
  const startMs = Date.now();
  const account = await readAccount(userId, { consistent: true });
  const { topUp: begun, isNew } = await begin(request, account);
  if (begun.amount !== amount) throw new Problem("IDEMPOTENCY_KEY_REUSED");
  if (isFinal(begun)) return answerOf(begun, true);
  if (Date.now() - startMs > BEGIN_MS_MAX) throw comeAgain();

  const result = await resultOf(begun, isNew, gateway);
  if ("topUpId" in result) return answerOf(result, true);
  if (result.kind === "declined") return answerOf(await declineTopUp(begun, result.reason), false);

  const approval = { topUp: begun, gatewayReference: result.gatewayReference };
  const quiet = await quietAccount(userId, account, startMs);
  const { settled, found } = await settleApproved(userId, quiet ? [approval] : [], { triesMax: 1, account: quiet });
  const [concluded] = [...settled, ...found];
  if (concluded) return answerOf(concluded, settled.length === 0);
  return answerOf(await handOver(approval, startMs + REQUEST_MS_MAX), !isNew);
};

/** @throws Problem if the balance would become too large: known before any money is taken */
const begin = async (
  request: TopUpRequest,
  account: Account,
): Promise<{ readonly topUp: TopUp; readonly isNew: boolean }> => {
  const { userId, amount, balanceMax, idempotencyKey } = request;
  const topUpId = topUpIdOf(userId, idempotencyKey);
  if (account.balance + amount <= balanceMax) return beginTopUp({ userId, topUpId, amount }, systemClock());
  const earlier = await readTopUp(userId, topUpId);
  if (earlier === undefined || earlier.status === "ABANDONED") throw outOfRange(request);
  return { topUp: earlier, isNew: false };
};

/** What the gateway says, or the top-up if somebody else has concluded it meanwhile. */
const resultOf = async (begun: TopUp, isNew: boolean, gateway: PaymentGateway): Promise<GatewayResult | TopUp> => {
  if (begun.status === "APPROVED" && begun.gatewayReference !== undefined) {
    return { kind: "approved", gatewayReference: begun.gatewayReference };
  }
  // Also for a repeat: the request before it may have ended between the two.
  await scheduleCheck(begun, 1);
  try {
    if (isNew) return await gateway.charge({ ...namesOf(begun), attempt: 1 });
    const found = await gateway.find(namesOf(begun));
    if (found.kind !== "unknown") return found;
    const again = await beginAgain(begun, systemClock());
    if (isFinal(again)) return again;
    return await gateway.charge({ ...namesOf(again), attempt: again.attempts });
  } catch (error) {
    if (error instanceof GatewayTimeout) throw new Problem("PAYMENT_PENDING", {}, { cause: error });
    throw error;
  }
};

/** The account as it is now, or undefined if others are at it, so that a try of our own would be wasted. */
const quietAccount = async (userId: string, account: Account, readMs: number): Promise<Account | undefined> => {
  if (Date.now() - readMs < FRESH_MS) return account;
  const now = await readAccount(userId, { consistent: true });
  return now.seq - account.seq > QUIET_ENTRIES_MAX ? undefined : now;
};

/**
 * Others are changing the account. Leaves the top-up to settle-top-up, which settles many at once, and waits until it has; in the
 * end tries once more, in case that function is out of order.
 */
const handOver = async ({ topUp: begun, gatewayReference }: Approval, untilMs: number): Promise<TopUp> => {
  let current = await keepApproval(begun, gatewayReference);
  if (!isFinal(current)) await sendCheck(begun);
  for (let pauseMs = POLL_MS; !isFinal(current) && Date.now() + pauseMs < untilMs; pauseMs *= POLL_FACTOR) {
    await wait(pauseMs * (0.5 + Math.random()));
    current = (await readTopUp(begun.userId, begun.topUpId)) ?? current;
  }
  if (isFinal(current)) return current;
  const { settled, found } = await settleApproved(begun.userId, [{ topUp: current, gatewayReference }], {
    triesMax: 1,
  });
  return settled[0] ?? found[0] ?? current;
};

const namesOf = ({ topUpId, userId, amount }: TopUp) => ({ topUpId, userId, amount });

const answerOf = ({ entry, reason, status }: TopUp, isRepeat: boolean): ToppedUp => {
  if (entry) return { entry, isRepeat };
  if (status === "DECLINED") throw new Problem("PAYMENT_DECLINED", { reason }, { headers: isRepeat ? REPLAYED : {} });
  throw comeAgain();
};

const comeAgain = (): Problem =>
  new Problem(
    "TOO_MANY_REQUESTS",
    {},
    { retryAfterSeconds: 1 + Math.floor(Math.random() * RETRY_AFTER_SPREAD_SECONDS) },
  );

const outOfRange = ({ amountMax, balanceMax }: TopUpRequest): Problem =>
  new Problem("AMOUNT_OUT_OF_RANGE", { amountMax, balanceMax });
