import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { CreateTableCommand, DeleteTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { buildApp } from "fauxqs";
import { bundle } from "#lib/build/bundle.ts";
import { DOCS_FILES, DOCS_HANDLER } from "#lib/build/docs-files.ts";
import { PROJECT_DIR } from "#lib/project.ts";
import { runInThread } from "#test/stack/support/thread.ts";
import { startEngine, type TestEngine } from "#test/support/engine.ts";

const FIXTURES = join(import.meta.dirname, "fixtures");
const CREDENTIALS = { AWS_REGION: "eu-west-1", AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" };
const EVERY_CLIENT = "every-client";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "encore-bundle-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("the AWS clients in a bundle", () => {
  let engine: TestEngine;
  const sqs = buildApp({ logger: false });
  let sqsUrl: string;
  let others: Server;
  const table = `bundle-${crypto.randomUUID()}`;

  /** Answers as Secrets Manager and EventBridge do, by the operation that the request names. */
  const answers: Readonly<Record<string, object>> = {
    "secretsmanager.GetSecretValue": { SecretString: "of the test" },
    "AWSEvents.PutEvents": { FailedEntryCount: 0, Entries: [{ EventId: "1" }] },
  };

  const dynamo = () =>
    new DynamoDBClient({
      endpoint: engine.endpoint,
      region: CREDENTIALS.AWS_REGION,
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    });

  beforeAll(async () => {
    [engine, sqsUrl] = await Promise.all([startEngine(), sqs.listen({ port: 0, host: "127.0.0.1" })]);
    others = createServer((request, response) => {
      request.resume().on("end", () => {
        response.setHeader("content-type", "application/x-amz-json-1.1");
        response.end(JSON.stringify(answers[String(request.headers["x-amz-target"])]));
      });
    });
    await new Promise<void>((listening) => others.listen(0, "127.0.0.1", listening));
    await dynamo().send(
      new CreateTableCommand({
        TableName: table,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [
          { AttributeName: "pk", AttributeType: "S" },
          { AttributeName: "sk", AttributeType: "S" },
        ],
        KeySchema: [
          { AttributeName: "pk", KeyType: "HASH" },
          { AttributeName: "sk", KeyType: "RANGE" },
        ],
      }),
    );
  });
  afterAll(async () => {
    await dynamo().send(new DeleteTableCommand({ TableName: table }));
    await Promise.all([engine.stop(), sqs.close()]);
    others.closeAllConnections();
    await new Promise((closed) => others.close(closed));
  });

  test("do all that a function asks of them, with parts of the SDK left out", async () => {
    // Prepare
    const bundles = await bundle({ sourceDir: FIXTURES, outDir: folder, handlers: [EVERY_CLIENT] });
    const otherUrl = `http://127.0.0.1:${(others.address() as AddressInfo).port}`;
    const sqsClient = new SQSClient({
      endpoint: sqsUrl,
      region: CREDENTIALS.AWS_REGION,
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    });
    await sqsClient.send(new CreateQueueCommand({ QueueName: "bundle" }));

    // Act
    const result = await runInThread({
      file: join(bundles.folderOf(EVERY_CLIENT), "index.mjs"),
      environment: {
        ...CREDENTIALS,
        AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
        AWS_ENDPOINT_URL_SQS: sqsUrl,
        AWS_ENDPOINT_URL_SECRETS_MANAGER: otherUrl,
        AWS_ENDPOINT_URL_EVENTBRIDGE: otherUrl,
      },
      event: { table, queue: `${sqsUrl}/000000000000/bundle` },
    });

    // Assess
    expect(result).toEqual({
      seats: 3,
      refused: ["TransactionCanceledException", "ConditionalCheckFailed"],
      queried: 1,
      got: 1,
      sent: "string",
      batch: 1,
      noQueue: "QueueDoesNotExist",
      secret: "of the test",
      eventsFailed: 0,
    });
  });

  test("name the part that was left out when something needs it after all", async () => {
    // Prepare: without keys in its environment the SDK goes on to the next place to find them
    const bundles = await bundle({ sourceDir: FIXTURES, outDir: folder, handlers: [EVERY_CLIENT] });

    // Act
    const running = runInThread({
      file: join(bundles.folderOf(EVERY_CLIENT), "index.mjs"),
      environment: { AWS_REGION: CREDENTIALS.AWS_REGION, AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint },
      event: { table, queue: "" },
    });

    // Assess
    await expect(running).rejects.toThrow(/@aws-sdk\/credential-provider-ini is left out of this bundle/);
  });
});

describe("bundling", () => {
  test("names each handler file that does not exist", async () => {
    const bundling = bundle({ sourceDir: FIXTURES, outDir: folder, handlers: ["queue/no-such", EVERY_CLIENT, "gone"] });
    await expect(bundling).rejects.toThrow("do not exist in functions/: queue/no-such.ts, gone.ts");
  });

  test("shows where a source file is wrong", async () => {
    // Prepare
    const sourceDir = join(folder, "wrong");
    await mkdir(sourceDir);
    await writeFile(join(sourceDir, "wrong.ts"), "export const handler = (;\n");

    // Act, Assess
    const bundling = bundle({ sourceDir, outDir: folder, handlers: ["wrong"] });
    await expect(bundling).rejects.toThrow(/wrong\.ts:1:24/);
  });

  test("gives the same bytes wherever they go", async () => {
    const [one, two] = await Promise.all(
      ["one", "two"].map((name) =>
        bundle({ sourceDir: FIXTURES, outDir: join(folder, name), handlers: [EVERY_CLIENT] }),
      ),
    );
    const [first, second] = await Promise.all(
      [one, two].map((made) => readFile(join(made?.folderOf(EVERY_CLIENT) ?? "", "index.mjs"))),
    );
    expect(first?.equals(second ?? Buffer.of())).toBe(true);
  });

  test("puts Swagger UI beside the handler that serves it", async () => {
    // Prepare
    const bundles = await bundle({ outDir: folder, handlers: [DOCS_HANDLER] });

    // Act
    const files = await Promise.all(
      DOCS_FILES.map((name) => readFile(join(bundles.folderOf(DOCS_HANDLER), "docs-files", `${name}.gz`))),
    );

    // Assess: as texts, which Jest compares much faster than buffers
    const installed = DOCS_FILES.map((name) => readFile(join(PROJECT_DIR, "node_modules", "swagger-ui-dist", name)));
    const texts = (await Promise.all(installed)).map((file) => file.toString("latin1"));
    expect(files.map((file) => gunzipSync(file).toString("latin1"))).toEqual(texts);
  });
});
