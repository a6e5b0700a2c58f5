/** The use case of looking at charges of one user whose outcome may have been lost, or that wait to be settled. */

import { paymentGateway } from "#functions/balance/gateway/connected-gateway.ts";
import type { PaymentGateway } from "#functions/balance/gateway/payment-gateway.ts";
import { isFinal } from "#functions/balance/rules/top-up.ts";
import { CHECKS_MAX, type ChargeCheck, scheduleCheck } from "#functions/balance/top-up-check-messages.ts";
import { type Approval, settleApproved } from "#functions/balance/top-up-settlement.ts";
import { abandonCharge, declineCharge, readCharge } from "#functions/balance/top-up-store.ts";

/** Others may be changing the account: about ten seconds of tries, then the messages come again. */
const TRIES_MAX = 12;

/**
 * Asks the gateway for the truth about charges of one user and settles those it has approved, each once, however many messages say
 * the same and in whatever order they come (M3). What the gateway has not heard of after the last look is abandoned; a later
 * retry may begin it again.
 * @throws Error if it has to be done again: the gateway or the store can't be reached, or the account keeps changing
 */
export const checkCharges = async (
  userId: string,
  checks: readonly ChargeCheck[],
  gateway: PaymentGateway = paymentGateway,
): Promise<void> => {
  const looks = await Promise.allSettled(oneOfEach(checks).map((check) => lookAt(check, gateway)));
  const approvals = looks.flatMap((look) => (look.status === "fulfilled" ? (look.value ?? []) : []));
  const { left } = await settleApproved(userId, approvals, { triesMax: TRIES_MAX });
  if (left.length > 0) throw new Error(`The account of ${left.length} approved charges kept changing.`);
  const failure = looks.find((look) => look.status === "rejected");
  if (failure) throw failure.reason;
};

const CALLBACK_LAST = CHECKS_MAX + 1;

/** One look at each charge: of several the one that has the most looks still to come. */
const oneOfEach = (checks: readonly ChargeCheck[]): readonly ChargeCheck[] => {
  const order = checks.toSorted((a, b) => (b.check ?? CALLBACK_LAST) - (a.check ?? CALLBACK_LAST));
  return [...new Map(order.map((check) => [check.chargeId, check])).values()];
};

/** The charge if it is to be settled; whatever else there is to do about it is done. */
const lookAt = async (
  { userId, chargeId, check }: ChargeCheck,
  gateway: PaymentGateway,
): Promise<Approval | undefined> => {
  const charge = await readCharge(userId, chargeId);
  if (charge === undefined) throw new Error(`There is no charge ${chargeId}.`);
  if (isFinal(charge)) return undefined;
  const { amount, gatewayReference } = charge;
  if (gatewayReference !== undefined) return { charge, gatewayReference };

  const found = await gateway.find({ chargeId, userId, amount });
  if (found.kind === "approved") return { charge, gatewayReference: found.gatewayReference };
  if (found.kind === "declined") await declineCharge(charge, found.reason);
  else if (check !== undefined && charge.status === "PENDING") {
    await (check < CHECKS_MAX ? scheduleCheck(charge, check + 1) : abandonCharge(charge));
  }
  return undefined;
};
