import { createHash } from "node:crypto";
import { type GatewayResult, GatewayTimeout, type PaymentGateway } from "#functions/balance/gateway/payment-gateway.ts";
import { readSimulatedCharge, recordSimulatedCharge } from "#functions/balance/gateway/simulated-gateway-store.ts";
import { courseOf } from "#functions/balance/gateway/test-amounts.ts";
import { requestCheck } from "#functions/balance/top-up-check-messages.ts";
import { systemClock } from "#functions/shared/time.ts";

/**
 * A gateway that takes no money. It keeps its own record of charges, apart from our top-ups, so that losses between the
 * two can be simulated. test-amounts.ts lists the amounts that are declined, lost or called back about.
 */
export const simulatedGateway: PaymentGateway = {
  charge: async ({ topUpId, userId, amount, attempt }) => {
    const course = courseOf(amount);
    if (course.losesRequest && attempt === 1) throw new GatewayTimeout("The request was lost.");

    const result: GatewayResult = course.isDeclined
      ? { kind: "declined", reason: "CARD_DECLINED" }
      : { kind: "approved", gatewayReference: referenceOf(topUpId) };
    const recorded = await recordSimulatedCharge(topUpId, amount, result, systemClock());
    for (let sent = 0; sent < course.callbacks; sent += 1) await requestCheck({ userId, topUpId });
    if (course.losesResponse && attempt === 1) throw new GatewayTimeout("The response was lost.");
    return recorded;
  },
  find: async ({ topUpId }) => (await readSimulatedCharge(topUpId)) ?? { kind: "unknown" },
};

const referenceOf = (topUpId: string): string =>
  `sim_${createHash("sha256").update(topUpId).digest("hex").slice(0, 16)}`;
