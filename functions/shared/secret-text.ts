import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { environment } from "#functions/shared/environment.ts";

/** Reads the secret whose ARN a variable has. */
export const readSecretText = async (variable: string): Promise<string> => {
  const client = new SecretsManagerClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 3000, requestTimeout: 4000, throwOnRequestTimeout: true },
  });
  const { SecretString: secret } = await client.send(new GetSecretValueCommand({ SecretId: environment(variable) }));
  return secret ?? "";
};
