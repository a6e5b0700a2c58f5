import { Stack, type StackProps } from "aws-cdk-lib";
import type { IBucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { Api } from "#lib/api.ts";
import type { Bundles } from "#lib/build/bundle.ts";
import type { PublicationBundle } from "#lib/build/publication-bundle.ts";
import { EncoreFunction } from "#lib/function.ts";
import { functionList } from "#lib/function-list.ts";
import { GradualDeployment } from "#lib/gradual-deployment.ts";
import { PagesPublication } from "#lib/publication/pages-publication.ts";
import type { Resources } from "#lib/resources.ts";
import type { DeadLetterQueue } from "#lib/sqs-worker-queue.ts";
import type { FrontStack } from "#lib/stacks/front-stack.ts";
import type { StageSettings } from "#lib/stages.ts";
import { connect } from "#lib/triggers.ts";

export interface ServiceStackProps extends StackProps {
  readonly stage: StageSettings;
  /** The folders of the handlers' bundled code. */
  readonly bundles: Pick<Bundles, "folderOf">;
  readonly front: FrontStack;
  readonly resources: Resources;
  /** Absent if something else serves the pages. */
  readonly pages?: PublicationBundle;
}

/** What changes with the code: functions, and what triggers them. */
export class ServiceStack extends Stack {
  readonly functions: readonly EncoreFunction[];
  readonly streamDeadLetters: readonly DeadLetterQueue[];

  constructor(scope: Construct, id: string, props: ServiceStackProps) {
    const { stage, bundles, front, resources, pages, ...stackProps } = props;
    super(scope, id, stackProps);
    this.functions = functionList().map(
      (entry) =>
        new EncoreFunction(this, entry.id, { entry, stage, resources, codeFolder: bundles.folderOf(entry.handler) }),
    );
    const authorizer = stage.closesApi
      ? this.functions.find(({ entry }) => entry.trigger.kind === "authorizer")
      : undefined;
    const api = new Api(this, "Api", {
      stage,
      http: front.door.http,
      ...(authorizer === undefined ? {} : { authorizer }),
    });
    this.streamDeadLetters = connect(this.functions, api, resources);
    if (stage.rollout === "gradual") {
      new GradualDeployment(this, "Rollout", {
        api: front.door.http,
        functions: this.functions.filter(({ entry }) => entry.isGradual),
      });
    }
    if (pages !== undefined) this.#publish(pages, props).resource.node.addDependency(api);
  }

  /** Pages of this deployment may call what only its functions have, so they come last. */
  #publish(bundle: PublicationBundle, { stage, front, resources }: ServiceStackProps): PagesPublication {
    const { issuer, authorizeUrl, tokenUrl } = resources.identity;
    return new PagesPublication(this, "Pages", {
      stage,
      bundle,
      bucket: front.pagesBucket as IBucket,
      settings: {
        issuer,
        authorizeUrl,
        tokenUrl,
        clientId: resources.clientId,
        posterOrigins: stage.posterOrigins,
        holdSeconds: stage.functions.holdSeconds,
      },
    });
  }
}
