import { CfnOutput, Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { Events } from "#lib/events.ts";
import { Identity } from "#lib/identity.ts";
import type { MailSender } from "#lib/mail-address.ts";
import { OperatorMfa } from "#lib/operator-mfa/operator-mfa.ts";
import type { Kept } from "#lib/resources.ts";
import { SigningKey } from "#lib/signing-key.ts";
import { SqsQueues } from "#lib/sqs-queues.ts";
import type { StageSettings } from "#lib/stages.ts";
import { Tables } from "#lib/tables.ts";
import { WebhookSecret } from "#lib/webhook-secret.ts";

export interface DataStackProps extends StackProps {
  readonly stageName: string;
  readonly stage: StageSettings;
  readonly mailSender: MailSender | undefined;
  /** Folder with the function that looks after operators, for stages that need their second factor. */
  readonly operatorMfaFolder: string;
}

/**
 * What a stage must not lose: tables, messages, accounts and secrets. It changes rarely, and apart from the code, so that no
 * deployment of code can replace a table. A test pins its logical ids.
 */
export class DataStack extends Stack {
  readonly kept: Kept;

  constructor(scope: Construct, id: string, props: DataStackProps) {
    const { stageName, stage, mailSender, operatorMfaFolder, ...stackProps } = props;
    super(scope, id, stackProps);
    const { keepsData } = stage;
    this.kept = {
      tables: new Tables(this, "Tables", { keepsData }).byName,
      sqsQueues: new SqsQueues(this, "SqsQueues", { keepsData }).byName,
      signingKey: new SigningKey(this, "SigningKey", { keepsData }).secret,
      webhookSecret: new WebhookSecret(this, "WebhookSecret", { keepsData }).secret,
      bus: new Events(this, "Events", { keepsData }).bus,
      identity: new Identity(this, "Identity", { stageName, keepsData, mailSender }),
    };
    if (stage.operatorsNeedMfa) {
      const { userPool } = this.kept.identity;
      new OperatorMfa(this, "OperatorMfa", { stage, userPool, codeFolder: operatorMfaFolder });
    }
    this.#outputs();
  }

  #outputs(): void {
    const { identity, bus, tables, signingKey } = this.kept;
    const outputs: Record<string, string> = {
      UserPoolId: identity.userPool.userPoolId,
      EventBusName: bus.eventBusName,
      SigningSecretArn: signingKey.secretArn,
    };
    for (const { table } of Object.values(tables)) outputs[`${table.node.id}Name`] = table.tableName;
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}
