import { Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { Monitoring, type MonitoringProps } from "#lib/monitoring.ts";

export type OperationsStackProps = StackProps & MonitoringProps;

/** What watches a stage. */
export class OperationsStack extends Stack {
  constructor(scope: Construct, id: string, props: OperationsStackProps) {
    super(scope, id, props);
    new Monitoring(this, "Monitoring", props);
  }
}
