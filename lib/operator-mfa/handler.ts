/**
 * The function that Cognito asks before it issues a token. Whoever has a second factor had to show it to get this far, so
 * an operator without one gets a token of a buyer.
 */
import { AdminGetUserCommand, CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import type { PreTokenGenerationTriggerEvent } from "aws-lambda";
import { OPERATORS_GROUP } from "#functions/shared/grants.ts";
import { log } from "#functions/shared/log.ts";
import { groupsWithSecondFactor } from "#lib/operator-mfa/operator-groups.ts";

const client = new CognitoIdentityProviderClient({ maxAttempts: 2 });

const hasSecondFactor = async (userPoolId: string, userName: string): Promise<boolean> => {
  const user = await client.send(new AdminGetUserCommand({ UserPoolId: userPoolId, Username: userName }));
  return (user.UserMFASettingList ?? []).length > 0;
};

export const handler = async (event: PreTokenGenerationTriggerEvent): Promise<PreTokenGenerationTriggerEvent> => {
  const { userPoolId, userName } = event;
  const groups = event.request.groupConfiguration.groupsToOverride ?? [];
  const allowed = await groupsWithSecondFactor(groups, OPERATORS_GROUP, () => hasSecondFactor(userPoolId, userName));
  if (allowed.length === groups.length) return event;
  log.warn("An operator without a second factor signed in, and got no rights of one.");
  event.response = { claimsOverrideDetails: { groupOverrideDetails: { groupsToOverride: [...allowed] } } };
  return event;
};
