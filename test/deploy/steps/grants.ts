/** The second part of the gate: the deployed roles, with an emulator that enforces them. */
import assert from "node:assert/strict";
import {
  DeleteRolePolicyCommand,
  GetRolePolicyCommand,
  PutRolePolicyCommand,
  paginateListRolePolicies,
  paginateListRoles,
} from "@aws-sdk/client-iam";
import { paginateListSecrets } from "@aws-sdk/client-secrets-manager";
import type { AwsClients } from "#test/deploy/aws.ts";
import type { StepResult } from "#test/deploy/step-list.ts";
import { eventually } from "#test/support/eventually.ts";

const POLL_MS = 1000;
/** A public response may be kept by the function for some seconds. */
const EFFECT_SECONDS_MAX = 40;

interface RolePolicy {
  readonly RoleName: string;
  readonly PolicyName: string;
  readonly PolicyDocument: string;
}

const policiesOf = async (aws: AwsClients, rolePart: string): Promise<readonly RolePolicy[]> => {
  const found: RolePolicy[] = [];
  for await (const { Roles: roles = [] } of paginateListRoles({ client: aws.iam }, {})) {
    for (const { RoleName: role = "" } of roles.filter(({ RoleName: name = "" }) => name.includes(rolePart))) {
      for await (const { PolicyNames: names = [] } of paginateListRolePolicies(
        { client: aws.iam },
        { RoleName: role },
      )) {
        for (const name of names) {
          const { PolicyDocument: document = "" } = await aws.iam.send(
            new GetRolePolicyCommand({ RoleName: role, PolicyName: name }),
          );
          found.push({ RoleName: role, PolicyName: name, PolicyDocument: decodeURIComponent(document) });
        }
      }
    }
  }
  return found;
};

/**
 * In AWS the Ref of a secret is its ARN. The emulator makes it the name, so that the roles of functions that sign have a right on
 * nothing. The deployed policies, not the templates, are put right.
 */
export const mendSecretRefs = async (aws: AwsClients): Promise<StepResult> => {
  const arns = new Map<string, string>();
  for await (const { SecretList: secrets = [] } of paginateListSecrets({ client: aws.secrets }, {})) {
    for (const { Name: name = "", ARN: arn = "" } of secrets) arns.set(name, arn);
  }
  let mended = 0;
  for (const policy of await policiesOf(aws, "Encore-dev")) {
    let document = policy.PolicyDocument;
    for (const [name, arn] of arns) document = document.replaceAll(`"${name}"`, JSON.stringify(arn));
    if (document === policy.PolicyDocument) continue;
    await aws.iam.send(new PutRolePolicyCommand({ ...policy, PolicyDocument: document }));
    mended += 1;
  }
  assert.notEqual(
    mended,
    0,
    "No policy names a secret by its name any more: the emulator has mended its Ref, so remove this step.",
  );
  return {
    note: `THE EMULATOR IS WRONG HERE: its Ref of a secret is no ARN. Rewritten in ${mended} deployed policies`,
  };
};

/** Takes the rights of one function away: its route has to fail, and only that. Then it gets them back. */
export const takeGrantAway = async (
  aws: AwsClients,
  statusOf: (path: string) => Promise<number>,
): Promise<StepResult> => {
  const policies = await policiesOf(aws, "ListConcertsRole");
  assert.notEqual(policies.length, 0, "the role of the function that lists concerts");
  assert.equal(await statusOf("/v1/concerts"), 200);
  for (const { PolicyDocument: _, ...policy } of policies) await aws.iam.send(new DeleteRolePolicyCommand(policy));
  const becomes = (status: number) =>
    eventually(
      `the list of concerts responds with ${status}`,
      async () => ((await statusOf("/v1/concerts")) === status ? true : undefined),
      EFFECT_SECONDS_MAX,
      POLL_MS,
    );
  await becomes(500);
  const others = ["/v1/health", "/v1/balance", "/v1/reservations", "/.well-known/jwks.json"];
  assert.deepEqual(
    await Promise.all(others.map(statusOf)),
    others.map(() => 200),
  );
  for (const policy of policies) await aws.iam.send(new PutRolePolicyCommand(policy));
  await becomes(200);
  return { note: `the list of concerts fails without it, ${others.length} other routes do not` };
};
