/** The use case of checking top-ups whose outcome may have been lost, or that wait to be settled. */

import { paymentGateway } from "#functions/balance/gateway/connected-gateway.ts";
import type { PaymentGateway } from "#functions/balance/gateway/payment-gateway.ts";
import { isFinal } from "#functions/balance/rules/top-up.ts";
import { CHECKS_MAX, scheduleCheck, type TopUpCheck } from "#functions/balance/top-up-check-messages.ts";
import { type Approval, settleApproved } from "#functions/balance/top-up-settlement.ts";
import { abandonTopUp, declineTopUp, readTopUp } from "#functions/balance/top-up-store.ts";
import { forEachLimit } from "#functions/shared/for-each-limit.ts";

const PARALLEL = 10;

/** Others may be changing the account: about ten seconds of tries, then the messages come again. */
const TRIES_MAX = 12;

/**
 * Asks the gateway for the result of each top-up and settles the approved ones, each once, however many messages name it
 * and in whatever order they come (M3). A top-up of which the gateway has no record at the last check is abandoned; a
 * later retry may begin it again.
 * @returns the checks that have to be repeated: the gateway or the store is out of reach, or the account keeps changing
 */
export const checkTopUps = async (
  checks: readonly TopUpCheck[],
  gateway: PaymentGateway = paymentGateway,
): Promise<ReadonlySet<TopUpCheck>> => {
  const byUser = [...Map.groupBy(checks, ({ userId }) => userId)];
  const failed = await forEachLimit(byUser, PARALLEL, ([userId, ofUser]) => checkTopUpsOf(userId, ofUser, gateway));
  return new Set(failed.flatMap(([, ofUser]) => ofUser));
};

const checkTopUpsOf = async (userId: string, checks: readonly TopUpCheck[], gateway: PaymentGateway): Promise<void> => {
  const results = await Promise.allSettled(oneForEach(checks).map((check) => checkTopUp(check, gateway)));
  const approvals = results.flatMap((result) => (result.status === "fulfilled" ? (result.value ?? []) : []));
  const { unsettled } = await settleApproved(userId, approvals, { triesMax: TRIES_MAX });
  if (unsettled.length > 0) throw new Error(`The account of ${unsettled.length} approved top-ups kept changing.`);
  const failure = results.find((result) => result.status === "rejected");
  if (failure) throw failure.reason;
};

const REQUESTED_CHECK = CHECKS_MAX + 1;

/** One check for each top-up: of several, the one with the most scheduled checks still to come. */
const oneForEach = (checks: readonly TopUpCheck[]): readonly TopUpCheck[] => {
  const order = checks.toSorted((a, b) => (b.check ?? REQUESTED_CHECK) - (a.check ?? REQUESTED_CHECK));
  return [...new Map(order.map((check) => [check.topUpId, check])).values()];
};

/** Returns the top-up if it is to be settled, and deals with every other result itself. */
const checkTopUp = async (
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
