import type { App, Stack, StackProps } from "aws-cdk-lib";
import type { Bundles } from "#lib/build/bundle.ts";
import { DataStack } from "#lib/stacks/data-stack.ts";
import { FrontStack } from "#lib/stacks/front-stack.ts";
import { OperationsStack } from "#lib/stacks/operations-stack.ts";
import { ServiceStack } from "#lib/stacks/service-stack.ts";
import { HOLD_SECONDS_FLAG, stageSettings, withHoldSeconds } from "#lib/stages.ts";

export interface EncoreStageProps {
  readonly stageName: string;
  /** The folders of the handlers' bundled code. */
  readonly bundles: Pick<Bundles, "folderOf">;
}

/** The name of the stack with a stage's functions; the other stacks have a word more. */
export const stackNameOf = (stageName: string): string => `Encore-${stageName}`;

/**
 * Adds one whole stage of Encore to the app, as stacks that change at different speeds, in the order of their deployment.
 * This only connects the parts; each part is defined in its own file.
 */
export const addStacks = (app: App, { stageName, bundles }: EncoreStageProps): readonly Stack[] => {
  const stage = withHoldSeconds(stageName, stageSettings(stageName), app.node.tryGetContext(HOLD_SECONDS_FLAG));
  const name = stackNameOf(stageName);
  const about = (part: string, isKept: boolean): StackProps => ({
    description: `Encore, concert reservations, ${stageName}: ${part}`,
    tags: { service: "encore", stage: stageName },
    terminationProtection: isKept && stage.keepsData,
  });

  const data = new DataStack(app, `${name}-data`, { stageName, stage, ...about("tables, messages, accounts", true) });
  const { kept } = data;
  const front = new FrontStack(app, `${name}-front`, {
    identity: kept.identity,
    allowsLocalhost: stageName === "dev",
    ...about("addresses", true),
  });
  const { door, client } = front;
  const service = new ServiceStack(app, name, {
    stage,
    bundles,
    door,
    resources: { ...kept, clientId: client.clientId, issuer: door.url },
    ...about("functions", false),
  });
  const { functions, streamDeadLetters } = service;
  const operations = new OperationsStack(app, `${name}-operations`, {
    api: door.http,
    deadLetterQueues: [...Object.values(kept.sqsQueues).map(({ deadLetters }) => deadLetters), ...streamDeadLetters],
    scheduled: functions.filter(({ entry }) => entry.trigger.kind === "schedule"),
    followers: functions.filter(({ entry }) => entry.trigger.kind === "stream"),
    joins: kept.sqsQueues.join,
    ...about("alarms", false),
  });

  const stacks = [data, front, service, operations];
  // CDK declares dependencies that a reference already implies. They are harmless, and we can't change them.
  for (const { templateOptions } of stacks) {
    templateOptions.metadata = { "cfn-lint": { config: { ignore_checks: ["W3005"] } } };
  }
  return stacks;
};
