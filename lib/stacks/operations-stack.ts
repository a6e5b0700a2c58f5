import { Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { Operations, type OperationsProps } from "#lib/operations/operations.ts";

export type OperationsStackProps = StackProps & OperationsProps;

/** What watches a stage. */
export class OperationsStack extends Stack {
  constructor(scope: Construct, id: string, props: OperationsStackProps) {
    super(scope, id, props);
    new Operations(this, "Operations", props);
  }
}
