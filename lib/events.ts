import { EventBus } from "aws-cdk-lib/aws-events";
import { Construct } from "constructs";

/** The event bus, on which each change of a reservation is published. */
export class Events extends Construct {
  readonly bus: EventBus;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.bus = new EventBus(this, "Bus", { description: "Encore: changes of reservations." });
  }
}
