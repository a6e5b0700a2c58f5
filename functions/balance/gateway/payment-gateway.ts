/** All that Encore needs of a payment gateway: the port that an adapter implements. */

export interface GatewayCharge {
  readonly topUpId: string;
  readonly userId: string;
  /** Won. */
  readonly amount: number;
}

export interface Approved {
  readonly kind: "approved";
  /** The gateway's own id of the charge. */
  readonly gatewayReference: string;
}

export interface Declined {
  readonly kind: "declined";
  /** A word for the person who is paying. */
  readonly reason: string;
}

/** The final result of a charge. */
export type GatewayResult = Approved | Declined;

export interface PaymentGateway {
  /**
   * Charges the card once per `topUpId`, however often it is called: a repeat returns the first result.
   * @param charge.attempt how many times we have begun, from 1
   * @throws GatewayTimeout if no response came; the money may or may not have been taken
   */
  readonly charge: (charge: GatewayCharge & { readonly attempt: number }) => Promise<GatewayResult>;
  /**
   * Looks a charge up; "unknown" if the gateway has no record of it.
   * @throws GatewayTimeout if no response came
   */
  readonly find: (charge: GatewayCharge) => Promise<GatewayResult | { readonly kind: "unknown" }>;
}

/** No response came in time. Only `find` can show what happened. */
export class GatewayTimeout extends Error {
  override readonly name = "GatewayTimeout";
}
