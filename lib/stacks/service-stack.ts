import { Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { Api } from "#lib/api.ts";
import type { Bundles } from "#lib/build/bundle.ts";
import type { FrontDoor } from "#lib/front-door.ts";
import { EncoreFunction } from "#lib/function.ts";
import { functionList } from "#lib/function-list.ts";
import type { Resources } from "#lib/resources.ts";
import type { DeadLetterQueue } from "#lib/sqs-worker-queue.ts";
import type { StageSettings } from "#lib/stages.ts";
import { connect } from "#lib/triggers.ts";

export interface ServiceStackProps extends StackProps {
  readonly stage: StageSettings;
  /** The folders of the handlers' bundled code. */
  readonly bundles: Pick<Bundles, "folderOf">;
  readonly door: FrontDoor;
  readonly resources: Resources;
}

/** What changes with the code: functions, and what triggers them. */
export class ServiceStack extends Stack {
  readonly functions: readonly EncoreFunction[];
  readonly streamDeadLetters: readonly DeadLetterQueue[];

  constructor(scope: Construct, id: string, { stage, bundles, door, resources, ...props }: ServiceStackProps) {
    super(scope, id, props);
    const api = new Api(this, "Api", { stage, http: door.http });
    this.functions = functionList().map(
      (entry) =>
        new EncoreFunction(this, entry.id, { entry, stage, resources, codeFolder: bundles.folderOf(entry.handler) }),
    );
    this.streamDeadLetters = connect(this.functions, api, resources);
  }
}
