import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type AwsEndpoint, startAwsEndpoint } from "#local/aws/aws-endpoint.ts";
import { secretValues } from "#local/aws/secret-values.ts";
import { clientFor } from "#local/dynamodb/credentials.ts";
import { createResolver } from "#local/stack/intrinsics.ts";
import { localNames } from "#local/stack/local-names.ts";
import { secretsOf } from "#local/stack/secrets.ts";

let aws: AwsEndpoint;

beforeAll(async () => {
  aws = await startAwsEndpoint(new Map([["arn:key", "a secret"]]));
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

  const [kept, again, other] = [
    await secretValues(secrets, folder),
    await secretValues(secrets, folder),
    await secretValues(secrets, undefined),
  ];
  await rm(folder, { recursive: true });

  expect([...kept.values()]).toEqual([expect.stringMatching(/^[1-9A-NP-Za-np-z]{64}$/)]);
  expect([...again]).toEqual([...kept]);
  expect([...other.values()]).not.toEqual([...kept.values()]);
});
