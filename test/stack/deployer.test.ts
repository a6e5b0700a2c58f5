import { beforeAll, describe, expect, jest, test } from "@jest/globals";
import { AwsSolutionsChecks } from "cdk-nag";
import { makeApp } from "#lib/build/synth.ts";
import { DeployerStack } from "#lib/deployer/deployer-stack.ts";
import { AUDIENCE, GITHUB_ISSUER, oneRepository } from "#lib/deployer/trust.ts";

// Jest loads the CDK many times slower than Node does.
jest.setTimeout(60_000);

interface Statement {
  readonly Sid?: string;
  readonly Action: string | readonly string[];
  readonly Resource?: unknown;
  readonly Principal?: { readonly Federated?: unknown };
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

interface Resources {
  readonly [id: string]: {
    readonly Type: string;
    readonly Properties: {
      readonly AssumeRolePolicyDocument?: { readonly Statement: readonly Statement[] };
      readonly PolicyDocument?: { readonly Statement: readonly Statement[] };
      readonly Roles?: readonly [{ readonly Ref: string }];
    };
  };
}

let resources: Resources;

beforeAll(() => {
  const app = makeApp();
  const stack = new DeployerStack(app, "Encore-deployer", { repository: "octo/encore", stages: ["staging", "prod"] });
  resources = app.synth().getStackArtifact(stack.artifactId).template.Resources as Resources;
});

const all = (type: string) => Object.entries(resources).filter(([, { Type }]) => Type === type);

/** What would let a workflow in that is not ours. */
const gaps = ({ Action, Condition = {} }: Statement): readonly string[] => {
  const { StringEquals: exact = {}, ...others } = Condition;
  const subject = exact[`${GITHUB_ISSUER}:sub`];
  return [
    ...(Action === "sts:AssumeRoleWithWebIdentity" ? [] : ["another way in"]),
    ...(exact[`${GITHUB_ISSUER}:aud`] === AUDIENCE ? [] : ["no audience"]),
    ...(typeof subject === "string" ? [] : ["no subject"]),
    ...(/[*?]/.test(String(subject)) ? ["a wildcard"] : []),
    // StringLike, ForAnyValue:StringEquals and the like say yes to more than they seem to.
    ...Object.keys(others),
  ];
};

const trusts = (): readonly (readonly [id: string, statement: Statement])[] =>
  all("AWS::IAM::Role").flatMap(([id, { Properties }]) =>
    (Properties.AssumeRolePolicyDocument?.Statement ?? []).map((statement) => [id, statement] as const),
  );

/** The statements of a role, by their ids. */
const rightsOf = (role: string): Readonly<Record<string, Statement>> =>
  Object.fromEntries(
    all("AWS::IAM::Policy")
      .filter(([, { Properties }]) => Properties.Roles?.[0].Ref.startsWith(role))
      .flatMap(([, { Properties }]) => Properties.PolicyDocument?.Statement ?? [])
      .map((statement) => [statement.Sid ?? "", statement]),
  );

describe("the roles of workflows", () => {
  test("trust one subject of one repository each, and tokens made for AWS alone", () => {
    expect(trusts().map(([, statement]) => gaps(statement))).toEqual([[], [], []]);
    expect(trusts().map(([, { Condition }]) => Condition?.["StringEquals"]?.[`${GITHUB_ISSUER}:sub`])).toEqual([
      "repo:octo/encore:environment:staging",
      "repo:octo/encore:environment:prod",
      "repo:octo/encore:pull_request",
    ]);
  });

  const good: Statement = {
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: {
      StringEquals: { [`${GITHUB_ISSUER}:aud`]: AUDIENCE, [`${GITHUB_ISSUER}:sub`]: "repo:o/r:pull_request" },
    },
  };
  const where = (sub: string | undefined, aud: string | undefined) => ({
    ...good,
    Condition: { StringEquals: { [`${GITHUB_ISSUER}:aud`]: aud, [`${GITHUB_ISSUER}:sub`]: sub } },
  });
  test.each([
    ["a missing subject", where(undefined, AUDIENCE), "no subject"],
    ["a missing audience", where("repo:o/r:pull_request", undefined), "no audience"],
    ["another audience", where("repo:o/r:pull_request", "https://github.com/o"), "no audience"],
    ["any repository", where("repo:o/*", AUDIENCE), "a wildcard"],
    ["a pattern", { ...good, Condition: { ...good.Condition, StringLike: {} } }, "StringLike"],
    ["no condition at all", { Action: good.Action }, "no subject"],
    ["an account", { ...good, Action: "sts:AssumeRole" }, "another way in"],
  ] satisfies [string, Statement, string][])("would be refused by the test above with %s", (_, statement, gap) => {
    expect(gaps(good)).toEqual([]);
    expect(gaps(statement)).toContain(gap);
  });

  test.each(["*", "octo/*", "octo", "octo/encore:environment:prod", "octo/enc?re", "octo/encore@*", "", undefined])(
    "are not made for the repository %p",
    (repository) => {
      expect(() => oneRepository(repository)).toThrow("-c repository=owner/name");
    },
  );

  test.each(["octo/encore", "octo@12/encore@345", "octo-org/encore.tickets_2"])("are made for %p", (repository) => {
    expect(oneRepository(repository)).toBe(repository);
  });

  test("let a release of prod take the roles of the bootstrap and see alarms, and nothing else", () => {
    const { Deploy, WatchAlarms, ...others } = rightsOf("Deployprod");
    expect(others).toEqual({});
    expect([Deploy?.Action, WatchAlarms?.Action]).toEqual(["sts:AssumeRole", "cloudwatch:DescribeAlarms"]);
    const roles = JSON.stringify(Deploy?.Resource).match(/:role\/[^"]*/g);
    expect(new Set(roles)).toEqual(
      new Set([
        ":role/cdk-hnb659fds-deploy-role-",
        ":role/cdk-hnb659fds-file-publishing-role-",
        ":role/cdk-hnb659fds-lookup-role-",
      ]),
    );
  });

  test("let staging besides make accounts in its own pool and clean its own tables", () => {
    const { MakeAccounts, CleanTables } = rightsOf("Deploystaging");
    expect(MakeAccounts?.Condition).toEqual({
      StringEquals: { "aws:ResourceTag/service": "encore", "aws:ResourceTag/stage": "staging" },
    });
    expect(JSON.stringify(CleanTables?.Resource)).toContain(":table/Encore-staging-data-*");
  });

  test("let a pull request read the templates of Encore's stages, and nothing else", () => {
    const { ReadTemplates, ...others } = rightsOf("Diff");
    expect(others).toEqual({});
    expect(ReadTemplates?.Action).toEqual(["cloudformation:DescribeStacks", "cloudformation:GetTemplate"]);
    const stacks = JSON.stringify(ReadTemplates?.Resource).match(/:stack\/[^"]*/g);
    expect(new Set(stacks)).toEqual(
      new Set([
        ":stack/Encore-prod-*/*",
        ":stack/Encore-prod/*",
        ":stack/Encore-staging-*/*",
        ":stack/Encore-staging/*",
      ]),
    );
  });

  test("break no AWS Solutions rule except by these wildcards", () => {
    const app = makeApp();
    new DeployerStack(app, "Encore-deployer", { repository: "octo/encore", stages: ["staging", "prod"] });

    const { violations } = new AwsSolutionsChecks(app).validateScope(app);

    const wildcards = violations.map(({ ruleName }) =>
      ruleName.replace(/<AWS::\w+>/g, "").replace("AwsSolutions-", ""),
    );
    expect([...new Set(wildcards.map((name) => name.replace(":us-east-1:", "::")))].toSorted()).toEqual([
      // The ends of these names are CloudFormation's.
      "IAM5[Resource::arn::cloudformation:::stack/Encore-prod-*/*]",
      "IAM5[Resource::arn::cloudformation:::stack/Encore-prod/*]",
      "IAM5[Resource::arn::cloudformation:::stack/Encore-staging-*/*]",
      "IAM5[Resource::arn::cloudformation:::stack/Encore-staging/*]",
      // CloudWatch lists all alarms or none.
      "IAM5[Resource::arn::cloudwatch:::alarm:*]",
      // Pools are told apart by their tags: see above.
      "IAM5[Resource::arn::cognito-idp:::userpool/*]",
      "IAM5[Resource::arn::dynamodb:::table/Encore-staging-data-*]",
    ]);
  });

  test("use the identity provider that an account has", () => {
    const providerArn = `arn:aws:iam::123456789012:oidc-provider/${GITHUB_ISSUER}`;
    const app = makeApp();
    const stack = new DeployerStack(app, "Encore-deployer", {
      repository: "octo/encore",
      stages: ["prod"],
      providerArn,
    });
    const template = app.synth().getStackArtifact(stack.artifactId).template.Resources as Resources;
    expect(Object.values(template).map(({ Type }) => Type)).not.toContain("AWS::IAM::OIDCProvider");
    expect(JSON.stringify(template)).toContain(providerArn);
  });
});
