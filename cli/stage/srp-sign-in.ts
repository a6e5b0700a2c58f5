import {
  AuthFlowType,
  ChallengeNameType,
  type CognitoIdentityProviderClient,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { createSrpSession, signSrpSession, wrapAuthChallenge, wrapInitiateAuth } from "cognito-srp-helper";

/** An account of a user pool, at the client that signs it in. */
export interface Account {
  readonly poolId: string;
  readonly clientId: string;
  readonly address: string;
  readonly password: string;
}

/**
 * Signs a person in with their password, which does not leave this machine (SRP, RFC 5054), as the client of a stage requires.
 * @returns the access token
 * @throws Error if the password is wrong, or if the pool asks for something else besides, such as a second factor
 */
export const signIn = async (
  pool: CognitoIdentityProviderClient,
  { poolId, clientId, address, password }: Account,
): Promise<string> => {
  const session = createSrpSession(address, password, poolId, false);
  const { ChallengeParameters: parameters = {}, Session: pending } = await pool.send(
    new InitiateAuthCommand(
      wrapInitiateAuth(session, {
        ClientId: clientId,
        AuthFlow: AuthFlowType.USER_SRP_AUTH,
        AuthParameters: { CHALLENGE_NAME: "SRP_A", USERNAME: address },
      }),
    ),
  );
  // Cognito knows the account by another name than its address, and wants the proof for that one.
  const username = parameters["USER_ID_FOR_SRP"] ?? address;
  const { AuthenticationResult: result, ChallengeName: further } = await pool.send(
    new RespondToAuthChallengeCommand(
      wrapAuthChallenge(signSrpSession(session, { ChallengeParameters: parameters }), {
        ClientId: clientId,
        ChallengeName: ChallengeNameType.PASSWORD_VERIFIER,
        ChallengeResponses: { USERNAME: username },
        ...(pending !== undefined && { Session: pending }),
      }),
    ),
  );
  if (result?.AccessToken === undefined) {
    throw new Error(
      `${address} can't be signed in by a command: the user pool asks for ${further ?? "something else"}. Sign in at the page /docs of the API and copy the token.`,
    );
  }
  return result.AccessToken;
};
