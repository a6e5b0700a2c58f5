import { execFile } from "node:child_process";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { PROJECT_DIR } from "#lib/project.ts";
import { type AwsEndpoint, startAwsEndpoint } from "#local/aws/aws-endpoint.ts";
import { SecretValues, secretValues } from "#local/aws/secret-values.ts";
import { clientFor } from "#local/dynamodb/credentials.ts";
import { createResolver } from "#local/stack/intrinsics.ts";
import { localNames } from "#local/stack/local-names.ts";
import { secretsOf } from "#local/stack/secrets.ts";

let aws: AwsEndpoint;

beforeAll(async () => {
  aws = await startAwsEndpoint(new SecretValues({ "arn:key": { current: "a secret" } }));
});

afterAll(() => aws.stop());

test("a secret is read with the SDK, and an unknown one is refused as AWS does", async () => {
  const client = new SecretsManagerClient(clientFor(aws.endpoint));

  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: "arn:key" }));
  const missing = client.send(new GetSecretValueCommand({ SecretId: "arn:other" }));

  expect(SecretString).toBe("a secret");
  await expect(missing).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  client.destroy();
});

test("the last few hundred events put with the SDK are kept", async () => {
  const client = new EventBridgeClient(clientFor(aws.endpoint));
  const put = (count: number, from: number) =>
    client.send(
      new PutEventsCommand({
        Entries: Array.from({ length: count }, (_, index) => ({ Source: "test", DetailType: String(from + index) })),
      }),
    );

  const { FailedEntryCount, Entries } = await put(10, 0);
  for (let from = 10; from < 600; from += 10) await put(10, from);

  expect([FailedEntryCount, Entries?.length]).toEqual([0, 10]);
  expect(aws.eventLog.events).toHaveLength(500);
  expect(aws.eventLog.events.at(-1)?.DetailType).toBe("599");
  client.destroy();
});

test("a secret is made to the template's rules, and kept with the data", async () => {
  const template = {
    Resources: {
      Key: {
        Type: "AWS::SecretsManager::Secret",
        Properties: {
          GenerateSecretString: { PasswordLength: 64, ExcludePunctuation: true, ExcludeCharacters: "0Oo" },
        },
      },
    },
  };
  const names = localNames("Test");
  const secrets = secretsOf(template, names, createResolver(template, names));
  const folder = await mkdtemp(join(tmpdir(), "encore-secrets-"));

  const arn = secrets[0]?.arn ?? "";
  const kept = await secretValues(secrets, folder);
  const first = kept.get(arn);
  const again = await secretValues(secrets, folder);
  const other = await secretValues(secrets, undefined);
  await kept.replace(arn, "another value");
  const afterwards = await secretValues(secrets, folder);
  const { mode } = await stat(join(folder, "secrets.json"));
  await rm(folder, { recursive: true });

  expect(first).toMatch(/^[1-9A-NP-Za-np-z]{64}$/);
  expect(again.get(arn)).toBe(first);
  expect(other.get(arn)).not.toBe(first);
  expect([afterwards.get(arn), afterwards.get(arn, "AWSPREVIOUS")]).toEqual(["another value", first]);
  expect(mode & 0o777).toBe(0o600);
});

test("a secret that was kept before secrets could be replaced is still read", async () => {
  const folder = await mkdtemp(join(tmpdir(), "encore-secrets-"));
  await writeFile(join(folder, "secrets.json"), JSON.stringify({ "arn:key": "an old secret" }));

  const values = await secretValues([{ arn: "arn:key", generate: () => "new" }], folder);
  await rm(folder, { recursive: true });

  expect([values.get("arn:key"), values.get("arn:key", "AWSPREVIOUS")]).toEqual(["an old secret", undefined]);
});

test("the command that replaces the signing secret leaves the one before to be read", async () => {
  const secret = "arn:aws:secretsmanager:ap-northeast-2:000000000000:secret:signing";
  const endpoint = await startAwsEndpoint(new SecretValues({ [secret]: { current: "the first" } }));
  const client = new SecretsManagerClient(clientFor(endpoint.endpoint));
  const read = async (stage: string) =>
    (await client.send(new GetSecretValueCommand({ SecretId: secret, VersionStage: stage }))).SecretString;

  const before = read("AWSPREVIOUS").catch((error: unknown) => (error as Error).name);
  expect(await before).toBe("ResourceNotFoundException");
  const command = ["cli/rotate-signing-key.ts", "--secret", secret, "--endpoint", endpoint.endpoint];
  const { stdout } = await promisify(execFile)(process.execPath, command, { cwd: PROJECT_DIR });

  expect(await read("AWSPREVIOUS")).toBe("the first");
  const replaced = await read("AWSCURRENT");
  expect(replaced).toMatch(/^[\w-]{64}$/);
  expect(stdout).not.toContain(replaced);
  expect(stdout).toMatch(/15 minutes/);
  client.destroy();
  await endpoint.stop();
});
