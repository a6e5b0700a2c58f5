/** `npm run rotate-origin-secret`: gives edge and API a new secret to know each other by, also during a sale. */
import "#cli/node-version.mjs";
import { randomBytes } from "node:crypto";
import {
  CloudFrontClient,
  type DistributionConfig,
  GetDistributionConfigCommand,
  UpdateDistributionCommand,
  waitUntilDistributionDeployed,
} from "@aws-sdk/client-cloudfront";
import { PutSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { readOptions, UsageError } from "#cli/options.ts";
import { ORIGIN_SECRET_HEADER } from "#functions/shared/origin-secret-header.ts";

const HELP = `Usage: npm run rotate-origin-secret -- --secret ARN --distribution ID

Replaces the secret by which the API knows requests that came through the edge. The API accepts the new secret at once and
the one before it too, so no request is refused while the edge takes the new one over, which takes some minutes. Wait for
the end of this command before you replace it again.

  --secret ARN        the secret: OriginSecretArn of the stack's outputs
  --distribution ID   the edge: DistributionId of the stack's outputs
  --help              show this help

It uses your credentials, which need secretsmanager:PutSecretValue on the secret, and cloudfront:GetDistributionConfig,
GetDistribution and UpdateDistribution on the distribution. No function has these rights.`;

/** 64 characters, of 384 random bits. */
const SECRET_BYTES = 48;
const DEPLOYED_SECONDS_MAX = 1800;

/**
 * The configuration with another secret in the header of the API's origin.
 * @throws Error if no origin has the header
 */
const withSecret = (config: DistributionConfig, text: string): DistributionConfig => {
  let found = 0;
  const origins = (config.Origins?.Items ?? []).map((origin) => {
    const headers = (origin.CustomHeaders?.Items ?? []).map((header) => {
      if (header.HeaderName?.toLowerCase() !== ORIGIN_SECRET_HEADER) return header;
      found += 1;
      return { ...header, HeaderValue: text };
    });
    return { ...origin, CustomHeaders: { Quantity: headers.length, Items: headers } };
  });
  if (found === 0) throw new Error(`No origin of the distribution has the header ${ORIGIN_SECRET_HEADER}.`);
  return { ...config, Origins: { Quantity: origins.length, Items: origins } };
};

const replaceAtEdge = async (client: CloudFrontClient, id: string, text: string): Promise<void> => {
  const { DistributionConfig: config, ETag } = await client.send(new GetDistributionConfigCommand({ Id: id }));
  if (config === undefined) throw new Error(`There is no distribution ${id}.`);
  const changed = new UpdateDistributionCommand({
    Id: id,
    IfMatch: ETag,
    DistributionConfig: withSecret(config, text),
  });
  await client.send(changed);
  await waitUntilDistributionDeployed({ client, maxWaitTime: DEPLOYED_SECONDS_MAX }, { Id: id });
};

const run = async (): Promise<void> => {
  const values = readOptions(
    { secret: { type: "string" }, distribution: { type: "string" }, help: { type: "boolean", default: false } },
    "rotate-origin-secret",
  );
  if (values.help) {
    console.log(HELP);
    return;
  }
  const { secret, distribution } = values;
  if (secret === undefined || distribution === undefined) {
    throw new UsageError("Name both with --secret and --distribution. See --help.");
  }
  const secrets = new SecretsManagerClient();
  const edge = new CloudFrontClient();
  const text = randomBytes(SECRET_BYTES).toString("base64url");
  // The API first: it must know what the edge is about to show.
  await secrets.send(new PutSecretValueCommand({ SecretId: secret, SecretString: text }));
  console.log("The API accepts the new secret. The edge is taking it over …");
  await replaceAtEdge(edge, distribution, text);
  secrets.destroy();
  edge.destroy();
  console.log("The edge shows the new secret everywhere.");
};

try {
  await run();
} catch (error) {
  process.stderr.write(`encore: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
