/** The use case of looking at top-ups of one user whose outcome may have been lost, or that wait to be settled. */

import { paymentGateway } from "#functions/balance/gateway/connected-gateway.ts";
import type { PaymentGateway } from "#functions/balance/gateway/payment-gateway.ts";
import { isFinal } from "#functions/balance/rules/top-up.ts";
import { CHECKS_MAX, scheduleCheck, type TopUpCheck } from "#functions/balance/top-up-check-messages.ts";
import { type Approval, settleApproved } from "#functions/balance/top-up-settlement.ts";
import { abandonTopUp, declineTopUp, readTopUp } from "#functions/balance/top-up-store.ts";

/** Others may be changing the account: about ten seconds of tries, then the messages come again. */
const TRIES_MAX = 12;

/**
 * Asks the gateway for the truth about top-ups of one user and settles those it has approved, each once, however many messages say
 * the same and in whatever order they come (M3). What the gateway has not heard of after the last look is abandoned; a later
 * retry may begin it again.
 * @throws Error if it has to be done again: the gateway or the store can't be reached, or the account keeps changing
 */
export const checkTopUps = async (
  userId: string,
  checks: readonly TopUpCheck[],
  gateway: PaymentGateway = paymentGateway,
): Promise<void> => {
  const looks = await Promise.allSettled(oneOfEach(checks).map((check) => lookAt(check, gateway)));
  const approvals = looks.flatMap((look) => (look.status === "fulfilled" ? (look.value ?? []) : []));
  const { left } = await settleApproved(userId, approvals, { triesMax: TRIES_MAX });
  if (left.length > 0) throw new Error(`The account of ${left.length} approved top-ups kept changing.`);
  const failure = looks.find((look) => look.status === "rejected");
  if (failure) throw failure.reason;
};

const CALLBACK_LAST = CHECKS_MAX + 1;

/** One look at each top-up: of several the one that has the most looks still to come. */
const oneOfEach = (checks: readonly TopUpCheck[]): readonly TopUpCheck[] => {
  const order = checks.toSorted((a, b) => (b.check ?? CALLBACK_LAST) - (a.check ?? CALLBACK_LAST));
  return [...new Map(order.map((check) => [check.topUpId, check])).values()];
};

/** The top-up if it is to be settled; whatever else there is to do about it is done. */
const lookAt = async (
  { userId, topUpId, check }: TopUpCheck,
  gateway: PaymentGateway,
): Promise<Approval | undefined> => {
  const topUp = await readTopUp(userId, topUpId);
  if (topUp === undefined) throw new Error(`There is no top-up ${topUpId}.`);
  if (isFinal(topUp)) return undefined;
  const { amount, gatewayReference } = topUp;
  if (gatewayReference !== undefined) return { topUp, gatewayReference };

  const found = await gateway.find({ topUpId, userId, amount });
  if (found.kind === "approved") return { topUp, gatewayReference: found.gatewayReference };
  if (found.kind === "declined") await declineTopUp(topUp, found.reason);
  else if (check !== undefined && topUp.status === "PENDING") {
    await (check < CHECKS_MAX ? scheduleCheck(topUp, check + 1) : abandonTopUp(topUp));
  }
  return undefined;
};
