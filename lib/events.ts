import { RemovalPolicy } from "aws-cdk-lib";
import { EventBus } from "aws-cdk-lib/aws-events";
import { Construct } from "constructs";

export interface EventsProps {
  /** Whether the bus, with the rules that others have made on it, outlives the stack. */
  readonly keepsData: boolean;
}

/** The event bus, on which each change of a reservation is published. */
export class Events extends Construct {
  readonly bus: EventBus;

  constructor(scope: Construct, id: string, { keepsData }: EventsProps) {
    super(scope, id);
    this.bus = new EventBus(this, "Bus", { description: "Encore: changes of reservations." });
    this.bus.applyRemovalPolicy(keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY);
  }
}
