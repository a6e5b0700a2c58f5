import type { PaymentGateway } from "#functions/balance/gateway/payment-gateway.ts";
import { simulatedGateway } from "#functions/balance/gateway/simulated-gateway.ts";
import { environment } from "#functions/shared/environment.ts";
import { PAYMENT_GATEWAY_VARIABLE, type PaymentGatewayName } from "#functions/shared/grants.ts";

/** Every adapter, by the name that a stage has in its settings. No real gateway is connected yet: its adapter goes here. */
const GATEWAYS: Readonly<Record<PaymentGatewayName, PaymentGateway>> = { simulated: simulatedGateway };

const isKnown = (name: string): name is PaymentGatewayName => Object.hasOwn(GATEWAYS, name);

/** @throws Error if no adapter has the name */
export const gatewayNamed = (name: string): PaymentGateway => {
  if (!isKnown(name)) throw new Error(`There is no payment gateway "${name}".`);
  return GATEWAYS[name];
};

/** The gateway that charges the cards for top-ups. */
export const paymentGateway: PaymentGateway = gatewayNamed(environment(PAYMENT_GATEWAY_VARIABLE));
