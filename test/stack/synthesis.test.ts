import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, matchesGlob } from "node:path";
import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import type { Stack } from "aws-cdk-lib";
import { Topic } from "aws-cdk-lib/aws-sns";
import { AwsSolutionsChecks, ServerlessChecks } from "cdk-nag";
import { bytesMaxOf, functionSizes } from "#lib/build/bundle-size.ts";
import { DOCS_STYLE_SOURCES } from "#lib/build/docs-files.ts";
import { bundleFunctions, FUNCTION_SOURCES } from "#lib/build/function-bundles.ts";
import { addStage, makeApp, synthesize } from "#lib/build/synth.ts";
import { MAIL_FROM_FLAG } from "#lib/mail-address.ts";
import { ALARM_EMAIL_FLAG } from "#lib/operations/alarm-address.ts";
import { UNDEPLOYED_OPTIONS } from "#lib/stage-options.ts";
import { FREE_POINTS_FLAG } from "#lib/stages.ts";

// Jest loads the CDK many times slower than Node does.
jest.setTimeout(300_000);
// The CDK takes longer to check templates than to make them; those of all stages are checked once, in stack.test.ts.
process.env["CDK_VALIDATION"] = "false";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "encore-synthesis-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("synthesis", () => {
  test("gives the same template twice, named after the stage and written to the given folder", async () => {
    // Prepare
    const outdir = join(folder, "staging");

    // Act
    const kept = await synthesize("staging", outdir, UNDEPLOYED_OPTIONS);
    const passing = await synthesize("staging", undefined, UNDEPLOYED_OPTIONS);

    // Assess
    expect([kept.stackName, kept.assemblyDir]).toEqual(["Encore-staging", outdir]);
    for (const { stackName, template } of kept.stacks) {
      expect(JSON.parse(await readFile(join(outdir, `${stackName}.template.json`), "utf8"))).toEqual(template);
    }
    expect(passing.template).toEqual(kept.template);
    expect(existsSync(passing.assemblyDir)).toBe(false);
  });

  test.each(["nope", "", "constructor"])("refuses the stage %p and lists the stages", async (stageName) => {
    await expect(synthesize(stageName)).rejects.toThrow(
      `There is no stage "${stageName}". Choose one of dev, staging, prod with -c stage=NAME.`,
    );
  });

  test.each([{}, { [FREE_POINTS_FLAG]: "false" }, { [FREE_POINTS_FLAG]: "" }])(
    "refuses prod with the simulated payment gateway and the flags %j, and says what to do",
    async (context) => {
      const refusal = synthesize("prod", undefined, context);
      await expect(refusal).rejects.toThrow("anybody could top up for free. Connect a real gateway");
      await expect(refusal).rejects.toThrow("or add -c allow-simulated-gateway=true");
    },
  );

  test.each(["staging", "prod"])("refuses %s without an address for its alarms, and says what to do", async (name) => {
    const refusal = synthesize(name, undefined, {
      [FREE_POINTS_FLAG]: "true",
      ...UNDEPLOYED_OPTIONS,
      [ALARM_EMAIL_FLAG]: "",
    });
    await expect(refusal).rejects.toThrow(`Nobody would hear the alarms of the stage "${name}".`);
    await expect(refusal).rejects.toThrow("Add -c alarm-email=you@example.com");
  });

  test.each(["staging", "prod"])("refuses %s without a sender of its mails, and says what to do", async (name) => {
    const given = { [FREE_POINTS_FLAG]: "true", ...UNDEPLOYED_OPTIONS, [MAIL_FROM_FLAG]: "" };
    await expect(synthesize(name, undefined, given)).rejects.toThrow("Add -c mail-from=tickets@example.com");
  });

  test("takes what cdk.json says of a stage, and rather what the command line says", async () => {
    const stages = { dev: { [ALARM_EMAIL_FLAG]: "file@example.com" } };
    const mailed = async (context: Readonly<Record<string, unknown>>) => {
      const { template } = await synthesize("dev", undefined, context);
      return Object.values(template.Resources).find(({ Type }) => Type === "AWS::SNS::Subscription")?.Properties?.[
        "Endpoint"
      ];
    };
    expect(await mailed({ stages })).toBe("file@example.com");
    expect(await mailed({ stages, [ALARM_EMAIL_FLAG]: "line@example.com" })).toBe("line@example.com");
  });

  test("makes dev without an address, and without a mail", async () => {
    const { template } = await synthesize("dev");
    const types = Object.values(template.Resources).map(({ Type }) => Type);
    expect(types).toContain("AWS::SNS::Topic");
    expect(types.filter((type) => type === "AWS::SNS::Subscription" || type === "AWS::Budgets::Budget")).toEqual([]);
  });

  test("makes prod with it for somebody who acknowledges it", async () => {
    const { stackName } = await synthesize("prod", undefined, { [FREE_POINTS_FLAG]: "true", ...UNDEPLOYED_OPTIONS });
    expect(stackName).toBe("Encore-prod");
  });

  test.each(["dev", "prod"])(
    "breaks no AWS Solutions or Serverless rule in %s except those that the code acknowledges",
    async (name) => {
      // Prepare
      const app = makeApp({
        outdir: join(folder, `rules-${name}`),
        context: { [FREE_POINTS_FLAG]: "true", ...UNDEPLOYED_OPTIONS },
      });
      await addStage(app, name);

      // Act
      const violations = [new AwsSolutionsChecks(app), new ServerlessChecks(app)].flatMap(
        (pack) => pack.validateScope(app).violations,
      );

      // Assess
      const found = violations.flatMap(({ ruleName, violatingResources }) =>
        violatingResources.map(({ constructPath }) => `${ruleName} at ${constructPath}`),
      );
      expect(found).toEqual([]);
    },
  );

  test("would find a broken rule", async () => {
    // Prepare: positive control
    const app = makeApp({ outdir: join(folder, "control") });
    const stacks = await addStage(app, "dev");
    new Topic(stacks[0] as Stack, "InTheClear");

    // Act
    const { violations } = new AwsSolutionsChecks(app).validateScope(app);

    // Assess
    expect(violations.map(({ ruleName }) => ruleName)).toContain("AwsSolutions-SNS3");
  });
});

test("every function is small enough to start fast", async () => {
  const sizes = await functionSizes(await bundleFunctions());
  const tooLarge = sizes.filter(({ handler, bytes }) => bytes > bytesMaxOf(handler));
  expect(tooLarge.map(({ handler, bytes }) => `${handler}: ${bytes} bytes`)).toEqual([]);
  expect(sizes.length).toBeGreaterThan(0);
});

test("kept bundles are of another state as soon as anything changes that a function is made of", async () => {
  const { outputs } = await bundleFunctions();
  const files = new Set([...outputs.values()].flatMap(({ inputs }) => Object.keys(inputs)));
  const own = [...files, ...DOCS_STYLE_SOURCES].filter((file) => !file.includes("node_modules/"));

  const unwatched = own.filter((file) => !FUNCTION_SOURCES.some((pattern) => matchesGlob(file, pattern)));

  expect(own.length).toBeGreaterThan(100);
  expect(unwatched).toEqual([]);
});
