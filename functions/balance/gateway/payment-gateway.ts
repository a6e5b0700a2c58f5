/** What Encore asks of whoever takes the money for a charge, and nothing else: the port that an adapter fills. */

export interface GatewayCharge {
  readonly topUpId: string;
  readonly userId: string;
  /** Won. */
  readonly amount: number;
}

/** What has become of a charge at the gateway, for good. */
export type GatewayResult =
  | { readonly kind: "approved" /** The gateway's own name for it. */; readonly gatewayReference: string }
  | { readonly kind: "declined" /** A word for the person who is paying. */; readonly reason: string };

export interface PaymentGateway {
  /**
   * Takes the money, once for each `topUpId` however often it is called: a repeat gets the result of the first.
   * @param charge.attempt how often we have begun, from 1
   * @throws GatewayTimeout if no answer came; the money may have been taken or not
   */
  readonly charge: (charge: GatewayCharge & { readonly attempt: number }) => Promise<GatewayResult>;
  /**
   * What became of a charge; unknown if the gateway has never heard of it.
   * @throws GatewayTimeout if no answer came
   */
  readonly find: (charge: GatewayCharge) => Promise<GatewayResult | { readonly kind: "unknown" }>;
}

/** No answer came in time. Only `find` can tell what happened. */
export class GatewayTimeout extends Error {
  override readonly name = "GatewayTimeout";
}
