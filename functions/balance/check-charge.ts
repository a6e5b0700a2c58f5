/** The use case of looking at a charge whose outcome may have been lost. */
import { CHECKS_MAX, type ChargeCheck, scheduleCheck } from "#functions/balance/charge-queue.ts";
import { conclude } from "#functions/balance/charge-settlement.ts";
import { type Charge, isFinal } from "#functions/balance/charge-status.ts";
import { abandonCharge, readCharge } from "#functions/balance/charge-store.ts";
import { paymentGateway } from "#functions/balance/gateway.ts";
import type { PaymentGateway } from "#functions/balance/payment-gateway.ts";

/** Others may be changing the account: so long it is tried before the message has to come again. */
const SETTLE_MS_MAX = 10_000;

/**
 * Asks the gateway for the truth about a charge and settles it, once, however many messages say the same and in whatever order
 * they come (M3). What the gateway has not heard of after the last look is abandoned; a later retry may begin it again.
 * @throws Error if it has to be done again: the gateway or the store can't be reached, or the account keeps changing
 */
export const checkCharge = async (
  { userId, chargeId, check }: ChargeCheck,
  gateway: PaymentGateway = paymentGateway,
): Promise<void> => {
  const charge = await readCharge(userId, chargeId);
  if (charge === undefined) throw new Error(`There is no charge ${chargeId}.`);
  if (isFinal(charge)) return;

  const found = await resultOf(charge, gateway);
  if (found.kind !== "unknown") {
    const concluded = await conclude(charge, found, { untilMs: Date.now() + SETTLE_MS_MAX });
    if (!isFinal(concluded.charge)) throw new Error(`The account of the charge ${chargeId} kept changing.`);
    return;
  }
  if (check === undefined || charge.status === "ABANDONED") return;
  if (check < CHECKS_MAX) await scheduleCheck(charge, check + 1);
  else await abandonCharge(charge);
};

const resultOf = ({ chargeId, userId, amount, gatewayReference }: Charge, gateway: PaymentGateway) =>
  gatewayReference === undefined
    ? gateway.find({ chargeId, userId, amount })
    : ({ kind: "approved", gatewayReference } as const);
