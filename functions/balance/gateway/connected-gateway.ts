import type { PaymentGateway } from "#functions/balance/gateway/payment-gateway.ts";
import { simulatedGateway } from "#functions/balance/gateway/simulated-gateway.ts";

/** The gateway that charges the cards for top-ups. No real one is connected yet: its adapter goes here. */
export const paymentGateway: PaymentGateway = simulatedGateway;
