import assert from "node:assert/strict";
import { NotAuthorizedException } from "@aws-sdk/client-cognito-identity-provider";
import { decodeJwt } from "jose";
import type { StageOutputs } from "#cli/stage/outputs.ts";
import { signIn } from "#cli/stage/srp-sign-in.ts";
import { toolUserAddress } from "#cli/stage/tool-user.ts";
import type { AwsClients } from "#test/deploy/aws.ts";
import type { Run } from "#test/deploy/run.ts";
import type { StepResult } from "#test/deploy/step-list.ts";

/** `npm run token` signs somebody up and in at the deployed pool; a wrong password is refused there. */
export const signInAtPool = async (
  aws: AwsClients,
  outputs: StageOutputs,
  outputsFile: string,
  npm: Run["npm"],
): Promise<StepResult> => {
  const poolId = outputs.value("UserPoolId");
  const clientId = outputs.value("UserPoolClientId");
  const token = (
    await npm("token", "--outputs", outputsFile, "--user", "gate", "--operator", "--group", "fans")
  ).trim();
  const claims = decodeJwt(token);
  assert.equal(claims.iss, `https://cognito-idp.us-east-1.amazonaws.com/${poolId}`);
  assert.equal(claims["client_id"], clientId);
  assert.equal(claims["token_use"], "access");
  assert.deepEqual((claims["cognito:groups"] as readonly string[]).toSorted(), ["fans", "operators"]);
  await assert.rejects(
    signIn(aws.identity, { poolId, clientId, address: toolUserAddress("gate"), password: "Not-the-password-1!" }),
    NotAuthorizedException,
  );
  return { note: "by SRP; a wrong password is refused" };
};
