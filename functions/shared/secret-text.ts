import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { CLIENT_SETTINGS } from "#functions/shared/aws.ts";
import { environment } from "#functions/shared/environment.ts";

/** Reads the secret whose ARN is in an environment variable. */
export const readSecretText = async (variable: string): Promise<string> => {
  const client = new SecretsManagerClient(CLIENT_SETTINGS);
  const { SecretString: secret } = await client.send(new GetSecretValueCommand({ SecretId: environment(variable) }));
  return secret ?? "";
};
