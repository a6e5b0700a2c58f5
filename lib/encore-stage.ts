import type { App, Stack, StackProps } from "aws-cdk-lib";
import { acknowledgeRules } from "#lib/acknowledged-rules.ts";
import type { Bundles } from "#lib/build/bundle.ts";
import type { PublicationBundle } from "#lib/build/publication-bundle.ts";
import { DataStack } from "#lib/stacks/data-stack.ts";
import { FirewallStack } from "#lib/stacks/firewall-stack.ts";
import { FrontStack } from "#lib/stacks/front-stack.ts";
import { OperationsStack } from "#lib/stacks/operations-stack.ts";
import { ServiceStack } from "#lib/stacks/service-stack.ts";
import type { StageOptions } from "#lib/stage-options.ts";
import { stageSettings, withHoldSeconds } from "#lib/stages.ts";

export interface EncoreStageProps {
  readonly stageName: string;
  /** The folders of the handlers' bundled code. */
  readonly bundles: Pick<Bundles, "folderOf">;
  /** The pages, ready to be published; absent if something else serves them. */
  readonly pages?: PublicationBundle;
  readonly options: StageOptions;
  /** Folder with the function that looks after operators. */
  readonly operatorMfaFolder: string;
}

/** The name of the stack with a stage's functions; the other stacks have a word more. */
export const stackNameOf = (stageName: string): string => `Encore-${stageName}`;

/**
 * Adds one whole stage of Encore to the app, as stacks that change at different speeds, in the order of their deployment.
 * This only connects the parts; each part is defined in its own file.
 */
export const addStacks = (app: App, props: EncoreStageProps): readonly Stack[] => {
  const { stageName, bundles, pages, options, operatorMfaFolder } = props;
  const stage = withHoldSeconds(stageName, stageSettings(stageName), options.holdSeconds);
  const name = stackNameOf(stageName);
  const about = (part: string, isKept: boolean): StackProps => ({
    description: `Encore, concert reservations, ${stageName}: ${part}`,
    tags: { service: "encore", stage: stageName },
    terminationProtection: isKept && stage.keepsData,
  });

  const data = new DataStack(app, `${name}-data`, {
    stageName,
    stage,
    operatorMfaFolder,
    mailSender: options.mailSender,
    ...about("tables, messages, accounts", true),
  });
  const { kept } = data;
  const firewall =
    stage.firewall === "on"
      ? new FirewallStack(app, `${name}-firewall`, { stage, ...about("firewall", false) })
      : undefined;
  const front = new FrontStack(app, `${name}-front`, {
    stage,
    options,
    identity: kept.identity,
    allowsLocalhost: stageName === "dev",
    ...(firewall === undefined ? {} : { webAclArn: firewall.webAclArn }),
    ...about("addresses", true),
  });
  const service = new ServiceStack(app, name, {
    stage,
    bundles,
    front,
    resources: {
      ...kept,
      originSecret: front.originSecret.secret,
      clientId: front.client.clientId,
      issuer: front.url,
    },
    ...(pages === undefined ? {} : { pages }),
    ...about("functions", false),
  });
  const { functions, streamDeadLetters } = service;
  const operations = new OperationsStack(app, `${name}-operations`, {
    stageName,
    stage,
    api: front.door.http,
    functions,
    sqsQueues: kept.sqsQueues,
    streamDeadLetters,
    tables: kept.tables,
    alarmEmail: options.alarmEmail,
    ...about("alarms", false),
  });

  if (firewall !== undefined) front.addStackDependency(firewall);

  const stacks = [...(firewall === undefined ? [] : [firewall]), data, front, service, operations];
  // CDK declares dependencies that a reference already implies. They are harmless, and we can't change them.
  for (const stack of stacks) {
    stack.templateOptions.metadata = { "cfn-lint": { config: { ignore_checks: ["W3005"] } } };
    acknowledgeRules(stack, stage);
  }
  return stacks;
};
