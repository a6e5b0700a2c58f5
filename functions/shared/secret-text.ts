import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { CLIENT_SETTINGS } from "#functions/shared/aws.ts";
import { environment } from "#functions/shared/environment.ts";

const readValue = async (variable: string, stage: "AWSCURRENT" | "AWSPREVIOUS"): Promise<string | undefined> => {
  const client = new SecretsManagerClient(CLIENT_SETTINGS);
  try {
    const command = new GetSecretValueCommand({ SecretId: environment(variable), VersionStage: stage });
    return (await client.send(command)).SecretString;
  } finally {
    client.destroy();
  }
};

/** Reads the secret whose ARN is in an environment variable. */
export const readSecretText = async (variable: string): Promise<string> =>
  (await readValue(variable, "AWSCURRENT")) ?? "";

/** Reads the value that the secret had before the present one; undefined if it has never been replaced. */
export const readReplacedSecretText = async (variable: string): Promise<string | undefined> => {
  try {
    return await readValue(variable, "AWSPREVIOUS");
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
};
