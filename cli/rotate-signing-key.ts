/** `npm run rotate-signing-key`: gives the service a new key for queue tokens and receipts, also during a sale. */
import "#cli/node-version.mjs";
import { randomBytes } from "node:crypto";
import { PutSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { httpUrl, readOptions, UsageError } from "#cli/options.ts";
import { clientFor } from "#local/dynamodb/credentials.ts";

const HELP = `Usage: npm run rotate-signing-key -- --secret ARN [--endpoint URL]

Replaces the secret that the key of queue tokens and receipts follows from. The new key signs after at most 15 minutes:
functions notice the new secret within 5, publish its public key, and sign with it 10 minutes later. Tokens and receipts
of the old key stay valid. Wait 20 minutes before you replace it again.

  --secret ARN     the secret: SigningSecretArn of the stack's outputs, or what npm start prints
  --endpoint URL   Secrets Manager of a local service, as npm start prints it; AWS if left out
  --help           show this help

On AWS it uses your credentials, which need secretsmanager:PutSecretValue on that secret. No function has that right.`;

/** 64 characters, of 384 random bits. */
const SECRET_BYTES = 48;

const clientOf = (secret: string, endpoint: string | undefined): SecretsManagerClient => {
  const [prefix, , service, region] = secret.split(":");
  if (prefix !== "arn" || service !== "secretsmanager" || region === undefined) {
    throw new UsageError(`--secret must be the ARN of a secret, not "${secret}".`);
  }
  return new SecretsManagerClient(endpoint === undefined ? { region } : clientFor(httpUrl("endpoint", endpoint)));
};

const run = async (): Promise<void> => {
  const values = readOptions(
    { secret: { type: "string" }, endpoint: { type: "string" }, help: { type: "boolean", default: false } },
    "rotate-signing-key",
  );
  if (values.help) {
    console.log(HELP);
    return;
  }
  if (values.secret === undefined) throw new UsageError("Name the secret with --secret. See --help.");
  const client = clientOf(values.secret, values.endpoint);
  const text = randomBytes(SECRET_BYTES).toString("base64url");
  await client.send(new PutSecretValueCommand({ SecretId: values.secret, SecretString: text }));
  client.destroy();
  console.log("The secret has been replaced. The new key signs within 15 minutes; tokens of the old one stay valid.");
};

try {
  await run();
} catch (error) {
  process.stderr.write(`encore: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
