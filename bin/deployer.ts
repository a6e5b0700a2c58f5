/** The CDK app of the roles by which workflows deploy: `cdk deploy -a "node bin/deployer.ts" -c repository=owner/name`. */
import { makeApp } from "#lib/build/synth.ts";
import { DeployerStack } from "#lib/deployer/deployer-stack.ts";
import { RELEASED_STAGES } from "#lib/deployer/released-stages.ts";
import { oneRepository } from "#lib/deployer/trust.ts";

/** `-c stages=staging` for an account with one of the stages. */
const stagesIn = (text: string | undefined) => {
  const names = text?.split(",") ?? RELEASED_STAGES;
  const stages = RELEASED_STAGES.filter((stage) => names.includes(stage));
  if (stages.length === names.length) return stages;
  throw new Error(`-c stages= takes ${RELEASED_STAGES.join(", ")} or several of them, not "${text ?? ""}".`);
};

try {
  const app = makeApp();
  const context = (name: string) => app.node.tryGetContext(name) as string | undefined;
  const providerArn = context("provider");
  new DeployerStack(app, "Encore-deployer", {
    repository: oneRepository(context("repository")),
    stages: stagesIn(context("stages")),
    ...(providerArn === undefined ? {} : { providerArn }),
  });
  app.synth();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
