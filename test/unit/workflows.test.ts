import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { PROJECT_DIR } from "#lib/project.ts";

/** What actionlint does not ask of a workflow; it checks that these files mean anything at all. */
const faults = (workflow: string): readonly string[] => {
  const [head = "", body = ""] = workflow.split(/^jobs:$/m);
  const jobs = body.split(/^(?= {2}[\w-]+:$)/m).slice(1);
  return [
    ...(/^permissions: \{\}$/m.test(head) ? [] : ["rights for every job"]),
    ...(/\bsecrets\./.test(workflow) ? ["a stored key"] : []),
    ...(/^ {2}pull_request_target:/m.test(head) ? ["rights for what a stranger wrote"] : []),
    ...[...workflow.matchAll(/\buses: (.*)$/gm)]
      .map(([, action = ""]) => action)
      .filter((action) => !/^(?:[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+|\.\/.*)$/.test(action))
      .map((action) => `not pinned: ${action}`),
    ...jobs.flatMap((job) => faultsOfJob(job).map((fault) => `${job.trim().split(":", 1).join()}: ${fault}`)),
  ];
};

const faultsOfJob = (job: string): readonly string[] => {
  const stage = /^ {4}environment: (\w+)$/m.exec(job)?.[1];
  return [
    ...(/^ {4}permissions:$/m.test(job) ? [] : ["no rights named"]),
    ...(/^ {4}(?:timeout-minutes: \d+|uses: .*)$/m.test(job) ? [] : ["no limit of time"]),
    ...(stage === undefined || new RegExp(`^ {6}group: deploy-${stage}$`, "m").test(job)
      ? []
      : ["two deployments at once"]),
    // What a job runs must not find a token in the clone's configuration.
    ...(job.match(/actions\/checkout@/g)?.length === job.match(/persist-credentials: false/g)?.length
      ? []
      : ["kept credentials"]),
  ];
};

const files = globSync(".github/workflows/*.yml", { cwd: PROJECT_DIR });
const textOf = (file: string): string => readFileSync(join(PROJECT_DIR, file), "utf8");

describe("workflows", () => {
  test.each(files)("%s pins every action and takes no more rights than it needs", (file) => {
    expect(faults(textOf(file))).toEqual([]);
  });

  test.each([
    ["a tag instead of a commit", /@[0-9a-f]{40} # (v\d+)/, "@$1", "not pinned"],
    ["rights for every job", /^permissions: \{\}$/m, "permissions: write-all", "rights for every job"],
    ["a stored key", "vars.DEPLOY_ROLE_ARN", "secrets.AWS_SECRET_ACCESS_KEY", "a stored key"],
    ["two deployments at once", "group: deploy-prod", "group: deploy-$RUN", "prod: two deployments at once"],
    ["a job without rights of its own", /^ {4}permissions:$/m, "    other:", "diff: no rights named"],
    ["a job without an end", /^ {4}timeout-minutes: 15$/m, "", "diff: no limit of time"],
    ["a token in the clone", "persist-credentials: false", "show-progress: false", "diff: kept credentials"],
  ])("would be found with %s", (_, before, after, fault) => {
    const changed = textOf(".github/workflows/deploy.yml").replace(before, after);
    expect(faults(changed).join("\n")).toContain(fault);
  });

  test("roll a bad release of prod back, to the release before", () => {
    const steps = textOf(".github/workflows/deploy.yml");
    expect(steps).toMatch(/name: Roll back\n +if: \$\{\{ failure\(\) && steps\.functions\.outcome != 'skipped' \}\}/);
    expect(steps).toContain("ref: ${{ needs.check.outputs.previous }}");
  });
});
