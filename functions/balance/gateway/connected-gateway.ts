import type { PaymentGateway } from "#functions/balance/gateway/payment-gateway.ts";
import { simulatedGateway } from "#functions/balance/gateway/simulated-gateway.ts";

/** The gateway that takes the money for charges. No real one is connected yet: this is where its adapter goes. */
export const paymentGateway: PaymentGateway = simulatedGateway;
