import { EventBus } from "aws-cdk-lib/aws-events";
import { Construct } from "constructs";

/** Where others learn of reservations that were held, extended, paid, released, expired or cancelled. */
export class Events extends Construct {
  readonly bus: EventBus;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.bus = new EventBus(this, "Bus", { description: "Encore: what became of each reservation." });
  }
}
