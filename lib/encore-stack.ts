import { CfnOutput, Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { Api } from "#lib/api.ts";
import type { Bundles } from "#lib/build/bundle.ts";
import { Events } from "#lib/events.ts";
import { EncoreFunction } from "#lib/function.ts";
import { functionList } from "#lib/function-list.ts";
import { Identity } from "#lib/identity.ts";
import { ALARM_EMAIL_FLAG, alarmEmail } from "#lib/operations/alarm-address.ts";
import { Operations } from "#lib/operations/operations.ts";
import type { Resources } from "#lib/resources.ts";
import { SigningKey } from "#lib/signing-key.ts";
import { SqsQueues } from "#lib/sqs-queues.ts";
import { type StageSettings, stageSettings } from "#lib/stages.ts";
import { Tables } from "#lib/tables.ts";
import { connect } from "#lib/triggers.ts";
import { WebhookSecret } from "#lib/webhook-secret.ts";

export interface EncoreStackProps extends StackProps {
  readonly stageName: string;
  /** The folders of the handlers' bundled code. */
  readonly bundles: Pick<Bundles, "folderOf">;
}

/** One whole stage of Encore. It only connects the parts; each part is defined in its own file. */
export class EncoreStack extends Stack {
  constructor(scope: Construct, id: string, props: EncoreStackProps) {
    const stage = stageSettings(props.stageName);
    super(scope, id, {
      description: `Encore, concert reservations: ${props.stageName}`,
      tags: { service: "encore", stage: props.stageName },
      terminationProtection: stage.keepsData,
      ...props,
    });

    // CDK declares dependencies that a reference already implies. They are harmless, and we can't change them.
    this.templateOptions.metadata = { "cfn-lint": { config: { ignore_checks: ["W3005"] } } };

    const api = new Api(this, "Api", { stage });
    const resources = this.#resources(api.http.apiEndpoint, props.stageName, stage);
    const functions = functionList().map(
      (entry) =>
        new EncoreFunction(this, entry.id, {
          entry,
          stage,
          resources,
          codeFolder: props.bundles.folderOf(entry.handler),
        }),
    );
    const streamDeadLetters = connect(functions, api, resources);
    new Operations(this, "Operations", {
      stageName: props.stageName,
      stage,
      api: api.http,
      functions,
      sqsQueues: resources.sqsQueues,
      streamDeadLetters,
      tables: resources.tables,
      alarmEmail: alarmEmail(props.stageName, stage, this.node.tryGetContext(ALARM_EMAIL_FLAG)),
    });
    this.#outputs(resources);
  }

  #resources(apiEndpoint: string, stageName: string, stage: StageSettings): Resources {
    const { keepsData } = stage;
    return {
      tables: new Tables(this, "Tables", { keepsData }).byName,
      sqsQueues: new SqsQueues(this, "SqsQueues").byName,
      signingKey: new SigningKey(this, "SigningKey", { keepsData }).secret,
      webhookSecret: new WebhookSecret(this, "WebhookSecret", { keepsData }).secret,
      bus: new Events(this, "Events").bus,
      identity: new Identity(this, "Identity", {
        stageName,
        keepsData,
        apiEndpoint,
        allowsLocalhost: stageName === "dev",
      }),
      apiEndpoint,
    };
  }

  #outputs({ apiEndpoint, identity, bus, tables, signingKey }: Resources): void {
    const outputs: Record<string, string> = {
      ApiUrl: apiEndpoint,
      UserPoolId: identity.userPool.userPoolId,
      UserPoolClientId: identity.client.userPoolClientId,
      EventBusName: bus.eventBusName,
      SigningSecretArn: signingKey.secretArn,
    };
    for (const { table } of Object.values(tables)) outputs[`${table.node.id}Name`] = table.tableName;
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}
